"""Look again, word by word, at the stretches of an alignment that the search is unsure of.

A log-linear model over paths, as conditional random fields are (for sentence alignment Mújdricza-Maydt et al. 2013,
"High-Precision Sentence Alignment by Bootstrapping from Wood Standard Annotations"): a path weighs the exponential of
the weighted sum of what speaks for its beads, and a sentence left alone counts nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from align.encoder import BagEncoder
from align.evidence import FEATURES, Stretch, Usual, evidence
from align.marks import marks
from align.path import NOWHERE, Band, Floats, Indices, Shape, Step, best_path, whole
from align.posterior import posteriors
from align.score import Side
from align.words import coverage, words

SHAPES: tuple[Shape, ...] = (
    *((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (1, 5), (5, 1), (3, 3)),
    *((1, 6), (6, 1), (2, 4), (4, 2), (3, 4), (4, 3)),
)
"""English and Chinese sentences of the beads that are tried."""
LONGEST = max(map(max, SHAPES))
SURE = 0.8
"""Pairs of single sentences with a higher posterior stay, unless an unsure bead is next to them."""
REACH = 4
"""Sentences by which a stretch's new path may leave the first one; 7 gives the same beads."""
FEW = 256
"""Points of a stretch that are all looked at."""

WEIGHTS = {
    "bead": -4.049,
    "merged": 7.393,
    "many": 1.632,
    "present": 1.901,
    "cosine": 8.123,
    "uneven": 0.594,
    "excess": 0.145,
    "numbers": 1.355,
    "covered": 9.78,
    "covered each": 11.268,
    "lost": 14.979,
    "lost each": 5.528,
    "length": -2.385,
    "short": -0.603,
    "mark": 2.717,
    "end": 1.24,
    "headings": 1.212,
    "heading inside": 2.549,
    "quote end": 2.918,
    "quotes": 1.436,
}
"""Fitted by ``python -m bench.align_refine``."""


def refine(
    path: Sequence[Step],
    shares: Sequence[float],
    sides: tuple[Side, Side],
    encoder: BagEncoder,
    weights: Mapping[str, float] = WEIGHTS,
) -> Iterator[tuple[Step, float]]:
    """Yield the steps of a better path, each with its posterior.

    Args:
        path: the best path of the search.
        shares: the posterior of each of its steps.
        sides: English and Chinese, texts included.
        encoder: what knows words.
        weights: of what ``align.evidence`` tells.
    """
    usual = Usual.of(sides, path)
    for unsure, steps in runs(path, shares):
        if not unsure:
            yield from steps
            continue
        stretch = stretch_of([step for step, _ in steps], sides, usual, encoder)
        gains = gains_of(stretch, weights)
        better = best_path(stretch.band, gains)
        (row, column), _ = steps[0]
        for (rows, columns), share in zip(better, posteriors(stretch.band, gains, better, 1.0), strict=True):
            yield (_moved(rows, row.start), _moved(columns, column.start)), share


def runs(path: Sequence[Step], shares: Sequence[float]) -> Iterator[tuple[bool, list[tuple[Step, float]]]]:
    """Yield runs of sure and unsure steps by turns; a step beside an unsure one is unsure."""
    alone = [len(step[0]) != 1 or len(step[1]) != 1 or share < SURE for step, share in zip(path, shares, strict=True)]
    unsure = [any(three) for three in zip([False, *alone[:-1]], alone, [*alone[1:], False], strict=True)]
    for kind, run in groupby(zip(unsure, path, shares, strict=True), key=lambda one: one[0]):
        yield kind, [(step, share) for _, step, share in run]


def stretch_of(path: Sequence[Step], sides: tuple[Side, Side], usual: Usual, encoder: BagEncoder) -> Stretch:
    """Return the stretch that some steps cover."""
    spans = [range(path[0][at].start, path[-1][at].stop) for at in (0, 1)]
    en, zh = (_part(side, span) for side, span in zip(sides, spans, strict=True))
    band = near([(_moved(rows, -spans[0].start), _moved(columns, -spans[1].start)) for rows, columns in path])
    in_en, in_zh = words(en.texts, encoder), words(zh.texts, encoder)
    for_en, for_zh = windows(band)
    covers = coverage(in_en, in_zh, *for_en, LONGEST), coverage(in_zh, in_en, *for_zh, LONGEST)
    return Stretch(band, (en, zh), covers, (marks(en.texts), marks(zh.texts)), usual)


def windows(band: Band) -> tuple[tuple[Indices, Indices], tuple[Indices, Indices]]:
    """Return for each row, and for each column, the first point and the last that a bead with it can touch."""
    low, high = band.low, band.low + band.width - 1
    rows, columns = np.arange(band.rows), np.arange(band.columns)
    return (
        (low[np.maximum(rows + 1 - LONGEST, 0)], high[np.minimum(rows + LONGEST, band.rows)]),
        (
            np.searchsorted(high, np.maximum(columns + 1 - LONGEST, 0)),
            np.searchsorted(low, np.minimum(columns + LONGEST, band.columns), side="right") - 1,
        ),
    )


def near(path: Sequence[Step]) -> Band:
    """Return the points within reach of a path from the first corner, all if they are few."""
    rows, columns = path[-1][0].stop, path[-1][1].stop
    if (rows + 1) * (columns + 1) <= FEW:
        return whole(rows, columns)
    low, high = np.full(rows + 1, columns), np.zeros(rows + 1, dtype=np.int64)
    for down, across in path:
        points = slice(down.start, down.stop + 1)
        low[points] = np.minimum(low[points], across.start)
        high[points] = np.maximum(high[points], across.stop)
    low = np.maximum(low - REACH, 0)
    width = min(columns + 1, int((high - low).max()) + REACH + 1)
    return Band(rows, columns, np.minimum(low, columns + 1 - width), width)


def gains_of(stretch: Stretch, weights: Mapping[str, float]) -> dict[Shape, Floats]:
    """Return for each shape ``[rows + 1, width]``: what the bead that ends at the point gains."""
    order = np.array([weights[name] for name in FEATURES], dtype=np.float32)
    shapes = [shape for shape in SHAPES if shape[0] <= stretch.band.rows and shape[1] <= stretch.band.columns]
    gains = {shape: np.tensordot(order, values, 1) for shape, values in evidence(stretch, shapes)}
    return {shape: np.where(begins_inside(stretch.band, shape), gains[shape], NOWHERE) for shape in shapes}


def begins_inside(band: Band, shape: Shape) -> NDArray[np.bool_]:
    """Tell at which points a bead of a shape can end."""
    rows = np.arange(band.rows + 1)[:, None]
    start = band.low[:, None] + np.arange(band.width) - shape[1]
    low = band.low[np.maximum(rows - shape[0], 0)]
    return (rows >= shape[0]) & (start >= low) & (start < low + band.width)


def _part(side: Side, span: range) -> Side:
    part = slice(span.start, span.stop)
    return replace(
        side,
        vectors=side.vectors[part],
        lengths=side.lengths[part],
        numbers=side.numbers[part],
        texts=side.texts[part],
        spans=None,
    )


def _moved(span: range, by: int) -> range:
    return range(span.start + by, span.stop + by)
