"""Find the best path through a grid of bead gains, by dynamic programming; beads never cross.

The grid has the sentences of one text as rows and those of the other as columns. Its points lie between sentences:
point ``(i, j)`` has ``i`` rows and ``j`` columns behind it, and a bead is a step from point to point (Gale & Church
1993, "A Program for Aligning Sentences in Bilingual Corpora"). Only a band of points is kept, so that time and memory
are rows times width; a band as wide as the text is the whole grid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

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
BLOCK = 64
"""Rows whose gains are put in order at once, which bounds memory."""


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

    @property
    def at(self) -> Indices:
        """The column of each position: ``[rows + 1, width]``, or ``[1, width]`` where all rows have the same."""
        low = self.low[:, None] if self.low.any() else np.zeros((1, 1), dtype=np.int64)
        return np.asarray(np.minimum(low + np.arange(self.width), self.columns))


def whole(rows: int, columns: int) -> Band:
    """Return the band that leaves nothing out."""
    return Band(rows, columns, np.zeros(rows + 1, dtype=np.int64), columns + 1)


def best_path(band: Band, gains: Mapping[Shape, Floats]) -> list[Step]:
    """Return the steps from corner to corner with the highest sum of gains; of equals, the shape named first.

    Args:
        band: the points that a path may touch.
        gains: for each shape, ``[rows + 1, width]``: what the step of this shape that ends at the point is better than
            leaving its rows and columns without a counterpart, which gains nothing.
    """
    steps = (*gains, SKIP_ROW, SKIP_COLUMN)
    arrivals = Arrivals(band, steps[:-1])
    taken = np.zeros((band.rows + 1, band.width), dtype=np.int8)
    for row, worth in enumerate(worths(gains)):
        arriving = arrivals.at(row, worth)
        best = arriving.max(axis=0)
        arrivals.totals[row] = np.maximum.accumulate(best)
        taken[row] = np.where(arrivals.totals[row] > best, len(steps) - 1, arriving.argmax(axis=0))
    return _trace(band, taken, steps)


def worths(gains: Mapping[Shape, Floats], order: Literal[1, -1] = 1) -> Iterator[Floats]:
    """Yield for each row ``[shapes + 1, width]``: the gain of each step that ends in it, and 0 for the row skipped."""
    for start in range(0, len(next(iter(gains.values()))), BLOCK)[::order]:
        block = [gain[start : start + BLOCK] for gain in gains.values()]
        yield from np.stack([*block, np.zeros_like(block[0])], axis=1)[::order]


class Arrivals:
    """The total of each point, row by row from the totals of the rows before."""

    def __init__(self, band: Band, steps: Sequence[Shape]) -> None:
        margin = Margin.of(band, steps)
        padded = np.full((band.rows + 1 + margin.tall, margin.wide), NOWHERE, dtype=np.float32)
        self.totals = padded[margin.tall :, margin.before : margin.before + band.width]
        """``[rows + 1, width]``, to be filled in order."""
        self._padded = padded.ravel()
        tall, wide = np.array(steps).T
        rows = np.arange(band.rows + 1)[:, None]
        climb = np.minimum(band.low[:, None] - band.low[np.maximum(rows - tall, 0)], band.width)
        self._begins = (rows + margin.tall - tall) * margin.wide + margin.before + climb - wide
        self._places = np.arange(band.width)

    def at(self, row: int, worth: Floats) -> Floats:
        """Return ``[steps, width]``: the total with which each step, which is worth so much, arrives in a row."""
        arriving: Floats = self._padded.take(self._begins[row][:, None] + self._places) + worth
        if row == 0:
            arriving[0, 0] = 0.0
        return arriving


@dataclass(frozen=True, slots=True)
class Margin:
    """How far around a band steps reach: points there are nowhere, so that none has to be tested for."""

    tall: int
    """Rows."""
    before: int
    """Positions before a row's first."""
    wide: int
    """Positions of a row with the margins on both sides."""

    @classmethod
    def of(cls, band: Band, steps: Sequence[Shape]) -> "Margin":
        tall, reach = max(rows for rows, _ in steps), max(columns for _, columns in steps)
        climb = min(band.width, int((band.low - band.low[np.maximum(np.arange(band.rows + 1) - tall, 0)]).max()))
        return cls(tall, reach + climb, 2 * (reach + climb) + band.width)


def _trace(band: Band, taken: NDArray[np.int8], steps: Sequence[Shape]) -> list[Step]:
    path: list[Step] = []
    row, column = band.rows, band.columns
    while row or column:
        rows, columns = steps[taken[row, column - band.low[row]]]
        path.append((range(row - rows, row), range(column - columns, column)))
        row, column = row - rows, column - columns
    return path[::-1]
