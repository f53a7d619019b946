"""A record as deduplication sees it: every field in the form in which it is compared; what cannot be read is absent."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from dedupe.journals import fold_journal
from dedupe.names import Name, people
from dedupe.text import fold, numbers
from dedupe.titles import exclusive_marks, fold_title, title_numbers
from ingest.record import Identifier, Kind, Lang, Record

ABSTRACT_CHARS = 400
"""Folded characters of an abstract that are compared: two or three sentences tell papers apart, the rest costs time."""
WEAK_SCHEMES = frozenset({"org_study_id"})
"""Numbers that a sponsor gives and that others give too: evidence, never a reason to join."""
PREPRINT_DOIS = (
    "10.1101/", "10.48550/", "10.21203/", "10.2139/", "10.20944/", "10.31234/", "10.31219/", "10.26434/", "10.22541/",
    "10.12074/", "10.36227/", "10.5281/",
)  # fmt: skip
"""Registrants that only deposit preprints: bioRxiv and medRxiv, arXiv, Research Square, SSRN, Preprints.org, PsyArXiv,
OSF, ChemRxiv, Authorea, ChinaXiv, TechRxiv, Zenodo."""
_PREPRINT_VENUE = re.compile(r"(?:bio|med|ar|chem|psyar|china|tech|engr|soc)xiv|research square|ssrn|preprint")
_MEETING = re.compile(r"\b(?:conference|proceedings|symposium|workshop|congress|meeting)\b|会议|论文集|大会")
_LABEL = re.compile(
    r"^(?:abstract|background|objectives?|purpose|aims?|introduction|摘要|背景|目的)(?: and (?:objectives?|aims?))? ?"
)
_FIRST_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(r"([a-z]*)\s?0*(\d+)(?:\s?[^\w\s]{1,3}\s?([a-z]*)0*(\d+))?", re.IGNORECASE)


class Features(msgspec.Struct, frozen=True):
    """What is compared of one record. Texts are folded (``dedupe.text``)."""

    id: str
    kind: Kind
    own: frozenset[str]
    """``scheme:value`` of the strong identifiers that are its own."""
    weak: frozenset[str]
    reports: frozenset[str]
    """``scheme:value`` of the trials that it reports."""
    titles: Mapping[str, str]
    """By language; ``other`` is a language that records do not hold, kept as a section."""
    title_numbers: frozenset[str]
    abstracts: Mapping[str, str]
    """Beginnings, without a leading label."""
    abstract_numbers: frozenset[str]
    authors: tuple[Name, ...]
    journal: str
    venue: str
    """``journal``, ``meeting``, ``preprint``, or empty where no journal is named."""
    year: int | None
    volume: str
    issue: str
    pages: tuple[str, str] | None
    """First and last page; equal where only one is given."""
    exclusive: frozenset[tuple[str, str]]
    """(slot, value): a cluster holds one value per slot."""
    generic: bool = False
    """The title says little: it is short, or many different papers of this input have it."""


def features(record: Record) -> Features:
    """Return what is compared of a record."""
    titles = {lang: folded for lang, title in _titles(record) if (folded := fold_title(title))}
    own = frozenset(_key(i) for i in record.ids if i.role == "own" and i.scheme not in WEAK_SCHEMES)
    first, last = pages if (pages := read_pages(record.pages or "")) else ("", "")
    return Features(
        id=record.id,
        kind=record.kind,
        own=own,
        weak=frozenset(_key(i) for i in record.ids if i.role == "own" and i.scheme in WEAK_SCHEMES),
        reports=frozenset(_key(i) for i in record.ids if i.role == "reports"),
        titles=titles,
        title_numbers=frozenset().union(*map(title_numbers, titles.values())),
        abstracts={lang: text for lang, abstract in record.abstract.items() if (text := _beginning(abstract))},
        abstract_numbers=frozenset().union(*map(numbers, record.abstract.values())),
        authors=people(record.authors),
        journal=fold_journal(record.journal or ""),
        venue=_venue(record.journal or "", own),
        year=read_year(record.published or ""),
        volume=_first_number(record.volume or ""),
        issue=_first_number(record.issue or ""),
        pages=(first, last) if first else None,
        exclusive=frozenset(_exclusive(record, titles, own)),
    )


def _titles(record: Record) -> Iterator[tuple[str, str]]:
    yield from record.title.items()
    yield from (("other", s.text) for s in record.sections if s.heading == "title" and s.lang == "other")


def _key(identifier: Identifier) -> str:
    return f"{identifier.scheme}:{identifier.value.casefold()}"


def _exclusive(record: Record, titles: Mapping[str, str], own: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield "kind", record.kind
    for identifier in own:
        scheme, _, value = identifier.partition(":")
        if scheme in {"doi", "nct", "pmid", "pmcid"}:
            yield scheme, value
    for lang, title in _titles(record):
        if lang in titles:
            yield from exclusive_marks(title, titles[lang])


def _venue(journal: str, own: frozenset[str]) -> str:
    if any(key.startswith("doi:") and key[4:].startswith(PREPRINT_DOIS) for key in own):
        return "preprint"
    name = journal.casefold()
    if _PREPRINT_VENUE.search(name):
        return "preprint"
    return "meeting" if _MEETING.search(name) else "journal" if name else ""


def _beginning(abstract: str) -> str:
    return _LABEL.sub("", fold(abstract[: 2 * ABSTRACT_CHARS]))[:ABSTRACT_CHARS]


def read_year(published: str) -> int | None:
    """Return the year of an ISO date, or None."""
    return int(published[:4]) if published[:4].isdigit() else None


@lru_cache(maxsize=65536)
def _first_number(text: str) -> str:
    """Return the first number of ``65 (Supplement 1)``; where there is none, the folded text (``May``)."""
    match = _FIRST_NUMBER.search(text)
    return (match[0].lstrip("0") or "0") if match else fold(text)


def read_pages(text: str) -> tuple[str, str] | None:
    """Return (first, last) page with abbreviated last pages completed: ``1491-504`` is (1491, 1504), ``F661-70`` (f661, f670)."""
    match = _PAGE.search(fold_dashes(text))
    if not match:
        return None
    prefix, first, last = match[1].lower(), match[2], match[4] or match[2]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return prefix + first, prefix + last


def fold_dashes(text: str) -> str:
    """Turn dashes of any length, LaTeX's two included, into hyphens."""
    return re.sub(r"\s*[-‐-―−~～]+\s*", "-", text)


def language_pair(left: Features, right: Features) -> tuple[Lang, Lang] | None:
    """Return (language of left, of right) where the two have no title or abstract in one language, None otherwise."""
    ours, theirs = ({*f.titles, *f.abstracts} for f in (left, right))
    if "en" in ours and theirs == {"zh"}:
        return ("en", "zh") if ours == {"en"} else None
    return ("zh", "en") if ours == {"zh"} and theirs == {"en"} else None
