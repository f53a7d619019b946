"""A cluster → its canonical record: every field whole from one member, with its source and the values it beat.

``dedupe.choose`` has the rules. Identifiers are a set, and each of them is a field of its own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Indel

from dedupe.choose import Value, ranked
from dedupe.conflicts import conflicts
from dedupe.fields import flat, whole
from dedupe.link import Beaten, Canonical, Provenance
from dedupe.standing import in_order, updated
from dedupe.text import fold
from ingest.record import Record

BEATEN = 20
"""Different values that provenance lists of a field; true groups of the labelled sets have at most 8 members."""
NEARLY_EQUAL = 0.9
"""Similarity of two abstracts that are one text but for typography, a label or a registration line."""
COMPARED = 20_000
"""Characters of each that are compared: ten abstracts' worth, in milliseconds; a page may hold a megabyte."""
_ABSTRACTS = frozenset({"abstract.en", "abstract.zh"})

Flat = tuple[Record, dict[str, Any]]
"""A member and what it says, by field."""


def merge(
    members: Sequence[Record], canonical_id: str, founders: Mapping[str, tuple[str, ...]] | None = None
) -> Canonical:
    """Return the canonical record of one cluster, whatever the order of its members.

    Raises:
        ValueError: there are no members, or members of two kinds.
    """
    if not members or any(record.kind != members[0].kind for record in members[1:]):
        raise ValueError("a canonical record needs members, all of one kind")
    members = in_order(members)
    flats = [(record, flat(record)) for record in members]
    taken: dict[str, Any] = {}
    givers: dict[str, Record] = {}
    for record, fields in reversed(flats):
        taken |= fields
        givers |= dict.fromkeys(fields, record)
    ranks = _ranks(flats, taken) if len(members) > 1 else {}
    for field, values in ranks.items():
        givers[field], taken[field] = values[0]
    head = _head(members, givers.values())
    return Canonical(
        id=canonical_id,
        kind=head.kind,
        record=whole(taken, canonical_id, head.kind, head.site, head.source),
        members=tuple(sorted([record.id for record in members])),
        provenance=_provenance(givers, ranks),
        conflicts=tuple(conflicts(ranks, members)),
        founders=founders or {},
    )


def _ranks(flats: Sequence[Flat], taken: Mapping[str, Any]) -> dict[str, list[Value]]:
    """Return the values, best first, of the fields in which members differ."""
    said = _said(flats, sorted(_disputed(flats, taken)))
    ranks = {field: ranked(field, values) for field, values in said.items()}
    return _from_one_page([record for record, _ in flats], ranks)


def _disputed(flats: Sequence[Flat], taken: Mapping[str, Any]) -> set[str]:
    """Return the fields in which members differ; both abstracts are looked at together."""
    disputed = {field for _, fields in flats[1:] for field, value in fields.items() if value != taken[field]}
    return disputed | _ABSTRACTS & taken.keys() if disputed & _ABSTRACTS else disputed


def _said(flats: Iterable[Flat], disputed: Iterable[str]) -> dict[str, dict[Any, list[Record]]]:
    """Return by field and value the members that give it."""
    said: dict[str, dict[Any, list[Record]]] = {field: {} for field in disputed}
    for record, fields in flats:
        for field in said.keys() & fields:
            said[field].setdefault(fields[field], []).append(record)
    return said


def _head(members: Sequence[Record], givers: Iterable[Record]) -> Record:
    """Return the member that gives most fields, of several the one of best standing."""
    if len(members) == 1:
        return members[0]
    given = Counter(record.id for record in givers)
    return max(members, key=lambda record: given[record.id])


def _provenance(givers: Mapping[str, Record], ranks: Mapping[str, Sequence[Value]]) -> dict[str, Provenance]:
    plain: dict[str, Provenance] = {}
    provenance = {}
    for field, record in givers.items():
        if record.id not in plain:
            plain[record.id] = Provenance(record.id, updated=updated(record))
        provenance[field] = plain[record.id]
    return provenance | {field: _beating(values) for field, values in ranks.items() if len(values) > 1}


def _beating(values: Sequence[Value]) -> Provenance:
    taken = values[0].record
    beat = tuple(Beaten(record.id, value, updated(record)) for record, value in values[1 : BEATEN + 1])
    return Provenance(taken.id, beat, max(0, len(values) - 1 - BEATEN), updated(taken))


def _from_one_page(members: Sequence[Record], ranks: dict[str, list[Value]]) -> dict[str, list[Value]]:
    """Take both abstracts from one bilingual member, as long as it says nearly the same as the best of each.

    The two texts of one page were written to correspond.
    """
    if not ranks.keys() >= _ABSTRACTS:
        return ranks
    near = {field: _near_the_best(ranks[field]) for field in _ABSTRACTS}
    for record in members:
        ours = {f"abstract.{lang}": text for lang, text in record.abstract.items() if text}
        if ours.keys() == _ABSTRACTS and all(text in near[field] for field, text in ours.items()):
            return ranks | {field: _first(Value(record, text), ranks[field]) for field, text in ours.items()}
    return ranks


def _near_the_best(values: Sequence[Value]) -> set[str]:
    """Return those of the best texts that say nearly the same as the best."""
    best = fold(values[0].value[:COMPARED])
    return {
        value
        for _, value in values[: BEATEN + 1]
        if Indel.normalized_similarity(fold(value[:COMPARED]), best, score_cutoff=NEARLY_EQUAL)
    }


def _first(taken: Value, values: Iterable[Value]) -> list[Value]:
    return [taken, *(other for other in values if other.value != taken.value)]
