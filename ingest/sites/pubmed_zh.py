"""Chinese mirrors of PubMed: authors, affiliations, citation, the abstract in English and then in Chinese."""

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.contacts import without_contacts
from ingest.dates import iso_date
from ingest.fields import (
    KEYWORDS,
    bilingual,
    keywords,
    record_id,
    registrations,
    without_boilerplate,
)
from ingest.identifiers import identify, unique
from ingest.language import lang_of
from ingest.page import Page
from ingest.record import Record

NAME = "pubmed-zh"

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_SEASONS = "Spring|Summer|Autumn|Fall|Winter"
_CITATION = re.compile(
    r"(?P<journal>[A-Z][^.,;:]{1,80}?)\.?\s"
    rf"(?P<date>(?:19|20)\d\d(?: (?:{_MONTHS})(?:-(?:{_MONTHS}))?(?: \d{{1,2}})?| (?:{_SEASONS}))?)"
    r"(?:;(?P<volume>[^(:;.]*)?(?:\((?P<issue>[^)]*)\))?(?::(?P<pages>[^.]+))?)?\.(?:\s.*)?"
)
"""A citation as PubMed writes it: journal abbreviation, date; volume(issue):pages. doi: …"""
_LETTER = "[^\\W\\d_¹²³⁰-⁹]"  # raised digits refer to affiliations, which this mirror does not do
_NAME = rf"{_LETTER}(?:{_LETTER}|['’.-])*(?: (?:{_LETTER}|['’.-])+){{1,4}}"
_AUTHORS = re.compile(rf"{_NAME}(?:, {_NAME})*(?:, et al)?\.?")
_WORDS_OF_A_NAME = 3
_HEAD = 60
"""Lines among which the citation stands; a paper of many centres has as many affiliations."""
_IDENTIFIER_LINE = re.compile(r"(?:PMID|PMCID|DOI)\s*[:：].*", re.IGNORECASE)
_HEADING = re.compile(r"(?:Abstract|摘要|中文摘要|英文摘要|译文|Translation)\s*[:：]?", re.IGNORECASE)
_END = re.compile(
    r"(?:©|Copyright|版权|Conflict of interest|利益冲突|Similar articles|相似文献|Cited by|引用本文|"
    r"References|参考文献|Publication types|MeSH|Substances|Grant|Full text links|全文链接).*",
    re.IGNORECASE,
)
"""Where PubMed and its mirrors go on to other things than the abstract."""


def recognise(page: Page) -> bool:
    """Tell by a line of authors, surname first and unnumbered, with PubMed's citation some lines below it."""
    lines = list(page.content())
    place = _citation(lines)
    return place is not None and _authors(lines[:place]) is not None


def extract(page: Page) -> Record:
    """Read a page of this mirror."""
    lines = list(page.content())
    place = _citation(lines) or 0
    authors = _authors(lines[:place]) or 0
    citation = _CITATION.fullmatch(lines[place])
    parts = citation.groupdict() if citation else {}
    body = list(takewhile(lambda line: not _END.fullmatch(line), lines[place + 1 :]))
    abstract = bilingual(filter(None, map(without_boilerplate, filter(_is_abstract, body))))
    numbers = [line for line in body if _IDENTIFIER_LINE.fullmatch(line)]
    own = [i for line in (lines[place], *numbers) for i in identify(line, "own", ["doi", "pmid", "pmcid"])]
    return Record(
        id=record_id(page.source),
        kind="paper",
        site=NAME,
        source=page.source,
        ids=unique([*own, *registrations(abstract)]),
        title={lang: line for line in lines[:authors] if (lang := lang_of(line))},
        abstract=abstract,
        authors=tuple(name for name in re.split(r",\s*", lines[authors].rstrip(".")) if name != "et al"),
        affiliations=tuple(filter(None, map(without_contacts, lines[authors + 1 : place]))),
        journal=parts.get("journal"),
        volume=parts.get("volume") or None,
        issue=parts.get("issue") or None,
        pages=parts.get("pages") or None,
        published=iso_date(parts.get("date") or ""),
        keywords=keywords(body),
    )


def _citation(lines: Sequence[str]) -> int | None:
    return next((i for i, line in enumerate(lines[:_HEAD]) if _CITATION.fullmatch(line)), None)


def _authors(lines: Sequence[str]) -> int | None:
    """Return the place of the authors: the first line that is nothing but names, two of them or a short one."""
    names = [i for i, line in enumerate(lines) if _AUTHORS.fullmatch(line)]
    listed = [i for i in names if "," in lines[i]]
    return next(iter(listed or [i for i in names if len(lines[i].split()) <= _WORDS_OF_A_NAME]), None)


def _is_abstract(line: str) -> bool:
    return not (_IDENTIFIER_LINE.fullmatch(line) or _HEADING.fullmatch(line) or KEYWORDS.match(line))
