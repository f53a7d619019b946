"""What the head of a page says about its paper or trial, whoever made the page.

Sources, best first: Highwire Press tags (``citation_*``, which Google Scholar asks for), PRISM, Dublin Core,
schema.org JSON-LD (ScholarlyArticle, MedicalTrial), OpenGraph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.dates import iso_date
from ingest.identifiers import identify, normalise, unique
from ingest.issued import published as most_precise
from ingest.language import lang_of
from ingest.page import Page
from ingest.record import Identifier, Lang

SCHOLARLY_TYPES = frozenset({"ScholarlyArticle", "MedicalScholarlyArticle"})
_MAX_WHOLES = 4
"""Article, issue, volume, periodical: the steps of ``isPartOf``."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
ARTICLE_TYPES = SCHOLARLY_TYPES | {"Article"}
TRIAL_TYPES = frozenset({"MedicalTrial", "MedicalStudy", "MedicalObservationalStudy"})

_TITLE = ("citation_title", "prism.title", "dc.title", "dcterms.title", "eprints.title")
_OTHER_TITLE = ("dc.title.alternative", "dcterms.alternative", "dc.title.translated", "citation_title_alternative")
"""Where systems for journals put the title in the paper's other language."""
_ABSTRACT = ("citation_abstract", "prism.teaser", "dc.description", "dcterms.abstract", "dc.description.abstract")
_AUTHOR = ("citation_author", "citation_authors", "dc.creator", "dc.contributor", "eprints.creators_name")
_AFFILIATION = ("citation_author_institution", "citation_author_affiliation", "citation_institution")
_JOURNAL = (
    "citation_journal_title",
    "prism.publicationname",
    "citation_conference_title",
    "dc.source",
    "dc.relation.ispartof",
)
_DATE = (
    "citation_publication_date", "citation_date", "prism.publicationdate", "citation_online_date", "dc.date",
    "dcterms.issued", "dc.date.issued", "article:published_time",
)  # fmt: skip
_KEYWORDS = ("citation_keywords", "citation_keyword", "dc.subject", "keywords")
_PAGE_IDS = {
    "citation_doi": "doi",
    "prism.doi": "doi",
    "bepress_citation_doi": "doi",
    "citation_pmid": "pmid",
    "citation_pmcid": "pmcid",
}
_LOOSE_IDS = ("dc.identifier", "dcterms.identifier", "dc.identifier.doi")


