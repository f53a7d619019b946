"""What a record says, field by field, as pages show it: the fields' names and order, and values as lines of text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from dedupe.link import Canonical
from ingest.record import Identifier, Section

CLIPPED = 400
"""Characters of a value that a table shows; the page of its record has the whole."""
SHOWN_LINES = 50
"""Items of a list that a table shows."""
LABELS: Mapping[str, str] = {
    "title.en": "English title",
    "title.zh": "Chinese title",
    "authors": "Authors",
    "affiliations": "Affiliations",
    "journal": "Journal",
    "published": "Published",
    "volume": "Volume",
    "issue": "Issue",
    "pages": "Page numbers",
    "ids": "Identifiers",
    "abstract.en": "English abstract",
    "abstract.zh": "Chinese abstract",
    "keywords.en": "English keywords",
    "keywords.zh": "Chinese keywords",
    "trial.status": "Status",
    "trial.phases": "Phase",
    "trial.enrollment": "Enrolment",
    "trial.enrollment_type": "Enrolment is",
    "trial.study_type": "Study type",
    "trial.start": "Start",
    "trial.completion": "Completion",
    "trial.updated": "Last update",
    "trial.allocation": "Allocation",
    "trial.model": "Design",
    "trial.purpose": "Purpose",
    "trial.masking": "Masking",
    "trial.conditions": "Conditions",
    "trial.arms": "Arms",
    "trial.interventions": "Interventions",
    "trial.inclusion": "Inclusion criteria",
    "trial.exclusion": "Exclusion criteria",
    "trial.min_age": "Minimum age",
    "trial.max_age": "Maximum age",
    "trial.sex": "Sex",
    "trial.healthy_volunteers": "Healthy volunteers",
    "trial.sponsor": "Sponsor",
    "trial.sponsor_class": "Kind of sponsor",
    "trial.responsible_party": "Responsible party",
    "trial.sites": "Sites",
    "trial.countries": "Countries",
    "sections": "Sections",
}
"""By field, in the order in which pages show them."""
SCHEMES: Mapping[str, str] = {
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "nct": "NCT",
    "chictr": "ChiCTR",
    "jrct": "jRCT",
    "chinaxiv": "ChinaXiv",
    "eudract": "EudraCT",
    "org_study_id": "Sponsor's number",
    "secondary_id": "Secondary number",
}
"""What registers call their names, where that is not their scheme in capitals."""
_PLACES = {field: place for place, field in enumerate(LABELS)}


class Taken(msgspec.Struct, frozen=True):
    """A value and the record that gives it."""

    lines: tuple[str, ...]
    record: str
    updated: str | None


class Field(msgspec.Struct, frozen=True):
    """A field of a canonical record: where its value is from, and which values it beat."""

    field: str
    label: str
    taken: Taken
    beat: tuple[Taken, ...]
    """Best first."""
    more: int
    """Number of beaten values beyond those."""
    conflict: bool
    """Whether members contradict each other here."""


def provenance(canonical: Canonical, values: Mapping[str, Any]) -> Iterator[Field]:
    """Yield every field of a canonical record with its provenance, in the order of ``LABELS``.

    Args:
        canonical: the record.
        values: its fields, as ``dedupe.fields.flat`` gives them.
    """
    conflicts = frozenset(canonical.conflicts)
    for field in sorted(canonical.provenance, key=_place):
        told = canonical.provenance[field]
        yield Field(
            field,
            label(field),
            Taken(shown(values.get(field)), told.record, told.updated),
            tuple(Taken(shown(beaten.value), beaten.record, beaten.updated) for beaten in told.beat),
            told.more,
            field in conflicts,
        )


def label(field: str) -> str:
    """Return the English name of a field; of an identifier, what its register is called."""
    name, _, rest = field.partition(".")
    return scheme_label(rest.partition(":")[0]) if name == "ids" and rest else LABELS.get(field, field)


def scheme_label(scheme: str) -> str:
    """Return what a register calls its names; of a scheme that can be no register's, what all are called."""
    return SCHEMES.get(scheme) or (scheme.upper() if scheme.isidentifier() else "Identifier")


def shown(value: Any) -> tuple[str, ...]:
    """Return a value as lines, each clipped; of a beaten value, which is JSON, the same lines as of the taken one."""
    lines = list(_lines(value))
    kept = tuple(clipped(line) for line in lines[:SHOWN_LINES])
    return kept if len(lines) <= SHOWN_LINES else (*kept, f"… {len(lines) - SHOWN_LINES:,}")


def clipped(text: str, most: int = CLIPPED) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _lines(value: Any) -> Iterable[str]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, Identifier | Section):
        value = msgspec.structs.asdict(value)
    if isinstance(value, dict):
        return (_of_dict(value),)
    if isinstance(value, list | tuple):
        return (line for item in value for line in _lines(item))
    return (str(value),)


def _of_dict(value: Mapping[str, Any]) -> str:
    if "scheme" in value:
        role = value.get("role", "own")
        return str(value.get("value", "")) + (f" ({role})" if role != "own" else "")
    return f"{value.get('heading', '')}: {value.get('text', '')}".strip(": ")


def _place(field: str) -> tuple[int, str]:
    name = "ids" if field.startswith("ids.") else field
    return _PLACES.get(name, len(_PLACES)), field


def fields_in_order(fields: Iterable[str]) -> list[str]:
    """Return fields in the order of ``LABELS``, identifiers by their schemes."""
    return sorted(fields, key=_place)
