"""A stand-in for fonts that a PDF names but does not carry, so that PDFium reads the same text on every machine.

PDFium replaces such a font by one of the system's and leaves out of the text whatever draws nothing in it: where no
Chinese font is installed nearly every ``，`` of a Chinese journal is lost, where Droid Sans Fallback is, every ``(``
and ``:``. In the stand-in every character is a box; widths and character codes come from the PDF itself.
"""

import ctypes
from functools import cache
from struct import pack
from typing import Any

_WIDTH, _BOTTOM, _TOP = 1000, -120, 880
"""Of a Han character, in thousandths of the font size; a Latin letter is half as wide."""
_LAST_NARROW = 0x2FF
"""The last character of the Latin blocks."""
_EAST_ASIAN = frozenset({128, 129, 134, 136})
"""Windows' numbers of the Japanese, Korean and both Chinese character sets; for others PDFium has its own fonts."""
_LAST_CHARACTER = 0x3FFFF
_SYSFONT_VERSION = 2
"""Of FPDF_SYSFONTINFO: fonts are asked for one by one rather than enumerated."""


@cache
def install() -> Any:
    """Make the stand-in this process's only East Asian font for PDFium; return what must be kept alive meanwhile."""
    from pypdfium2 import raw

    font = build()
    types = dict(raw.FPDF_SYSFONTINFO._fields_)

    def font_data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:  # a table of its own, such as ttcf, the list of a collection's fonts
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    callbacks = {
        "Release": lambda _info: None,
        "EnumFonts": lambda _info, _mapper: None,
        "MapFont": lambda _info, _weight, _italic, charset, *_request: (
            int(charset in _EAST_ASIAN) or None
        ),  # a handle, or nothing
        "GetFont": lambda _info, _face: None,
        "GetFontData": font_data,
        "GetFaceName": lambda _info, _font, _buffer, _size: 0,
        "GetFontCharset": lambda _info, _font: 0,
        "DeleteFont": lambda _info, _font: None,
    }
    info = raw.FPDF_SYSFONTINFO(
        version=_SYSFONT_VERSION, **{name: types[name](callback) for name, callback in callbacks.items()}
    )
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info


@cache
def build() -> bytes:
    """Return the stand-in as a TrueType file (OpenType 1.9: three outlines, and a many-to-one character map)."""
    full, half = _box(_WIDTH), _box(_WIDTH // 2)
    outlines = (full, full, half)  # of no character, of East Asian ones, of Latin ones
    places = [sum(map(len, outlines[:i])) for i in range(len(outlines) + 1)]
    bounds = (0, _BOTTOM, _WIDTH, _TOP)
    groups = pack(">6I", 0, _LAST_NARROW, 2, _LAST_NARROW + 1, _LAST_CHARACTER, 1)
    tables = {
        b"cmap": pack(">4HI", 0, 1, 3, 10, 12) + pack(">2H3I", 13, 0, 16 + len(groups), 0, 2) + groups,
        b"glyf": b"".join(outlines),
        b"head": pack(">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, *bounds, 0, 8, 2, 1, 0),
        b"hhea": pack(">I3hH11hH", 0x10000, _TOP, _BOTTOM, 0, _WIDTH, 0, 0, _WIDTH, 1, *[0] * 7, 3),
        b"hmtx": pack(">HhHhHh", _WIDTH, 0, _WIDTH, 0, _WIDTH // 2, 0),
        b"loca": pack(">4I", *places),
        b"maxp": pack(">I14H", 0x10000, len(outlines), 4, 1, 0, 0, 1, *[0] * 8),
        b"name": pack(">3H", 0, 0, 6),
        b"post": pack(">2I2h5I", 0x30000, 0, 0, 0, *[0] * 5),
    }
    return _sfnt(tables)


def _box(width: int) -> bytes:
    """Return the outline of a box."""
    height = _TOP - _BOTTOM
    corners = pack(">8h", 0, 0, width, 0, _BOTTOM, height, 0, -height)  # steps in x, then steps in y
    glyph = pack(">5h2H4B", 1, 0, _BOTTOM, width, _TOP, 3, 0, 1, 1, 1, 1) + corners
    return glyph + bytes(-len(glyph) % 4)


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    """Put tables into one file behind their directory; checksums are left 0, which no renderer minds."""
    directory = pack(">I4H", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128)
    body = b""
    for tag, data in tables.items():
        directory += pack(">4s3I", tag, 0, 12 + 16 * len(tables) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return directory + body
