"""Compare the numbers that both texts have in words: counts, ranks and fractions.

A word is a number beyond doubt where it counts (seventeen children, 七十例), ranks (the third week, Ⅱ期) or divides
(three quarters, 三分之二). Two texts are at odds where each has one such number of a kind that the other has in no
form.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from align.checks.found import Found, Span, differ
from align.checks.quantities import Reading
from align.numbers import in_words
from align.numerals import chinese, roman

SURELY_COUNTS = 13
"""From it on an English number counts whatever follows; below, 第一 may be "one" and "two" two of many things."""

_UNITS = {
    **dict.fromkeys(("week", "周", "週"), "week"),
    **dict.fromkeys(("day", "天", "日"), "day"),
    **dict.fromkeys(("month", "个月", "個月", "月"), "month"),
    **dict.fromkeys(("year", "年", "岁", "歲"), "year"),
    **dict.fromkeys(("hour", "小时", "小時"), "hour"),
    **dict.fromkeys(("cycle", "周期"), "cycle"),
    **dict.fromkeys(("generation", "代"), "generation"),
}
_TIME = "week|day|month|year|hour|cycle|generation"
_NUMERAL = "[一二三四五六七八九十百千两兩零]+"
_RANK_BEFORE = re.compile(r"\b(?:stage|phase|grade|class|type|level)s?\s\Z", re.IGNORECASE)
_COUNTED = re.compile(rf"[\s-](?:({_TIME})s?\b|(?:patients|cases|children|participants|subjects|women|men|people)\b)")
_TENS_AFTER = re.compile(r"[\s-](?:percent|per|times|fold|point|to|or|and)\b")
_ZH = re.compile(
    r"(?=[第一二三四五六七八九十百千两兩零Ⅰ-ⅫIVX])(?:"  # one look at each character that begins no number
    rf"第(?P<nth>{_NUMERAL})个?(?P<nth_of>周期|[周週天日月年代])"
    rf"|(?<![A-Za-zⅠ-Ⅻ第])(?P<rank>[Ⅰ-Ⅻ]|[IVX]{{1,4}}|{_NUMERAL})[ABCabc]?[期级級型](?![别別])"
    rf"|(?<![第几幾数數每近\d点點分])(?P<count>{_NUMERAL})(?:(?P<time>个月|個月|周期|小时|小時|[周週天岁歲年])(?!代)|[例名位只]))"
)
_ANY_ROMAN = re.compile(r"(?<![A-Za-z])[IVX]{1,4}(?![A-Z]*[a-z]{2})")
_PARTS = {
    name: at
    for at, names in enumerate(
        ("half", "third", "quarter fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=2
    )
    for name in names.split()
}
_TOPS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_FRACTION = re.compile(
    rf"\b(?P<top>{'|'.join(_TOPS)})[\s-](?P<part>{'|'.join(_PARTS)})s?(?=\sof\b|\s?[,.;)]|\Z)|\b(?P<half>half)\sof\b"
    rf"|(?P<only>\b(?:{'|'.join(_TOPS)})[\s-](?:thirds|quarters|fifths|sixths|eighths|tenths)\b)",
    re.IGNORECASE,
)
_FRACTION_ZH = re.compile(rf"(?P<bottom>(?![百千万]){_NUMERAL})分之(?P<top>{_NUMERAL})|一半|半数|半數|过半|過半")
_SLASHED = re.compile(r"(?<![\d./])([1-9])/([1-9]\d?)(?![\d./])")
_PERCENT_APART = 1
"""Percentage points that a fraction in words may be from the number it stands for: a third, 33.3 %."""


class Worded(NamedTuple):
    """A number in words at ``[start, end)``, and what it counts."""

    start: int
    end: int
    value: Decimal
    of: str


class Part(NamedTuple):
    """A fraction at ``[start, end)``."""

    start: int
    end: int
    value: Fraction
    in_digits: bool


def words_at_odds(en: Reading, zh: Reading) -> Iterator[Found]:
    """Yield the numbers in words on both sides that are not the same, fractions aside."""
    chinese_side = _chinese(zh.text)
    english_side = list(_english(en.text)) if chinese_side else []
    if not english_side:
        return
    left = _without(english_side, _values(zh))
    right = _without(chinese_side, _values(en))
    for of in sorted({word.of for word in left}):
        ones, others = ([word for word in side if word.of == of] for side in (left, right))
        if len(ones) == len(others) == 1:
            yield _differing(en, ones[0][:2], zh, others[0][:2])


def fractions(en: Reading, zh: Reading) -> tuple[list[tuple[Part, Part]], list[tuple[Part, Part]]]:
    """Return the pairs of fractions, one at least in words, that are the same, and those that differ."""
    right = _parts_zh(zh.text)
    left = _parts_en(en.text) if right else []
    same = [(one, other) for one in left for other in right if one.value == other.value]
    worded = [pair for pair in same if not (pair[0].in_digits and pair[1].in_digits)]
    if len(left) == len(right) == 1 and not same and not (left[0].in_digits and right[0].in_digits):
        said = _is_percent(left[0], zh) or _is_percent(right[0], en)
        return [], [] if said else [(left[0], right[0])]
    return worded, []


def wrong_fractions(en: Reading, zh: Reading, pairs: Sequence[tuple[Part, Part]]) -> Iterator[Found]:
    """Yield a finding for each pair of fractions."""
    for one, other in pairs:
        yield _differing(en, one[:2], zh, other[:2])


def _differing(en: Reading, one: Span, zh: Reading, other: Span) -> Found:
    return Found("worded", differ(en.text[slice(*one)], zh.text[slice(*other)]), [one], [other])


def _english(text: str) -> Iterator[Worded]:
    """Yield the English numbers in words that count or rank beyond doubt."""
    for mention in in_words(text):
        start, end, values = mention.start, mention.end, mention.values
        if len(values) > 1 or not text[start].isascii():
            continue
        (value,) = values
        counted = _COUNTED.match(text, end)
        ordinal = text.endswith(("st", "nd", "rd", "th"), start, end)
        if _RANK_BEFORE.search(text, max(0, start - 8), start):
            yield Worded(start, end, value, "rank")
        elif counted and counted[1]:
            yield Worded(start, end, value, counted[1] + "#" * (ordinal and "hundred" not in text[start:end].lower()))
        elif not ordinal and (counted or (value >= SURELY_COUNTS and not _TENS_AFTER.match(text, end))):
            yield Worded(start, end, value, "things")


def _chinese(text: str) -> list[Worded]:
    """Return the Chinese numbers in words that count or rank beyond doubt."""
    found = []
    for match in _ZH.finditer(text):
        kind = "nth" if match["nth"] else "rank" if match["rank"] else "count"
        written = match[kind]
        of = {"nth": f"{_UNITS.get(match['nth_of'] or '')}#", "rank": "rank"}.get(kind) or _UNITS.get(
            match["time"] or "", "things"
        )
        value = roman(written) if written[0] in "IVX" else chinese(written)
        found.append(Worded(*match.span(kind), value, of))
    return found


def _without(words: Sequence[Worded], values: set[Decimal]) -> list[Worded]:
    return [word for word in words if word.value not in values]


def _values(reading: Reading) -> set[Decimal]:
    """Return every value that a text may have, in digits, words or Roman numerals."""
    numbers = [one.values for one in reading.quantities] + [mention.values for mention in in_words(reading.text)]
    romans = {roman(found.group()) for found in _ANY_ROMAN.finditer(reading.text)}
    return romans.union(*numbers)


def _parts_en(text: str) -> list[Part]:
    found = []
    for match in _FRACTION.finditer(text):
        top, part = (
            re.split(r"[\s-]", match.group().lower().removesuffix(" of"))[:2] if not match["half"] else ("a", "half")
        )
        found.append(Part(*match.span(), Fraction(_TOPS[top], _PARTS[part.rstrip("s")]), in_digits=False))
    return found + _slashed(text)


def _parts_zh(text: str) -> list[Part]:
    if "分之" not in text and "半" not in text:
        return _slashed(text)
    found = [
        Part(
            *match.span(),
            Fraction(int(chinese(match["top"])), int(chinese(match["bottom"]))) if match["top"] else Fraction(1, 2),
            in_digits=False,
        )
        for match in _FRACTION_ZH.finditer(text)
        if not match["bottom"] or chinese(match["bottom"])  # 零分之一 is no fraction
    ]
    return found + _slashed(text)


def _slashed(text: str) -> list[Part]:
    if "/" not in text:
        return []
    return [
        Part(*match.span(), Fraction(int(match[1]), int(match[2])), in_digits=True)
        for match in _SLASHED.finditer(text)
        if int(match[1]) < int(match[2])
    ]


def _is_percent(part: Part, other: Reading) -> bool:
    """Tell whether the other text has a fraction as a percentage, perhaps a little more or less."""
    worth = Decimal(100 * part.value.numerator) / part.value.denominator
    return any(abs(value - worth) <= _PERCENT_APART for one in other.quantities for value in one.values)
