"""The stages chained: records in, canonical records and links out."""

from collections.abc import Iterable, Mapping, Sequence

from bicorpus import InputError
from dedupe.block import candidate_pairs
from dedupe.cluster import cluster
from dedupe.compare import compare
from dedupe.features import Features, features
from dedupe.generic import mark_generic
from dedupe.link import Decision, Link, Result
from dedupe.merge import merge
from dedupe.naming import name_clusters
from dedupe.relate import reports
from ingest.record import Record


def deduplicate(
    records: Iterable[Record],
    encoder: None = None,
    decisions: Sequence[Decision] = (),
    known: Mapping[str, str] | None = None,
) -> Result:
    """Find the records that tell of one paper or trial, and merge them.

    The result does not depend on the order of the records.

    Args:
        records: all of them; their ids are unique.
        encoder: optional; finds candidates across languages.
        decisions: what people decided about pairs; they bind.
        known: record id → canonical id of an earlier run; canonical ids survive where their members do.

    Raises:
        InputError: two records have one id.
    """
    by_id = _by_id(records)
    items = mark_generic([features(by_id[key]) for key in sorted(by_id)])
    links = [link for link in (compare(*pair) for pair in candidate_pairs(items)) if link.verdict != "different"]
    clusters = cluster(links, {f.id: f.exclusive for f in items}, decisions)
    names = name_clusters(clusters, {f.id: f.kind for f in items}, known or {})
    canonicals = [merge([by_id[m] for m in members], name) for members, name in zip(clusters, names, strict=True)]
    return Result(
        canonicals=tuple(sorted(canonicals, key=lambda c: c.id)),
        links=tuple(sorted([*_held(links), *reports(items)], key=lambda link: (link.left, link.right, link.kind))),
        uncertain=tuple(_open(links, clusters)),
    )


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    by_id: dict[str, Record] = {}
    for record in records:
        if by_id.setdefault(record.id, record) is not record:
            raise InputError(f"two records have the id {record.id!r}; give every record an id of its own")
    return by_id


def _held(links: Iterable[Link]) -> list[Link]:
    return [link for link in links if link.verdict == "same"]


def _open(links: Iterable[Link], clusters: Sequence[tuple[str, ...]]) -> list[Link]:
    """Return the uncertain links that no other evidence settled, likeliest first."""
    cluster_of = {member: number for number, members in enumerate(clusters) for member in members}
    unsettled = (l for l in links if l.verdict == "uncertain" and cluster_of[l.left] != cluster_of[l.right])
    return sorted(unsettled, key=lambda link: (-link.probability, link.left, link.right))
