"""Links that never merge: from a paper to the trial that it reports, from a preprint or abstract to its article.

Records hold them; canonical records show them once, whichever of their members a link is from.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from dedupe.features import Features
from dedupe.link import Evidence, Link

_STAGES = ("preprint", "meeting", "journal")
"""Venues in the order in which a text comes out there; what names no journal is taken for the last."""


class Relation(NamedTuple):
    """A link of a canonical record, and the canonical on its other end, which may be itself."""

    link: Link
    canonical: str


class Party(NamedTuple):
    """A record, and the cluster that it is in."""

    cluster: Hashable
    record: str


def reports(ids: Sequence[str], items: Sequence[Features], clusters: Iterable[Sequence[str]]) -> Iterator[Link]:
    """Return a link from each paper to each trial that holds, among its own ids, one that the paper reports.

    Of the records of a trial that hold the id the first stands for all: a thousand pages of one trial and a thousand
    papers on it would make a million links.

    Args:
        ids: ids of the records, sorted.
        items: their features, in the same order.
        clusters: the records by paper or trial.
    """
    cluster_of = {member: number for number, members in enumerate(clusters) for member in members}
    trials: dict[str, list[Party]] = defaultdict(list)
    papers: dict[str, list[Party]] = defaultdict(list)
    for record_id, f in zip(ids, items, strict=True):
        for name in named(f):
            (trials if f.kind == "trial" else papers)[name].append(Party(cluster_of[record_id], record_id))
    names: dict[tuple[str, str], str] = {}
    for name in sorted(trials.keys() & papers.keys()):
        names |= {(paper.record, trial.record): name for paper, trial in meetings(trials[name], papers[name])}
    return (report(*ends, name) for ends, name in names.items())


def named(f: Features) -> tuple[str, ...]:
    """Return the ids by which reports are found: of a trial its own, of a paper those of the trials that it reports."""
    return f.own if f.kind == "trial" else f.reports


def meetings(trials: Iterable[Party], papers: Iterable[Party]) -> Iterator[tuple[Party, Party]]:
    """Yield each paper with each trial, of those that name one id.

    Where several ids bring two together, the last of them is shown.

    Args:
        trials: in the order of the record ids; all are read before the first paper is.
        papers: in any order.
    """
    firsts: dict[Hashable, Party] = {}
    for trial in trials:
        firsts.setdefault(trial.cluster, trial)
    return ((paper, trial) for paper in papers for trial in firsts.values())


def report(paper: str, trial: str, name: str) -> Link:
    """Return the link from a paper to a trial that it reports under this id."""
    return Link(paper, trial, "reports", "same", 1.0, (Evidence("id", name, name, 1.0, 0.0),))


def earlier_first(link: Link, venue: Callable[[str], str]) -> Link:
    """Return a ``version-of`` link with the earlier version on the left; any other as it is.

    Args:
        link: between two records.
        venue: record id → ``preprint``, ``meeting``, ``journal`` or empty.
    """
    if link.kind != "version-of" or _stage(venue(link.left)) <= _stage(venue(link.right)):
        return link
    turned = tuple(msgspec.structs.replace(e, left=e.right, right=e.left) for e in link.evidence)
    return msgspec.structs.replace(link, left=link.right, right=link.left, evidence=turned)


def _stage(venue: str) -> int:
    return _STAGES.index(venue) if venue in _STAGES else len(_STAGES) - 1


def relations(links: Iterable[Link], canonical_of: Mapping[str, str]) -> dict[str, tuple[Relation, ...]]:
    """Return by canonical id what it is related to.

    Args:
        links: of a whole result, the uncertain ones too.
        canonical_of: record id → id of its canonical record.
    """
    found: dict[str, list[Relation]] = defaultdict(list)
    for link in links:
        left, right = canonical_of[link.left], canonical_of[link.right]
        found[left].append(Relation(link, right))
        if right != left:
            found[right].append(Relation(link, left))
    return {canonical: once(canonical, related) for canonical, related in found.items()}


def once(canonical: str, related: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return the relations of one canonical, sorted by the ids of the links.

    Every link that merged its members is kept; of links to one other canonical, of one kind and verdict, the likeliest.
    """
    best: dict[tuple[str, ...], Relation] = {}
    for relation in sorted(related, key=lambda r: (-r.link.probability, r.link.left, r.link.right)):
        link, other = relation
        within = (link.left, link.right) if other == canonical else ()
        best.setdefault((link.kind, link.verdict, other, *within), relation)
    return tuple(sorted(best.values(), key=lambda r: (r.link.left, r.link.right, r.link.kind)))
