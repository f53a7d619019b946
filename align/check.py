"""Check a pair of texts that should say the same: numbers, units, signs, dates, names, denials, direction and length."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from math import exp, log
from typing import NamedTuple

from align import polarity
from align.bead import Finding
from align.dates import Date, agree, differing, shared
from align.matching import Matched, Slip, match, pair_slips
from align.names import Name, key
from align.numbers import in_words
from align.plain import Plain, plain
from align.quantities import Quantity, Reading, read
from align.signs import opposed
from align.units import PERCENT, conflict

SURE = {
    "tenfold": 0.9,
    "digit": 0.9,
    "other": 0.8,
    "repeated": 0.7,
    "left out": 0.6,
    "unit": 0.9,
    "percent": 0.8,
    "sign": 0.9,
    "negative": 0.8,
    "date": 0.9,
    "identifier": 0.9,
    "negation": 0.5,
    "direction": 0.5,
    "length": 0.5,
}

WIDTH = 3.9
"""Characters of English for a Chinese character; for any other character of Chinese text it is one."""
ROOM = 10
LIMIT, SHORT_TEXTS = 0.45, 20
"""Logarithm of how many times too long a text may be, and how much more for each character's worth."""

COUNTED = 13
"""Below it a bare number may only say how many things are listed, which a translation may leave out."""

_FALLING = re.compile(r"减|減|降|低|少|负|負|下|缩|短|失|decreas|reduc|lower|less|fall|fell|drop|declin|loss|los[te]|minus|negativ|short|below")
_HAN = re.compile("[㐀-鿿]")
_LISTED = re.compile(
    r"\s?(?:[个個](?!月)|种|種|类|類|组|組|项|項|条|點|点|方面|大类|者|部分|阶段|层次|维度"
    r"|(?:(?:main|major|different|key|typical|common|other)\s)?"
    r"(?:groups|types|kinds|aspects|parts|categories|factors|stages|levels|dimensions|species|methods|models|steps|features)\b)"
)
Span = tuple[int, int]


class Found(NamedTuple):
    """A finding in plain text."""

    kind: str
    how: str
    message: str
    en: Sequence[Span] = ()
    zh: Sequence[Span] = ()


def check(en: str, zh: str) -> tuple[Finding, ...]:
    """Return what a person should look at in two texts that should say the same, each finding with how sure it is.

    Offsets count from the start of the text given.
    """
    left, right = plain(en), plain(zh)
    return tuple(_finding(found, left, right) for found in _found(left.text, right.text))


def _finding(found: Found, en: Plain, zh: Plain) -> Finding:
    spans = tuple(en.given(*span) for span in found.en), tuple(zh.given(*span) for span in found.zh)
    return Finding(found.kind, found.message, *spans, SURE[found.how])


def _found(en: str, zh: str) -> Iterator[Found]:
    left, right = _english(read(en)), read(zh)
    if left.quantities or right.quantities:
        yield from quantities(left, right)
    for kind, message, *spans in polarity.opposed(en, zh):
        yield Found(kind, kind, message, *spans)
    yield from _proportion(en, zh)


def _proportion(en: str, zh: str) -> Iterator[Found]:
    """Yield a finding where one text is far longer than a translation of the other would be."""
    han = len(_HAN.findall(zh))
    there, here = len(en) + ROOM, WIDTH * han + (len(zh) - han) + ROOM
    ratio = log(there / here)
    if abs(ratio) > LIMIT + SHORT_TEXTS / max(there, here):
        longer, shorter = ("English", "Chinese") if ratio > 0 else ("Chinese", "English")
        message = f"the {longer} text is {exp(abs(ratio)):.1f} times as long as the {shorter} one should make it"
        yield Found("length", "length", message, [(0, len(en))] if en else [], [(0, len(zh))] if zh else [])


