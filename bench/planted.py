"""Errors to plant in pairs of sentences: by kind, a function that returns the pair with one error in it.

None where there is no place for one. Errors fall on either side.
"""

import random
import re
from collections.abc import Callable, Mapping
from itertools import pairwise

Pair = tuple[str, str]
Planter = Callable[[Pair, random.Random], Pair | None]

_NUMBER = re.compile(r"(?<![\w.^-])\d+(?:\.\d+)?(?![\w^]|\.\d)")
_LONG = re.compile(r"(?<![\w.^-])\d+\.?\d+(?![\w^]|\.\d)")
_NAME = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}-?\d+")
_DATE = re.compile(
    r"(?<=[12]\d\d\d年)1?\d(?=月)|(?<=月)[123]?\d(?=日)|(?:19|20)\d\d(?=年1?\d月)"
    r"|(?<=January )\d+|(?<=March )\d+|(?<=June )\d+|(?<=July )\d+|(?<=August )\d+|(?<=December )\d+"
)
_SIGNS = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "＜": "＞", "＞": "＜", "小于": "大于", "大于": "小于"}
_UNITS = {
    "mg": "g", "μg": "mg", "mL": "L", "ml": "L", "kg": "g", "cm": "mm", "mm": "cm", "ng": "μg", "mmol": "μmol",
    "小时": "分钟", "天": "周", "周": "个月", "个月": "年", "年": "个月", "岁": "个月",
    "hours": "minutes", "days": "weeks", "weeks": "months", "months": "years", "years": "months",
}  # fmt: skip
_DENIALS = re.compile(
    r"\b(?:not|no|without) (?=[a-z])|未(?=见|发现|能|出现)|没有(?=[显明差影])|无(?=[显明统差])|不(?=[能会是应需具影])"
)
_AFFIRMED = re.compile(
    r"\b(?:was|were|is|are|can|could|may) (?=[a-z])(?!not|no)|(?<![不未])(?=能够|可以|存在|会(?!议)|是(?!否))"
)
_TURNED = {
    "increased": "decreased", "decreased": "increased", "higher": "lower", "lower": "higher",
    "升高": "降低", "降低": "升高", "增加": "减少", "减少": "增加", "高于": "低于", "低于": "高于",
}  # fmt: skip

_LENGTHS = {
    "prolonged": "shortened", "shortened": "prolonged", "longer": "shorter", "shorter": "longer",
    "延长": "缩短", "缩短": "延长", "正相关": "负相关", "负相关": "正相关",
    "positively": "negatively", "negatively": "positively",
}  # fmt: skip
_WORDED = {
    "two weeks": "three weeks", "one third": "one fourth", "two thirds": "three quarters", "stage II": "stage III",
    "stage III": "stage II", "two months": "six months", "three months": "two months", "twenty": "thirty",
    "fifty": "fifteen", "三分之一": "四分之一", "三分之二": "四分之三", "Ⅱ期": "Ⅲ期", "Ⅲ期": "Ⅱ期", "两周": "三周",
    "两年": "三年", "三个月": "两个月", "第二周": "第三周", "一半": "三分之一",
}  # fmt: skip


def _at(pattern: re.Pattern[str], pair: Pair, chance: random.Random, change: Callable[[str], str]) -> Pair | None:
    """Change one match of a pattern, on either side."""
    spots = [(side, found) for side in (0, 1) for found in pattern.finditer(pair[side])]
    if not spots:
        return None
    side, found = chance.choice(spots)
    changed = pair[side][: found.start()] + change(found.group()) + pair[side][found.end() :]
    return (changed, pair[1]) if side == 0 else (pair[0], changed)


def _digit(text: str, chance: random.Random) -> str:
    at = chance.choice([place for place, char in enumerate(text) if char.isdigit()])
    return text[:at] + chance.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]


def _tenfold(text: str) -> str:
    whole, point, part = text.partition(".")
    if not point:
        return f"{whole}0"
    return f"{whole}{part[0]}.{part[1:] or '0'}" if whole != "0" else f"0.0{part}"


