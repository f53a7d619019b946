"""Who wrote an article of JATS, and where they work."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ingest.contacts import without_contacts
from ingest.databases.xml_text import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_AUTHORS = frozenset({None, "author", "collab"})
"""Types of contributors who wrote the article."""
_BESIDE_NAME = ("label", "sup", "email", "institution-id", "phone", "fax", "xref", "fn", "contrib-id")
"""What stands in or beside a name or an affiliation: marks that tie them together, contacts, ids."""
_HAN = re.compile(r"[\u3400-\u9fff·•]+")


def authors(meta: "_Element") -> tuple[str, ...]:
    """Return the authors' names in order."""
    return tuple(filter(None, map(_author, _contributors(meta))))


def affiliations(meta: "_Element") -> tuple[str, ...]:
    """Return the authors' affiliations in order, each once."""
    return tuple(dict.fromkeys(filter(None, map(_affiliation, _authors_affiliations(meta)))))


def _contributors(meta: "_Element", *, authors: bool = True) -> Iterator["_Element"]:
    """Yield those who wrote the article, or those who only edited it."""
    for contributor in meta.iterfind("contrib-group/contrib"):
        if (contributor.get("contrib-type") in _AUTHORS) == authors:
            yield contributor


def _authors_affiliations(meta: "_Element") -> Iterator["_Element"]:
    """Yield the authors' affiliations in order, of those in several languages the first."""
    of_authors, of_editors = (_affiliated(_contributors(meta, authors=kind)) for kind in (True, False))
    for element in meta.iter("aff"):
        parent = element.getparent()
        owner = element if parent.tag != "aff-alternatives" else parent
        names = {element, owner, element.get("id"), owner.get("id")}
        if (owner is element or owner[0] is element) and (names & of_authors or not names & of_editors):
            yield element


def _affiliated(contributors: Iterable["_Element"]) -> set["_Element | str | None"]:
    """Return the affiliations of contributors: within them, within a group of theirs, or by the ids they refer to."""
    found: set[_Element | str | None] = set()
    for contributor in contributors:
        found.update(contributor.iter("aff"))
        found.update(contributor.getparent().iterchildren("aff", "aff-alternatives"))
        found.update(rid for xref in contributor.iter("xref") for rid in (xref.get("rid") or "").split())
    return found


def _author(contributor: "_Element") -> str:
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


def _affiliation(aff: "_Element") -> str:
    """Return an affiliation without marks and contacts; parts that nothing separates get commas."""
    loose = [aff.text or "", *(child.tail or "" for child in aff)]
    if len(aff) > 1 and not any(text.strip(" \n,;") for text in loose):
        text = ", ".join(part for child in aff if (part := _part(child)))
    else:
        text = text_of(aff, _BESIDE_NAME)
    return without_contacts(text).strip(" ,;")


def _part(child: "_Element") -> str:
    return "" if child.tag in _BESIDE_NAME else text_of(child, _BESIDE_NAME).strip(" ,;")
