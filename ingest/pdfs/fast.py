"""PDF pages -> runs of text with their places, by PDFium: milliseconds a page.

PDFium gives a page's text in one call; places are asked for only at the two ends of every word, and words that stand
closer than columns do become one run, so that what follows handles dozens of pieces rather than thousands of letters.
"""

import ctypes
import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bicorpus import InputError
from ingest.pdfs import font as pdf_font
from ingest.pdfs.maps import are_bytes, from_bytes, moved_back, moved_row
from ingest.pdfs.runs import Floats, Sheet, merged

_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\uffff]+[\x02\ufffe]?")
_WRAP = str.maketrans({"\x02": "-", "\ufffe": "-"})
"""What PDFium puts for a hyphen at a line's end."""
_ENCRYPTED = {
    4: "encrypted PDF: it needs the password of its reader; remove the password and ingest it again",
    5: "encrypted PDF: by a method that is not supported; save it without encryption and ingest it again",
}
"""By FPDF_GetLastError (fpdfview.h)."""
_RIGHT, _DOWN, _LEFT, _UP = range(4)
_ABOVE, _BELOW = 0.8, 0.2
"""Font sizes from the baseline to the top and the bottom of a line: fonts' own figures are often missing or wrong."""
_FOLLOWS = 1.6
"""Font sizes from the centre of a character to that of the next one below it, at most."""


class DamagedError(InputError):
    """PDFium cannot open a file."""


def open_pdf(data: bytes) -> Any:
    """Return PDFium's document; a file that only its owner may change or print opens like any other.

    Raises:
        DamagedError: damaged or without pages.
        InputError: encrypted.
    """
    import pypdfium2

    pdf_font.install()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if reason := _ENCRYPTED.get(_error(data)):
            raise InputError(reason) from exc
        raise DamagedError("damaged PDF: no table of its pages can be found in it") from exc
    if len(document) == 0:
        document.close()
        raise DamagedError("damaged PDF: it has no pages")
    return document


def _error(data: bytes) -> int:
    """Return why PDFium cannot open a file; 3 is any damage.

    It does not always say, and then the reason is that of the last file that it could not open: here an empty one.
    """
    import pypdfium2

    code = 0
    for attempt in (b"%PDF-", data):
        try:
            pypdfium2.PdfDocument(attempt).close()
        except pypdfium2.PdfiumError as exc:
            code = exc.err_code or 0
    return code


def sheets(document: Any, indexes: Iterable[int]) -> dict[int, Sheet]:
    """Return the pages with the given indexes that can be loaded."""
    pages = {index: page for index in indexes if (page := _page(document, index))}
    row = moved_row(text for words, _ in pages.values() for text in words.texts)
    return {index: _laid_out(_mended(words, row), *corners) for index, (words, corners) in pages.items()}


def _mended(words: "_Words", row: int | None) -> "_Words":
    """Return the words of a page as they were meant, where its fonts are known to say otherwise."""
    if are_bytes(words.texts):
        words = replace(words, texts=list(map(from_bytes, words.texts)))
    return words if row is None else replace(words, texts=[moved_back(text, row) for text in words.texts])


