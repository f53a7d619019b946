"""Match the quantities of two texts, and pair what is left over: the number that was miscopied into another.

Numbers are matched by count and not only by value: one that was miscopied into a number that stands elsewhere in the
sentence is left over, like one that was miscopied into a new number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from align.checks.quantities import Quantity
from align.checks.signs import opposed
from align.checks.units import conflict, same_amount

LONG = 3
"""Significant digits that two numbers hardly share by chance."""

Pair = tuple[Quantity, Quantity]


class Slip(IntEnum):
    """How one number may have become another, the likeliest first."""

    TENFOLD = 1
    """The decimal point, or a nought: 0.34 and 0.034."""
    DIGIT = 2
    """One digit was changed, lost or added, or two changed places: 71.4 and 74.1."""
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of one value, and what is left over on each side."""

    pairs: Sequence[Pair]
    en: Sequence[Quantity]
    zh: Sequence[Quantity]


def match(en: Sequence[Quantity], zh: Sequence[Quantity]) -> Matched:
    """Pair numbers of one value, first those with the same sign and unit; each number is in one pair at most."""
    left, right = ([*filter(_is_certain, side), *(one for one in side if not one.certain)] for side in (en, zh))
    pairs: list[Pair] = []
    for fit in (_alike, _fitting, _equal):
        for one in tuple(left):
            other = next((other for other in right if fit(one, other)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                pairs.append((one, other))
    return Matched(pairs, left, right)


def pair_slips(en: Sequence[Quantity], zh: Sequence[Quantity]) -> list[tuple[Slip, Quantity, Quantity]]:
    """Pair numbers of different value that may be one number miscopied, the likeliest first.

    Short numbers, and those that have nothing in common, are paired only where they have one unit, or where each side
    has one, written alike.
    """
    if not en or not zh:
        return []
    sole = len(en) == len(zh) == 1
    ranked = sorted(
        (slip(one, other), abs(row - column), row, column)
        for row, one in enumerate(en)
        for column, other in enumerate(zh)
    )
    found, used_en, used_zh = [], set(), set()
    for kind, _, row, column in ranked:
        related = _related(kind, en[row], zh[column]) or (sole and _alike_written(en[row], zh[column]))
        if related and row not in used_en and column not in used_zh:
            found.append((kind, en[row], zh[column]))
            used_en.add(row)
            used_zh.add(column)
    return found


def slip(one: Quantity, other: Quantity) -> Slip:
    """Tell how one number may have become the other."""
    a, b = one.value, other.value
    if a and b and _digits(a) == _digits(b):
        return Slip.TENFOLD
    from rapidfuzz.distance import OSA

    written = str(a), str(b)
    return Slip.DIGIT if min(map(len, written)) > 1 and OSA.distance(*written) == 1 else Slip.OTHER


def _alike_written(one: Quantity, other: Quantity) -> bool:
    whole = [number.value == number.value.to_integral_value() for number in (one, other)]
    return one.unit == other.unit and whole[0] == whole[1]


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _related(kind: Slip, one: Quantity, other: Quantity) -> bool:
    if conflict(one.unit, other.unit):
        return False
    if one.unit is not None and one.unit == other.unit:
        return True
    return kind < Slip.OTHER and min(len(_digits(one.value)), len(_digits(other.value))) >= LONG


def _is_certain(one: Quantity) -> bool:
    return one.certain


def _equal(one: Quantity, other: Quantity) -> bool:
    return not one.values.isdisjoint(other.values)


def _alike(one: Quantity, other: Quantity) -> bool:
    return _equal(one, other) and one[4:] == other[4:]


def _fitting(one: Quantity, other: Quantity) -> bool:
    if not _equal(one, other):
        return _same_amount(one, other)
    return not conflict(one.unit, other.unit) and not opposed(one.sign, other.sign)


def _same_amount(one: Quantity, other: Quantity) -> bool:
    units = one.unit or one.shared, other.unit or other.shared
    return units[0] is not units[1] and any(
        same_amount(a, units[0], b, units[1]) for a in one.values for b in other.values
    )
