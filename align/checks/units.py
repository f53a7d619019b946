"""Units of measure in English and Chinese, told by what stands beside a number."""

import re
from decimal import Decimal
from typing import NamedTuple

_SPELLINGS = {
    "%": "percent|per cent|百分点|个百分点|percentage point|percentage points|percentage-point",
    "year": "year|years|yr|yrs|岁|周岁|年|歲|周歲",
    "month": "month|months|个月|個月|月龄|月",
    "week": "week|weeks|wk|wks|周|週|星期|礼拜",
    "day": "day|days|天|日|d",
    "hour": "hour|hours|hr|hrs|小时|小時|h",
    "minute": "minute|minutes|min|mins|分钟|分鐘",
    "second": "second|seconds|sec|secs|秒|s",
    "cycle": "cycle|cycles|周期|个周期|個週期",
    "kg": "kilogram|kilograms|kg|千克|公斤",
    "g": "gram|grams|克|g",
    "mg": "milligram|milligrams|mg|毫克",
    "μg": "microgram|micrograms|μg|ug|mcg|微克",
    "ng": "nanogram|nanograms|ng|纳克",
    "pg": "picogram|picograms|pg|皮克",
    "L": "liter|liters|litre|litres|升|l|L",
    "dL": "deciliter|decilitre|dl|分升",
    "mL": "milliliter|milliliters|millilitre|millilitres|ml|毫升",
    "μL": "microliter|microliters|microlitre|microlitres|μl|ul|微升",
    "km": "kilometer|kilometers|kilometre|kilometres|km|千米|公里",
    "m": "meter|meters|metre|metres|米|m",
    "cm": "centimeter|centimeters|centimetre|centimetres|cm|厘米",
    "mm": "millimeter|millimeters|millimetre|millimetres|mm|毫米",
    "μm": "micrometer|micrometers|micron|microns|μm|um|微米",
    "nm": "nanometer|nanometers|nm|纳米",
    "mmHg": "mmhg|mm hg|毫米汞柱|millimeters of mercury",
    "kPa": "kpa|千帕",
    "mol": "mol|摩尔",
    "mmol": "millimole|millimoles|mmol|毫摩尔|mM",
    "μmol": "micromole|micromoles|μmol|umol|微摩尔|μM|uM",
    "nmol": "nanomole|nanomoles|nmol|纳摩尔|nM",
    "pmol": "picomole|picomoles|pmol|皮摩尔|pM",
    "°C": "°c|^°c|℃|摄氏度",
    "kcal": "kcal|千卡",
    "Gy": "gy|戈瑞",
    "cGy": "cgy",
    "mV": "mv|毫伏",
    "kHz": "khz|千赫",
    "MHz": "mhz|兆赫",
}
"""By unit, how it is written; letters in capitals are so only where capitals tell it from another (mM, mm)."""
_SCALES = {
    "time": {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800},
    "calendar": {"month": 1, "year": 12},
    "mass": {"kg": 10**12, "g": 10**9, "mg": 10**6, "μg": 10**3, "ng": 1},
    "volume": {"L": 10**6, "dL": 10**5, "mL": 10**3, "μL": 1},
    "length": {"km": 10**12, "m": 10**9, "cm": 10**7, "mm": 10**6, "μm": 10**3, "nm": 1},
    "amount": {"mol": 10**12, "mmol": 10**9, "μmol": 10**6, "nmol": 10**3, "pmol": 1},
    "dose": {"Gy": 100, "cGy": 1},
    "frequency": {"kHz": 1, "MHz": 1000},
}
_SPANS_OF_TIME = frozenset(_SCALES["time"]) | frozenset(_SCALES["calendar"])
_SCALE = {unit: (name, Decimal(scale)) for name, scales in _SCALES.items() for unit, scale in scales.items()}
_UNIT_OF = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}


def _alternatives(spellings: list[str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))


_LATIN = _alternatives([spelling for spelling in _UNIT_OF if spelling[0] < "一"])
_HAN = _alternatives([spelling for spelling in _UNIT_OF if spelling[0] >= "一"])
_NAME = rf"(?:(?:{_LATIN})(?![a-zA-Z])|{_HAN})"
_AFTER = re.compile(
    rf"\s?(?:wt\.?)?[()]?\s?(%)|(\s?‰|\sper\s(?:1[, ]?000(?![\d,.]\d)|thousand|mille)\b)"
    rf"|[\s-]?({_NAME})(?:\s?(?:/|per|每)\s?({_NAME}))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?<![a-z])(year|month|week|day|hour|minute)s?\s?\Z", re.IGNORECASE)


class Unit(NamedTuple):
    """What a number counts, and per what where that is said (``mg`` per ``kg``)."""

    name: str
    per: str = ""


PERCENT, PER_MILLE = Unit("%"), Unit("‰")


def unit_of(text: str, start: int, end: int) -> Unit | None:
    """Return the unit of the number ``[start, end)`` of a plain text, None where none is known."""
    after = _AFTER.match(text, end)
    if after and after[1]:
        return PERCENT
    if after and after[2]:
        return PER_MILLE
    if after and _named(after[3]):
        return Unit(_named(after[3]), _named(after[4] or ""))
    before = _BEFORE.search(text, max(0, start - 8), start)
    return Unit(before[1].lower()) if before else None


def _named(spelling: str) -> str:
    return _UNIT_OF.get(spelling) or _UNIT_OF.get(spelling.lower(), "")


def conflict(one: Unit | None, other: Unit | None) -> bool:
    """Tell whether two units are known and cannot mean one thing: ``mg`` and ``g``, ``μg/mL`` and ``μg/L``."""
    if one is None or other is None or one == other:
        return False
    if one.name != other.name:
        return True
    return bool(one.per and other.per and _dimension(one.per) is not None) and _dimension(one.per) == _dimension(
        other.per
    )


def mistaken(one: Unit | None, other: Unit | None) -> bool:
    """Tell whether two units conflict and measure one thing, so that one may be an error: ``mg`` and ``g``."""
    if one is None or other is None or not conflict(one, other):
        return False
    both = {one.name, other.name}
    return one.name == other.name or both <= _SPANS_OF_TIME or len({_dimension(name) for name in both} - {None}) == 1


def same_amount(value: Decimal, unit: Unit | None, other: Decimal, other_unit: Unit | None) -> bool:
    """Tell whether two numbers are worth the same in their units: 2 weeks and 14 days."""
    if unit is None or other_unit is None or unit.name == other_unit.name:
        return False
    one, two = _SCALE.get(unit.name), _SCALE.get(other_unit.name)
    return one is not None and two is not None and one[0] == two[0] and value * one[1] == other * two[1]


def _dimension(name: str) -> str | None:
    scale = _SCALE.get(name)
    return scale[0] if scale else None
