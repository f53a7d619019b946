"""Numbers written in words, English and Chinese, and what they are worth."""

import re
from collections.abc import Iterator
from decimal import Decimal

_UNITS = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    ),
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
ENGLISH_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""Powers of ten by their English name."""
CHINESE_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7, "亿": 8, "億": 8, "万亿": 12}
"""Powers of ten by their Chinese name."""
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_ROMAN = dict(
    zip(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], range(1, 13), strict=True)
)
_OTHERS = {
    "once": "1", "single": "1", "twice": "2", "both": "2", "double": "2", "doubled": "2", "triple": "3", "dozen": "12",
    "half": "0.5 50 2", "thirds": "3", "quarter": "25 4", "quarters": "4 75", "biweekly": "2", "monthly": "1", "daily": "1", "weekly": "1",
}  # fmt: skip
_LOOSE: dict[str, frozenset[Decimal]] = {
    **{word: frozenset({Decimal(at)}) for names in (_MONTHS, _ORDINALS) for at, word in enumerate(names, 1)},
    **{month[:3]: frozenset({Decimal(at)}) for at, month in enumerate(_MONTHS, 1)},
    **{word: frozenset({Decimal(value)}) for word, value in _ROMAN.items()},
    **{word: frozenset(map(Decimal, values.split())) for word, values in _OTHERS.items()},
}
_COUNTING = "|".join((*_UNITS, *_TENS, *ENGLISH_POWERS))
_ENGLISH = re.compile(
    rf"\b(?:{_COUNTING})(?:(?:[\s-]|\sand\s)(?:{_COUNTING}))*\b|\b(?:{'|'.join(_LOOSE)})\b", re.IGNORECASE
)
_DIGITS = {char: at % 10 for at, char in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")} | {
    "两": 2,
    "兩": 2,
    "双": 2,
}
_CHINESE = re.compile(r"[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两兩双十百千万萬亿億]+|[半Ⅰ-Ⅻⅰ-ⅻ]")
_HALF = frozenset(map(Decimal, ("0.5", "50", "2")))


def numerals(text: str) -> Iterator[tuple[int, int, frozenset[Decimal]]]:
    """Yield start, end and the possible values of each number in words; loosely, since 一 and "second" often are none."""
    for found in _ENGLISH.finditer(text):
        word = found.group().casefold()
        yield *found.span(), _LOOSE.get(word) or frozenset({Decimal(_english(word))})
    for found in _CHINESE.finditer(text):
        yield *found.span(), _chinese_values(found.group())


def _english(words: str) -> int:
    """Return the value of counting words: "two hundred and five" is 205."""
    total = group = 0
    for word in re.findall(r"[a-z]+", words):
        if word == "hundred":
            group = max(group, 1) * 100
        elif word in ENGLISH_POWERS:
            total, group = total + max(group, 1) * 10 ** ENGLISH_POWERS[word], 0
        else:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + group


def _chinese_values(run: str) -> frozenset[Decimal]:
    if run == "半":
        return _HALF
    if run[0] >= "Ⅰ" and run[0] <= "ⅻ":
        return frozenset({Decimal((ord(run) - ord("Ⅰ")) % 16 + 1)})
    return frozenset({Decimal(_chinese(run))})


def _chinese(run: str) -> int:
    """Return the value of Chinese numerals, positional (二〇二〇) or with powers (三千五百万)."""
    if not set(run) & set(CHINESE_POWERS):
        return int("".join(str(_DIGITS[char]) for char in run))
    total = section = digit = 0
    for char in run:
        power = CHINESE_POWERS.get(char)
        if power is None:
            digit = _DIGITS[char]
        elif power < 4:
            section, digit = section + max(digit, 1) * 10**power, 0
        else:
            total, section, digit = (total + max(section + digit, 1)) * 10**power, 0, 0
    return total + section + digit
