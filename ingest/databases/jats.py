"""JATS, the XML of PMC and of publishers (ANSI/NISO Z39.96, and the NLM DTDs before it) → records."""

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.charsets.mixed import to_utf8
from ingest.databases.declared import keywords_of, lang_declared, sorted_out
from ingest.databases.jats_ids import identifiers, notices
from ingest.databases.jats_people import affiliations, authors
from ingest.databases.jats_text import abstract_text, title_text
from ingest.databases.numbered import numbered
from ingest.databases.safe_xml import elements
from ingest.databases.xml_text import text_of, texts
from ingest.dates import iso_date
from ingest.identifiers import unique
from ingest.issued import published
from ingest.record import Lang, Record, Source
from ingest.references.accession import reported

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "jats"
MEDIA_TYPE = "application/jats+xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEFAULT_LANG = "en"
"""Of an article that declares none (JATS 1.3, ``@xml:lang``)."""
_BESIDE = re.compile(
    r"graphical|visual|teaser|summary|synopsis|precis|key-?(?:points|messages)|highlights|short|toc|video|box",
    re.IGNORECASE,
)
"""Types of ``abstract`` elements that are something else beside the abstract (JATS 1.3, ``@abstract-type``)."""
_NOT_PUBLISHED = frozenset(
    {"pmc-release", "nihms-submitted", "retraction", "corrected", "preprint", "received", "accepted"}
)
_ISSUE_DATES = frozenset({"ppub", "print", "collection", "cover", "epub-ppub", "issue"})
_FRAGMENT = re.compile(rb"[^<]{0,64}(?:<[?!][^>]*>\s*)*<(?:jats:)?(?:abstract|sec|p|title)\b")
"""The beginning of an abstract alone, as Crossref has it in its metadata."""
_HEAD = 4096
"""Bytes that show what a document begins with."""
_AROUND = (
    b'<article xmlns:jats="jats" xmlns:xlink="xlink" xmlns:mml="mml"><front><article-meta><abstract>',
    b"</abstract></article-meta></front></article>",
)
_NO_FRONT = "an article without the front matter of JATS: DocBook, or a publisher's own XML"


def read_jats(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per article, named by its PubMed id, PMC id or DOI; an abstract alone makes one too.

    Raises:
        InputError: not XML, or no article with JATS's front matter in it.
    """
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type=MEDIA_TYPE)
    alone = _FRAGMENT.match(to_utf8(data[:_HEAD]).data)
    found = elements(data, ("article",), _AROUND if alone else (b"", b""))
    return numbered((_record(element, source, fault) for element, fault in found), path, "article")


def _record(article: "_Element", source: Source, fault: str) -> Record | str:
    meta = next(article.iter("article-meta"), article.find("front-stub"))
    if meta is None:
        return _NO_FRONT
    fronts = [(meta, article.get(_LANG) or _DEFAULT_LANG), *_translations(article)]
    title, other_titles = sorted_out("title", (found for front in fronts for found in _titles(*front)))
    abstract, other_abstracts = sorted_out("abstract", (found for front in fronts for found in _abstracts(*front)))
    ids = unique([*identifiers(article, meta), *reported([*title.values(), *abstract.values()])])
    return Record(
        id=next((i.value for i in ids if i.role == "own"), ""),
        kind="paper",
        site=NAME,
        source=source,
        ids=ids,
        title=title,
        abstract=abstract,
        authors=authors(meta),
        affiliations=affiliations(meta),
        journal=_journal(meta),
        volume=text_of(meta.find("volume")) or None,
        issue=text_of(meta.find("issue")) or None,
        pages=_pages(meta),
        published=_published(meta),
        keywords=keywords_of(word for front in fronts for word in _keywords(*front)),
        sections=(*other_titles, *other_abstracts),
        warnings=tuple(filter(None, [fault, *notices(meta)])),
    )


def _translations(article: "_Element") -> Iterator[tuple["_Element", str]]:
    """Yield the front matter of a translation within the article, and its language: SciELO's journals have them."""
    for translation in article.iterfind("sub-article[@article-type='translation']"):
        front = translation.find("front-stub")
        if front is not None:
            yield front, translation.get(_LANG) or ""


def _titles(meta: "_Element", lang: str) -> Iterator[tuple[str, Lang | None]]:
    """Yield the title and its translations; in old DTDs a translation stands without a group."""
    for group in meta.iterfind("title-group"):
        title = title_text(group, "article-title", "subtitle")
        yield title, lang_declared(title, _lang(group.find("article-title"), lang))
        for translation in group.iterfind("trans-title-group"):
            title = title_text(translation, "trans-title", "trans-subtitle")
            code = translation.get(_LANG) or _lang(translation.find("trans-title"), None)
            yield title, lang_declared(title, code)
        for bare in group.iterfind("trans-title"):
            title = text_of(bare, ("xref",))
            yield title, lang_declared(title, bare.get(_LANG))


def _lang(element: "_Element | None", otherwise: str | None) -> str | None:
    return (element.get(_LANG) if element is not None else None) or otherwise


def _abstracts(meta: "_Element", lang: str) -> Iterator[tuple[str, Lang | None]]:
    """Yield the abstract and its translations; what is of another kind counts only where there is nothing else."""
    found = [element for element in meta if element.tag in {"abstract", "trans-abstract"}]
    plain = [element for element in found if not _BESIDE.search(element.get("abstract-type") or "")]
    translated = [element for element in found if element.tag == "trans-abstract" and element not in plain]
    for element in (*plain, *translated) if plain else found:
        text = abstract_text(element)
        yield text, lang_declared(text, _lang(element, lang if element.tag == "abstract" else None))


def _keywords(meta: "_Element", lang: str) -> Iterator[tuple[str, str | None]]:
    for group in meta.iterfind("kwd-group"):
        if "abbr" not in (group.get("kwd-group-type") or ""):
            code = group.get(_LANG) or (lang if group.get("kwd-group-type") is None else None)
            yield from ((text.strip(" ;；,，"), code) for text in texts(group, ".//kwd"))


def _journal(meta: "_Element") -> str | None:
    paths = (
        "journal-title-group/journal-title",
        "journal-title",
        "journal-title-group/abbrev-journal-title",
        "journal-id[@journal-id-type='nlm-ta']",
    )
    journal = meta.getparent().find("journal-meta")
    return next((text for path in paths for text in texts(journal, path)), None)


def _pages(meta: "_Element") -> str | None:
    first, last, article = (text_of(meta.find(tag)) for tag in ("fpage", "lpage", "elocation-id"))
    return (f"{first}-{last}" if first and last and first != last else first) or article or None


def _published(meta: "_Element") -> str | None:
    dates = [(_date_type(node), node) for node in meta.iterfind("pub-date")]
    dates = [(kind, node) for kind, node in dates if kind not in _NOT_PUBLISHED]
    return published(_date(node) for _, node in sorted(dates, key=lambda date: date[0] not in _ISSUE_DATES))


def _date_type(node: "_Element") -> str:
    """Return ``ppub`` and the like, or what stands for it from JATS 1.2 on: a type, and print or electronic."""
    kind = node.get("pub-type") or node.get("date-type") or ""
    return (node.get("publication-format") or kind) if kind in {"", "pub"} else kind


def _date(node: "_Element") -> str | None:
    year, month, day = (text_of(node.find(part)) for part in ("year", "month", "day"))
    glue = "-" if month.isdigit() else " "
    written = glue.join(filter(None, [year, month, day])) or text_of(node.find("string-date"))
    return iso_date(written) or iso_date(year) or iso_date(node.get("iso-8601-date") or "")
