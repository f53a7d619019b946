"""Files with their bytes → their records, in a process of their own, as on one machine.

A file that hangs its reader or takes all memory ends as a row with the reason, and the partition goes on.
"""

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import msgspec

from bicorpus import __version__
from corpus.export.table import Int64
from ingest.bulk import FileEntry, FileResult, Limits, read_files
from ingest.record import to_json


class Found(msgspec.Struct, frozen=True, gc=False):
    """A file that was found, with its bytes, or where they are, or the reason why there are none."""

    path: str
    """Below the source, with forward slashes."""
    uri: str
    """Where it is."""
    size: Int64
    mtime_ns: Int64
    """When it was last changed: nanoseconds since 1970; 0 if nobody knows."""
    error: str
    """Empty where it can be read."""
    content: bytes | None
    """None for a file on a disk, which is opened here."""


class ReadRow(msgspec.Struct, frozen=True, gc=False):
    """What came of a file or of a member of a container; the container itself comes after its members."""

    path: str
    member: str
    """Path inside the file, where that is a container; empty for the file itself."""
    size: Int64
    mtime_ns: Int64
    sha256: str
    """Empty where the bytes could not be read."""
    reader: str
    """Version of bicorpus that read it."""
    error: str
    """Why it gave no record; empty where it did, and for containers."""
    passed_over: int
    """Of a container: members that are no pages."""
    bodies: tuple[str, ...]
    """Its records as JSON."""


def read(rows: Iterator[Found], limits: Limits) -> Iterator[ReadRow]:
    """Read each file of a partition; what cannot be stored becomes the file's failure."""
    waiting: deque[Found] = deque()
    for result in read_files(_entries(rows, waiting), workers=1, limits=limits):
        yield _row(result, waiting[0])
        if result.member is None:
            waiting.popleft()


def _entries(rows: Iterator[Found], waiting: deque[Found]) -> Iterator[FileEntry]:
    """Yield what to read, noting what was known of it and is not yet done."""
    for row in rows:
        waiting.append(msgspec.structs.replace(row, content=None))
        size = row.size if row.content is None else len(row.content)
        yield FileEntry(row.path, _place(row.uri), size, row.mtime_ns, row.error or None, row.content)


def _place(uri: str) -> Path:
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(uri).path)))


def _row(result: FileResult, row: Found) -> ReadRow:
    error = result.error or ""
    try:
        bodies = tuple(to_json(record).decode() for record in result.records)
    except UnicodeEncodeError as exc:
        bodies, error = (), f"a record holds characters that are no text: {exc}"
    return ReadRow(
        path=row.path,
        member=_text(result.member or ""),
        size=row.size,
        mtime_ns=row.mtime_ns,
        sha256=result.sha256,
        reader=__version__,
        error=_text(error),
        passed_over=result.passed_over,
        bodies=bodies,
    )


def _text(words: str) -> str:
    """Escape what is no text, such as half of a character that a page was cut in."""
    return words.encode("utf-8", "backslashreplace").decode()