def quantities(en: Reading, zh: Reading) -> Iterator[Found]:
    dated = list(_dates(en, zh))
    yield from (found for found, *_ in dated if found)
    yield from _names(en, zh)
    taken = [one for _, one, _ in dated], [other for *_, other in dated]
    known = _without(en.quantities, taken[0]), _without(zh.quantities, taken[1])
    matched = match(*known)
    for one, other in matched.pairs:
        yield from _disagree(en.text, one, zh.text, other)
    yield from _left_over(en, zh, matched)


def _english(reading: Reading) -> Reading:
    """Make the numbers that Chinese characters follow uncertain: no English ones, but what OCR made of a mark."""
    sure = [one._replace(certain=one.certain and not _HAN.match(reading.text, one.end)) for one in reading.quantities]
    return replace(reading, quantities=sure)


def _without(quantities: Sequence[Quantity], dates: Sequence[Date]) -> Sequence[Quantity]:
    """Make the numbers of dates that are dealt with uncertain."""
    if not dates:
        return quantities
    return [
        one._replace(certain=one.certain and not any(date.start <= one.start < date.end for date in dates))
        for one in quantities
    ]


def _dates(en: Reading, zh: Reading) -> Iterator[tuple[Found | None, Date, Date]]:
    """Yield the pairs of dates, with what is wrong where they do not agree."""
    left, right = list(en.dates), list(zh.dates)
    for one in tuple(left):
        other = next((other for other in right if agree(one, other)), None)
        if other:
            left.remove(one)
            right.remove(other)
            yield None, one, other
    for one in left:
        near = [other for other in right if shared(one, other) and differing(one, other) == 1]
        if len(near) == 1 and not _said(one, zh) and not _said(near[0], en):
            right.remove(near[0])
            message = _differ(en.text[one.start : one.end], zh.text[near[0].start : near[0].end])
            yield Found("date", "date", message, [one[:2]], [near[0][:2]]), one, near[0]


def _said(date: Date, other: Reading) -> bool:
    """Tell whether all that a date says stands in the other text, if not as one date: "June to October 2012"."""
    values = set().union(*(one.values for one in other.quantities), *(one.values for one in in_words(other.text)))
    return all(part in values for part in date[2:] if part)


def _names(en: Reading, zh: Reading) -> Iterator[Found]:
    left, right = _unmatched(en.names, zh), _unmatched(zh.names, en)
    for own, others, flip in ((left, (*right, *zh.names), False), (right, en.names, True)):
        for one in own:
            other = next((other for other in others if other.letters == one.letters), None)
            if other is None:
                continue
            if other in right:
                right.remove(other)
            yield _misnamed(en, other if flip else one, zh, one if flip else other)
    yield from _short_names(en, zh)


def _unmatched(own: Sequence[Name], other: Reading) -> list[Name]:
    """Return the names that the other text does not hold, not even within a longer one."""
    known = {name.key for name in other.names}
    left = [name for name in own if not name.short and not name.raised and name.key not in known]
    if not left:
        return left
    squeezed = key(other.text)
    return [name for name in left if name.key not in squeezed]


def _short_names(en: Reading, zh: Reading) -> Iterator[Found]:
    """Yield the short name that alone is left over on either side, such as the number of a table."""
    sides = [[name for name in side.names if name.short] for side in (en, zh)]
    counts = [Counter(name.key for name in side) for side in sides]
    left, right = (
        [name for name in side if own[name.key] > other[name.key]]
        for side, own, other in zip(sides, counts, counts[::-1], strict=True)
    )
    if len(left) == len(right) == 1 and left[0].letters == right[0].letters:
        yield _misnamed(en, left[0], zh, right[0])


def _misnamed(en: Reading, one: Name, zh: Reading, other: Name) -> Found:
    message = _differ(en.text[one.start : one.end], zh.text[other.start : other.end])
    return Found("identifier", "identifier", message, [one[:2]], [other[:2]])


