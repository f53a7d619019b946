"""The trial mirror whose every section opens with a heading and one sentence that explains it.

Its pages print the API's vocabulary. Saved text may have lost the labels, so that a value stands alone: values are
told by the section they stand in and by their form, labels only settle what the form leaves open.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ingest import vocabulary
from ingest.dates import iso_date
from ingest.fields import bilingual, labelled, record_id, sections, without_number
from ingest.identifiers import find, identify, unique
from ingest.language import detect
from ingest.page import Page
from ingest.record import Identifier, Record, Section, Trial
from ingest.trials.fields import chinese_sections
from ingest.trials.interleaved import in_english, is_chinese, without_translated_labels

NAME = "trial-mirror"

_EXPLAINED = {
    "Study Results": "The study team has not published outcome measurements, participant flow, or safety data",
    "Basic Information": "Get a concise snapshot of the trial, including recruitment status, study phase",
    "Brief Summary": "Review the sponsor-provided synopsis that highlights what the study is about",
    "Related Clinical Trials": "Explore similar clinical trials based on study characteristics and research focus",
    "Detailed Description": "Dive into the extended narrative that explains the scientific background",
    "Conditions": "See the medical conditions and disease areas that this research is targeting",
    "Study Design": "Understand how the trial is structured, including allocation methods, masking strategies",
    "Study Groups": "Review each arm or cohort in the study, along with the interventions and objectives",
    "Interventions": "Learn about the drugs, procedures, or behavioral strategies being tested",
    "Eligibility Criteria": "Check the participation requirements, including inclusion and exclusion rules",
    "Sponsors": "Meet the organizations funding or collaborating on the study",
    "Responsible Party": "Identify the individual or organization who holds primary responsibility",
    "Locations": "Explore where the study is taking place and check the recruitment status at each",
    "Countries": "Review the countries where the study has at least one active or historical site",
    "Central Contacts": "Reach out to these primary contacts for questions about participation",
    "Facility Contacts": "Find local site contact details for specific facilities participating",
    "References": "Explore related publications, articles, or registry entries linked to this study",
    "Other Identifiers": "Review additional registry numbers or institutional identifiers associated",
    "More Related Trials": "Additional clinical trials that may be relevant based on similarity analysis",
}
"""The site's headings, each with the beginning of the sentence below it: these sentences are the site's mark."""
_EXPLANATIONS = tuple(_EXPLAINED.values())
_BEGIN_LENGTH = 24
"""Characters that tell the beginnings of these sentences apart."""
_BEGINNINGS = frozenset(explanation[:_BEGIN_LENGTH] for explanation in _EXPLANATIONS)
_MARKS = 3
"""Explaining sentences that make a page one of this site's; they hardly ever occur elsewhere."""
_UNEXPLAINED = ("Keywords", "Official Title", "Provided Documents", "Documents", "Results Overview", "Primary Outcomes")
_RELATED = ("Related Clinical Trials", "More Related Trials")

_BASIC = (
    "Recruitment Status", "Clinical Phase", "Total Enrollment", "Study Classification", "Study Start Date",
    "Primary Completion Date", "Study Completion Date",
)  # fmt: skip
_DESIGN = (
    "Allocation Method",
    "Intervention Model",
    "Primary Study Purpose",
    "Blinding Strategy",
    "Observational Model Type",
)
_ELIGIBLE = ("Minimum Eligible Age", "Maximum Eligible Age", "Eligible Sex", "Accepts Healthy Volunteers")

_LABELS = frozenset(
    {*_EXPLAINED, *_UNEXPLAINED, *_BASIC, *_DESIGN, *_ELIGIBLE, "Inclusion Criteria", "Exclusion Criteria"}
)
_NCT_LABEL = re.compile(r"NCT ID\s*[:：]?.*", re.IGNORECASE)
_CRITERIA = re.compile(r"(?:Key )?(Inclusion|Exclusion) Criteria\s*[:：]?", re.IGNORECASE)
_AGE = re.compile(r"(\d+) (Year|Month|Week|Day|Hour|Minute)s?", re.IGNORECASE)
_PARTICIPANTS = re.compile(r"([\d,]+) participants?(?: \(?(ACTUAL|ESTIMATED)\)?)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.。;；]$")
_NAME_LENGTH = 200
"""Longest name of an arm or intervention in the registry's data model."""


def recognise(page: Page) -> bool:
    """Tell by the site's explaining sentences."""
    likely = [line for line in page.lines() if line[:_BEGIN_LENGTH] in _BEGINNINGS]
    return len({e for line in likely for e in _EXPLANATIONS if line.startswith(e)}) >= _MARKS


