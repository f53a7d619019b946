"""The stages chained: records in, canonical records and links out."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

import msgspec

from dedupe.block import Pairs, candidate_pairs, unique_pairs
from dedupe.cluster import cluster
from dedupe.columns import Columns
from dedupe.common import mark_common
from dedupe.compare import judge
from dedupe.decide import settle
from dedupe.details import Encoder
from dedupe.features import exclusive
from dedupe.link import Decision, Link, Result
from dedupe.merge import merge
from dedupe.naming import founders, name_clusters
from dedupe.relate import earlier_first, reports
from dedupe.shelf import Shelf, shelve
from dedupe.translations import find_translations, rare_pairs
from dedupe.verdict import find_apart, find_links
from ingest.record import Record


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
    shelf = shelve(records)
    found = _resolve(shelf, encoder, decisions, known or {}, founded or {})
    canonicals = [merge([*map(shelf.take, members)], name, former) for members, name, former in found.clusters]
    return Result(
        canonicals=tuple(sorted(canonicals, key=lambda c: c.id)),
        links=tuple(sorted(found.links, key=lambda link: (link.left, link.right, link.kind))),
        uncertain=tuple(sorted(found.uncertain, key=lambda link: (-link.probability, link.left, link.right))),
        warnings=found.warnings,
    )


class _Resolution(NamedTuple):
    """What the records are to each other."""

    clusters: list[tuple[list[int], str, dict[str, tuple[str, ...]]]]
    """Positions of the members, canonical id, and by the ids that came together in it their founders."""
    links: list[Link]
    uncertain: list[Link]
    warnings: tuple[str, ...]


def _resolve(
    shelf: Shelf,
    encoder: Encoder | None,
    decisions: Sequence[Decision],
    known: Mapping[str, str],
    founded: Mapping[str, str],
) -> _Resolution:
    """Find the clusters and the links; what was compared is given up by then."""
    ids, items = shelf.ids, mark_common(shelf.compared())
    links, apart = _compare(Columns(items, shelf.record), ids, encoder)
    place = {record: position for position, record in enumerate(ids)}
    kinds = {record: f.kind for record, f in zip(ids, items, strict=True)}
    decided = settle(decisions, kinds)
    joins = ((k.left, k.right, k.probability) for k in links if k.kind == "same-as" and k.verdict == "same")
    parted = [*decided.apart, *apart]
    clusters = cluster(ids, joins, lambda r: frozenset(exclusive(items[place[r]])), decided.together, parted)
    names = name_clusters(clusters, kinds, known, founded)
    held, unsettled = _settle(links, clusters, decided.apart)
    linked = [earlier_first(link, lambda r: items[place[r]].venue) for link in (*held, *reports(ids, items))]
    positions = ([place[member] for member in members] for members in clusters)
    named = list(zip(positions, names, founders(clusters, names, founded), strict=True))
    return _Resolution(named, linked, unsettled, decided.warnings)


def _compare(columns: Columns, ids: Sequence[str], encoder: Encoder | None) -> tuple[list[Link], list[tuple[str, str]]]:
    """Return the links between records, and the pairs that are to stay apart."""
    judged = judge(*_candidates(columns, encoder))
    return list(find_links(judged, ids)), [(ids[left], ids[right]) for left, right in find_apart(judged)]


def _candidates(columns: Columns, encoder: Encoder | None) -> tuple[Columns, Pairs]:
    """Return the pairs to compare, and the records with what the encoder found between languages."""
    pairs = candidate_pairs(columns.items)
    if encoder is None:
        return columns, unique_pairs(pairs, rare_pairs(columns))
    translations = find_translations(columns, encoder)
    return replace(columns, translations=translations), unique_pairs(pairs, translations.pairs)


def _settle(
    links: Iterable[Link], clusters: Sequence[tuple[str, ...]], parted: Iterable[tuple[str, str]]
) -> tuple[list[Link], list[Link]]:
    """Return the links that hold, and those that a person should look at: one for every two clusters, the likeliest.

    An uncertain link within a cluster was settled by other links, one between clusters that a person parted by that. A
    likely one that the veto of another member overruled is uncertain; and one version of a text is not of itself.
    """
    cluster_of = {member: number for number, members in enumerate(clusters) for member in members}
    decided = {frozenset((cluster_of[left], cluster_of[right])) for left, right in parted}
    held: list[Link] = []
    unsettled: dict[tuple[str, frozenset[int]], Link] = {}
    for link in sorted(links, key=lambda link: (-link.probability, link.left, link.right)):
        ends = frozenset((cluster_of[link.left], cluster_of[link.right]))
        together = len(ends) == 1
        if link.verdict == "same" and together == (link.kind == "same-as"):
            held.append(link)
        elif not together and ends not in decided:
            unsettled.setdefault((link.kind, ends), msgspec.structs.replace(link, verdict="uncertain"))
    return held, list(unsettled.values())
