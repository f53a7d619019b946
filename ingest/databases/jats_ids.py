"""The identifiers in an article of JATS, each in the role of its place, and the notices that others gave of it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ingest.databases.xml_text import text_of
from ingest.identifiers import REGISTRIES, identify, normalise
from ingest.record import Identifier, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_HREF = "{http://www.w3.org/1999/xlink}href"
_SCHEMES = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}
_NOTICES = frozenset({"retraction-forward", "retracted-by", "correction-forward", "corrected-by", "concern-forward"})


def identifiers(article: "_Element", meta: "_Element") -> Iterator[Identifier]:
    """Yield the article's own ids, then trials that it reports, articles related to it or that it cites."""
    for number in meta.iterfind("article-id"):
        yield from _identifier(number.get("pub-id-type"), text_of(number), "own")
    for thing in meta.iter("related-object", "related-article", "ext-link"):
        trials = [thing.get("document-id") or "", thing.get(_HREF) or "", text_of(thing)]
        yield from (i for text in trials for i in identify(text, "reports", REGISTRIES))
    for other in meta.iterfind("related-article"):
        yield from _identifier(other.get("ext-link-type"), other.get(_HREF) or text_of(other), "related")
    for reference in article.iter("ref"):
        yield from _cited(reference)


def _cited(reference: "_Element") -> Iterator[Identifier]:
    """Yield the ids of a reference: those that are marked, else those that its text or its links hold."""
    marked = [i for n in reference.iter("pub-id") for i in _identifier(n.get("pub-id-type"), text_of(n), "cited")]
    if marked:
        yield from marked
        return
    links = (link.get(_HREF) or "" for link in reference.iter("ext-link", "uri"))
    for text in (text_of(reference), *links):
        yield from identify(text, "cited", _SCHEMES.values()) if "10." in text or "PM" in text else ()


def _identifier(kind: str | None, text: str, role: Role) -> Iterator[Identifier]:
    scheme = _SCHEMES.get((kind or "").lower())
    text = f"PMC{text}" if scheme == "pmcid" and text.isdigit() else text
    if scheme and (value := normalise(scheme, text)):
        yield Identifier(scheme, value, role)


def notices(meta: "_Element") -> Iterable[str]:
    """Say which notices about the article its publisher links to: that it was retracted or corrected."""
    kinds = (element.get("related-article-type") for element in meta.iterfind("related-article"))
    return [f"{kind}: see its related articles" for kind in dict.fromkeys(kinds) if kind in _NOTICES]
