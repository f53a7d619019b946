"""Score beads: how much better two spans fit each other than either fits the text at large.

A span's vector is the sum of its sentences' unit vectors, so that a short sentence that belongs elsewhere weighs as
much as a long one; weighting by length and encoding joined spans anew were no better (``bench/README.md``). Only an
encoder that reads words in their context is asked for the vector of the joined sentences instead. From the cosine of
two spans the mean cosine of each with the other spans of that size is taken off, as in margin-based mining (Artetxe &
Schwenk 2019, "Margin-based Parallel Corpus Mining"), and a price for unequal lengths (Gale & Church 1993) and for
numbers that only one side has (``align.tally``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from align.boxes import before, boxes, order
from align.path import Band, Floats, Indices, Shape, Step
from align.tally import Numbers, left_over

SHAPES: tuple[Shape, ...] = (
    *((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (1, 5), (5, 1), (3, 3)),
)
"""English and Chinese sentences in the beads that are tried besides nulls; of two equals the first wins."""
LONGEST = max(max(shape) for shape in SHAPES)
"""Sentences of the longest span."""
BLOCK = 256
"""Rows whose similarities are computed at once, which bounds memory beside the band itself."""
OTHERS = 2
"""Sentences with nothing in common that are thought to stand beside each text, lest a text of one be all there is."""
TINY = np.float32(1e-6)
"""Stands for the length of a vector or text that has none, so that a ratio exists."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes a bead better than leaving its sentences alone, which gains nothing.

    One setting for all kinds of text, found by ``python -m bench.align_weights``.
    """

    margin: float = 1.118
    """Share of the mean similarity to everything else that is taken off."""
    bias: float = 0.0319
    """Added to the similarity of any two spans: the higher, the fewer nulls."""
    free: float = 0.409
    """Added too, times the freedom of the translation: what fits badly may be no more than freely translated."""
    ratio: float = 0.046
    """Price of the squared logarithm of the ratio of lengths."""
    excess: float = 0.0028
    """Price of the squared difference of lengths, in characters, over their sum."""
    merged: float = 0.109
    """Price of each sentence beyond one on either side."""
    many: float = 0.0581
    """Price of several sentences on both sides."""
    number: float = 0.1
    """Price of each number by which one side has more left over than the other."""


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of one language as the scores see them."""

    vectors: Floats
    """``[n, d]``: unit rows, or zero rows where the encoder knows nothing of a sentence."""
    lengths: Floats
    """``[n]``: lengths on a scale common to both sides."""
    numbers: Sequence[Numbers] = ()
    """The numbers of each sentence, or nothing if they shall not count."""
    texts: Sequence[str] = ()
    """The sentences themselves."""
    spans: Floats | None = None
    """``[longest, n + 1, d]``: unit or zero rows for spans of 1, 2, … sentences, by the point where they end; nothing
    if a span's vector is the sum of its sentences'."""

    def of(self, span: range) -> Floats:
        """Return the vector of a span, on a scale of its own; zero where it is empty or unknown."""
        if self.spans is not None and span:
            return np.asarray(self.spans[len(span) - 1, span.stop])
        return np.asarray(self.vectors[span.start : span.stop].sum(axis=0))


def similarity(en: Side, zh: Side, step: Step) -> float:
    """Return the cosine of a bead's two spans, 0 where one is empty or unknown."""
    left, right = en.of(step[0]), zh.of(step[1])
    norm = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / norm if norm else 0.0


def bead_gains(en: Side, zh: Side, band: Band, freedom: float, weights: Weights) -> dict[Shape, Floats]:
    """Return for each shape ``[rows + 1, width]``: the gain of the bead of this shape that ends at the point.

    English sentences are the rows of the grid, Chinese ones its columns. Freedom, 0 to 1, is the share of sentences (of
    the text with fewer) that are not each other's nearest in order.
    """
    bias = weights.bias + weights.free * freedom
    columns = band.at
    spans = [
        {size: _Spans.of(side, size) for size in {shape[which] for shape in SHAPES}}
        for which, side in enumerate((en, zh))
    ]
    gains = {
        shape: _gain(shape, cosines, (spans[0][shape[0]], spans[1][shape[1]]), columns, weights, bias)
        - np.float32(weights.number) * numbers
        for (shape, cosines), numbers in zip(
            _cosines(en, zh, band, spans), _left_over(en, zh, band, columns), strict=False
        )
    }
    return {shape: gains[shape] for shape in SHAPES}


