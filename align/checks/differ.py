"""Compare the numbers of two texts: their values, units and signs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from align.checks.dates import Date
from align.checks.found import Found, Span, differ
from align.checks.labels import match_dates, wrong_dates, wrong_names
from align.checks.matching import Matched, Slip, match, pair_slips
from align.checks.order import swapped
from align.checks.quantities import Quantity, Reading
from align.checks.signs import opposed
from align.checks.units import PER_MILLE, PERCENT, mistaken
from align.checks.worded import Part, fractions, words_at_odds, wrong_fractions
from align.numbers import in_words

COUNTED = 13
"""Below it a bare number may only say how many things are listed, which one language says and the other leaves out."""

_HOW = {Slip.TENFOLD: "tenfold", Slip.DIGIT: "digit", Slip.OTHER: "value"}
_LISTED = re.compile(
    r"\s?(?:[个個](?!月)|种|種|类|類|组|組|项|項|条|點|点|方面|大类|者|部分|阶段|层次|维度"
    r"|(?:(?:main|major|different|key|typical|common|other)\s)?"
    r"(?:groups|types|kinds|aspects|parts|categories|factors|stages|levels|dimensions|species|methods|models|steps"
    r"|features)\b)"
)
_SHARES = (PERCENT, PER_MILLE)
_FALLING = re.compile(
    r"[减減降低少负負下缩短失]|decreas|reduc|lower|less|fall|fell|drop|declin|los[st]|minus|negativ|short"
)
"""What may stand for a minus."""
_RANGE_BEFORE, _RANGE_AFTER = re.compile(r"\d%?\s?(?:[-–~]|to|至|到)\s?\Z"), re.compile(r"\s?(?:[-–~]|to|至|到)\s?\d")
_HAN = re.compile("[㐀-鿿]")


def quantities(en: Reading, zh: Reading) -> Iterator[Found]:
    """Yield what differs in the numbers, dates and names of two texts."""
    yield from words_at_odds(en, zh)
    equal, unequal = fractions(en, zh)
    yield from wrong_fractions(en, zh, unequal)
    if not en.quantities and not zh.quantities:
        return
    agreeing, wrong = match_dates(en, zh)
    yield from wrong_dates(en, zh, wrong)
    yield from wrong_names(en, zh)
    done: Sequence[tuple[Date | Part, Date | Part]] = [*agreeing, *wrong, *equal, *unequal]
    left = _without_marks(_rest(en, [(one.start, one.end) for one, _ in done]))
    right = _rest(zh, [(other.start, other.end) for _, other in done])
    matched = match(left.quantities, right.quantities)
    for one, other in matched.pairs:
        yield from _disagree(en.text, one, zh.text, other)
    if len(matched.pairs) > 1:
        yield from swapped(en.text, zh.text, matched.pairs)
    yield from _left_over(left, right, matched)


def _without_marks(en: Reading) -> Reading:
    """Make the numbers that Chinese characters follow uncertain: OCR made them of a mark in English text."""
    if en.text.isascii():
        return en
    sure = [one._replace(certain=one.certain and not _HAN.match(en.text, one.end)) for one in en.quantities]
    return replace(en, quantities=sure)


def _rest(reading: Reading, done: Sequence[Span]) -> Reading:
    """Make the numbers of dates and fractions that are dealt with uncertain."""
    if not done:
        return reading
    rest = [
        one._replace(certain=one.certain and not any(start <= one.start < end for start, end in done))
        for one in reading.quantities
    ]
    return replace(reading, quantities=rest)


def _disagree(en: str, one: Quantity, zh: str, other: Quantity) -> Iterator[Found]:
    """Yield what is said differently of one number."""
    spans = [one[:2]], [other[:2]]
    here, there = en[one.start : one.end], zh[other.start : other.end]
    if opposed(one.sign, other.sign):
        yield Found("sign", differ(one.sign + here, other.sign + there), *spans)
    if (
        one.negative != other.negative
        and _bare(en, one) != _bare(zh, other)
        and not _FALLING.search(zh if one.negative else en)
    ):
        yield Found("minus", differ("-" * one.negative + here, "-" * other.negative + there), *spans)
    if one.unit and other.unit and one.values & other.values and mistaken(one.unit, other.unit):
        yield Found("unit", differ(f"{here} {one.unit.name}", f"{there} {other.unit.name}"), *spans)
    dropped = (one.unit == PERCENT and _lacks_unit(zh, other)) or (other.unit == PERCENT and _lacks_unit(en, one))
    if dropped or (one.value == other.value and {one.unit, other.unit} == set(_SHARES)):
        yield Found("percent", differ(here + _mark(one), there + _mark(other)), *spans)


def _mark(one: Quantity) -> str:
    return one.unit.name if one.unit and one.unit in _SHARES else ""


def _bare(text: str, one: Quantity) -> bool:
    """Tell whether nothing that may be a minus stands before a number."""
    return text[max(0, one.start - 2) : one.start].strip()[-1:] not in set("-−–")


def _lacks_unit(text: str, one: Quantity) -> bool:
    """Tell whether a number has no unit, neither of its own nor as part of a list or a range."""
    if one.unit or one.shared or not one.certain:
        return False
    ranges = _RANGE_BEFORE.search(text, max(0, one.start - 8), one.start) or _RANGE_AFTER.match(text, one.end)
    return ranges is None


def _left_over(en: Reading, zh: Reading, matched: Matched) -> Iterator[Found]:
    """Yield the numbers that the other side lacks: those that became another number, then those that are left out."""
    left = _not_in_words([one for one in matched.en if one.certain], zh.text)
    right = _not_in_words([one for one in matched.zh if one.certain], en.text)
    new_en, again_en = _parted(left, zh)
    new_zh, again_zh = _parted(right, en)
    if not new_en and not new_zh and len(left) == len(right) == 1:
        yield _miscopied(en, left[0], zh, right[0], "again")
    for ones, others in ((new_en, new_zh), (new_en, again_zh), (again_en, new_zh)):
        for slip, one, other in pair_slips(ones, others):
            ones.remove(one)
            others.remove(other)
            yield _miscopied(en, one, zh, other, _HOW[slip])
    yield from _left_out(en, zh, new_en, new_zh)


def _left_out(en: Reading, zh: Reading, new_en: Sequence[Quantity], new_zh: Sequence[Quantity]) -> Iterator[Found]:
    alone_en = [one for one in new_en if not _counts_items(en.text, one)]
    alone_zh = [one for one in new_zh if not _counts_items(zh.text, one)]
    if alone_en:
        yield Found("left out", _missing(en.text, alone_en, "Chinese"), en=[one[:2] for one in alone_en])
    if alone_zh:
        yield Found("left out", _missing(zh.text, alone_zh, "English"), zh=[one[:2] for one in alone_zh])


def _not_in_words(left: list[Quantity], other: str) -> list[Quantity]:
    """Leave out the numbers that the other text has in words, a word for each."""
    if not left:
        return left
    words = [mention.values for mention in in_words(other)]
    alone = []
    for one in left:
        word = next((values for values in words if values & one.values), None)
        if word is None:
            alone.append(one)
        else:
            words.remove(word)
    return alone


def _parted(left: Sequence[Quantity], other: Reading) -> tuple[list[Quantity], list[Quantity]]:
    """Part numbers into those whose value the other text has nowhere, and those it has, but not so often."""
    if not left:
        return [], []
    known: set[Decimal] = set().union(*(one.values for one in other.quantities))
    return [one for one in left if not one.values & known], [one for one in left if one.values & known]


def _counts_items(text: str, one: Quantity) -> bool:
    bare = not one.unit and not one.sign
    return bare and one.value < COUNTED and _LISTED.match(text, one.end) is not None


def _miscopied(en: Reading, one: Quantity, zh: Reading, other: Quantity, how: str) -> Found:
    message = differ(en.text[one.start : one.end], zh.text[other.start : other.end])
    if how == "tenfold":
        message += f", {_times(one.value, other.value)}"
    return Found(how, message, [one[:2]], [other[:2]])


def _times(one: Decimal, other: Decimal) -> str:
    ratio = max(one, other) / min(one, other)
    return f"{ratio.normalize():,f} times {'less' if one > other else 'more'}"


def _missing(text: str, left: Sequence[Quantity], language: str) -> str:
    written = [text[one.start : one.end] for one in left]
    return f"{', '.join(written)} {'is' if len(written) == 1 else 'are'} not in the {language} text"
