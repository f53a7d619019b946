"""The stages chained: records in, canonical records and links out."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from bicorpus import InputError
from dedupe.block import candidate_pairs
from dedupe.cluster import cluster
from dedupe.common import mark_common
from dedupe.compare import cannot_link, compare, tells_apart
from dedupe.decide import settle
from dedupe.features import Features, features
from dedupe.link import Decision, Link, Result
from dedupe.meaning import Encoder, nearest_across
from dedupe.merge import merge
from dedupe.naming import founders, name_clusters
from dedupe.relate import earlier_first, reports
from ingest.record import Record


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
    by_id = _by_id(records)
    items = mark_common([features(by_id[key]) for key in sorted(by_id)])
    compared = _links(items, by_id, encoder)
    apart = [(link.left, link.right) for link in compared if tells_apart(link)]
    links = [link for link in compared if link.verdict != "different"]
    kinds, marks = {f.id: f.kind for f in items}, {f.id: f.exclusive for f in items}
    joins = [(k.left, k.right, k.probability) for k in links if k.kind == "same-as" and k.verdict == "same"]
    decided = settle(decisions, kinds)
    clusters = cluster(kinds, joins, marks.__getitem__, decided.together, [*decided.apart, *apart])
    names = name_clusters(clusters, kinds, known or {}, founded)
    named = zip(clusters, names, founders(clusters, names, founded or {}), strict=True)
    canonicals = [merge([by_id[m] for m in members], name, ids) for members, name, ids in named]
    venues = {f.id: f.venue for f in items}
    links = [earlier_first(link, venues.__getitem__) for link in links]
    held, unsettled = _settle(links, clusters, decided.apart)
    return Result(
        canonicals=tuple(sorted(canonicals, key=lambda c: c.id)),
        links=tuple(sorted([*held, *reports(items)], key=lambda link: (link.left, link.right, link.kind))),
        uncertain=tuple(sorted(unsettled, key=lambda link: (-link.probability, link.left, link.right))),
        warnings=decided.warnings,
    )


def _links(items: Sequence[Features], records: Mapping[str, Record], encoder: Encoder | None) -> list[Link]:
    """Return the verdict on every candidate pair that is worth a full comparison."""
    near = {(n.left.id, n.right.id): n for n in nearest_across(items, records, encoder)} if encoder else {}
    links = {(n.left.id, n.right.id): compare(n.left, n.right, meaning=n.similarity) for n in near.values()}
    for left, right in candidate_pairs(items):
        if not cannot_link(left, right) and (left.id, right.id) not in near and (right.id, left.id) not in near:
            links[left.id, right.id] = compare(left, right)
    return list(links.values())


def _settle(
    links: Iterable[Link], clusters: Sequence[tuple[str, ...]], parted: Iterable[tuple[str, str]]
) -> tuple[list[Link], list[Link]]:
    """Return the links that hold, and those that a person should look at.

    An uncertain link within a cluster was settled by other links, one between clusters that a person parted by that. A
    likely one that the veto of another member overruled is uncertain; and one version of a text is not of itself.
    """
    cluster_of = {member: number for number, members in enumerate(clusters) for member in members}
    decided = {frozenset((cluster_of[left], cluster_of[right])) for left, right in parted}
    held, unsettled = [], []
    for link in links:
        ends = frozenset((cluster_of[link.left], cluster_of[link.right]))
        together = len(ends) == 1
        if link.verdict == "same" and together == (link.kind == "same-as"):
            held.append(link)
        elif not together and ends not in decided:
            unsettled.append(msgspec.structs.replace(link, verdict="uncertain"))
    return held, unsettled


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    by_id: dict[str, Record] = {}
    for record in records:
        if by_id.setdefault(record.id, record) is not record:
            raise InputError(f"two records have the id {record.id!r}; give every record an id of its own")
    return by_id
