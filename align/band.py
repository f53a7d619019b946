"""Choose the part of the grid that the search looks at: all of it, or in long texts a band along anchors.

Anchors are sentence pairs that are each other's nearest, thinned to the longest chain without crossings (the two-step
search of Bertalign, Liu & Zhu 2022, "Bertalign: Improved word embedding-based sentence alignment").
"""

from bisect import bisect_left

import numpy as np

from align.path import Band, Floats, Indices, whole

WHOLE_GRID = 1_000_000
"""Points up to which the whole grid is searched: 1,000 by 1,000 sentences, about 150 MB."""
MARGIN = 150
"""Columns kept on either side of the line through the anchors."""
BLOCK = 512
"""Rows compared at once."""


def band_for(points: list[tuple[int, int]], rows: int, columns: int) -> Band:
    """Return the band to search, given the anchors of two texts of so many sentences."""
    if (rows + 1) * (columns + 1) <= WHOLE_GRID:
        return whole(rows, columns)
    return along(points, rows, columns)


def along(points: list[tuple[int, int]], rows: int, columns: int, margin: int = MARGIN) -> Band:
    """Return a band around the line through the points, which ascend in both coordinates, and both corners."""
    corners = [(0, 0), *points, (rows, columns)]
    line = np.interp(np.arange(rows + 1), [row for row, _ in corners], [column for _, column in corners])
    line[0], line[rows] = 0, columns  # an anchor in the first row would take the corner's place
    low = np.maximum(line.astype(np.int64) - margin, 0)
    steepest = int(np.diff(low).max(initial=0))
    width = min(columns + 1, 2 * margin + steepest + 1)
    return Band(rows, columns, np.minimum(low, columns + 1 - width), width)


def anchors(en: Floats, zh: Floats) -> list[tuple[int, int]]:
    """Return the longest chain of mutually nearest sentences, ascending in both texts."""
    best_column, best_row = _nearest(en, zh)
    known = np.asarray(en.any(axis=1)) & np.asarray(zh.any(axis=1))[best_column]
    mutual = np.flatnonzero(known & (best_row[best_column] == np.arange(len(en))))
    return _longest_chain([(int(row), int(best_column[row])) for row in mutual])


def _nearest(en: Floats, zh: Floats) -> tuple[Indices, Indices]:
    """Return the nearest column of each row and the nearest row of each column; of equals the first."""
    best_column = np.zeros(len(en), dtype=np.int64)
    best_row = np.zeros(len(zh), dtype=np.int64)
    best_value = np.full(len(zh), -np.inf, dtype=np.float32)
    for start in range(0, len(en), BLOCK):
        products = en[start : start + BLOCK] @ zh.T
        best_column[start : start + BLOCK] = products.argmax(axis=1)
        better = products.max(axis=0) > best_value
        best_row[better] = start + products.argmax(axis=0)[better]
        best_value = np.maximum(best_value, products.max(axis=0))
    return best_column, best_row


def _longest_chain(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the points, ascending by row, whose columns ascend too (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    previous = [-1] * len(points)
    for at, (_, column) in enumerate(points):
        pile = bisect_left(tops, column)
        previous[at] = ends[pile - 1] if pile else -1
        tops[pile : pile + 1] = [column]
        ends[pile : pile + 1] = [at]
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(points[at])
        at = previous[at]
    return chain[::-1]
