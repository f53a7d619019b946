"""What speaks for each bead in a stretch of two texts: words, lengths, marks, numbers, and its shape.

All of it is the same for two texts swapped. What is summed over the sentences of a bead (``SINGLE``) makes up for what
it would cost to leave these sentences alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from align.boxes import before, boxes
from align.marks import NONE, PERIOD, Marks
from align.path import Band, Floats, Indices, Shape, Step
from align.score import TINY, Side, cells
from align.tally import left_over
from align.words import Coverage

SHAPE = "bead", "merged", "many", "present"
FIT = "cosine", "uneven", "excess", "numbers"
COVER = "covered", "covered each", "lost", "lost each"
SINGLE = "length", "short"
MARKS = "mark", "end", "headings", "heading inside", "quote end", "quotes"
FEATURES = (*SHAPE, *FIT, *COVER, *SINGLE, *MARKS)

SHORT, LONG = 30, 100
"""Characters of English below which a sentence counts as short ("he said"), and that count as one unit of length."""
MOST, MOST_QUOTES, MOST_LENGTH = 8.0, 2.0, 3.0
"""The most by which lengths and the numbers of quotations can differ, and units of length that a sentence can have: one
that lists what the other language sums up must not outweigh all its words."""
OWN = 0.7
"""Share of a text's own spread of lengths in what is expected of it; the rest is ``SPREAD``."""
SPREAD, VARIANCE = 0.3, 3.0
"""Standard deviation of the logarithm of the ratio of lengths, and Gale & Church's variance for each character."""
HALVES = np.array((0.5, 0.5, -0.5, -0.5), dtype=np.float32)
"""Signs of ``COVER``, and the mean of both sides."""
MAD = 1.4826
"""Standard deviations of a normal distribution in one median absolute deviation."""


