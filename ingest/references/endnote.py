"""EndNote's XML export → records."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ingest.databases.safe_xml import elements
from ingest.record import Record, Source
from ingest.references.reference import NOTHING, own_id, read_reference

if TYPE_CHECKING:
    from lxml.etree import _Element

PATHS: dict[str, tuple[str, ...]] = {
    "id": ("rec-number",),
    "title": ("titles/title", "titles/translated-title"),
    "authors": ("contributors/authors/author",),
    "year": ("dates/year",),
    "date": ("dates/pub-dates/date",),
    "journal": ("periodical/full-title", "titles/secondary-title", "periodical/abbr-1", "titles/alt-title"),
    "volume": ("volume",),
    "issue": ("number",),
    "pages": ("pages",),
    "article number": ("custom7",),
    "abstract": ("abstract",),
    "keywords": ("keywords/keyword",),
    "doi": ("electronic-resource-num",),
    "accession": ("accession-num",),
    "database": ("remote-database-name", "remote-database-provider"),
    "link": ("urls/related-urls/url", "urls/web-urls/url"),
    "note": ("accession-num", "custom1", "custom2", "custom3", "notes"),
}
"""By field, the elements that hold it, best first, as EndNote 20 and 21 write them."""


def read_endnote(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per reference, named by its number, or ``path#number`` where that was used before.

    Raises:
        InputError: nothing of the XML can be read; the message names the line.
    """
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type="application/x-endnote+xml")
    used: set[str] = set()
    for number, (element, fault) in enumerate(elements(data, ["record"]), start=1):
        fields = fields_of(element)
        record_id, clash = own_id(fields.pop("id", [""])[0], f"{path or 'endnote'}#{number}", used)
        warnings = [f"reference {number}: {clash}"] if clash else []
        yield read_reference(fields, record_id, source, "endnote", [*warnings, *([fault] if fault else [])])


def fields_of(element: "_Element", paths: Mapping[str, Sequence[str]] = PATHS) -> dict[str, list[str]]:
    """Return the fields of one ``record`` element, without its styles."""
    fields: dict[str, list[str]] = {}
    for field, places in paths.items():
        texts = (
            "".join(found.itertext()).replace("\r", "\n").strip()
            for place in places
            for found in element.iterfind(place)
        )
        kept = dict.fromkeys(text for text in texts if text not in NOTHING)
        if kept:
            fields[field] = list(kept)
    return fields