def _transposed(text: str) -> str:
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    for one, other in pairwise(digits):
        if text[one] != text[other]:
            chars = list(text)
            chars[one], chars[other] = chars[other], chars[one]
            return "".join(chars)
    return text


def _doubled(pair: Pair, chance: random.Random) -> Pair | None:
    """Write one number of a side where another stands."""
    side = chance.randrange(2)
    numbers = list(_LONG.finditer(pair[side]))
    if len({number.group() for number in numbers}) < 2:
        return None
    one = chance.choice(numbers)
    other = chance.choice([number.group() for number in numbers if number.group() != one.group()])
    changed = pair[side][: one.start()] + other + pair[side][one.end() :]
    return (changed, pair[1]) if side == 0 else (pair[0], changed)


def _exchanged(pair: Pair, chance: random.Random) -> Pair | None:
    """Write each of two neighbouring numbers, alike in what follows and in decimals, where the other stands."""
    side = chance.randrange(2)
    text = pair[side]
    spots = [(one, two) for one, two in pairwise(_NUMBER.finditer(text)) if _of_a_kind(one, two)]
    if not spots:
        return None
    one, two = chance.choice(spots)
    changed = text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]
    return (changed, pair[1]) if side == 0 else (pair[0], changed)


def _of_a_kind(one: re.Match[str], two: re.Match[str]) -> bool:
    follows = [found.string[found.end() : found.end() + 1] for found in (one, two)]
    decimals = [len(found.group().partition(".")[2]) for found in (one, two)]
    return one.group() != two.group() and follows[0] == follows[1] and decimals[0] == decimals[1]


def _halved(pair: Pair, chance: random.Random) -> Pair | None:
    """Leave out the second half of one side, at a comma."""
    side = chance.randrange(2)
    text = pair[side]
    commas = [at for at in range(len(text) // 3, 2 * len(text) // 3) if text[at] in ",，;；"]
    if not commas:
        return None
    cut = text[: min(commas, key=lambda at: abs(at - len(text) / 2))]
    return (cut, pair[1]) if side == 0 else (pair[0], cut)


def _swapped(words: Mapping[str, str], before: str = "", after: str = "") -> Planter:
    names = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = re.compile(f"{before}(?:{names}){after}")
    return lambda pair, chance: _at(pattern, pair, chance, lambda text: text.replace(text.strip(), words[text.strip()]))


PLANTERS: Mapping[str, Planter] = {
    "digit changed": lambda pair, chance: _at(_NUMBER, pair, chance, lambda text: _digit(text, chance)),
    "digits transposed": lambda pair, chance: _at(_LONG, pair, chance, _transposed),
    "ten times more or less": lambda pair, chance: _at(_NUMBER, pair, chance, _tenfold),
    "number dropped": lambda pair, chance: _at(_LONG, pair, chance, lambda _: ""),
    "number in place of another": _doubled,
    "neighbouring numbers exchanged": _exchanged,
    "number in words changed": _swapped(_WORDED, before=r"(?<![A-Za-z第])", after=r"(?![A-Za-z])"),
    "percent sign dropped": lambda pair, chance: _at(re.compile(r"(?<=\d)[%％]"), pair, chance, lambda _: ""),
    "sign turned": _swapped(_SIGNS, after=r"(?=\s?\d)"),
    "unit swapped": _swapped(_UNITS, before=r"(?<=\d)\s?", after=r"(?![A-Za-z])"),
    "date changed": lambda pair, chance: _at(_DATE, pair, chance, lambda text: _digit(text, chance)),
    "name's digit changed": lambda pair, chance: _at(_NAME, pair, chance, lambda text: _digit(text, chance)),
    "denial left out": lambda pair, chance: _at(_DENIALS, pair, chance, lambda _: ""),
    "denial added": lambda pair, chance: _at(_AFFIRMED, pair, chance, lambda t: f"{t}not " if t else "不"),
    "direction turned": _swapped(_TURNED),
    "length of time or correlation turned": _swapped(_LENGTHS),
    "half left out": _halved,
}
"""By what is wrong, what makes it so."""
