"""Read what a text counts and measures: numbers with their sign and unit, dates, names with digits in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from align.checks.dates import Date, dates
from align.checks.names import Name, names
from align.checks.signs import Sign, is_negative, sign_of
from align.checks.units import Unit, unit_of
from align.numbers import Mention, in_digits
from align.numerals import CHINESE_POWERS, ENGLISH_POWERS

_LIST = re.compile(r"\s?(?:[-–~,、±]|,?\s?(?:to|and|or|vs\.?)|至|到|和|或|与|及|以及)\s?[-−]?\Z")
"""What stands between numbers that share the unit of the last: ``10-20 mg``, ``10、20和40 mg``."""
_POWERS = {**CHINESE_POWERS, **ENGLISH_POWERS}
_POWER = re.compile("|".join(sorted(_POWERS, key=len, reverse=True)), re.IGNORECASE)
_ORDINAL_BEFORE = re.compile(r"(?:\A|[.;:。、)\]】]|\n)\s?\Z|[果论法的]\Z")
_ORDINAL_AFTER = re.compile(r"\s?(?:[)、]|\.(?!\d))\s?(?!\d)")
"""What stands around the number of an item in a list."""
_LOCANT_BEFORE, _LOCANT_AFTER = re.compile(r"[-(\[,′']\Z"), re.compile(r"(?:[′'],?)?(?:,\d[′']?)*(?:-\(?[a-z(]|[′'])")
"""What stands around the number of an atom: 3-(4,5-dimethylthiazol-2-yl)."""
_THOUSAND = frozenset(("1000", "1,000", "1 000"))
"""How the thousand is written that makes per mille of what stands before: 3.5 per 1000."""
_DIGIT = re.compile(r"\d")


class Quantity(NamedTuple):
    """A number of a text at ``[start, end)``, with what is said of it."""

    start: int
    end: int
    values: frozenset[Decimal]
    certain: bool
    unit: Unit | None = None
    shared: Unit | None = None
    """The unit at the end of the list that the number is in, where it has none of its own."""
    sign: Sign = ""
    negative: bool = False

    @property
    def value(self) -> Decimal:
        """The only value, or the least of several."""
        return min(self.values)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a plain text counts, dates and names."""

    text: str
    quantities: Sequence[Quantity] = ()
    dates: Sequence[Date] = ()
    names: Sequence[Name] = ()


def read(text: str) -> Reading:
    """Read a plain text; digits within names are uncertain numbers, since the other language may spell a name out."""
    if not _DIGIT.search(text):
        return Reading(text)
    named = names(text)
    mentions = in_digits(text)
    return Reading(text, list(_quantities(text, mentions, named))[::-1], dates(text), named)


def _quantities(text: str, mentions: Sequence[Mention], named: Sequence[Name]) -> Iterator[Quantity]:
    """Yield the quantities from the last to the first, so that each knows the unit of the list it is in."""
    after: Quantity | None = None
    for mention in reversed(mentions):
        start, end = mention.start, mention.end
        unit = unit_of(text, start, end)
        in_list = after is not None and unit is None and _LIST.fullmatch(text, end, after.start)
        certain = mention.certain and not any(name.start <= start < name.end for name in named)
        sign = sign_of(text, start, end)
        per_mille = text[start:end] in _THOUSAND and text.endswith("per ", 0, start)
        stray = text[start:end] == "0" and not unit and not sign  # OCR reads it for a circle
        certain = (
            certain
            and not stray
            and not per_mille
            and not _is_ordinal(text, start, end)
            and not _is_locant(text, start, end)
        )
        after = Quantity(
            start,
            end,
            _values(text, mention, after) if in_list and after else mention.values,
            certain,
            unit,
            (after.unit or after.shared) if in_list and after else None,
            sign,
            is_negative(text, start),
        )
        yield after


def _values(text: str, mention: Mention, after: Quantity) -> frozenset[Decimal]:
    """Return what a number in a list may be worth: 6.7 in "6.7 ± 2.6 thousand" may be 6,700."""
    power = _POWER.search(text, after.start, after.end)
    if power is None:
        return mention.values
    return mention.values | {value.scaleb(_POWERS[power.group().lower()]) for value in mention.values}


def _is_ordinal(text: str, start: int, end: int) -> bool:
    """Tell whether a number only counts the items of a list: ``1、``, ``2)``."""
    short = end - start <= 2 and _ORDINAL_AFTER.match(text, end) is not None
    return short and _ORDINAL_BEFORE.search(text, max(0, start - 2), start) is not None


def _is_locant(text: str, start: int, end: int) -> bool:
    """Tell whether a number only says where in a molecule something is."""
    if not _LOCANT_AFTER.match(text, end):
        return False
    return text.startswith("-(", end) or _LOCANT_BEFORE.search(text, max(0, start - 1), start) is not None
