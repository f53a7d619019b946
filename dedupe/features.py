"""A record as deduplication sees it: every field in the form in which it is compared; what cannot be read is absent."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from dedupe.journals import fold_journal
from dedupe.pages import Pages, read_pages
from dedupe.text import as_ascii, fold
from dedupe.titles import Mark, fold_titles, numbers_and_marks
from ingest.identifiers import normalise
from ingest.record import Identifier, Kind, Record

ABSTRACT_CHARS = 200
"""Folded characters of an abstract that are compared: a sentence or two tell papers apart, the rest costs time; 400
find the same pairs in the labelled sets."""
LONGEST_ID = 1000
"""Characters of an identifier; what is longer is none, and patterns made for running text take too long over it."""
LONGEST_NUMBER = 100
"""Characters among which the number of a volume or issue is looked for."""
MOST_TITLES = 12
"""Titles compared per record: one in each language, with what stands beside them; a list of them is another's."""
LONGEST_LIST = 12
"""Authors compared per record: enough to tell two groups apart; consortium papers list hundreds."""
WEAK_SCHEMES = frozenset({"org_study_id", "secondary_id"})
"""Numbers that a sponsor gives and that others give too: evidence, never a reason to join."""
EXCLUSIVE_SCHEMES = frozenset({"doi", "pmid", "pmcid", "nct"})
"""Schemes of which a paper or trial has one; in other registries it may stand twice."""
PREPRINT_DOIS = (
    "10.1101/", "10.48550/", "10.21203/", "10.2139/", "10.20944/", "10.31234/", "10.31219/", "10.26434/", "10.22541/",
    "10.12074/", "10.36227/",
)  # fmt: skip
"""Registrants that only deposit preprints: bioRxiv and medRxiv, arXiv, Research Square, SSRN, Preprints.org, PsyArXiv,
OSF, ChemRxiv, Authorea, ChinaXiv, TechRxiv."""
_PREPRINT_VENUE = re.compile(
    r"(?:bior|medr|ar|chemr|psyar|china|techr|engr|socar)xiv|research square|ssrn|preprint|预印|预发布"
)
_MEETING = re.compile(r"\b(?:conference|proceedings|symposium|workshop|congress)\b|会议|论文集|大会|年会")
_SUPPLEMENT = re.compile(r"\bsuppl|增刊", re.IGNORECASE)
_SUPPLEMENT_PAGE = re.compile(r"S\d+|\d+A\b")
_LABEL = re.compile(
    r"(?:abstract|background|objectives?|purpose|aims?|introduction|摘要|背景|目的)(?: and (?:objectives?|aims?))? ?"
)
_PLACEHOLDER = re.compile(r"[^1-9]*0[^1-9]*")
_FIRST_NUMBER = re.compile(r"\d+")


class Features(msgspec.Struct, frozen=True, gc=False):
    """What is compared of one record. Texts are folded (``dedupe.text``)."""

    kind: Kind
    own: tuple[str, ...]
    """``scheme:value`` of the strong identifiers that are its own, sorted."""
    weak: tuple[str, ...]
    """Identifiers that several papers or trials can share."""
    reports: tuple[str, ...]
    """``scheme:value`` of the trials that it reports."""
    titles: tuple[str, ...]
    """In all languages; the first is the main one."""
    title_numbers: tuple[str, ...]
    """Sorted."""
    abstracts: tuple[str, ...]
    """Beginnings, without a leading label."""
    authors: tuple[str, ...]
    """The first ones, as written (``dedupe.names`` reads them)."""
    journal: str
    venue: str
    """``journal``, ``meeting``, ``preprint``, or empty where no journal is named."""
    year: int
    """0 where none is known."""
    volume: str
    issue: str
    pages: Pages | None
    title_marks: tuple[Mark, ...]
    """What a paper's titles name that another names otherwise: its form, its part, its year; a trial has its number."""
    generic: bool = False
    """The title says little: it is short, or many different papers of this input have it (``dedupe.common``)."""