def extract(page: Page) -> Record:
    """Read a page of this mirror."""
    lines = without_translated_labels(list(page.content()), _is_label)
    both = sections((line for line in lines if not line.startswith(_EXPLANATIONS)), (*_EXPLAINED, *_UNEXPLAINED))
    parts = {name: in_english(lines) for name, lines in both.items()}
    detail = "\n".join(both["Detailed Description"])
    described = (Section("Detailed Description", detect(detail), detail),) if detail else ()
    return Record(
        id=record_id(page.source),
        kind="trial",
        site=NAME,
        source=page.source,
        ids=_ids(parts),
        title=bilingual(_title(both[""])),
        abstract=bilingual(both["Brief Summary"]),
        trial=_trial(parts),
        sections=(*described, *chinese_sections(_criteria(both["Eligibility Criteria"]))),
    )


def _is_label(line: str) -> bool:
    return line in _LABELS or line.startswith(_EXPLANATIONS)


def _title(head: Sequence[str]) -> list[str]:
    """Return the title, and its Chinese: they stand right before the registration number, below the site's header."""
    place = next((i for i, line in enumerate(head) if _NCT_LABEL.fullmatch(line)), len(head))
    translated = place > 1 and is_chinese(head[place - 1]) and not is_chinese(head[place - 2])
    return list(head[max(0, place - 1 - translated) : place])


def _ids(parts: Mapping[str, list[str]]) -> tuple[Identifier, ...]:
    head = "\n".join(parts[""])
    label = re.search(r"NCT ID\s*[:：]?\s*", head, re.IGNORECASE)
    own = list(identify(head[label.end() if label else 0 :], "own", ["nct"]))[:1]
    related = [i for name in (*_RELATED, *parts) for i in identify("\n".join(parts[name]), "related", ["nct"])]
    cited = [i for line in parts["References"] for i in identify(line, "cited")]
    return unique([*own, *_secondary(parts["Other Identifiers"]), *related, *cited])


def _secondary(lines: Iterable[str]) -> list[Identifier]:
    """Read the trial's other numbers: value, then its type and source; the sponsor's own number is ``org_study_id``."""
    found: list[Identifier] = []
    for line in lines:
        if line.startswith("Identifier Source"):
            if found and found[-1].scheme == "secondary_id" and "org_study_id" in line:
                found[-1] = Identifier("org_study_id", found[-1].value)
        elif not line.startswith("Identifier Type"):
            known = find(line)
            found.append(Identifier(known[0].scheme, known[0].value) if known else Identifier("secondary_id", line))
    return found


def _trial(parts: Mapping[str, list[str]]) -> Trial:
    arms, interventions = _groups(parts["Study Groups"], parts["Interventions"])
    countries = tuple(parts["Countries"])
    updated = (value for label, value in labelled(parts[""], ["Last Updated"]) if label)
    return Trial(
        **_basic(parts["Basic Information"]),
        **_design(parts["Study Design"]),
        **_eligibility(parts["Eligibility Criteria"]),
        **_sponsor(parts["Sponsors"]),
        updated=iso_date(next(updated, "")),
        conditions=tuple(parts["Conditions"]),
        arms=arms,
        interventions=interventions,
        responsible_party=next(
            (v for label, v in labelled(parts["Responsible Party"], ["Responsibility Role"]) if not label), None
        ),
        sites=sum(line.endswith(countries) for line in parts["Locations"]) if countries else None,
        countries=countries,
    )


def _basic(lines: Iterable[str]) -> dict[str, Any]:
    """Read status, phases, enrolment and type by their form; unlabelled dates by their order, start to completion."""
    found: dict[str, Any] = {}
    dates: list[tuple[str | None, str]] = []
    for label, value in labelled(lines, _BASIC):
        if status := vocabulary.lookup(vocabulary.STATUS, value):
            found.setdefault("status", status)
        elif phases := vocabulary.phases(value):
            found["phases"] = found.get("phases", ()) + phases
        elif people := _PARTICIPANTS.fullmatch(value):
            found["enrollment"] = vocabulary.count(people[1])
            found["enrollment_type"] = people[2].upper() if people[2] else None
        elif kind := vocabulary.lookup(vocabulary.STUDY_TYPE, value):
            found["study_type"] = kind
        elif date := iso_date(value):
            dates.append((label, date))
    if dates:
        found["start"] = _date(dates, "Study Start Date", 0)
        found["completion"] = _date(dates, "Study Completion Date", 1)
    return found