def _page(document: Any, index: int) -> "tuple[_Words, tuple[float, float, float, float]] | None":
    """Return the words of a page and its left, bottom, right and top, None where it cannot be loaded."""
    from pypdfium2 import raw

    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return None
    text_page = raw.FPDFText_LoadPage(page)
    try:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        return _words(text_page), (box.left, box.bottom, box.right, box.top)
    finally:
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a page in the order of its content; y upward."""

    texts: list[str]
    spaced: list[bool]
    """Whether a space stands before each."""
    boxes: Floats
    """[words, 2, 4]: left, top, right and bottom of the first and the last character."""
    size: Floats
    """[words]: of the font, as printed."""
    matrix: Floats
    """[words, 6]: of the text, as in the PDF; the last is the height of the baseline."""


_NO_WORDS = _Words([], [], np.zeros((0, 2, 4)), np.zeros(0), np.zeros((0, 6)))


def _words(text_page: Any) -> _Words:
    """Return the words of a page; size and matrix are asked for once on a line, whose words PDFium parts by spaces."""
    from pypdfium2 import raw

    text = _characters(text_page)
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans:
        return _NO_WORDS
    plain = text.translate(_WRAP)
    ends = [place for start, stop in spans for place in (start, stop - 1)]
    starts = [start for start, _ in spans]
    spaced = [text[start - 1] == " " for start in starts]
    first = np.flatnonzero(~np.array(spaced) | (np.arange(len(starts)) == 0))  # of the words that no space parts
    places = [starts[i] for i in first.tolist()]
    matrix = _each(raw.FPDFText_GetMatrix, text_page, places, 6)
    size = np.fromiter(map(raw.FPDFText_GetFontSize, repeat(text_page), places), np.float64, len(places))
    size *= np.hypot(matrix[:, 2], matrix[:, 3])
    line = np.diff(first, append=len(starts))
    return _Words(
        [plain[start:stop] for start, stop in spans],
        spaced,
        _each(raw.FPDFText_GetLooseCharBox, text_page, ends, 4).reshape(-1, 2, 4),
        np.repeat(size, line),
        np.repeat(matrix, line, axis=0),
    )


def _characters(text_page: Any) -> str:
    """Return the page's text, one character of it for each that PDFium counts."""
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) == count and "\0" not in text:
        return text
    codes = map(raw.FPDFText_GetUnicode, repeat(text_page), range(count))  # it left out what has no character
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def _each(function: Any, text_page: Any, places: Sequence[int], values: int) -> Floats:
    """Return [places, values] of a function that fills a structure of floats for a character.

    It is called by address, since ctypes spends most of a call on converting its arguments.
    """
    found = np.zeros((len(places), values), np.float32)
    prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    call = prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)
    first = found.ctypes.data
    targets = range(first, first + found.nbytes, found.strides[0])
    deque(map(call, repeat(ctypes.cast(text_page, ctypes.c_void_p).value), places, targets), maxlen=0)
    return found.astype(np.float64)


def _laid_out(words: _Words, left: float, bottom: float, right: float, top: float) -> Sheet:
    """Turn the page so that most of its words run to the right."""
    if not words.texts:
        return Sheet((), right - left, top - bottom)
    ways = _ways(words)
    length = np.array([len(word) for word in words.texts], dtype=np.float64)
    way = int(np.bincount(ways, length).argmax())
    x0, y1 = words.boxes[:, :, 0].min(axis=1), words.boxes[:, :, 1].max(axis=1)
    x1, y0 = words.boxes[:, :, 2].max(axis=1), words.boxes[:, :, 3].min(axis=1)
    baseline = words.matrix[:, 5]
    boxes = np.stack(
        {
            _RIGHT: (x0 - left, top - baseline - _ABOVE * words.size, x1 - left, top - baseline + _BELOW * words.size),
            _DOWN: (top - y1, right - x1, top - y0, right - x0),
            _LEFT: (right - x1, y0 - bottom, right - x0, y1 - bottom),
            _UP: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        }[way],
        axis=1,
    )
    width, height = (right - left, top - bottom) if way in {_RIGHT, _LEFT} else (top - bottom, right - left)
    inside = (boxes[:, 0] < width) & (boxes[:, 2] > 0) & (boxes[:, 1] < height) & (boxes[:, 3] > 0)
    kept = (ways == way) & inside
    chosen = np.flatnonzero(kept).tolist()
    runs = merged([words.texts[i] for i in chosen], [words.spaced[i] for i in chosen], boxes[kept], words.size[kept])
    return Sheet(runs, width, height, tuple(words.texts[i] for i in np.flatnonzero(~kept)))


def _ways(words: _Words) -> NDArray[np.intp]:
    """Return for each word the direction in which it runs: down where characters stand upright below each other."""
    a, b = words.matrix[:, 0], words.matrix[:, 1]
    ways = np.where(np.abs(a) >= np.abs(b), np.where(a >= 0, _RIGHT, _LEFT), np.where(b >= 0, _UP, _DOWN))
    centre = (words.boxes[:, :, :2] + words.boxes[:, :, 2:]) / 2  # [words, ends, x and y]
    within = np.abs(centre[:, 1] - centre[:, 0])
    step = centre[1:, 0] - centre[:-1, 1]
    below = (np.abs(step[:, 0]) < words.size[1:] / 2) & (-_FOLLOWS * words.size[1:] < step[:, 1]) & (step[:, 1] < 0)
    further = np.array([len(word) - 1 for word in words.texts])
    upright = below.sum() + further[within[:, 1] > within[:, 0]].sum()
    beside = further[within[:, 0] > within[:, 1]].sum()
    return np.where(ways == _RIGHT, _DOWN, ways) if upright > beside else ways
