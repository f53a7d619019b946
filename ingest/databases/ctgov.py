"""What ClinicalTrials.gov says of a trial, in whatever format it says it → ``Record``."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest import vocabulary
from ingest.databases.ctgov_criteria import criteria
from ingest.databases.declared import keywords_of, lang_declared, sorted_out
from ingest.dates import iso_date
from ingest.identifiers import find, identify, normalise, unique
from ingest.language import detect
from ingest.record import Identifier, Record, Role, Section, Source, Trial
from ingest.references.accession import reported

Fields = Mapping[str, list[str]]
"""Texts by field, empty ones left out; the names of fields are those of ``PATHS`` in the readers."""
_PUBLICATIONS = ("pmid", "doi", "pmcid")
_GRANTS = re.compile(r"grant|contract|NIH|FDA|CDC|AHRQ|SAMHSA|\bVA\b|award", re.IGNORECASE)
"""Types of secondary ids that name a funder's money rather than the study, and so stand on many studies."""
_API_VALUE = re.compile(r"[A-Z][A-Z0-9_]{1,40}")
_AGE = re.compile(r"(\d{1,5})\s+(Year|Month|Week|Day|Hour|Minute)s?", re.IGNORECASE)
_DESIGN = re.compile(r"(?:^|, )(Allocation|Intervention Model|Observational Model|Primary Purpose|Masking): ([^,:(]+)")
"""The design in one line, as records had it until 2017: ``Allocation: Randomized, Masking: Open Label``."""
_DESIGN_FIELDS = {
    "Allocation": "allocation",
    "Intervention Model": "model",
    "Observational Model": "model",
    "Primary Purpose": "purpose",
    "Masking": "masking",
}


class OtherId(NamedTuple):
    """A secondary id of a study, with the type and the organisation that the study gives for it."""

    value: str
    kind: str = ""
    domain: str = ""


def read_study(fields: Fields, others: Iterable[OtherId], source: Source, site: str) -> Record:
    """Return the record of a study, in the vocabulary of the API v2 whichever version the fields come from.

    Its title is the brief one, its abstract the brief summary; the registry takes texts in English only.
    """
    titles = [*fields.get("title", ())[:1], *fields.get("official title", ())[:1]]
    title, more_titles = sorted_out("Official Title", ((t, lang_declared(t, "en", trusted=True)) for t in titles))
    summary = "\n".join(fields.get("summary", ()))
    abstract, _ = sorted_out("Brief Summary", [(summary, lang_declared(summary, "en", trusted=True))])
    inclusion, exclusion, unplaced = criteria(fields.get("criteria", ()))
    sections = _sections({"Detailed Description": fields.get("detail", ()), "Eligibility Criteria": unplaced})
    return Record(
        id=_one(fields, "nct") or "",
        kind="trial",
        site=site,
        source=source,
        ids=unique(_ids(fields, others)),
        title=title,
        abstract=abstract,
        keywords=keywords_of((word, "en") for word in fields.get("keywords", ())),
        trial=_trial({**fields, **_designed(fields)}, inclusion, exclusion),
        sections=(*more_titles, *sections),
    )


def _trial(fields: Fields, inclusion: Sequence[str], exclusion: Sequence[str]) -> Trial:
    countries = tuple(dict.fromkeys(fields.get("countries", ())))
    kind = _one(fields, "study type") or ""
    return Trial(
        status=_term(vocabulary.STATUS, _one(fields, "status")),
        phases=_phases(fields.get("phases", ())),
        enrollment=_count(_one(fields, "enrollment")),
        enrollment_type=_enrollment_type(_one(fields, "enrollment type")),
        study_type=_term(vocabulary.STUDY_TYPE, kind.partition(" [")[0]),
        start=_date(fields, "start"),
        completion=_date(fields, "completion"),
        updated=_date(fields, "updated"),
        allocation=_term(vocabulary.ALLOCATION, _one(fields, "allocation")),
        model=_term(vocabulary.MODEL, _one(fields, "model")),
        purpose=_term(vocabulary.PURPOSE, _one(fields, "purpose")),
        masking=_term(vocabulary.MASKING, (_one(fields, "masking") or "").partition("(")[0]),
        conditions=tuple(fields.get("conditions", ())),
        arms=tuple(dict.fromkeys(fields.get("arms", ()))),
        interventions=tuple(dict.fromkeys(fields.get("interventions", ()))),
        inclusion=tuple(inclusion),
        exclusion=tuple(exclusion),
        min_age=_age(_one(fields, "minimum age")),
        max_age=_age(_one(fields, "maximum age")),
        sex=_term(vocabulary.SEX, _one(fields, "sex")),
        healthy_volunteers=_volunteers(_one(fields, "volunteers")),
        sponsor=_one(fields, "sponsor"),
        sponsor_class=_term(vocabulary.SPONSOR_CLASS, _one(fields, "sponsor class")),
        responsible_party=_one(fields, "investigator") or _sponsor_responsible(fields),
        sites=len(fields.get("locations", ())) or None,
        countries=countries,
    )


