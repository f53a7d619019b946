import pytest

from align.checks.dates import agree, dates


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on March 5, 2020", (2020, 3, 5)),
        ("on 5 Mar 2020", (2020, 3, 5)),
        ("the 5th of March 2020", (2020, 3, 5)),
        ("2020-03-05", (2020, 3, 5)),
        ("2020年3月5日", (2020, 3, 5)),
        ("in March 2020", (2020, 3, 0)),
        ("2020年3月", (2020, 3, 0)),
        ("3月5日", (0, 3, 5)),
    ],
)
def test_a_date_has_its_value_however_it_is_written(text: str, parts: tuple[int, int, int]) -> None:
    (date,) = dates(text)
    assert date[2:] == parts


@pytest.mark.parametrize("text", ["3个月", "may 12 patients", "10-20", "2020年", "1998-2020", "marker 5", "3月"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [date for date in dates(text) if date.year] == []


def test_dates_agree_where_neither_says_otherwise() -> None:
    (whole,), (month,), (day,), (other,) = map(dates, ("2020年3月5日", "March 2020", "3月5日", "2020年3月6日"))
    assert agree(whole, month)
    assert agree(whole, day)
    assert not agree(whole, other)
    assert not agree(month, day)
