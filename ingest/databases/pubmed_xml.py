"""PubMed's XML (the NLM's DTDs from 2002 on) → records: articles, book chapters, and MEDLINE citations alone."""

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.contacts import without_contacts
from ingest.databases.declared import keywords_of, lang_declared, sorted_out
from ingest.databases.numbered import numbered
from ingest.databases.pubmed_ids import identifiers, notices
from ingest.databases.pubmed_title import bare_title
from ingest.databases.safe_xml import elements
from ingest.databases.xml_text import first_of, labelled, text_of, texts
from ingest.dates import iso_date
from ingest.identifiers import unique
from ingest.issued import published
from ingest.record import Lang, Record, Source
from ingest.references.accession import reported

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "pubmed-xml"
TAGS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
"""The elements that are records; a ``DeleteCitation`` lists ids that are none any more."""
_ELSEWHERE = "Abstract available from the publisher"
_NO_LABEL = frozenset({"UNLABELLED", "UNASSIGNED"})


def read_pubmed_xml(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per article, named by its PubMed id.

    Raises:
        InputError: not XML, or no article in it.
    """
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type="application/x-pubmed+xml")
    return numbered((_record(element, source, fault) for element, fault in elements(data, TAGS)), path, "article")


def _record(element: "_Element", source: Source, fault: str) -> Record:
    citation = first_of(element, "MedlineCitation", "BookDocument")
    article = first_of(citation, "Article")
    title, other_titles = sorted_out("title", _titles(article))
    abstract, other_abstracts = sorted_out("abstract", _abstracts(citation, article))
    pmid = text_of(citation.find("PMID"))
    return Record(
        id=pmid,
        kind="paper",
        site=NAME,
        source=source,
        ids=unique([*identifiers(element, citation, article), *reported([*title.values(), *abstract.values()])]),
        title=title,
        abstract=abstract,
        authors=tuple(_authors(article)),
        affiliations=tuple(_affiliations(article)),
        journal=_either(citation, "Article/Journal/Title", "MedlineJournalInfo/MedlineTA", "Book/BookTitle"),
        volume=_either(article, "Journal/JournalIssue/Volume", "Book/Volume"),
        issue=_either(article, "Journal/JournalIssue/Issue"),
        pages=_pages(article),
        published=_published(article),
        keywords=keywords_of((word, None) for word in texts(citation, "KeywordList/Keyword")),
        sections=(*other_titles, *other_abstracts),
        warnings=tuple(filter(None, [fault, *notices(citation, article)])),
    )


def _either(element: "_Element", *paths: str) -> str | None:
    return next((text for path in paths if (text := text_of(element.find(path)))), None)


def _titles(article: "_Element") -> Iterator[tuple[str, Lang | None]]:
    """Yield the titles: English, translated in brackets where the article is not, and that in its own language."""
    own = text_of(article.find("Language"))
    english = bare_title(_either(article, "ArticleTitle", "Book/BookTitle") or "")
    yield english, lang_declared(english, "eng", trusted=own in {"", "eng"})
    vernacular = bare_title(text_of(article.find("VernacularTitle")))
    yield vernacular, lang_declared(vernacular, None if own == "eng" else own)


def _abstracts(citation: "_Element", article: "_Element") -> Iterator[tuple[str, Lang | None]]:
    """Yield the abstract, which the NLM takes in English, and those in other languages or for other readers."""
    for abstract in article.iterfind("Abstract"):
        text = _abstract(abstract)
        yield text, lang_declared(text, "eng", trusted=text_of(article.find("Language")) in {"", "eng"})
    for abstract in citation.iterfind("OtherAbstract"):
        text = _abstract(abstract)
        yield text, lang_declared(text, abstract.get("Language"))


def _abstract(abstract: "_Element") -> str:
    """Return a paragraph per part, behind its label; a note that there is an abstract elsewhere is none."""
    text = "\n".join(filter(None, map(_part, abstract.iterfind("AbstractText"))))
    return "" if text.startswith(_ELSEWHERE) else text


def _part(part: "_Element") -> str:
    text, label = text_of(part), (part.get("Label") or "").strip(" :：")
    return labelled("" if label.upper() in _NO_LABEL else label, text) if text else ""


def _authors(article: "_Element") -> Iterator[str]:
    for author in article.iterfind("AuthorList/Author"):
        if author.get("ValidYN") == "N" or author.getparent().get("Type") == "editors":
            continue
        last, first, suffix, group = (
            _either(author, *names)
            for names in (["LastName"], ["ForeName", "FirstName", "Initials"], ["Suffix"], ["CollectiveName"])
        )
        if last and not last.isascii() and first and re.fullmatch(r"[\u3400-\u9fff]+", last + first):
            yield last + first
        elif last or group:
            given = " ".join(filter(None, [first, suffix]))  # as in PubMed's own text: Doe, Jane A Jr
            yield ", ".join(filter(None, [last, given])) or group or ""


def _affiliations(article: "_Element") -> dict[str, None]:
    paths = ("AuthorList/Author/AffiliationInfo/Affiliation", "AuthorList/Author/Affiliation", "Affiliation")
    found = (without_contacts(text) for path in paths for text in texts(article, path))
    return dict.fromkeys(filter(None, found))


def _pages(article: "_Element") -> str | None:
    start, end = text_of(article.find("Pagination/StartPage")), text_of(article.find("Pagination/EndPage"))
    if start and end and start != end:
        return f"{start}-{end}"
    return start or _either(article, "Pagination/MedlinePgn")


def _published(article: "_Element") -> str | None:
    places = ("Journal/JournalIssue/PubDate", "Book/PubDate", "ContributionDate", "ArticleDate")
    return published(_date(node) for path in places for node in article.iterfind(path))


def _date(node: "_Element") -> str | None:
    year, month, day = (text_of(node.find(part)) for part in ("Year", "Month", "Day"))
    glue = "-" if month.isdigit() else " "
    written = glue.join(filter(None, [year, month, day])) or text_of(node.find("MedlineDate"))
    return iso_date(written) or iso_date(year)
