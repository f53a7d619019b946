"""Numbers written in words, English and Chinese, and what they are worth."""

import re
from collections.abc import Iterator
from decimal import Decimal


def _count(words: str, *values: int) -> dict[str, int]:
    return dict(zip(words.split(), values, strict=True))


_UNITS = _count(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    *range(20),
)
_TENS = _count("twenty thirty forty fifty sixty seventy eighty ninety", *range(20, 100, 10))
ENGLISH_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""Powers of ten by their English name."""
CHINESE_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7, "亿": 8, "億": 8, "万亿": 12}
"""Powers of ten by their Chinese name."""
_OF_A_YEAR = _count(
    "january february march april may june july august september october november december",
    *range(1, 13),
)
_ORDINALS = _count(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    *range(1, 13),
)
_ROMAN = _count("i ii iii iv v vi vii viii ix x xi xii", *range(1, 13))
_FREQUENCIES = _count(
    "once single daily weekly monthly twice both double doubled triple dozen", *[1] * 5, *[2] * 4, 3, 12
)
_FRACTIONS = {"half": ("0.5", "50", "2"), "thirds": ("3",), "quarter": ("4", "25"), "quarters": ("4", "75")}
_LOOSE: dict[str, frozenset[Decimal]] = {
    word: frozenset({Decimal(value)})
    for table in (_OF_A_YEAR, {month[:3]: at for month, at in _OF_A_YEAR.items()}, _ORDINALS, _ROMAN, _FREQUENCIES)
    for word, value in table.items()
} | {word: frozenset(map(Decimal, values)) for word, values in _FRACTIONS.items()}
_DECADES = {f"{tens[:-1]}ies": value for tens, value in _TENS.items()}
_COUNTING = "|".join((*_UNITS, *_TENS, *ENGLISH_POWERS))
_ENGLISH = re.compile(
    rf"\b(?:(?:{_COUNTING})(?:(?:[\s-]|\sand\s)(?:{_COUNTING}))*|{'|'.join((*_LOOSE, *_DECADES))})\b"
)  # for text in lower case: to ignore case takes four times as long
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_DIGITS = {char: at % 10 for at, char in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")} | {
    "两": 2,
    "兩": 2,
    "双": 2,
}
_CHINESE = re.compile(r"[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两兩双十百千万萬亿億]+|[半Ⅰ-Ⅻⅰ-ⅻ]")
_HALF = frozenset(map(Decimal, ("0.5", "50", "2")))


def numerals(text: str) -> Iterator[tuple[int, int, frozenset[Decimal]]]:
    """Yield start, end and possible values of each number in words; loosely, since 一 and "second" often are none."""
    for found in _ENGLISH.finditer(text.translate(_LOWER)):
        word = found.group()
        if word in _DECADES:
            yield from _decade(*found.span(), _DECADES[word])
            continue
        yield *found.span(), _LOOSE.get(word) or frozenset({Decimal(_english(word))})
    for found in _CHINESE.finditer(text):
        tenths = text.startswith("成", found.end()) and len(found.group()) == 1
        values = _chinese_values(found.group())
        yield *found.span(), values | {value * 10 for value in values} if tenths else values


def _decade(start: int, end: int, tens: int) -> Iterator[tuple[int, int, frozenset[Decimal]]]:
    """Yield both ends of a decade, of life or of the last century: "in their sixties" is 60 to 69."""
    yield start, end, frozenset(map(Decimal, (tens, 1900 + tens)))
    yield start, end, frozenset(map(Decimal, (tens + 9, 1909 + tens)))


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


def roman(written: str) -> Decimal:
    """Return the value of a Roman numeral up to XII, 0 for any other."""
    return Decimal(_ROMAN.get(written.lower(), 0))


def _chinese_values(run: str) -> frozenset[Decimal]:
    if run == "半":
        return _HALF
    return frozenset({chinese(run)})


def chinese(run: str) -> Decimal:
    """Return the value of Chinese numerals or of one Roman numeral in one character (Ⅲ)."""
    if "Ⅰ" <= run[0] <= "ⅻ":
        return Decimal((ord(run) - ord("Ⅰ")) % 16 + 1)
    return Decimal(_chinese(run))


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
