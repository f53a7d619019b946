"""The texts of JATS's front matter: titles, and abstracts in paragraphs."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.databases.xml_text import labelled, text_of
from ingest.language import lang_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ABSTRACT = re.compile(
    r"\W*(?:abstract|summary|摘\s*要|резюме|resumen|résumé|resumo|zusammenfassung)\W*", re.IGNORECASE
)
"""The heading of an abstract as a whole."""
_ADDRESS = re.compile(r"(?:DOI:?\s*)?https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)
"""A paragraph that is but the abstract's own DOI."""
_NO_TEXT = frozenset({"label", "fig", "graphic", "media", "table-wrap", "object-id"})


def title_text(group: "_Element", title: str, subtitle: str) -> str:
    """Return a title with its subtitle, without the marks of its footnotes."""
    parts = [text_of(group.find(tag), ("xref",)) for tag in (title, subtitle)]
    colon = "：" if parts[1] and not parts[1].isascii() and lang_of(parts[1]) == "zh" else ": "
    return colon.join(part.rstrip(":： ") for part in parts if part)


def abstract_text(abstract: "_Element") -> str:
    """Return a paragraph per line, the first of a part behind its heading."""
    return "\n".join(_paragraphs(abstract))


def _paragraphs(block: "_Element") -> Iterator[str]:
    label = ""
    loose = " ".join((block.text or "").split())
    if loose:
        yield loose
    for child in block:
        if child.tag == "title":
            label = "" if _ABSTRACT.fullmatch(text_of(child)) else text_of(child).strip(" :：.")
            continue
        for paragraph in _inner(child):
            yield labelled(label, paragraph)
            label = ""


def _inner(child: "_Element") -> Iterator[str]:
    if child.tag in {"abstract", "sec", "list", "list-item"}:
        yield from _paragraphs(child)
    elif child.tag not in _NO_TEXT and (text := text_of(child)) and not _ADDRESS.fullmatch(text):
        yield text
