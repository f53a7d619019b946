"""Find the best path through a grid of bead gains, by dynamic programming; beads never cross.

The grid has the sentences of one text as rows and those of the other as columns. Its points lie between sentences:
point ``(i, j)`` has ``i`` rows and ``j`` columns behind it, and a bead is a step from point to point (Gale & Church
1993, "A Program for Aligning Sentences in Bilingual Corpora"). Only a band of points is kept, so that time and memory
are rows times width; a band as wide as the text is the whole grid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Indices: TypeAlias = NDArray[np.int64]
Shape: TypeAlias = tuple[int, int]
"""Rows and columns that a step takes."""
Step: TypeAlias = tuple[range, range]
"""The rows and columns of one bead, one of them perhaps empty."""

NOWHERE = np.float32(-1e30)
"""The total of a point that no path reaches, and the gain of a step that must not be taken."""
SKIP_COLUMN, SKIP_ROW = (0, 1), (1, 0)


@dataclass(frozen=True, slots=True)
class Band:
    """The points of a grid that are looked at: in row ``i`` the columns from ``low[i]`` on, ``width`` of them.

    A path exists if ``low`` never falls, each row's points overlap the next row's, and both corners are inside.
    """

    rows: int
    columns: int
    low: Indices
    """``[rows + 1]``."""
    width: int

    def shift(self, row: int, shape: Shape) -> int:
        """Return the position at which a step to position 0 of ``row`` begins, in the row where it begins."""
        return int(self.low[row] - self.low[row - shape[0]]) - shape[1]


def whole(rows: int, columns: int) -> Band:
    """Return the band that leaves nothing out."""
    return Band(rows, columns, np.zeros(rows + 1, dtype=np.int64), columns + 1)


def overlap(by: int, width: int) -> tuple[slice, slice]:
    """Return the positions ``k`` for which ``k + by`` is a position too, and the positions ``k + by``."""
    size = max(0, width - abs(by))
    return slice(max(0, -by), max(0, -by) + size), slice(max(0, by), max(0, by) + size)


def best_path(band: Band, gains: Mapping[Shape, Floats]) -> list[Step]:
    """Return the steps from corner to corner with the highest sum of gains; of equals, the shape named first.

    Args:
        band: the points that a path may touch.
        gains: for each shape, ``[rows + 1, width]``: what the step of this shape that ends at the point is better than
            leaving its rows and columns without a counterpart, which gains nothing.
    """
    totals = np.full((band.rows + 1, band.width), NOWHERE, dtype=np.float32)
    taken = np.zeros((band.rows + 1, band.width), dtype=np.int8)
    steps = (*gains, SKIP_ROW, SKIP_COLUMN)
    for row in range(band.rows + 1):
        arriving = arrivals(band, row, totals, gains)
        best = arriving.max(axis=0)
        totals[row] = np.maximum.accumulate(best)
        taken[row] = np.where(totals[row] > best, len(steps) - 1, arriving.argmax(axis=0))
    return _trace(band, taken, steps)


def arrivals(band: Band, row: int, totals: Floats, gains: Mapping[Shape, Floats]) -> Floats:
    """Return ``[shapes + 1, width]``: the total with which each step, and last a skipped row, arrives in a row."""
    arriving = np.full((len(gains) + 1, band.width), NOWHERE, dtype=np.float32)
    if row == 0:
        arriving[0, 0] = 0.0
        return arriving
    for at, (shape, gain) in enumerate(gains.items()):
        if shape[0] <= row:
            here, there = overlap(band.shift(row, shape), band.width)
            np.add(totals[row - shape[0], there], gain[row, here], out=arriving[at, here])
    here, there = overlap(band.shift(row, SKIP_ROW), band.width)
    arriving[-1, here] = totals[row - 1, there]
    return arriving


def _trace(band: Band, taken: NDArray[np.int8], steps: Sequence[Shape]) -> list[Step]:
    path: list[Step] = []
    row, column = band.rows, band.columns
    while row or column:
        rows, columns = steps[taken[row, column - band.low[row]]]
        path.append((range(row - rows, row), range(column - columns, column)))
        row, column = row - rows, column - columns
    return path[::-1]
