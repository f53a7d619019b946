"""A record as deduplication sees it: every field in the form in which it is compared; what cannot be read is absent."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from dedupe.journals import fold_journal
from dedupe.names import Name, people
from dedupe.pages import Pages, read_pages
from dedupe.text import fold, numbers
from dedupe.titles import exclusive_marks, fold_titles, title_numbers
from ingest.record import Identifier, Kind, Record

ABSTRACT_CHARS = 400
"""Folded characters of an abstract that are compared: two or three sentences tell papers apart, the rest costs time."""
WEAK_SCHEMES = frozenset({"org_study_id"})
"""Numbers that a sponsor gives and that others give too: evidence, never a reason to join."""
EXCLUSIVE_SCHEMES = frozenset({"doi", "pmid", "pmcid", "nct"})
"""Schemes of which a paper or trial has one; in other registries it may stand twice."""
PREPRINT_DOIS = (
    "10.1101/", "10.48550/", "10.21203/", "10.2139/", "10.20944/", "10.31234/", "10.31219/", "10.26434/", "10.22541/",
    "10.12074/", "10.36227/",
)  # fmt: skip
"""Registrants that only deposit preprints: bioRxiv and medRxiv, arXiv, Research Square, SSRN, Preprints.org, PsyArXiv,
OSF, ChemRxiv, Authorea, ChinaXiv, TechRxiv."""
_PREPRINT_VENUE = re.compile(r"(?:bio|med|ar|chem|psyar|china|tech|engr|soc)xiv|research square|ssrn|preprint")
_MEETING = re.compile(r"\b(?:conference|proceedings|symposium|workshop|congress)\b|会议|论文集|大会")
_LABEL = re.compile(
    r"^(?:abstract|background|objectives?|purpose|aims?|introduction|摘要|背景|目的)(?: and (?:objectives?|aims?))? ?"
)
_FIRST_NUMBER = re.compile(r"\d+")


class Features(msgspec.Struct, frozen=True):
    """What is compared of one record. Texts are folded (``dedupe.text``)."""

    id: str
    kind: Kind
    own: frozenset[str]
    """``scheme:value`` of the strong identifiers that are its own."""
    weak: frozenset[str]
    """Identifiers that several papers or trials can share."""
    reports: frozenset[str]
    """``scheme:value`` of the trials that it reports."""
    titles: tuple[str, ...]
    """In all languages; the first is the main one."""
    title_numbers: frozenset[str]
    abstracts: tuple[str, ...]
    """Beginnings, without a leading label."""
    abstract_numbers: frozenset[str]
    authors: tuple[Name, ...]
    journal: str
    venue: str
    """``journal``, ``meeting``, ``preprint``, or empty where no journal is named."""
    year: int | None
    volume: str
    issue: str
    pages: Pages | None
    exclusive: frozenset[tuple[str, str]]
    """(slot, value): a cluster holds one value per slot."""
    generic: bool = False
    """The title says little: it is short, or many different papers of this input have it (``dedupe.common``)."""


def features(record: Record) -> Features:
    """Return what is compared of a record."""
    titles = list(_titles(record))
    own = frozenset(_key(i) for i in record.ids if i.role == "own" and i.scheme not in WEAK_SCHEMES)
    return Features(
        id=record.id,
        kind=record.kind,
        own=own,
        weak=frozenset(_key(i) for i in record.ids if i.role == "own" and i.scheme in WEAK_SCHEMES),
        reports=frozenset(_key(i) for i in record.ids if i.role == "reports"),
        titles=tuple(dict.fromkeys(folded for _, found in titles for folded in found)),
        title_numbers=frozenset().union(*(title_numbers(found[0]) for _, found in titles)),
        abstracts=tuple(text for abstract in record.abstract.values() if (text := _beginning(abstract))),
        abstract_numbers=frozenset().union(*map(numbers, record.abstract.values())),
        authors=people(record.authors),
        journal=fold_journal(record.journal or ""),
        venue=_venue(record.journal or "", own),
        year=_year(record.published or ""),
        volume=first_number(record.volume or ""),
        issue=first_number(record.issue or ""),
        pages=read_pages(record.pages or ""),
        exclusive=frozenset(_exclusive(record, titles, own)),
    )


def _titles(record: Record) -> Iterator[tuple[str, list[str]]]:
    """Yield (title as written, folded forms) in every language, one that a record holds only as a section included."""
    sections = (s.text for s in record.sections if s.heading == "title" and s.lang == "other")
    for title in (*record.title.values(), *sections):
        if folded := fold_titles(title):
            yield title, folded


def _key(identifier: Identifier) -> str:
    """DOIs are case-insensitive (DOI Handbook 2.4) and some exports leave them percent-encoded."""
    value = unquote(identifier.value) if identifier.scheme == "doi" else identifier.value
    return f"{identifier.scheme}:{value.casefold()}"


def _exclusive(
    record: Record, titles: Sequence[tuple[str, list[str]]], own: frozenset[str]
) -> Iterator[tuple[str, str]]:
    yield "kind", record.kind
    for identifier in own:
        scheme, _, value = identifier.partition(":")
        if scheme in EXCLUSIVE_SCHEMES:
            yield scheme, value
    for title, folded in titles:
        yield from exclusive_marks(title, folded[0])


def _venue(journal: str, own: frozenset[str]) -> str:
    if any(key.removeprefix("doi:").startswith(PREPRINT_DOIS) for key in own):
        return "preprint"
    name = journal.casefold()
    if _PREPRINT_VENUE.search(name):
        return "preprint"
    return "meeting" if _MEETING.search(name) else "journal" if name else ""


def _beginning(abstract: str) -> str:
    return _LABEL.sub("", fold(abstract[: 2 * ABSTRACT_CHARS]))[:ABSTRACT_CHARS]


def _year(published: str) -> int | None:
    return int(published[:4]) if published[:4].isdigit() else None


@lru_cache(maxsize=65536)
def first_number(text: str) -> str:
    """Return the first number of ``65 (Supplement 1)``; empty where there is none (``(Jul)``, ``Ph.D.``).

    A bracket without its partner shows that the value was cut (``1)`` of ``57 (Suppl 1)``): it counts as absent.
    """
    match = _FIRST_NUMBER.search(text)
    return (match[0].lstrip("0") or "0") if match and text.count("(") == text.count(")") else ""