@dataclass(frozen=True, slots=True)
class Usual:
    """How long translations are in a text, and how much is translated, as its first path has it."""

    ratio: float
    """Logarithm of the length of English for one of Chinese, on the scale of ``Side.lengths``."""
    spread: float
    """Standard deviation of that logarithm."""
    variance: float
    """Squared difference of lengths for each character of both."""
    present: float
    """Negative logarithm of the share of sentences that the path leaves alone."""

    @classmethod
    def of(cls, sides: tuple[Side, Side], path: Sequence[Step]) -> "Usual":
        """Measure the beads of a path by medians, since some of them are wrong."""
        pairs = [step for step in path if step[0] and step[1]]
        present = -float(np.log((len(path) - len(pairs) + 0.5) / (sum(len(side.lengths) for side in sides) + 2)))
        if not pairs:
            return cls(0.0, SPREAD, VARIANCE, present)
        totals = [np.concatenate([[0], np.cumsum(side.lengths, dtype=np.float64)]) for side in sides]
        long, wide = (
            np.maximum([total[step[at].stop] - total[step[at].start] for step in pairs], 1)
            for at, total in enumerate(totals)
        )
        logs = np.log(long) - np.log(wide)
        ratio = float(np.median(logs))
        spread = np.sqrt(OWN * (MAD * np.median(np.abs(logs - ratio))) ** 2 + (1 - OWN) * SPREAD**2)
        long, wide = long * np.exp(-ratio / 2), wide * np.exp(ratio / 2)
        return cls(ratio, float(spread), 1 + MAD**2 * float(np.median((long - wide) ** 2 / (long + wide))), present)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of two texts and the points of its grid that a path may touch."""

    band: Band
    sides: tuple[Side, Side]
    covers: tuple[Coverage, Coverage]
    marks: tuple[Marks, Marks]
    usual: Usual


def evidence(stretch: Stretch, shapes: Sequence[Shape]) -> Iterator[tuple[Shape, Floats]]:
    """Yield each shape with ``[features, rows + 1, width]``: what speaks for the bead that ends at the point.

    Shapes come in the order of ``align.boxes``. Values at points that no bead of the shape ends at mean nothing.
    """
    band, (en, zh) = stretch.band, stretch.sides
    spans = [_all_spans(stretch, which, {shape[which] for shape in shapes}) for which in (0, 1)]
    products = boxes(cells(en.vectors, zh.vectors, band), band, shapes)
    numbers = left_over(en.numbers, zh.numbers, band, band.at, shapes)
    for (shape, product), more in zip(products, numbers, strict=True):
        tall, wide = shape
        left, right = spans[0][tall].at(np.arange(band.rows + 1)[:, None]), spans[1][wide].at(band.at)
        values = np.empty((len(FEATURES), *product.shape), dtype=np.float32)
        groups = (
            (1.0, 2.0 - tall - wide, -float(min(shape) > 1), (tall + wide) * stretch.usual.present),
            (np.sqrt(tall * wide) * product / (left.norms * right.norms), *_uneven(left, right, stretch.usual), -more),
            np.moveaxis(_cover(stretch, shape), -1, 0),
            np.moveaxis(left.singles + right.singles, -1, 0),
            _marks(left, right),
        )
        for at, value in enumerate(chain.from_iterable(groups)):
            values[at] = value
        yield shape, values


@dataclass(frozen=True, slots=True)
class _Spans:
    """The spans of one size of one side, by the point where they end or as arranged by ``at``."""

    norms: Floats
    """Lengths of the vector sums."""
    lengths: Floats
    """On the scale of ``Side.lengths``, less what is usual in this text."""
    logs: Floats
    singles: Floats
    """``[…, 2]``: what a bead gets for taking these sentences."""
    ends: Floats
    """How the last sentence ends."""
    quote_ends: Floats
    quotes: Floats
    headings: Floats
    """Sentences without a mark at the end."""

    def at(self, points: Indices) -> "_Spans":
        return _Spans(*(getattr(self, name)[points] for name in self.__slots__))


def _all_spans(stretch: Stretch, which: int, sizes: Iterable[int]) -> dict[int, _Spans]:
    side, read = stretch.sides[which], stretch.marks[which]
    scale = np.float32(np.exp(stretch.usual.ratio * (which - 0.5)))
    singles = np.column_stack(
        [np.minimum(side.lengths / LONG, MOST_LENGTH), -(side.lengths < SHORT).astype(np.float32)]
    )
    headings = (read.ends == NONE).astype(np.float32)
    ends, quote_ends = np.pad(read.ends, (1, 0)), np.pad(read.ends_quote, (1, 0))
    found = {}
    for size in sizes:
        norms = np.maximum(np.linalg.norm(before(side.vectors, size), axis=1), TINY)
        lengths = np.maximum(before(side.lengths, size), 1) * scale
        sums = before(singles, size), ends, quote_ends, before(read.quotes, size), before(headings, size)
        found[size] = _Spans(norms, lengths, np.log(lengths), *sums)
    return found


def _uneven(en: _Spans, zh: _Spans, usual: Usual) -> Iterator[Floats]:
    """Yield, negative, how far the lengths are from the usual by their ratio and by their difference."""
    yield -np.minimum((en.logs - zh.logs) ** 2 / (2 * usual.spread**2), MOST)
    difference = (en.lengths - zh.lengths) ** 2 / (en.lengths + zh.lengths)
    yield -np.minimum(difference / (2 * usual.variance), MOST)


def _cover(stretch: Stretch, shape: Shape) -> Floats:
    """Return ``[rows + 1, width, 4]``: how the words of either side are covered by the other, the mean of both."""
    tall, wide = shape
    rows = np.arange(stretch.band.rows + 1)[:, None]
    at = np.broadcast_to(stretch.band.at, (len(rows), stretch.band.width))
    both = stretch.covers[0].over(rows, tall, at - wide, wide) + stretch.covers[1].over(at, wide, rows - tall, tall)
    return np.asarray(both * HALVES)


def _marks(en: _Spans, zh: _Spans) -> Iterator[Floats]:
    """Yield what the marks of both spans have in common, and negative what they don't."""
    unended_en, unended_zh = en.ends == NONE, zh.ends == NONE
    yield np.asarray((en.ends == zh.ends) & (en.ends != PERIOD))
    yield -(unended_en != unended_zh).astype(np.float32)
    yield -np.abs(en.headings - zh.headings)
    yield unended_en.astype(np.float32) + unended_zh - en.headings - zh.headings
    yield -np.abs(en.quote_ends - zh.quote_ends)
    yield -np.minimum(np.abs(en.quotes - zh.quotes), MOST_QUOTES)
