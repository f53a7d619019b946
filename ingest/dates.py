"""Dates as pages print them -> ISO 8601, as precise as the page."""

import re
from functools import lru_cache

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTH = rf"(?P<month>{'|'.join(_NAMES)})[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*日)?",
        rf"(?<!\d){_YEAR}\s*Year\s*(?P<month>\d{{1,2}})\s*Month\s*(?P<day>\d{{1,2}})\s*Day",
        rf"(?<!\d){_YEAR}[\s,]+{_MONTH}[\s]+(?P<day>\d{{1,2}})(?![\d-])",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}[\s,]+{_MONTH}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})(?![\d/.-])",
        rf"(?<!\d){_YEAR}(?!\d)",
    )
)
"""Most precise first; a text is read by the first form that fits it."""
_DATE_LENGTH = 40
"""Characters; a text that is hardly more than a date is likely to come again in the next record."""
_DATES_KEPT = 8192
"""Every day of twenty years."""


_DAY_FIRST = re.compile(rf"(?<![\d/.-])(?P<day>\d{{1,2}})([/.-])(?P<month>\d{{1,2}})\2{_YEAR}(?!\d)")
_ERA = re.compile(r"(令和|平成)\s*(元|\d{1,2})\s*年")
_ERAS = {"令和": 2018, "平成": 1988}
"""The year before the first one of a Japanese era."""


def iso_date(text: str) -> str | None:
    """Return the first date in a text as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None when there is none."""
    return _known(text) if len(text) <= _DATE_LENGTH else _read(text)


def day_first(text: str) -> str | None:
    """Return the first date in a text of a site that writes 31/12/2024, or another date that ``iso_date`` reads."""
    return next((date for m in _DAY_FIRST.finditer(text) if (date := _iso(m.groupdict()))), None) or iso_date(text)


def iso_dates(text: str) -> list[str]:
    """Return the dates of a text in order: ``From 2021-03-01 To 2023-12-31`` has two."""
    found: list[tuple[int, str]] = []
    for form in _FORMS:
        found += [(m.start(), date) for m in form.finditer(text) if (date := _iso(m.groupdict()))]
        text = form.sub(lambda m: "\0" * len(m[0]), text)  # a shorter form is no second reading of it
    return [date for _, date in sorted(found)]


def _read(text: str) -> str | None:
    text = _ERA.sub(lambda m: f"{_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text)
    for form in _FORMS:
        for match in form.finditer(text):
            if date := _iso(match.groupdict()):
                return date
    return None


_known = lru_cache(_DATES_KEPT)(_read)


def _iso(parts: dict[str, str | None]) -> str | None:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if month is None:
        return year
    number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
    if not 1 <= number <= 12:
        return None
    if day is None:
        return f"{year}-{number:02}"
    return f"{year}-{number:02}-{int(day):02}" if 1 <= int(day) <= 31 else None