def _cosines(en: Side, zh: Side, band: Band, spans: Sequence[dict[int, "_Spans"]]) -> Iterator[tuple[Shape, Floats]]:
    """Yield each shape, in the order of ``align.boxes``, with the cosine of the two spans before each point."""
    if en.spans is None or zh.spans is None:
        for shape, box in boxes(cells(en.vectors, zh.vectors, band), band, SHAPES):
            yield shape, box / (spans[0][shape[0]].norms[:, None] * spans[1][shape[1]].norms[band.at])
    else:
        for shape in order(SHAPES):
            yield shape, cells(spans[0][shape[0]].units[1:], spans[1][shape[1]].units[1:], band)


def _left_over(en: Side, zh: Side, band: Band, columns: Indices) -> Iterator[Floats]:
    """Return for each shape, in the order of ``align.boxes``, the numbers that are left over."""
    if any(one.certain for side in (en, zh) for one in side.numbers):
        return left_over(en.numbers, zh.numbers, band, columns, SHAPES)
    return repeat(np.zeros(1, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class _Spans:
    """All spans of one size of one side, by the point where they end."""

    units: Floats
    """``[n + 1, d]``."""
    norms: Floats
    """``[n + 1]``: lengths of the vector sums, an unknown sentence counted as one unlike all others."""
    lengths: Floats
    """``[n + 1]``: in characters, at least one."""
    count: int
    total: Floats
    """Sum of the units, ``[d]``."""

    @classmethod
    def of(cls, side: Side, size: int) -> "_Spans":
        lengths = np.maximum(before(side.lengths, size), 1)
        if side.spans is not None:
            units = side.spans[size - 1]
            return cls(
                units, np.ones(len(units), dtype=np.float32), lengths, max(0, len(units) - size), units.sum(axis=0)
            )
        sums = before(side.vectors, size)
        unknown = before(np.asarray(~side.vectors.any(axis=1), dtype=np.float32), size)
        norms = np.sqrt((sums**2).sum(axis=1) + unknown)
        norms = np.maximum(norms, TINY)
        units = sums / norms[:, None]
        return cls(units, norms, lengths, max(0, len(units) - size), units[size:].sum(axis=0))


def _gain(
    shape: Shape, cosines: Floats, spans: tuple[_Spans, _Spans], at: Indices, weights: Weights, bias: float
) -> Floats:
    rows, columns = spans
    usual = ((rows.units @ columns.total)[:, None] - cosines) / (columns.count - 1 + OTHERS)
    usual += ((columns.units @ rows.total)[at] - cosines) / (rows.count - 1 + OTHERS)
    long, wide = rows.lengths[:, None], columns.lengths[at]
    uneven = weights.ratio * (np.log(rows.lengths)[:, None] - np.log(columns.lengths)[at]) ** 2
    uneven += weights.excess * (long - wide) ** 2 / (long + wide)
    price = weights.merged * (sum(shape) - 2) + weights.many * (min(shape) > 1)
    worth = cosines - weights.margin / 2 * usual + bias - uneven
    return np.asarray(np.sqrt(shape[0] * shape[1]) * worth - price, dtype=np.float32)


def cells(en: Floats, zh: Floats, band: Band) -> Floats:
    """Return ``[rows + 1, width]``: the dot product of the sentences before each point."""
    columns = np.broadcast_to(band.at, (band.rows + 1, band.width))
    cells = np.zeros((band.rows + 1, band.width), dtype=np.float32)
    for start in range(1, band.rows + 1, BLOCK):
        stop = min(start + BLOCK, band.rows + 1)
        first, last = max(1, band.low[start]), columns[stop - 1, -1]
        products = en[start - 1 : stop - 1] @ zh[first - 1 : last].T
        inside = np.clip(columns[start:stop] - first, 0, max(0, last - first))
        cells[start:stop] = np.take_along_axis(products, inside, axis=1)
    cells[columns == 0] = 0.0
    return cells
