"""ClinicalTrials.Veeva: registry data rewritten for readers, one label and its value or values per line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ingest import vocabulary
from ingest.dates import iso_date
from ingest.fields import bilingual, labelled, record_id, sections, without_number
from ingest.identifiers import find, unique
from ingest.page import Page
from ingest.record import Identifier, Record, Trial
from ingest.trials.fields import chinese_sections
from ingest.trials.interleaved import in_english, is_chinese, without_translated_labels
from ingest.trials.marks import names_itself

NAME = "veeva"

_HEADINGS = (
    "Status and phase", "Conditions", "Treatments", "Study type", "Funder types", "Identifiers",
    "Details and patient eligibility", "About", "Full description", "Enrollment", "Sex", "Ages", "Volunteers",
    "Inclusion criteria", "Exclusion criteria", "Trial design", "Primary purpose", "Allocation",
    "Interventional model", "Observational model", "Masking", "Timeline", "Trial documents",
    "Trial contacts and locations", "Central trial contact", "Clinical trials", "Data sourced from clinicaltrials.gov",
)  # fmt: skip
_MARKS = frozenset(
    {"Status and phase", "Funder types", "Details and patient eligibility", "Trial contacts and locations"}
)
_OWN_NAME = re.compile(r"\bveeva\b", re.IGNORECASE)
_FRAME = re.compile(
    r"ClinicalTrials\.Veeva|Menu|Log ?in|Sign ?(?:in|up)|Search|Home|Back|Share|Save|Loading\.\.\.|Show more|.",
    re.IGNORECASE,
)
"""Lines of the site's frame; a single letter stands in for the sponsor's picture."""

_UNIT = r"(year|month|week|day)s?"
_RANGE = re.compile(rf"(\d+)\s*(?:{_UNIT})?\s*(?:to|[-–])\s*(\d+)\s*{_UNIT}(?: old)?", re.IGNORECASE)
_FROM = re.compile(rf"(\d+)\s*\+\s*{_UNIT}(?: old)?", re.IGNORECASE)
_UNDER = re.compile(rf"(?:under|up to)\s*(\d+)\s*{_UNIT}(?: old)?", re.IGNORECASE)
_PATIENTS = re.compile(r"([\d,]+)\s+(?:(estimated|actual)\s+)?(?:patient|participant)s?", re.IGNORECASE)
_IN_GROUPS = re.compile(r"[\d,]+ participants? in \d+ patient groups?.*", re.IGNORECASE)
_ARM = re.compile(r"(?:Experimental|(?:Active|Placebo|Sham) Comparator|No Intervention|Other) group", re.IGNORECASE)
_ARM_DETAIL = re.compile(r"(?:Description|Treatments?):", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;]$")


def recognise(page: Page) -> bool:
    """Tell by the site's name and its own labels."""
    return len(_MARKS.intersection(page.lines())) >= len(_MARKS) - 1 and names_itself(page, _OWN_NAME)


def extract(page: Page) -> Record:
    """Read a page of this mirror."""
    lines = without_translated_labels([line for line in page.lines() if not _FRAME.fullmatch(line)], _is_heading)
    both = sections(lines, _HEADINGS)
    parts = {name: in_english(lines) for name, lines in both.items()}
    title = next((block.text for block in page.blocks if block.kind == "heading" and block.level == 1), None)
    head = [line for line in parts[""] if line != title]
    title = title or (head.pop(0) if head else "")
    translated = [below for line, below in pairwise(both[""]) if line == title and is_chinese(below)]
    return Record(
        id=record_id(page.source),
        kind="trial",
        site=NAME,
        source=page.source,
        ids=_ids(parts["Identifiers"]),
        title=bilingual([title, *translated]),
        abstract=bilingual(both["About"]),
        trial=_trial(parts, sponsor=head[-1] if head else None),
        sections=tuple(
            chinese_sections({"inclusion": both["Inclusion criteria"], "exclusion": both["Exclusion criteria"]})
        ),
    )


def _is_heading(line: str) -> bool:
    return line in _HEADINGS


