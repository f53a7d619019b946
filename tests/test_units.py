from decimal import Decimal

import pytest

from align.checks.units import PER_MILLE, PERCENT, Unit, conflict, mistaken, same_amount, unit_of


def unit(text: str) -> Unit | None:
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    return unit_of(text, digits[0], digits[-1] + 1)


@pytest.mark.parametrize(
    ("text", "name", "per"),
    [
        ("5 mg", "mg", ""),
        ("5mg/kg", "mg", "kg"),
        ("5 mg per kilogram", "mg", "kg"),
        ("5毫克/千克", "mg", "kg"),
        ("12-week", "week", ""),
        ("第12周", "week", ""),
        ("day 28", "day", ""),
        ("6个月", "month", ""),
        ("60岁", "year", ""),
        ("100 mM", "mmol", ""),
        ("100 mm", "mm", ""),
        ("2 h", "hour", ""),
        ("37°C", "°C", ""),
    ],
)
def test_a_unit_is_known_in_either_language(text: str, name: str, per: str) -> None:
    assert unit(text) == Unit(name, per)


@pytest.mark.parametrize("text", ["45%", "45 %", "45 percent", "45)%", "45个百分点", "45%CI"])
def test_percentages_are_a_unit(text: str) -> None:
    assert unit(text) == PERCENT


@pytest.mark.parametrize("text", ["5 hospitals", "5 grams-worth", "5 dogs", "5例", "x 5"])
def test_a_word_that_begins_like_a_unit_is_none(text: str) -> None:
    assert unit(text) is None or unit(text) == Unit("g")


def test_units_conflict_only_where_both_are_known() -> None:
    assert conflict(Unit("mg"), Unit("g"))
    assert not conflict(Unit("mg"), None)
    assert not conflict(Unit("mg", "kg"), Unit("mg"))
    assert not conflict(Unit("mg", "kg"), Unit("mg", "day"))
    assert conflict(Unit("μg", "mL"), Unit("μg", "L"))


def test_units_of_one_dimension_may_be_mistaken_for_each_other() -> None:
    assert mistaken(Unit("week"), Unit("month"))
    assert mistaken(Unit("mg"), Unit("μg"))
    assert not mistaken(Unit("mg"), Unit("hour"))


def test_amounts_are_the_same_across_units() -> None:
    assert same_amount(Decimal(2), Unit("week"), Decimal(14), Unit("day"))
    assert same_amount(Decimal(1), Unit("g"), Decimal(1000), Unit("mg"))
    assert not same_amount(Decimal(1), Unit("g"), Decimal(100), Unit("mg"))
    assert not same_amount(Decimal(1), Unit("g"), Decimal(1), Unit("week"))


@pytest.mark.parametrize("text", ["3.5‰", "3.5 per 1000", "3.5 per 1,000 births", "3.5 per thousand"])
def test_parts_per_thousand_are_one_unit(text: str) -> None:
    assert unit_of(text, 0, 3) == PER_MILLE


def test_parts_per_ten_thousand_are_not_per_mille() -> None:
    assert unit_of("3.5 per 10000", 0, 3) != PER_MILLE
