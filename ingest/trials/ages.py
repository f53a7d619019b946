"""Ages as registries print them -> as the ClinicalTrials.gov API writes them: ``18 Years``, ``6 Months``."""

import re
import unicodedata

from ingest.languages.simplified import simplified
from ingest.vocabulary import age

_UNITS = {
    "Year": ("years", "year", "yrs", "yr", "age", "周岁", "岁", "歳", "年"),
    "Month": ("months", "month", "个月", "月龄", "月"),
    "Week": ("weeks", "week", "周"),
    "Day": ("days", "day", "天", "日"),
    "Hour": ("hours", "hour", "小时"),
    "Minute": ("minutes", "minute", "分钟"),
}
_UNIT_OF = {printed: unit for unit, names in _UNITS.items() for printed in names}
_UNIT = f"({'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})"
_NUMBER = r"(?<![\d.])(\d{1,3})(?:\.0{1,2})?(?![\d.])"
_BETWEEN = r"(?:to|至|到|[-~–—]|[a-z/, ]{0,12}(?:最大|max)[a-z :]{0,16})"
_RANGE = re.compile(rf"{_NUMBER}\s*{_UNIT}?[\s-]*(?:old)?\s*{_BETWEEN}\s*{_NUMBER}\s*{_UNIT}?")
_ONE = re.compile(rf"{_NUMBER}\s*{_UNIT}?")
_AT_MOST = re.compile(
    r"(?:up to|under|below|younger|maximum|\bmax\b|no older|≤|<=?)\s*\d|\d\s*[a-z年岁月周天日歳-]*\s*"
    r"(?:old)?\s*(?:及?以下|以内|未満|and younger|and under|or under|or younger|or less|under|>=)"
)
_TEXT_LENGTH = 200
"""Characters of a text that says ages, at most; the rest of a longer one is not looked at."""
_PARENTHESIS = re.compile(r"\([^()]*\)")


def age_range(text: str) -> tuple[str | None, str | None]:
    """Return the youngest and the oldest age of a text such as ``18~75岁`` or ``18 Years and older (Adult)``."""
    plain = _plain(text)
    if match := _RANGE.search(plain):
        unit = match[4] or match[2] or "years"
        return _age(match[1], match[2] or unit), _age(match[3], unit)
    only = one_age(text)
    return (None, only) if _AT_MOST.search(plain) else (only, None)


def one_age(text: str) -> str | None:
    """Return the first age of a text; a number without a unit is of years, and text without a number is no limit."""
    match = _ONE.search(_plain(text))
    return _age(match[1], match[2] or "years") if match else None


def _plain(text: str) -> str:
    return _PARENTHESIS.sub(" ", simplified(unicodedata.normalize("NFKC", text[:_TEXT_LENGTH])).lower())


def _age(number: str, unit: str) -> str:
    return age(number, _UNIT_OF[unit])
