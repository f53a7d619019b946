"""WARC, the archives of web crawls (ISO 28500): the pages among what was fetched, each with its address.

Read here rather than by a library: of FastWARC 2.0 and warcio 1.8 neither tells a record that was cut off from a whole
one, the first unpacks a body in one piece whatever its size, and the second takes 46 ms to import.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from bicorpus import InputError
from ingest.containers.budget import Budget, SpentError
from ingest.containers.http import LONGEST_HEADERS, Response, parse_headers, payload, response
from ingest.containers.member import Member, printable

MAGIC = re.compile(rb"WARC/\d+\.\d+\r?\n")
_LONGEST_LINE = 2**14
_MOST_LINES = 200
"""Of a record's header; a dozen is usual."""
_BLOCK = 2**16
_SIZE = re.compile(r"\d{1,15}")
_FETCHED = ("http://", "https://", "ftp://", "file://")
"""What crawlers note of themselves is under ``metadata:``, ``urn:`` and ``dns:``."""
_OK = 200
_NO_PAGES = re.compile(
    r"(?:image|audio|video|font)/|text/css|(?:text|application)/(?:x-)?(?:java|ecma)script|application/(?:wasm|x?-?font)"
    r"|application/(?:vnd\.ms-fontobject|x-shockwave-flash)",
    re.IGNORECASE,
)
"""Media types of what a page is shown with."""


def read_warc(file: BinaryIO, stem: str, budget: Budget) -> Iterator[Member]:  # noqa: ARG001 - as all readers
    """Yield what was fetched, named by its address; redirects, errors, pictures and styles are passed over.

    So is a page that was fetched again and found unchanged: the record of the first time holds it.

    Raises:
        InputError: it is damaged or ends too early; what comes before has been yielded.
    """
    while (headers := _header(file)) is not None:
        budget.count()
        size, name = _size(headers), printable(_address(headers))
        head = _exactly(file, min(size, LONGEST_HEADERS))
        left = size - len(head)
        if not _is_wanted(headers):
            budget.passed_over += headers.get("warc-type") == "revisit"
            _skip(file, left)
        elif (found := _fetched(headers, head)) is None:
            budget.passed_over += 1
            _skip(file, left)
        elif size > budget.largest:
            _skip(file, left)
            yield Member(name, error=f"too large: {size:,} bytes")
        else:
            yield _member(name, _address(headers), found._replace(body=found.body + _exactly(file, left)), budget)


def _member(name: str, url: str, found: Response, budget: Budget) -> Member:
    try:
        return Member(name, payload(found, budget), url)
    except SpentError:
        raise
    except InputError as exc:
        return Member(name, url=url, error=str(exc))


def _fetched(headers: Mapping[str, str], head: bytes) -> Response | None:
    """Return the beginning of what may be a page; None for what one is shown with, and for what was not there."""
    if headers["warc-type"] == "resource":
        found = Response(_OK, {"content-type": headers.get("content-type", "")}, head)
    else:
        found = response(head)
    is_page = found.status == _OK and not _NO_PAGES.match(found.headers.get("content-type", ""))
    return found if is_page else None


def _is_wanted(headers: Mapping[str, str]) -> bool:
    return (
        headers.get("warc-type") in {"response", "resource"}
        and headers.get("warc-segment-number", "1") == "1"
        and _address(headers).lower().startswith(_FETCHED)
    )


def _address(headers: Mapping[str, str]) -> str:
    return headers.get("warc-target-uri", "").strip("<>")  # wget writes it in brackets


def _header(file: BinaryIO) -> Mapping[str, str] | None:
    """Return the fields of the next record's header, by lower-case name; None at the end."""
    line = b"\n"
    while line and not line.strip():  # two line ends close a record; some writers have one or three
        line = file.readline(_LONGEST_LINE)
    if not line:
        return None
    if not MAGIC.fullmatch(line):
        raise InputError(f"damaged: a record should begin where it says {line[:40]!r}")
    lines = []
    while (line := file.readline(_LONGEST_LINE)).strip():
        lines.append(line)
        if len(lines) > _MOST_LINES:
            raise InputError("damaged: a record's header does not end")
    if not line:
        raise InputError("cut off in a record's header")
    return parse_headers(lines)


def _size(headers: Mapping[str, str]) -> int:
    said = headers.get("content-length", "")
    if not _SIZE.fullmatch(said):
        raise InputError(f"damaged: a record says that its length is {said[:40]!r}")
    return int(said)


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise InputError(f"cut off, or a record in it says a wrong length: {size:,} bytes, {len(data):,} are left")
    return data


def _skip(file: BinaryIO, size: int) -> None:
    left = size
    while left:
        left -= len(_exactly(file, min(left, _BLOCK)))
