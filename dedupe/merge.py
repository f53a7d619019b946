"""A cluster → its canonical record: every field whole from one member, with its source and the values it beat.

``dedupe.choose`` has the rules. Identifiers are a set, and each of them is a field of its own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Indel

from dedupe.choose import LANGS, RULES, Choice, Value, choices
from dedupe.link import Canonical, Provenance
from dedupe.pages import read_pages
from dedupe.text import fold
from ingest.record import Lang, Record, Trial

CONTRADICTION = 0.6
"""Similarity under which two titles or abstracts are different texts and not two versions of one."""
COMPARED = 1000
"""Characters of a text that are looked at for that."""
_LISTS = frozenset({"authors", "affiliations", "sections", "journal"})
"""Fields that are written in too many ways for a difference to be a contradiction."""


def merge(members: Sequence[Record], canonical_id: str) -> Canonical:
    """Return the canonical record of one cluster, whatever the order of its members.

    Raises:
        ValueError: there are no members, or members of two kinds.
    """
    if len({record.kind for record in members}) != 1:
        raise ValueError("a canonical record needs members, all of one kind")
    members = sorted(members, key=lambda record: record.id)
    found = list(choices(members))
    head = _head(members, found)
    return Canonical(
        id=canonical_id,
        kind=head.kind,
        record=_assemble({choice.field: choice.values[0].value for choice in found}, head, canonical_id),
        members=tuple(record.id for record in members),
        provenance={choice.field: _provenance(choice) for choice in found},
        conflicts=tuple(choice.field for choice in found if _contradicted(choice)),
    )


def _head(members: Sequence[Record], found: Sequence[Choice]) -> Record:
    """Return the member that gives most fields, the first of several."""
    given = Counter(choice.values[0].record.id for choice in found)
    return max(members, key=lambda record: given[record.id])


def _assemble(fields: Mapping[str, Any], head: Record, canonical_id: str) -> Record:
    trial = {name.removeprefix("trial."): value for name, value in fields.items() if name.startswith("trial.")}
    return Record(
        id=canonical_id,
        kind=head.kind,
        site=head.site,
        source=head.source,
        ids=tuple(value for name, value in fields.items() if name.startswith("ids.")),
        title=_by_lang(fields, "title"),
        abstract=_by_lang(fields, "abstract"),
        keywords=_by_lang(fields, "keywords"),
        trial=Trial(**trial) if trial else None,
        **{field: fields[field] for field in RULES if field in fields},
    )


def _by_lang(fields: Mapping[str, Any], name: str) -> dict[Lang, Any]:
    return {lang: fields[f"{name}.{lang}"] for lang in LANGS if f"{name}.{lang}" in fields}


def _provenance(choice: Choice) -> Provenance:
    taken, *others = choice.values
    return Provenance(taken.record.id, tuple((v.record.id, v.value) for v in others if v.value != taken.value))


def _contradicted(choice: Choice) -> bool:
    taken, *others = choice.values
    return any(_contradicts(choice.field, taken, other) for other in others if other.value != taken.value)


def _contradicts(field: str, taken: Value, other: Value) -> bool:
    """Tell whether two values cannot both be right; a trial's newer value supersedes an older one."""
    ours, theirs = taken.value, other.value
    if field.startswith(("title.", "abstract.")):
        return Indel.normalized_similarity(fold(ours[:COMPARED]), fold(theirs[:COMPARED])) < CONTRADICTION
    if field == "published":
        return not (ours.startswith(theirs) or theirs.startswith(ours))
    if field == "pages":
        first, second = read_pages(ours), read_pages(theirs)
        return bool(first and second and first.first != second.first)
    if field.startswith("trial."):
        return _updated(taken) == _updated(other) and not isinstance(ours, tuple)
    return field not in _LISTS and not field.startswith(("ids.", "keywords.")) and fold(ours) != fold(theirs)


def _updated(v: Value) -> str | None:
    return v.record.trial.updated if v.record.trial else None
