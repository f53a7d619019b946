"""Find the dates of English and Chinese text by value.

``2020年3月5日``, ``March 5, 2020``, ``5 Mar 2020`` and ``2020-03-05`` are one date.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d|\.\d|%)(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NAME}\s?{_DAY}(?:(?:\s?,\s?|\s){_YEAR})?",
        rf"(?<![\d.]){_DAY}\s(?:of\s)?{_NAME}(?:,?\s{_YEAR})?",
        rf"\b{_NAME},?\s?(?:of\s)?{_YEAR}",
        rf"(?<![\d.]){_YEAR}(?P<mark>[-/.–]){_MONTH}(?P=mark)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d|\.\d)",
        rf"(?<![\d.]){_YEAR}\s?年\s?{_MONTH}\s?月(?:\s?(?P<day>\d\d?)\s?[日号號])?",
        rf"(?<![\d.]){_MONTH}\s?月\s?(?P<day>\d\d?)\s?[日号號]",
    )
)
_NAMED, _IN_CHINESE = slice(0, 3), slice(4, 6)
"""Which of the patterns have the name of a month, and which 月: most texts have no room for the one or the other."""
_MONTH_NAME = re.compile("|".join(rf"[{name[0]}{name[0].upper()}]{name[1:]}" for name in _NAMES))
_DIGITS_FIRST = re.compile(r"\d(?:\s?月|\d{3}[-/.–]\d|(?:st|nd|rd|th)?\s(?:of\s)?[JFMASONDjfmasond][a-u][bcglnprtvy])")
_NAME_FIRST = re.compile(r"[JFMASONDjfmasond][aepuco][bcglnprtvy][a-z]*\.?,?\s?(?:of\s)?\d")
"""What every date has and few other texts have: to look for dates themselves takes ten times as long."""


class Date(NamedTuple):
    """A date at ``[start, end)`` of a text; 0 for a part that it leaves out."""

    start: int
    end: int
    year: int
    month: int
    day: int


def dates(text: str) -> list[Date]:
    """Return the dates of a plain text that say at least a month and one thing more, in order."""
    if not _NAME_FIRST.search(text) and not _DIGITS_FIRST.search(text):
        return []
    found: list[Date] = []
    for date in sorted(_written(text), key=lambda date: (date.start, -date.end)):
        if not found or date.start >= found[-1].end:
            found.append(date)
    return found


def agree(one: Date, other: Date) -> bool:
    """Tell whether two dates have the same month, and the same year and day where both say these."""
    return one.month == other.month and shared(one, other) >= 2 and not differing(one, other)


def shared(one: Date, other: Date) -> int:
    """Count the parts that both dates have and agree in."""
    return sum(a == b != 0 for a, b in zip(one[2:], other[2:], strict=True))


def differing(one: Date, other: Date) -> int:
    """Count the parts that both dates have and do not agree in."""
    return sum(a != b and a * b != 0 for a, b in zip(one[2:], other[2:], strict=True))


def _written(text: str) -> Iterator[Date]:
    patterns = list(_WRITTEN)
    if "月" not in text:
        del patterns[_IN_CHINESE]
    if not _MONTH_NAME.search(text):
        del patterns[_NAMED]
    for pattern in patterns:
        for match in pattern.finditer(text):
            part = match.groupdict()
            month = int(part["month"]) if part.get("month") else 1 + _NAMES.index(part["name"][:3].lower())
            yield Date(*match.span(), int(part.get("year") or 0), month, int(part.get("day") or 0))
