"""The texts of JATS's front matter: titles, abstracts in paragraphs, names, affiliations."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.contacts import without_contacts
from ingest.language import lang_of
from ingest.xml_text import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ABSTRACT = re.compile(
    r"\W*(?:abstract|summary|摘\s*要|резюме|resumen|résumé|resumo|zusammenfassung)\W*", re.IGNORECASE
)
"""The heading of an abstract as a whole."""
_ADDRESS = re.compile(r"(?:DOI:?\s*)?https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)
"""A paragraph that is but the abstract's own DOI."""
_NO_TEXT = frozenset({"label", "fig", "graphic", "media", "table-wrap", "object-id"})
_BESIDE_NAME = ("label", "sup", "email", "institution-id", "phone", "fax", "xref", "fn", "contrib-id")
"""What stands in or beside a name or an affiliation: marks that tie them together, contacts, ids."""
_HAN = re.compile(r"[\u3400-\u9fff·•]+")


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
            yield _labelled(label, paragraph)
            label = ""


def _inner(child: "_Element") -> Iterator[str]:
    if child.tag in {"abstract", "sec", "list", "list-item"}:
        yield from _paragraphs(child)
    elif child.tag not in _NO_TEXT and (text := text_of(child)) and not _ADDRESS.fullmatch(text):
        yield text


def _labelled(label: str, paragraph: str) -> str:
    if not label or paragraph.casefold().startswith(label.casefold()):
        return paragraph
    return f"{label}: {paragraph}" if label.isascii() else f"{label}：{paragraph}"


def author(contributor: "_Element") -> str:
    """Return a name as ``Family, Given``, a Chinese one without a sign between, or that of a group."""
    name = next(contributor.iter("name", "string-name"), None)
    collective = contributor.find(".//collab")
    if collective is not None and (name is None or name in list(collective.iter(name.tag))):
        return text_of(collective, ("contrib-group", *_BESIDE_NAME))
    if name is None:
        return text_of(contributor.find("anonymous"))
    family, given, suffix = (text_of(name.find(tag)) for tag in ("surname", "given-names", "suffix"))
    if not family:
        return given or text_of(name, _BESIDE_NAME)
    if _HAN.fullmatch(family + given):
        return family + given
    return ", ".join(filter(None, [family, " ".join(filter(None, [given, suffix]))]))


def affiliation(aff: "_Element") -> str:
    """Return an affiliation without marks and contacts; parts that nothing separates get commas."""
    loose = [aff.text or "", *(child.tail or "" for child in aff)]
    if len(aff) > 1 and not any(text.strip(" \n,;") for text in loose):
        text = ", ".join(part for child in aff if (part := _part(child)))
    else:
        text = text_of(aff, _BESIDE_NAME)
    return without_contacts(text).strip(" ,;")


def _part(child: "_Element") -> str:
    return "" if child.tag in _BESIDE_NAME else text_of(child, _BESIDE_NAME).strip(" ,;")