def _disagree(en: str, one: Quantity, zh: str, other: Quantity) -> Iterator[Found]:
    spans = [one[:2]], [other[:2]]
    values = en[one.start : one.end], zh[other.start : other.end]
    if opposed(one.sign, other.sign):
        yield Found("sign", "sign", _differ(f"{one.sign}{values[0]}", f"{other.sign}{values[1]}"), *spans)
    yield from _percent(en, one, zh, other)
    if one.negative != other.negative and _is_bare(en, one) != _is_bare(zh, other) and not _FALLING.search(zh + en):
        minus = "-" * one.negative, "-" * other.negative
        yield Found("sign", "negative", _differ(minus[0] + values[0], minus[1] + values[1]), *spans)
    if one.values & other.values and conflict(one.unit, other.unit):
        written = one.unit.name, other.unit.name
        yield Found("unit", "unit", _differ(f"{values[0]} {written[0]}", f"{values[1]} {written[1]}"), *spans)


def _is_bare(text: str, one: Quantity) -> bool:
    """Tell whether nothing that may be a minus stands before a number."""
    return text[max(0, one.start - 2) : one.start].strip()[-1:] not in set("-−–")


def _percent(en: str, one: Quantity, zh: str, other: Quantity) -> Iterator[Found]:
    """Yield a percentage that the other text has as a bare number."""
    for percent, bare in ((one, other), (other, one)):
        if percent.unit == PERCENT and bare.certain and bare.unit is None and bare.shared is None:
            signs = "%" * (percent is one), "%" * (percent is other)
            message = _differ(en[one.start : one.end] + signs[0], zh[other.start : other.end] + signs[1])
            yield Found("percent", "percent", message, [one[:2]], [other[:2]])


def _left_over(en: Reading, zh: Reading, matched: Matched) -> Iterator[Found]:
    left = _not_in_words([one for one in matched.en if one.certain], zh.text)
    right = _not_in_words([one for one in matched.zh if one.certain], en.text)
    new_en, again_en = _parted(left, zh)
    new_zh, again_zh = _parted(right, en)
    if not new_en and not new_zh and len(left) == len(right) == 1:
        yield _miscopied(en, left[0], zh, right[0], "repeated")
    for ones, others in ((new_en, new_zh), (new_en, again_zh), (again_en, new_zh)):
        for slip, one, other in pair_slips(ones, others):
            ones.remove(one)
            others.remove(other)
            yield _miscopied(en, one, zh, other, slip.name.lower())
    new_en, new_zh = ([one for one in new if not _enumerates(side.text, one)] for side, new in ((en, new_en), (zh, new_zh)))
    if new_en:
        yield Found("number", "left out", _missing(en.text, new_en, "Chinese"), en=[one[:2] for one in new_en])
    if new_zh:
        yield Found("number", "left out", _missing(zh.text, new_zh, "English"), zh=[one[:2] for one in new_zh])


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
    known: set[Decimal] = set().union(*(one.values for one in other.quantities))
    new = [one for one in left if not one.values & known]
    return new, [one for one in left if one.values & known]


def _enumerates(text: str, one: Quantity) -> bool:
    """Tell whether a small number says how many things are listed, which one language says and the other leaves out."""
    if one.unit or one.sign:
        return False
    return one.value < COUNTED and _LISTED.match(text, one.end) is not None


def _miscopied(en: Reading, one: Quantity, zh: Reading, other: Quantity, how: str) -> Found:
    message = _differ(en.text[one.start : one.end], zh.text[other.start : other.end])
    if how == "tenfold":
        message += f", {_times(one.value, other.value)}"
    return Found("number", how, message, [one[:2]], [other[:2]])


def _times(one: Decimal, other: Decimal) -> str:
    ratio = max(one, other) / min(one, other)
    return f"{ratio.normalize():,f} times {'less' if one > other else 'more'}"


def _differ(en: str, zh: str) -> str:
    return f"{en} in English is {zh} in Chinese"


def _missing(text: str, left: Iterable[Quantity], language: str) -> str:
    written = [text[one.start : one.end] for one in left]
    return f"{', '.join(written)} {'is' if len(written) == 1 else 'are'} not in the {language} text"
