"""Runs of text with places on a page -> lines in reading order.

Columns are found by their gutter: a vertical line with text on both sides that runs of text leave free. What crosses
it (a title, an abstract over both columns) divides the page into bands, and in a band the left column is read before
the right one; each column is then looked at in the same way (XY-cut, Nagy and Seth 1984, but that lines may cross).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median, median_low
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.pdfs.runs import SAME_LINE, SPACE, WIDE, Floats, Run
from ingest.text import join

_GUTTER = 0.5
"""Width of a gutter at least, in font sizes; the runs on both sides are whole lines, so that spaces are none."""
_ROWS = 3
"""Runs that a column has at least; in fewer, spaces may stand above each other by chance."""
_EDGE = 0.1
"""Share of a region's width at either side in which no gutter is looked for."""
_STEP = 4.0
"""Points between the places that are tried."""
_NARROW = 26.0
"""Width in font sizes under which a region holds no two columns: twelve Han characters or five English words each."""
_COLUMN_SHARE = 0.15
"""Share of a band's characters that each column holds at least; less is a margin note or a table's last column."""
_FILLED = 0.5
"""Share of a column's width that its lines fill on average at least; cells of a table fill less."""
_ALIGNED = 0.3
"""Share of a column's lines that begin, or end, in one place at least: half of them where an abstract is set in;
a tenth by chance."""
_PLATEAU = 0.97
"""Share of the best place's score from which on a place is as good; the middle of such places is taken."""
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column."""

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
    page: int = 0
    """Number of its page, from 0."""


@dataclass(frozen=True, slots=True)
class _Band:
    """A part of a page from one line over its columns to the next, or such lines themselves."""

    runs: list[Run]
    left: list[Run]
    right: list[Run]
    are_columns: bool
    has_column: bool


def reading_order(runs: Sequence[Run], page: int = 0) -> Iterator[Line]:
    """Yield the lines of a page, or of a part of it, as a person reads them."""
    gutter = _gutter(runs)
    if gutter is None:
        yield from _column(runs, page)
        return
    bands = _bands(runs, gutter)
    if not any(band.are_columns for band in bands):
        yield from _column(runs, page)
        return
    across: list[Run] = []
    for band in bands:
        if band.has_column:  # beside the columns of a page a drawing or a table is one too
            yield from _column(across, page)
            across = []
            yield from reading_order(band.left, page)
            yield from reading_order(band.right, page)
        else:
            across += band.runs
    yield from _column(across, page)


def _middle(run: Run) -> float:
    return run.top + run.bottom


def _bands(runs: Sequence[Run], gutter: float) -> list[_Band]:
    """Return from top to bottom what crosses the gutter and what stands between."""
    groups = groupby(sorted(runs, key=_middle), key=lambda run: run.x0 < gutter < run.x1)
    return [_band(list(group), gutter) for _, group in groups]


def _band(runs: list[Run], gutter: float) -> _Band:
    left, right = [r for r in runs if r.x1 <= gutter], [r for r in runs if r.x0 >= gutter]
    if min(len(left), len(right)) < _ROWS:
        return _Band(runs, left, right, are_columns=False, has_column=False)
    lengths = [sum(len(run.text) for run in side) for side in (left, right)]
    columns = [_is_column(side) for side in (left, right)]
    balanced = min(lengths) >= _COLUMN_SHARE * sum(lengths)
    return _Band(runs, left, right, are_columns=balanced and all(columns), has_column=any(columns))


def _is_column(runs: Sequence[Run]) -> bool:
    """Tell running text, which fills its lines and begins or ends them below each other, from cells and chance."""
    rows = _rows(runs)
    if len(rows) < _ROWS:
        return False
    size = median(run.size for run in runs)
    starts, ends = [row[0].x0 for row in rows], [max(run.x1 for run in row) for row in rows]
    filled = sum(run.x1 - run.x0 for run in runs) >= _FILLED * len(rows) * (max(ends) - min(starts))
    return filled and max(_aligned(starts, size), _aligned(ends, size)) >= _ALIGNED


def _aligned(edges: Sequence[float], size: float) -> float:
    """Return the share of the other edges that stand within a font size of the middle one."""
    middle = median_low(edges)
    return (sum(abs(edge - middle) < size for edge in edges) - 1) / (len(edges) - 1)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return the place with the most text beside it in bands that have columns on both sides, if there is one."""
    if len(runs) < 2 * _ROWS:
        return None
    em = median(run.size for run in runs)
    left = min(run.x0 for run in runs)
    width = max(run.x1 for run in runs) - left
    if width < _NARROW * em:
        return None
    x0, x1, middle, length = _arrays(runs)
    places = np.arange(left + _EDGE * width, left + (1 - _EDGE) * width, _STEP)
    score = _scores(places, x0, x1, length, _GUTTER * em / 2, np.argsort(middle, kind="stable"))
    best = float(score.max())
    if best <= 0:
        return None
    good = np.flatnonzero(score >= _PLATEAU * best)
    stretches = np.split(good, np.flatnonzero(np.diff(good) > 1) + 1)
    widest = max(stretches, key=lambda s: (len(s), -abs(float(places[s[0]]) - left - width / 2)))
    return float(places[widest[len(widest) // 2]])


def _arrays(runs: Sequence[Run]) -> Floats:
    rows = [(run.x0, run.x1, run.top + run.bottom, len(run.text)) for run in runs]
    return np.array(rows, dtype=np.float64).T


def _scores(places: Floats, x0: Floats, x1: Floats, length: Floats, half: float, order: NDArray[np.intp]) -> Floats:
    """Return for each place the characters of the lesser column, summed over the bands that have two columns."""
    x0, x1, length = x0[order, None], x1[order, None], length[order, None]
    crossing = (x0 - half < places) & (places < x1 + half)  # [runs, places]
    on_left, on_right = ~crossing & (x1 <= places), ~crossing & (x0 >= places)
    band = np.cumsum(crossing, axis=0) * len(places) + np.arange(len(places))

    def total(weight: NDArray[Any]) -> Floats:
        """Sum over the runs of each band and place: [bands, places]."""
        sums = np.bincount(band.ravel(), weight.ravel(), (len(x0) + 1) * len(places))
        return np.asarray(sums.reshape(-1, len(places)), dtype=np.float64)

    left, right = total(on_left * length), total(on_right * length)
    lesser = np.minimum(left, right)
    rows = np.minimum(total(on_left), total(on_right))
    columns = (rows >= _ROWS) & (lesser >= _COLUMN_SHARE * (left + right))
    return np.asarray(np.where(columns, lesser, 0.0).sum(axis=0), dtype=np.float64)


def _column(runs: Sequence[Run], page: int) -> Iterator[Line]:
    left = min((run.x0 for run in runs), default=0.0)
    right = max((run.x1 for run in runs), default=0.0)
    for row in _rows(runs):
        size = max(row, key=lambda r: len(r.text)).size
        x0, x1 = row[0].x0, max(r.x1 for r in row)
        yield Line(_text(row), x0, x1, min(r.top for r in row), max(r.bottom for r in row), size, left, right, page)


def _rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Group runs into rows of overlapping height, top to bottom, each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (r.top + r.bottom, r.x0)):
        if rows and _overlap(rows[-1][0], run) >= SAME_LINE:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda r: r.x0) for row in rows]


def _overlap(a: Run, b: Run) -> float:
    return (min(a.bottom, b.bottom) - max(a.top, b.top)) / max(0.1, min(a.bottom - a.top, b.bottom - b.top))


def _text(row: Sequence[Run]) -> str:
    """Return the text of runs side by side, those of Hebrew or Arabic from right to left."""
    if len(row) == 1:
        return row[0].text
    letters = "".join(run.text for run in row)
    if 2 * len(_RTL.findall(letters)) > len(letters):
        return join(run.text for run in reversed(row))
    text = row[0].text
    for before, run in pairwise(row):
        gap = (run.x0 - before.x1) / max(run.size, 1.0)
        apart = gap > WIDE and min(len(before.text), len(run.text)) > 1  # two names, not the letters of one
        text = (
            text + run.text
            if gap < SPACE and not run.spaced
            else f"{text} {run.text}"
            if apart
            else join([text, run.text])
        )
    return text