def _ids(lines: Iterable[str]) -> tuple[Identifier, ...]:
    """Read the registration number, and the numbers below it; the first that no registry issued is the sponsor's."""
    found = [(known[0].scheme, known[0].value) if (known := find(line)) else ("", line) for line in lines]
    unknown = [value for scheme, value in found if not scheme]
    own = [Identifier(scheme, value) for scheme, value in found if scheme]
    other = [Identifier("secondary_id" if i else "org_study_id", value) for i, value in enumerate(unknown)]
    return unique([*own, *other])


def _trial(parts: Mapping[str, Sequence[str]], sponsor: str | None) -> Trial:
    status = [s for line in parts["Status and phase"] if (s := _status(line))]
    min_age, max_age = _ages(" ".join(parts["Ages"]))
    timeline = dict(labelled(parts["Timeline"], ("Start date", "End date", "Last updated")))
    volunteers = " ".join(parts["Volunteers"]).lower()
    return Trial(
        status=next(iter(status), None),
        phases=tuple(sorted({p for line in parts["Status and phase"] for p in vocabulary.phases(line) or ()})),
        **_enrollment(parts["Enrollment"]),
        study_type=_first(vocabulary.STUDY_TYPE, parts["Study type"]),
        start=iso_date(timeline.get("Start date", "")),
        completion=iso_date(timeline.get("End date", "")),
        updated=iso_date(timeline.get("Last updated", "")),
        allocation=_first(vocabulary.ALLOCATION, parts["Allocation"]),
        model=_first(vocabulary.MODEL, [*parts["Interventional model"], *parts["Observational model"]]),
        purpose=_first(vocabulary.PURPOSE, parts["Primary purpose"]),
        masking=_first(vocabulary.MASKING, [line.split("(")[0] for line in parts["Masking"]]),
        conditions=tuple(parts["Conditions"]),
        arms=_arms([line for name in ("Trial design", "Masking") for line in parts[name]]),
        interventions=tuple(parts["Treatments"]),
        inclusion=tuple(map(without_number, parts["Inclusion criteria"])),
        exclusion=tuple(map(without_number, parts["Exclusion criteria"])),
        min_age=min_age,
        max_age=max_age,
        sex=_first(vocabulary.SEX, parts["Sex"]),
        healthy_volunteers=not volunteers.startswith("no ") if volunteers else None,
        sponsor=sponsor,
        sponsor_class=_first(vocabulary.SPONSOR_CLASS, parts["Funder types"]),
    )


def _status(line: str) -> str | None:
    if re.fullmatch(r"Begins enrollment .*", line, re.IGNORECASE):
        return "NOT_YET_RECRUITING"
    return vocabulary.lookup(vocabulary.STATUS, line)


def _first(terms: vocabulary.Vocabulary, lines: Iterable[str]) -> str | None:
    return next((term for line in lines if (term := vocabulary.lookup(terms, line))), None)


def _enrollment(lines: Iterable[str]) -> dict[str, Any]:
    """Read the number of patients; the site says of a number that it is estimated, and of an actual one nothing."""
    match = next((m for line in lines if (m := _PATIENTS.fullmatch(line))), None)
    if match is None:
        return {}
    return {"enrollment": vocabulary.count(match[1]), "enrollment_type": (match[2] or "actual").upper()}


def _ages(text: str) -> tuple[str | None, str | None]:
    if match := _RANGE.search(text):
        return vocabulary.age(match[1], match[2] or match[4]), vocabulary.age(match[3], match[4])
    if match := _FROM.search(text):
        return vocabulary.age(match[1], match[2]), None
    if match := _UNDER.search(text):
        return None, vocabulary.age(match[1], match[2])
    return None, None


def _arms(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the patient groups: each stands before the line that says what kind of group it is.

    The groups of an observational study are of no kind: what follows their names is a description or a treatment.
    """
    kinds = _ARM if any(map(_ARM.fullmatch, lines)) else _ARM_DETAIL
    named = [a for a, b in pairwise(lines) if kinds.fullmatch(b) and not _ARM_DETAIL.fullmatch(a)]
    return tuple(dict.fromkeys(name for name in named if not (_IN_GROUPS.fullmatch(name) or _SENTENCE.search(name))))
