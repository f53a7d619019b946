"""Any bytes to UTF-8, for lists that programs and people put together from several files.

Such a list may be UTF-8 with some cells in GBK or Latin-1, or hold stray NUL bytes. A page is of one charset, and
``ingest.decode`` reads it whole; here each piece between separators is read by itself, so that no cell is lost to
another one's charset.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ingest.charsets.wide import read_wide
from ingest.decode import decode, is_utf8

_PIECES = re.compile(rb'([,;"\t])')
"""Separators of cells that are no second byte of a character in GB18030 (0x30-0x39, 0x40-0xfe) or Big5 (0x40-0xfe)."""
_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_SOME = 0.1
"""Share that lines of valid UTF-8 must have, among those outside ASCII, for the text to be UTF-8 with strange cells: a
line of two Chinese characters in GBK is valid UTF-8 one time in forty."""
_STRAY = 0.01
"""Share of NUL bytes up to which they are a fault in a text; a program or a picture has many more."""


class Utf8(NamedTuple):
    """A text as UTF-8 whose lines end in a line feed, and what was wrong with its bytes by line, from 1."""

    data: bytes
    notes: Mapping[int, str]


def to_utf8(data: bytes) -> Utf8:
    """Return the text of a list; what is UTF-8 already is not copied, since lists are large.

    Raises:
        InputError: the bytes are no text in any charset.
    """
    if b"\0" in data:
        return _with_nul(data)
    data = data.removeprefix(_MARK)
    if not is_utf8(data):
        return _mixed(data)
    return Utf8(_with_line_feeds(data), {})


def lines_of(data: bytes) -> Iterator[str]:
    """Yield the lines of UTF-8 with their ends; only a line feed ends one, other than for ``str.splitlines``."""
    return map(bytes.decode, io.BytesIO(data))


def _with_line_feeds(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    return _LONE_RETURN.sub(b" ", data) if b"\n" in data else data.replace(b"\r", b"\n")


def _whole(data: bytes) -> Utf8:
    """Read bytes that are of one charset throughout."""
    return Utf8(_with_line_feeds(decode(data).text.encode("utf-8", "replace")), {})


def _with_nul(data: bytes) -> Utf8:
    if data.startswith(_WIDE_MARKS) or data.count(b"\0") > _STRAY * len(data) or read_wide(data):
        return _whole(data)
    lines = (number for number, line in enumerate(data.split(b"\n"), start=1) if b"\0" in line)
    text, notes = to_utf8(data.replace(b"\0", b""))
    return Utf8(text, dict.fromkeys(lines, "NUL bytes, left out") | dict(notes))


def _mixed(data: bytes) -> Utf8:
    data = data if data.startswith(_WIDE_MARKS) else _with_line_feeds(data)
    lines = data.split(b"\n")
    strange = {number for number, line in enumerate(lines) if not is_utf8(line)}
    well_formed = sum(not line.isascii() for number, line in enumerate(lines) if number not in strange)
    if data.startswith(_WIDE_MARKS) or well_formed < _SOME * (well_formed + len(strange)):
        return _whole(data)
    notes: dict[int, str] = {}
    for number in sorted(strange):
        lines[number], charset = _mend(lines[number])
        notes[number + 1] = f"not UTF-8 as the rest of the file; read as {charset}"
    return Utf8(b"\n".join(lines), notes)


def _mend(line: bytes) -> tuple[bytes, str]:
    """Return a line with cells in a second charset as UTF-8, and the name of that charset."""
    pieces = _PIECES.split(line)
    charset = decode(b" ".join(piece for piece in pieces if not is_utf8(piece))).charset
    mended = (piece if is_utf8(piece) else piece.decode(charset, "replace").encode("utf-8") for piece in pieces)
    return b"".join(mended), charset
