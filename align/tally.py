"""Compare the numbers of two spans by value: those that one side has more than the other can account for.

Sentences that were merged for want of a counterpart leave numbers over on one side. A miscopied number is left over on
both, and must not take a bead apart that the check shall report; so only the difference counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

import numpy as np

from align.boxes import before, boxes
from align.numbers import Mention, in_digits, in_words
from align.path import Band, Floats, Indices, Shape


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
    """Yield for each shape ``[rows + 1, width]``: how many numbers more are left over on one side than on the other.

    Shapes come in the order of ``align.boxes``, and ``columns`` are those of each point. A value that several sentences
    of a span share may account for more than one number.
    """
    in_zh = boxes(_shared([one.certain for one in en], [one.possible for one in zh], band), band, shapes)
    in_en = boxes(_shared([one.possible for one in en], [one.certain for one in zh], band), band, shapes)
    rows, across = (np.array([len(one.certain) for one in side], dtype=np.float32) for side in (en, zh))
    for (shape, found_zh), (_, found_en) in zip(in_zh, in_en, strict=True):
        alone_en = np.maximum(before(rows, shape[0])[:, None] - found_zh, 0)
        alone_zh = np.maximum(before(across, shape[1])[columns] - found_en, 0)
        yield np.abs(alone_en - alone_zh)


def _shared(en: Sequence[frozenset[Decimal]], zh: Sequence[frozenset[Decimal]], band: Band) -> Floats:
    """Return ``[rows + 1, width]``: how many values the sentences before each point share."""
    cells = np.zeros((band.rows + 1, band.width), dtype=np.float32)
    ends_en, ends_zh = _ends(en), _ends(zh)
    for value in ends_en.keys() & ends_zh.keys():
        rows = np.array(ends_en[value])
        at = np.array(ends_zh[value]) - band.low[rows][:, None]
        which, place = np.nonzero((at >= 0) & (at < band.width))
        cells[rows[which], at[which, place]] += 1
    return cells


def _ends(side: Sequence[frozenset[Decimal]]) -> dict[Decimal, list[int]]:
    """Return for each value the points at which sentences that have it end."""
    ends: defaultdict[Decimal, list[int]] = defaultdict(list)
    for point, values in enumerate(side, start=1):
        for value in values:
            ends[value].append(point)
    return ends
