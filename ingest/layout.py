"""Words with places on a page -> lines in reading order -> paragraphs.

Columns are found by their gutter: a vertical line near the middle that few lines of text cross. What crosses it (a
title over both columns) divides the page into bands, and in a band the left column is read before the right one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from ingest.text import join

_GUTTER = 0.9
"""White space that separates columns at least, in font sizes; spaces between words are a quarter to a half."""
_ROWS = 3
"""Rows that columns have at least; in fewer, spaces may stand above each other by chance."""
_CENTRE = (0.3, 0.7)
"""Part of the text's width in which a gutter is looked for."""
_STEP = 2.0
"""Points between the places that are tried."""
_COLUMN_SHARE = 0.15
"""Share of a page's characters that each column holds at least; less is a margin note or a table's last column."""
_CROSSING = 0.5
"""Share of lines that may cross a gutter: title, abstract and figures over both columns."""
_SAME_LINE = 0.5
"""Overlap of heights, as a share of the smaller, from which on two words stand on one line."""
_PARAGRAPH_GAP = 1.7
"""Distance of baselines, in font sizes, beyond which a new paragraph begins; books set 1.2 to 1.6."""
_INDENT = 0.8
"""Font sizes by which the first line of a paragraph is set in at least."""
_SHORT = 0.85
"""Share of its column that a paragraph's last line fills at most, to be told from a full line."""
_SIZE_STEP = 0.8
"""Points of font size that make other text: a heading, a footnote."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap, in points from the page's top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line of one column."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    left: float
    """Left edge of its column."""
    right: float
    """Right edge of its column."""
    margin: bool = False
    """Whether it stands where running heads do."""


def reading_order(words: Sequence[Word]) -> Iterator[Line]:
    """Yield the lines of a page as a person reads them."""
    rows = _rows(words)
    gutter = _gutter(words, rows)
    if gutter is None:
        yield from _column(rows)
        return
    for crossing, band in groupby(rows, key=lambda row: any(w.x0 < gutter < w.x1 for w in row)):
        inside = [word for row in band for word in row]
        if crossing:
            yield from _column(_rows(inside))
        else:
            yield from reading_order([w for w in inside if w.x1 <= gutter])
            yield from reading_order([w for w in inside if w.x0 >= gutter])


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Group words into rows of overlapping height, top to bottom, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        if rows and _overlap(rows[-1][0], word) >= _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in rows]


def _overlap(a: Word, b: Word) -> float:
    return (min(a.bottom, b.bottom) - max(a.top, b.top)) / max(0.1, min(a.bottom - a.top, b.bottom - b.top))


def _gutter(words: Sequence[Word], rows: Sequence[Sequence[Word]]) -> float | None:
    """Return the place that the fewest rows cross, if there are columns on both sides of it."""
    if len(rows) < _ROWS:
        return None
    width = _GUTTER * median(w.size for w in words)
    x0, x1 = min(w.x0 for w in words), max(w.x1 for w in words)
    places = [
        x0 + (x1 - x0) * _CENTRE[0] + _STEP * i for i in range(int((x1 - x0) * (_CENTRE[1] - _CENTRE[0]) / _STEP))
    ]
    middle = (x0 + x1) / 2
    ranked = sorted((_crossings(rows, x, width), abs(x - middle), x) for x in places)
    if not ranked or ranked[0][0] > _CROSSING * len(rows):
        return None
    best = ranked[0][2]
    total = sum(len(w.text) for w in words)
    sides = (sum(len(w.text) for w in words if w.x1 <= best), sum(len(w.text) for w in words if w.x0 >= best))
    return best if min(sides) >= _COLUMN_SHARE * total else None


def _crossings(rows: Sequence[Sequence[Word]], x: float, width: float) -> int:
    return sum(any(w.x0 - width / 2 < x < w.x1 + width / 2 for w in row) for row in rows)


def _column(rows: Sequence[Sequence[Word]]) -> Iterator[Line]:
    left = min((row[0].x0 for row in rows), default=0.0)
    right = max((row[-1].x1 for row in rows), default=0.0)
    for row in rows:
        size = max(row, key=lambda w: len(w.text)).size
        text = join(word.text for word in row)
        yield Line(text, row[0].x0, row[-1].x1, min(w.top for w in row), max(w.bottom for w in row), size, left, right)


def paragraphs(lines: Sequence[Line], body: float) -> Iterator[tuple[float, str]]:
    """Yield (font size, text) of the paragraphs of lines in reading order; ``body`` is the running text's size."""
    group: list[Line] = []
    for line in lines:
        if group and _starts_paragraph(group[-1], line, body):
            yield group[0].size, join(x.text for x in group)
            group = []
        group.append(line)
    if group:
        yield group[0].size, join(x.text for x in group)


def _starts_paragraph(above: Line, line: Line, body: float) -> bool:
    if abs(above.size - line.size) > _SIZE_STEP:
        return True
    next_column = line.top < above.top
    if next_column and _is_chinese(above.text) != _is_chinese(line.text):
        return True
    if not next_column and line.bottom - above.bottom > _PARAGRAPH_GAP * max(line.size, 1.0):
        return True
    if line.size > body + _SIZE_STEP:  # a title's lines are centred: neither indent nor length tells anything
        return False
    indented = line.x0 > line.left + _INDENT * line.size and above.x0 <= above.left + _INDENT * above.size
    ended = above.text[-1:] in ".。!?！？;；:：" and above.x1 < above.left + _SHORT * (above.right - above.left)
    return indented or ended


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) > len(text) / 4
