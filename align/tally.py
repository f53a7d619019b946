"""Compare the numbers of two spans by value: those that one side has more than the other can account for.

Sentences that were merged for want of a counterpart leave numbers over on one side. A miscopied number is left over on
both, and must not take a bead apart that the check shall report; so only the difference counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

import numpy as np

from align.boxes import before, boxes
from align.numbers import Mention, in_digits, in_words
from align.path import Band, Floats, Indices, Shape

MOST = 4.0
"""The most numbers that count: one language may list the values of which the other gives one."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The values that a sentence has."""

    certain: frozenset[Decimal]
    """In digits and beyond doubt, so that a translation has them too."""
    possible: frozenset[Decimal]
    """All that it may have, in digits or words."""


def read(en: Sequence[str], zh: Sequence[str]) -> tuple[list[Numbers], list[Numbers]]:
    """Return the numbers of each sentence of two texts; words are read only where the other text has digits."""
    in_en, in_zh = ([in_digits(text) for text in side] for side in (en, zh))
    return _numbers(en, in_en, words=any(in_zh)), _numbers(zh, in_zh, words=any(in_en))


def _numbers(texts: Sequence[str], digits: Sequence[Sequence[Mention]], *, words: bool) -> list[Numbers]:
    return [
        Numbers(
            frozenset(value for one in found if one.certain and len(one.values) == 1 for value in one.values),
            frozenset(value for one in chain(found, in_words(text) if words else ()) for value in one.values),
        )
        for text, found in zip(texts, digits, strict=True)
    ]


def left_over(
    en: Sequence[Numbers], zh: Sequence[Numbers], band: Band, columns: Indices, shapes: Sequence[Shape]
) -> Iterator[Floats]:
    """Yield for each shape ``[rows + 1, width]``: how many numbers more, up to ``MOST``, one side has left over.

    Shapes come in the order of ``align.boxes``, and ``columns`` are those of each point. A value that several sentences
    of a span share may account for more than one number.
    """
    in_zh = boxes(_shared([one.certain for one in en], [one.possible for one in zh], band), band, shapes)
    in_en = boxes(_shared([one.possible for one in en], [one.certain for one in zh], band), band, shapes)
    rows, across = (np.array([len(one.certain) for one in side], dtype=np.float32) for side in (en, zh))
    for (shape, found_zh), (_, found_en) in zip(in_zh, in_en, strict=True):
        alone_en = np.maximum(before(rows, shape[0])[:, None] - found_zh, 0)
        alone_zh = np.maximum(before(across, shape[1])[columns] - found_en, 0)
        yield np.minimum(np.abs(alone_en - alone_zh), MOST)


def _shared(en: Sequence[frozenset[Decimal]], zh: Sequence[frozenset[Decimal]], band: Band) -> Floats:
    """Return ``[rows + 1, width]``: how many values the sentences before each point share."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(chain.from_iterable(zh)))}
    rows, values = _ends(en, numbers)
    columns, others = _ends(zh, numbers)
    stride = band.columns + 1
    there = np.sort(others * stride + columns)  # all points of one value together, so that those in the band are a run
    first, after = (
        np.searchsorted(there, values * stride + edge) for edge in (band.low[rows], band.low[rows] + band.width)
    )
    counts = after - first
    at = there[np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())] % stride
    points = np.repeat(rows * band.width - band.low[rows], counts) + at
    return np.bincount(points, minlength=(band.rows + 1) * band.width).astype(np.float32).reshape(-1, band.width)


def _ends(side: Sequence[frozenset[Decimal]], numbers: Mapping[Decimal, int]) -> tuple[Indices, Indices]:
    """Return for each value of a sentence that has a number the point where the sentence ends, and that number."""
    found = [
        (point, numbers[value]) for point, values in enumerate(side, start=1) for value in values if value in numbers
    ]
    points, values = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return points, values