def linked(page: Page, types: frozenset[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects of the given schema.org types."""
    for item in page.linked_data:
        kinds = item.get("@type")
        if types & {k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)}:
            yield item


def is_scholarly(page: Page) -> bool:
    """Tell whether the head says that the page is that of a paper or trial; news only say that they are articles."""
    tagged = any(values(page, [name]) for name in (*_TITLE[:2], *_PAGE_IDS, *_ABSTRACT[:2], "eprints.title"))
    described = values(page, ["dc.title", "dcterms.title"]) and values(page, ["dc.creator", "dcterms.creator"])
    return tagged or bool(described) or any(linked(page, SCHOLARLY_TYPES | TRIAL_TYPES))


def tagged_titles(page: Page) -> dict[Lang, str]:
    """Return titles by language as scholarly tags give them."""
    return _by_language(values(page, (*_TITLE, *_OTHER_TITLE)))


def titles(page: Page) -> dict[Lang, str]:
    """Return titles by language; those of linked data and OpenGraph may end with the name of the site."""
    named = (
        item.get(key)
        for item in linked(page, ARTICLE_TYPES | TRIAL_TYPES)
        for key in ("headline", "name", "alternateName", "alternativeHeadline")
    )
    return _by_language([*values(page, _TITLE), *named, *values(page, ["og:title"])])


def abstracts(page: Page) -> dict[Lang, str]:
    """Return abstracts by language."""
    named = (item.get(key) for item in linked(page, ARTICLE_TYPES | TRIAL_TYPES) for key in ("abstract", "description"))
    return _by_language([*values(page, _ABSTRACT), *named])


def authors(page: Page) -> tuple[str, ...]:
    """Return the authors as written; one tag may hold one or, split at semicolons, all of them."""
    found = _first(page, _AUTHOR) or [
        name for item in linked(page, ARTICLE_TYPES) for name in names(item.get("author"))
    ]
    return tuple(dict.fromkeys(name.strip() for entry in found for name in _split(entry) if name.strip()))


def _split(authors: str) -> list[str]:
    """Split the authors of one tag at semicolons, or at commas that do not part a family name from a given one."""
    parts = re.split(r"[,，、]", authors)
    several = all(_HAN.search(part) or " " in part.strip() for part in parts)
    return re.split(r"[;；]", authors) if re.search(r"[;；]", authors) or not several else parts


def affiliations(page: Page) -> tuple[str, ...]:
    """Return the authors' institutions, each once, in order."""
    people = [person for item in linked(page, ARTICLE_TYPES) for person in _items(item.get("author"))]
    named = [name for person in people for name in names(person.get("affiliation"))]
    return tuple(dict.fromkeys(values(page, _AFFILIATION) or named))


def keywords(page: Page) -> dict[Lang, tuple[str, ...]]:
    """Return keywords by language."""
    found: dict[Lang, list[str]] = {}
    for word in (w.strip() for entry in _first(page, _KEYWORDS) for w in re.split(r"[,;，；、]", entry)):
        if word and (lang := lang_of(word)):
            found.setdefault(lang, []).append(word)
    return {lang: tuple(dict.fromkeys(words)) for lang, words in sorted(found.items())}


def journal(page: Page) -> str | None:
    """Return the journal as the page names it."""
    named = [name for item in linked(page, ARTICLE_TYPES) for part in _wholes(item) for name in names(part)]
    return next(iter([*_first(page, _JOURNAL), *named]), None)


def published(page: Page) -> str | None:
    """Return the date of publication."""
    dates = [*values(page, _DATE), *(str(i.get("datePublished", "")) for i in linked(page, ARTICLE_TYPES))]
    return most_precise(iso_date(text) for text in dates)


def volume_issue_pages(page: Page) -> tuple[str | None, str | None, str | None]:
    """Return volume, issue and pages (``first-last``)."""
    volume, issue, first, last = (
        next(iter(values(page, names)), None)
        for names in (
            ("citation_volume", "prism.volume"),
            ("citation_issue", "prism.number"),
            ("citation_firstpage", "prism.startingpage"),
            ("citation_lastpage", "prism.endingpage"),
        )
    )
    items = [part for item in linked(page, ARTICLE_TYPES) for part in (item, *_wholes(item))]
    volume, issue, first, last = (
        found or next((str(part[key]) for part in items if isinstance(part.get(key), (str, int))), None)
        for found, key in ((volume, "volumeNumber"), (issue, "issueNumber"), (first, "pageStart"), (last, "pageEnd"))
    )
    return volume, issue, f"{first}-{last}" if first and last else first


def identifiers(page: Page) -> tuple[Identifier, ...]:
    """Return the page's own identifiers: those its metadata gives it, else those of its address or linked data."""
    exact = [
        Identifier(scheme, value)
        for name, scheme in _PAGE_IDS.items()
        for text in page.meta.get(name, ())
        if (value := normalise(scheme, text))
    ]
    named = [
        str(v) for item in linked(page, ARTICLE_TYPES | TRIAL_TYPES) for v in names(item.get("identifier"), "value")
    ]
    loose = [i for text in (*values(page, _LOOSE_IDS), *named, page.url or "") for i in identify(text, "own")]
    schemes = {number.scheme for number in exact}
    return unique([*exact, *(number for number in loose if number.scheme not in schemes)])


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _wholes(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what a JSON-LD object is part of, from the issue up to the periodical."""
    for _ in range(_MAX_WHOLES):
        item = next(iter(_items(item.get("isPartOf"))), {})
        if item:
            yield item


def values(page: Page, names: Iterable[str]) -> list[str]:
    """Return the values of the named metadata, with and without a language mark, in the order of the names."""
    return [v for name in names for key in (name, f"{name}@en", f"{name}@zh") for v in page.meta.get(key, ())]


def _first(page: Page, names: Iterable[str]) -> list[str]:
    """Return the values of the first of the names that has any."""
    return next((found for name in names if (found := values(page, [name]))), [])


def _by_language(texts: Iterable[Any]) -> dict[Lang, str]:
    found: dict[Lang, str] = {}
    for text in texts:
        if isinstance(text, str) and (lang := lang_of(text)):
            found.setdefault(lang, text.strip())
    return {lang: found[lang] for lang in sorted(found)}


def names(value: Any, key: str = "name") -> list[str]:
    """Return the strings of a JSON-LD value: a string, an object with a name, or a list of these."""
    items = value if isinstance(value, list) else [value]
    found = [item.get(key) if isinstance(item, dict) else item for item in items]
    return [item for item in found if isinstance(item, str) and item.strip()]
