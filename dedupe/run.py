"""The stages chained: records in, canonical records and links out."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import msgspec

from dedupe.block import candidate_pairs, unique_pairs
from dedupe.cluster import cluster
from dedupe.columns import Columns
from dedupe.common import mark_common
from dedupe.compare import judge
from dedupe.decide import settle
from dedupe.details import Encoder
from dedupe.features import exclusive
from dedupe.link import Canonical, Cluster, Decision, Link, Result
from dedupe.merge import merge
from dedupe.naming import founders, name_clusters
from dedupe.relate import earlier_first, reports
from dedupe.shelf import Shelf, shelve
from dedupe.translations import find_translations, pairs_between, rare_pairs
from dedupe.verdict import find_apart, find_links
from ingest.record import Record

MOST_BETWEEN = 10_000_000_000
"""Pairs of an English and a Chinese record that an encoder compares: 100,000 of each take some minutes."""


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Suspend the garbage collector: looking for cycles among millions of records, which have none, takes a quarter."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which records are one, and how they are linked; the records themselves are merged one after the other."""

    clusters: tuple[Cluster, ...]
    """Sorted by id; every record is in exactly one."""
    links: tuple[Link, ...]
    """Every link that holds (``same``), of any kind, sorted by ids."""
    uncertain: tuple[Link, ...]
    """Pairs for a person to look at, likeliest first; they were not merged."""
    warnings: tuple[str, ...]
    shelf: Shelf
    founders: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By cluster: the canonical ids that came together in it, with their founders."""

    def canonicals(self) -> Iterator[Canonical]:
        """Yield the canonical record of each cluster. This can be done once, since each record is then forgotten."""
        for c in self.clusters:
            yield merge([self.shelf.take(member) for member in c.members], c.id, self.founders.get(c.id))


@_without_cycle_search()
def deduplicate(
    records: Iterable[Record],
    encoder: Encoder | None = None,
    decisions: Sequence[Decision] = (),
    known: Mapping[str, str] | None = None,
    founded: Mapping[str, str] | None = None,
) -> Result:
    """Find the records that tell of one paper or trial, and merge them.

    The result does not depend on the order of the records.

    Args:
        records: all of them; their ids are unique.
        encoder: optional; finds candidates across languages.
        decisions: what people decided about pairs, in that order; they bind (``dedupe.decide``).
        known: record id → canonical id of an earlier run; canonical ids survive where their members do.
        founded: record id → canonical id that it founded: it comes back when a merge is undone (``dedupe.carried``).

    Raises:
        InputError: two records have one id.
    """
    found = resolve(records, encoder, decisions, known, founded)
    return Result(tuple(found.canonicals()), found.links, found.uncertain, found.warnings)


@_without_cycle_search()
def resolve(
    records: Iterable[Record],
    encoder: Encoder | None = None,
    decisions: Sequence[Decision] = (),
    known: Mapping[str, str] | None = None,
    founded: Mapping[str, str] | None = None,
) -> Resolution:
    """Find the records that tell of one paper or trial; what ``deduplicate`` does, but for the merging.

    A million records take half the memory this way.
    """
    shelf = shelve(records)
    ids, items = shelf.ids, mark_common(shelf.compared())
    links, apart, warnings = _compare(Columns(items, shelf.record), ids, encoder)
    place = {record: position for position, record in enumerate(ids)}
    kinds = {record: f.kind for record, f in zip(ids, items, strict=True)}
    decided = settle(decisions, kinds)
    joins = ((k.left, k.right, k.probability) for k in links if k.kind == "same-as" and k.verdict == "same")
    parted = [*decided.apart, *apart]
    groups = cluster(ids, joins, lambda r: frozenset(exclusive(items[place[r]])), decided.together, parted)
    names = name_clusters(groups, kinds, known or {}, founded)
    held, unsettled = _settle(links, groups, decided.apart)
    linked = [earlier_first(link, lambda r: items[place[r]].venue) for link in (*held, *reports(ids, items, groups))]
    named = zip(names, groups, founders(groups, names, founded or {}), strict=True)
    clusters = [(Cluster(name, kinds[members[0]], members), former) for name, members, former in named]
    return Resolution(
        clusters=tuple(sorted((c for c, _ in clusters), key=lambda c: c.id)),
        links=tuple(sorted(linked, key=lambda link: (link.left, link.right, link.kind))),
        uncertain=tuple(sorted(unsettled, key=lambda link: (-link.probability, link.left, link.right))),
        warnings=(*warnings, *decided.warnings),
        shelf=shelf,
        founders={c.id: former for c, former in clusters if former},
    )


def _compare(
    columns: Columns, ids: Sequence[str], encoder: Encoder | None
) -> tuple[list[Link], list[tuple[str, str]], list[str]]:
    """Return the links between records, the pairs that are to stay apart, and what was not done."""
    pairs, warnings = candidate_pairs(columns.items), []
    if encoder is not None and (between := pairs_between(columns)) > MOST_BETWEEN:
        warnings = [too_many(between)]
        encoder = None
    if encoder is None:
        pairs = unique_pairs(pairs, rare_pairs(columns))
    else:
        translations = find_translations(columns, encoder)
        columns, pairs = replace(columns, translations=translations), unique_pairs(pairs, translations.pairs)
    judged = judge(columns, pairs)
    apart = [(ids[left], ids[right]) for left, right in find_apart(judged)]
    return list(find_links(judged, ids)), apart, warnings


def too_many(between: int) -> str:
    """Say that translations were looked for without an encoder, and how many pairs there are."""
    return (
        f"{between:,} pairs of an English and a Chinese record are too many to compare by meaning (at most "
        f"{MOST_BETWEEN:,}); translations were looked for by numbers and names in abstracts, and by authors and place"
    )


def _settle(
    links: Iterable[Link], clusters: Sequence[tuple[str, ...]], parted: Iterable[tuple[str, str]]
) -> tuple[list[Link], list[Link]]:
    """Return the links that hold, and those that a person should look at."""
    cluster_of = {member: number for number, members in enumerate(clusters) for member in members}
    decided = {frozenset((cluster_of[left], cluster_of[right])) for left, right in parted}
    between: dict[frozenset[int], list[Link]] = defaultdict(list)
    for link in links:
        between[frozenset((cluster_of[link.left], cluster_of[link.right]))].append(link)
    found = [
        link
        for ends, some in between.items()
        for link in settled(some, together=len(ends) == 1, decided=ends in decided)
    ]
    return [link for link in found if link.verdict == "same"], [link for link in found if link.verdict != "same"]


def settled(links: Iterable[Link], *, together: bool, decided: bool = False) -> Iterator[Link]:
    """Yield what holds of the links between two clusters, or within one, and of the rest the likeliest as uncertain.

    An uncertain link within a cluster was settled by other links, one between clusters that a person parted by that. A
    likely one that the veto of another member overruled is uncertain; and one version of a text is not of itself.

    Args:
        links: all those between the two.
        together: whether the two are one cluster.
        decided: whether a person parted them.
    """
    asked = set[str]()
    for link in sorted(links, key=lambda link: (-link.probability, link.left, link.right)):
        if link.verdict == "same" and together == (link.kind == "same-as"):
            yield link
        elif not (together or decided or link.kind in asked):
            asked.add(link.kind)
            yield msgspec.structs.replace(link, verdict="uncertain")
