"""Formats that are records already, lists of references and databases' XML and JSON: how each begins, what reads it."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from ingest.record import Record
from ingest.unread import PROLOGUE, describe


class ListFormat(NamedTuple):
    """One format."""

    media_type: str
    begins: re.Pattern[str]
    """What the beginning of such a list holds, its lines ended by line feeds."""
    module: str
    """Below ``ingest``."""
    reader: str

    def read(self, data: bytes, path: str) -> Iterator[Record]:
        """Yield the records of a list, named by its own ids.

        Raises:
            InputError: not text, or nothing in it is a reference.
        """
        read: Callable[[bytes, str], Iterator[Record]] = getattr(import_module(f"ingest.{self.module}"), self.reader)
        return read(data, path)


PUBMED_TEXT = r"\A\s*1\. [A-Z][^.\n]{2,100}\. (?:19|20)\d\d[^\n]*(?:\n[^\n]+){0,2}\n\n[^\n]+(?:\n[^\n]+){0,4}\n\n"
"""The first citation of PubMed's "Abstract (text)", a blank line, its title, a blank line."""
_ROWS = (
    ("application/x-research-info-systems", r"^TY {1,3}- ?", "references.ris", "read_ris"),
    ("application/x-nbib", r"\A\s*PMID ?- *\d+ *\n[A-Z]{2,4} *- ", "references.medline", "read_medline"),
    ("text/x-pubmed-abstract", PUBMED_TEXT, "references.pubmed_text", "read_pubmed_text"),
    ("text/x-web-of-science", r"\A\s*(?:FN .*\n+VR .*\n+)?PT [A-Z]\n[A-Z]\w ", "references.wos", "read_wos"),
    ("text/x-noteexpress", r"\A\s*\{Reference Type\}\s*:", "references.noteexpress", "read_noteexpress"),
    ("text/x-cnki", r"\A\s*(?:DataType *:.*\n\s*Title|SrcDatabase)-\w+ *[:：]", "references.noteexpress", "read_cnki"),
    ("text/x-refworks", r"\A\s*RT \w.*\n(?:SR .*\n)?[A-Z][A-Z0-9] ", "references.noteexpress", "read_refworks"),
    ("application/x-endnote-refer", r"\A\s*%0 \w.*\n(?:.*\n)*?\s*%[TAJ] ", "references.noteexpress", "read_refer"),
    ("application/x-endnote+xml", r"\A\s*(?:<\?xml[^>]*>\s*)?<xml>\s*<records>", "references.endnote", "read_endnote"),
    ("text/csv", r"(?!)", "references.table", "read_csv"),
)  # fmt: skip
"""Media type, beginning, reader. A table is told by its header, which ``ingest.references.table`` knows."""
_JATS = (
    PROLOGUE + r"<(?:\w+:)?(?:articles|pmc-articleset)\b",
    PROLOGUE + r"<(?:\w+:)?article\b[^>]*\s(?:article-type|dtd-version)\s*=",
    PROLOGUE + r"<(?:\w+:)?article\b[^>]*>(?:\s|<\?[^>]*>|(?s:<!--.*?-->))*+<(?:\w+:)?(?:processing-meta|front)\b",
    PROLOGUE + r"<OAI-PMH\b(?=(?s:.*?)<(?:\w+:)?article\b)",
    PROLOGUE + r"<(?:jats:(?:abstract|sec|p|title)|abstract|sec)\b",
    PROLOGUE + r"<p\b(?=(?s:.*?)<(?:inline-formula|disp-formula|italic|xref|named-content)\b)",
    r"\A\ufeff?\s*(?:<\?xml[^>]*>\s*)?<!DOCTYPE\s+article\s+PUBLIC\s+[\"']-//NLM//DTD [^\"'<>]*(?:Journal|JATS)",
)
"""An article of JATS, which HTML too has an element ``article`` for; several; an abstract alone."""
_STRUCTURED = (
    (
        "application/x-pubmed+xml",
        PROLOGUE + r"<(?:Pubmed(?:Book)?Article|MedlineCitation)(?:Set)?\b",
        "databases.pubmed_xml",
        "read_pubmed_xml",
    ),
    ("application/jats+xml", "|".join(_JATS), "databases.jats", "read_jats"),
    (
        "application/x-ctgov+xml",
        PROLOGUE + r"<(?:clinical_study|clinical_studies|search_results)\b",
        "databases.ctgov_xml",
        "read_ctgov_xml",
    ),
    (
        "application/x-ctgov+json",
        r"\A\ufeff?\s*[\[{](?=(?s:.*?)\"(?:[pP]rotocol|[rR]esults|[dD]erived)Section\"\s*:|\s*\"FullStud)",
        "databases.ctgov_json",
        "read_ctgov_json",
    ),
)
"""The same of documents that are told by their root or by their keys, which may come in any order."""
LISTS = {
    media: ListFormat(media, re.compile(begins, re.MULTILINE), *place)
    for media, begins, *place in (*_STRUCTURED, *_ROWS)
}


def structured_type(text: str) -> str | None:
    """Return the media type of an XML or JSON document by its beginning, or in words what it is that no reader takes.

    None is for what is neither: HTML, a text, a list of another form.
    """
    known = (row for row in LISTS.values() if row.media_type.endswith(("+xml", "+json")))
    return next((row.media_type for row in known if row.begins.search(text)), None) or describe(text)


def list_type(text: str) -> str | None:
    """Return the media type of a list of references by its beginning; None where it is none of them."""
    from ingest.references.table import is_table

    found = next((row.media_type for row in LISTS.values() if row.begins.search(text)), None)
    return found or ("text/csv" if is_table(text) else None)
