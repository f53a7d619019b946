"""Tell what bytes are, by their content, and read them into records."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from bicorpus import InputError
from ingest.charsets.mixed import to_utf8
from ingest.decode import decode
from ingest.lists import LISTS, list_type, structured_type
from ingest.page import Page
from ingest.record import Record, Source
from ingest.unread import PROLOGUE

_UNREAD = {
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "gzip-compressed data",
    b"BZh": "bzip2-compressed data",
    b"\xfd7zXZ": "xz-compressed data",
    b"7z\xbc\xaf": "a 7-zip archive",
    b"Rar!": "a RAR archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\0": "a TIFF image",
    b"MM\0*": "a TIFF image",
    b"\xd0\xcf\x11\xe0": "an old Microsoft Office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"CAJ": "a CAJ document",
    b"KDH": "a KDH document",
}
"""First bytes of what people leave in scraped folders and no reader here takes."""
_PDF_HEAD = 1024
"""Bytes in which ``%PDF-`` may stand (ISO 32000-1, Annex H, implementation note 13)."""
_HTML = re.compile(PROLOGUE + r"<(?:html|head|body|meta|title|div|table|p|h[1-6])\b", re.IGNORECASE)
_HEAD = re.compile(r"<!doctype\s+html|<head\b[^>]*>|<meta\s+[a-z]", re.IGNORECASE)
"""What an HTML document has even where something was put before it; Markdown may hold a table, but no head."""
_MIME = re.compile(
    r"(?=(?:[\w-]+:.*\n(?:[ \t].*\n)*){1,40}?Content-Type:\s*multipart/related\b)[A-Z]", re.IGNORECASE | re.MULTILINE
)
"""The header of a web page saved with its pictures in one file (RFC 2557)."""
_SNIFFED = 4096
"""Characters of a text that decide what it is."""


def read_bytes(data: bytes, path: str, member: str | None = None, url: str | None = None) -> list[Record]:
    """Return the records of one file.

    Args:
        data: its bytes.
        path: its name for provenance, relative to the ingested folder; only the endings of tables are looked at.
        member: the path inside ``path`` when that is an archive; then its ending counts.
        url: where it was fetched from, when the archive says so.

    Raises:
        InputError: it cannot be read, or nothing in it names a paper or a trial; the message says why.
    """
    name = member or path
    media_type = _media_type(data, name)
    source = Source(path, hashlib.sha256(data).hexdigest(), media_type, member, url)
    if media_type in LISTS:
        return _named(LISTS[media_type].read(data, name), source)
    if media_type not in _READERS:
        raise InputError(f"{media_type}: not a format that is read")
    return _record(_READERS[media_type](data, source))


def sniff(data: bytes, path: str = "") -> str:
    """Return the media type of a file, or a description in words of what no reader takes.

    Raises:
        InputError: binary data of an unknown kind.
    """
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "application/pdf"
    for magic, name in _UNREAD.items():
        if data.startswith(magic):
            return name
    text = _head(data)
    if _MIME.match(text):
        return "multipart/related"
    if kind := structured_type(text):
        return kind
    if _HTML.match(text) or _HEAD.search(text):
        return "text/html"
    tabular = path.lower().endswith((".csv", ".tsv", ".tab"))
    return list_type(text) or ("text/csv" if tabular else "text/plain")


def read_list(data: bytes, path: str) -> Iterator[Record]:
    """Yield the records of a list of references, named by its own ids.

    Args:
        data: its bytes.
        path: its name for provenance; only the endings of tables are looked at.

    Raises:
        InputError: it cannot be read, or is no list of references; the message says why.
    """
    media_type = _media_type(data, path)
    if media_type not in LISTS:
        raise InputError(
            f"{media_type}: no list of references; give JSON Lines (which bicorpus ingest makes of pages), CSV, RIS, "
            f"PubMed's .nbib or XML, JATS, ClinicalTrials.gov's JSON, or an export of a reference manager"
        )
    return LISTS[media_type].read(data, path)


def _media_type(data: bytes, path: str) -> str:
    if not data.strip():
        raise InputError("empty file" if not data else "nothing but white space")
    return sniff(data, path)


def _head(data: bytes) -> str:
    """Return the beginning of a text, its line ends made one; stray NUL bytes don't make a text binary."""
    head = data[: 4 * _SNIFFED]
    try:
        text = decode(head).text
    except InputError:
        text = to_utf8(head).data.decode("utf-8")
    return text[:_SNIFFED].replace("\r\n", "\n").replace("\r", "\n")


def _html(data: bytes, source: Source) -> Page:
    from ingest.html import read_html

    return read_html(decode(data).text, source)


def _mhtml(data: bytes, source: Source) -> Page:
    from ingest.mhtml import read_mhtml

    return read_mhtml(data, source)


def _text(data: bytes, source: Source) -> Page:
    from ingest.text import read_text

    return read_text(decode(data).text, source)


def _pdf(data: bytes, source: Source) -> Page:
    from ingest.pdf import read_pdf

    return read_pdf(data, source)


_READERS: dict[str, Callable[[bytes, Source], Page]] = {
    "application/pdf": _pdf,
    "multipart/related": _mhtml,
    "text/html": _html,
    "text/plain": _text,
}
"""What reads a page, by its media type; lists of references are rows of ``ingest.lists``."""


def _record(page: Page) -> list[Record]:
    """Read a page with its site's module; a page that names no paper and no trial is an error, not an empty record."""
    from ingest.sites import extract

    if not page.blocks and not page.meta:
        raise InputError("no text in it: a picture of a page, a form for robots or an empty document")
    record = extract(page)
    if not (record.title or record.abstract or any(i.role == "own" for i in record.ids)):
        raise InputError("no title, abstract or identifier of a paper or trial found in it")
    missing = () if record.abstract else ("no abstract found",)
    return [msgspec.structs.replace(record, warnings=(*page.warnings, *record.warnings, *missing))]


def _named(records: Iterable[Record], source: Source) -> list[Record]:
    """Name the records of a list by its path too: two lists of one folder may use the same ids."""
    from ingest.fields import record_id

    prefix = f"{record_id(source)}#"
    return [
        msgspec.structs.replace(
            record,
            id=prefix + record.id.removeprefix(f"{source.member or source.path}#"),
            source=msgspec.structs.replace(source, url=record.source.url),
        )
        for record in records
    ]