def _one(fields: Fields, name: str) -> str | None:
    return next(iter(fields.get(name, ())), None)


def _term(terms: vocabulary.Vocabulary, text: str | None) -> str | None:
    """Return the value of the vocabulary; one that only a later API has passes as it is."""
    text = (text or "").strip()
    return vocabulary.lookup(terms, text) or (text if _API_VALUE.fullmatch(text) else None)


def _phases(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phase for text in texts for phase in vocabulary.phases(text) or ()))


def _count(text: str | None) -> int | None:
    return vocabulary.count(text) if text and re.fullmatch(r"\d[\d,]*", text) else None


def _enrollment_type(text: str | None) -> str | None:
    """Return ACTUAL or ESTIMATED, which was called anticipated until 2023."""
    return {"ACTUAL": "ACTUAL", "ESTIMATED": "ESTIMATED", "ANTICIPATED": "ESTIMATED"}.get((text or "").upper())


def _date(fields: Fields, name: str) -> str | None:
    return iso_date(_one(fields, name) or "")


def _age(text: str | None) -> str | None:
    match = _AGE.fullmatch(text or "")
    return vocabulary.age(match[1], match[2]) if match else None


def _volunteers(text: str | None) -> bool | None:
    said = (text or "").casefold()
    return True if said in {"yes", "true", "accepts healthy volunteers"} else False if said in {"no", "false"} else None


def _sponsor_responsible(fields: Fields) -> str | None:
    return _one(fields, "sponsor") if (_one(fields, "responsible") or "").casefold() == "sponsor" else None


def _designed(fields: Fields) -> dict[str, list[str]]:
    parts = _DESIGN.findall(_one(fields, "design") or "")
    return {_DESIGN_FIELDS[label]: [value.strip()] for label, value in parts}


def _sections(parts: Mapping[str, Sequence[str]]) -> Iterator[Section]:
    for heading, paragraphs in parts.items():
        if text := "\n".join(paragraphs):
            english = lang_declared(text, "en", trusted=True) == "en"
            yield Section(heading, "en" if english else detect(text), text)


def _ids(fields: Fields, others: Iterable[OtherId]) -> Iterator[Identifier]:
    """Yield the study's own ids; then studies that its texts name, papers on its results, papers behind it."""
    for name in ("nct", "alias"):
        yield from (i for text in fields.get(name, ()) for i in identify(text, "own", ["nct"]))
    if org := _one(fields, "org"):
        yield Identifier("org_study_id", org)
    for other in others:
        yield from _other(other)
    prose = (*fields.get("official title", ()), *fields.get("summary", ()), *fields.get("detail", ()))
    yield from (Identifier(i.scheme, i.value, "related") for i in reported((*prose, *fields.get("criteria", ()))))
    roles: Mapping[str, Role] = {"results": "related", "background": "cited"}
    for name, role in roles.items():
        pmids = (normalise("pmid", text) for text in fields.get(f"{name} pmid", ()))
        yield from (Identifier("pmid", pmid, role) for pmid in pmids if pmid)
        yield from (i for text in fields.get(f"{name} citation", ()) for i in identify(text, role, _PUBLICATIONS))


def _other(other: OtherId) -> Iterator[Identifier]:
    """Yield a secondary id: another registry's is the study's own, a grant is nobody's."""
    if _GRANTS.search(other.kind):
        yield Identifier("secondary_id", other.value, "related")
        return
    known = find(other.value) or find(f"{other.domain}{other.value}")
    trials = [Identifier(found.scheme, found.value) for found in known if found.scheme not in _PUBLICATIONS]
    yield from trials[:1] or [Identifier("secondary_id", other.value)]