def features(record: Record) -> Features:
    """Return what is compared of a record."""
    titles: list[str] = []
    numbers: set[str] = set()
    marks: list[Mark] = []
    for title in _titles(record):
        if folded := fold_titles(title):
            found, named = numbers_and_marks(title, folded[0])
            titles += folded
            numbers |= found
            marks += named
    own, weak, reports = _ids(record.ids)
    journal, year, volume = record.journal or "", _year(record.published or ""), first_number(record.volume or "")
    return Features(
        kind=record.kind,
        own=own,
        weak=weak,
        reports=reports,
        titles=tuple(dict.fromkeys(titles))[:MOST_TITLES],
        title_numbers=tuple(sorted(numbers)),
        abstracts=tuple(text for abstract in record.abstract.values() if (text := _beginning(abstract))),
        authors=record.authors[:LONGEST_LIST],
        journal=fold_journal(journal),
        venue=_venue(record, own),
        year=year,
        volume="" if volume == str(year) else volume,
        issue=first_number(record.issue or ""),
        pages=read_pages(record.pages or ""),
        title_marks=_one(tuple(dict.fromkeys(marks))) if record.kind == "paper" else (),
    )


@lru_cache(maxsize=1024)
def _one(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the first of equal marks, which nearly all titles have."""
    return marks


def exclusive(f: Features) -> Iterator[Mark]:
    """Yield every mark of which a cluster holds one: its kind, its identifiers of one kind, what its title names."""
    yield "kind", f.kind
    for identifier in f.own:
        scheme, _, value = identifier.partition(":")
        if scheme in EXCLUSIVE_SCHEMES:
            yield scheme, value
    yield from f.title_marks


def _titles(record: Record) -> Iterator[str]:
    """Yield the title in every language, one that a record holds only as a section included."""
    yield from record.title.values()
    for section in record.sections:
        if section.heading == "title" and section.lang == "other":
            yield section.text


def _ids(ids: Iterable[Identifier]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the keys of strong own, weak own and reported identifiers, sorted."""
    own, weak, reports = set[str](), set[str](), set[str]()
    for identifier in ids:
        if identifier.role in {"own", "reports"} and (key := _key(identifier)):
            weak_one = identifier.scheme in WEAK_SCHEMES
            (reports if identifier.role == "reports" else weak if weak_one else own).add(key)
    return tuple(sorted(own)), tuple(sorted(weak)), tuple(sorted(reports))


def _key(identifier: Identifier) -> str | None:
    """Return ``scheme:value``, or None for what is no such identifier or a placeholder (``NCT00000000``).

    DOIs are case-insensitive (DOI Handbook 2.4).
    """
    value = registered(identifier)
    return f"{identifier.scheme}:{value.casefold()}" if value and not _PLACEHOLDER.fullmatch(value) else None


def registered(identifier: Identifier) -> str | None:
    """Return the value as it is registered, or None for what is no such identifier (``n/a``)."""
    return normalise(identifier.scheme, identifier.value) if len(identifier.value) <= LONGEST_ID else None


def _venue(record: Record, own: Iterable[str]) -> str:
    """Tell the kind of place; the supplement of a journal holds the abstracts of a meeting."""
    if any(key.removeprefix("doi:").startswith(PREPRINT_DOIS) for key in own):
        return "preprint"
    venue = _kind_of_place(record.journal or "")
    if venue == "journal" and _is_supplement(record.volume or "", record.issue or "", record.pages or ""):
        return "meeting"
    return venue


@lru_cache(maxsize=65536)
def _is_supplement(volume: str, issue: str, pages: str) -> bool:
    return bool(_SUPPLEMENT.search(volume) or _SUPPLEMENT.search(issue) or _SUPPLEMENT_PAGE.match(pages))


@lru_cache(maxsize=65536)
def _kind_of_place(journal: str) -> str:
    name = journal.casefold()
    if _PREPRINT_VENUE.search(name):
        return "preprint"
    return "meeting" if _MEETING.search(name) else "journal" if name else ""


def _beginning(abstract: str) -> str:
    folded = fold(abstract[: ABSTRACT_CHARS + ABSTRACT_CHARS // 4])
    label = _LABEL.match(folded)
    return folded[label.end() if label else 0 :][:ABSTRACT_CHARS]


def _year(published: str) -> int:
    return int(published[:4]) if published[:4].isdecimal() else 0


@lru_cache(maxsize=65536)
def first_number(text: str) -> str:
    """Return the first number of ``65 (Supplement 1)``; empty where there is none (``Ph.D.``).

    A bracket without its partner shows that the value was cut (``1)`` of ``57 (Suppl 1)``), one at the beginning that
    it belongs to another field (``(5)`` of ``12(5)``): it counts as absent.
    """
    text = as_ascii(text[:LONGEST_NUMBER])
    match = _FIRST_NUMBER.search(text)
    whole = text.count("(") == text.count(")") and not text.startswith("(")
    return (match[0].lstrip("0") or "0") if match and whole else ""