def _date(dates: Sequence[tuple[str | None, str]], wanted: str, place: int) -> str | None:
    """Return the date with a label; where the page lost its labels, the first (place 0) or last of several (1)."""
    bare = [date for label, date in dates if label is None]
    by_place = bare[-1] if place < len(bare) and place else bare[0] if bare and not place else None
    return next((date for label, date in dates if label == wanted), by_place)


def _design(lines: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for label, value in labelled(lines, _DESIGN):
        for name, wanted, terms in _DESIGN_TERMS:
            term = vocabulary.lookup(terms, value)
            if term and name not in found and label in (None, wanted):
                found[name] = term
                break
    return found


_DESIGN_TERMS = (
    ("allocation", "Allocation Method", vocabulary.ALLOCATION),
    ("model", "Intervention Model", vocabulary.MODEL),
    ("model", "Observational Model Type", vocabulary.MODEL),
    ("purpose", "Primary Study Purpose", vocabulary.PURPOSE),
    ("masking", "Blinding Strategy", vocabulary.MASKING),
)


def _groups(groups: Sequence[str], interventions: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the arms and of the interventions.

    Each name is followed by its type where labels are there. Without them, a name is what is no sentence, and an arm is
    a name in the section on groups that the section on interventions does not repeat.
    """
    typed = frozenset(_before(groups, "Intervention Type"))
    treatments = [line for line in interventions if (line in typed if typed else _is_name(line))]
    arms = _before(groups, "Group Type") or [line for line in groups if _is_name(line) and line not in interventions]
    return tuple(dict.fromkeys(arms)), tuple(dict.fromkeys(treatments))


def _before(lines: Sequence[str], label: str) -> list[str]:
    return [a for a, b in pairwise(lines) if b.startswith(label) and _is_name(a)]


def _is_name(line: str) -> bool:
    typed = any(vocabulary.lookup(v, line) for v in (vocabulary.ARM_TYPE, vocabulary.INTERVENTION_TYPE))
    label = line.startswith(("Group Type", "Intervention Type"))
    return not (typed or label) and len(line) <= _NAME_LENGTH and not _SENTENCE_END.search(line)


def _criteria(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the lines under the headings of either list, in both languages."""
    found: dict[str, list[str]] = {"inclusion": [], "exclusion": []}
    current = None
    for line in lines:
        if heading := _CRITERIA.fullmatch(line):
            current = heading[1].lower()
        elif current:
            found[current].append(line)
    return found


def _eligibility(lines: Iterable[str]) -> dict[str, Any]:
    """Read the criteria under their headings; the ages, sex and volunteers that follow are told by their form."""
    found: dict[str, Any] = {"inclusion": [], "exclusion": []}
    ages: list[tuple[str | None, str]] = []
    current = None
    for label, value in labelled(lines, _ELIGIBLE):
        if heading := _CRITERIA.fullmatch(value):
            current = heading[1].lower()
        elif age := _AGE.fullmatch(value):
            ages.append((label, vocabulary.age(age[1], age[2])))
        elif sex := vocabulary.lookup(vocabulary.SEX, value):
            found["sex"] = sex
        elif value.lower() in {"yes", "no"}:
            found["healthy_volunteers"] = value.lower() == "yes"
        elif current and label is None:
            found[current].append(without_number(value))
    found["min_age"], found["max_age"] = _ages(ages)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def _ages(ages: Sequence[tuple[str | None, str]]) -> tuple[str | None, str | None]:
    """Return youngest and oldest; an age alone without its label is the youngest, which nearly every trial states."""
    bare = iter([age for label, age in ages if label is None])
    named = {label: age for label, age in ages if label is not None}
    return named.get("Minimum Eligible Age", next(bare, None)), named.get("Maximum Eligible Age", next(bare, None))


def _sponsor(lines: Sequence[str]) -> dict[str, Any]:
    """Read the lead sponsor: a name, its class, and its role where labels are there."""
    starts = [i for i in range(1, len(lines)) if vocabulary.lookup(vocabulary.SPONSOR_CLASS, lines[i])]
    leads = [i for i in starts if " ".join(lines[i + 1 : i + 3]).startswith("Sponsor Role lead")]
    if not starts:
        return {"sponsor": next(iter(lines), None)}
    place = (leads or starts)[0]
    return {"sponsor": lines[place - 1], "sponsor_class": vocabulary.lookup(vocabulary.SPONSOR_CLASS, lines[place])}
