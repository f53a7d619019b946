"""Dates as pages print them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import day_first, iso_date, iso_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-07-15", "2025-07-15"),
        ("2025/7/5", "2025-07-05"),
        ("2025.07.05", "2025-07-05"),
        ("2025年7月5日", "2025-07-05"),
        ("2025 年 7 月 5 日", "2025-07-05"),
        ("发表时间：2025年7月", "2025-07"),
        ("July 15, 2025", "2025-07-15"),
        ("Jul 15 2025", "2025-07-15"),
        ("15 July 2025", "2025-07-15"),
        ("15-Jul-2025", "2025-07-15"),
        ("1st Sept. 2025", "2025-09-01"),
        ("2025 Jul 5", "2025-07-05"),
        ("2025 Jul-Aug", "2025-07"),
        ("July 2025", "2025-07"),
        ("2025-07", "2025-07"),
        ("2025/07", "2025-07"),
        ("2025", "2025"),
        ("Published online: 3 May 2024; Epub 2024", "2024-05-03"),
        ("2024-05-03T08:15:00+08:00", "2024-05-03"),
        ("20250715", None),
        ("12345", None),
        ("no date", None),
        ("", None),
    ],
)
def test_reads_a_date_as_precisely_as_the_page(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize("text", ["2025-13-40", "2025年13月", "2025-00-10", "Jul 45, 2025"])
def test_never_makes_a_date_that_no_calendar_has(text: str) -> None:
    assert iso_date(text) in {None, "2025", "2025-07"}


def test_the_first_of_two_dates_is_read() -> None:
    assert iso_date("Received 2 March 2021; accepted 9 June 2021") == "2021-03-02"


@settings(deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: dt.date) -> None:
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%Y %b %d", "%d-%b-%Y")
    assert {iso_date(day.strftime(form)) for form in forms} == {day.isoformat()}


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_a_date_or_none(text: str) -> None:
    date = iso_date(text)
    assert date is None or len(date) in {4, 7, 10}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-01 00:00:00", "2021-03-01"),
        ("Sep. 12, 2022", "2022-09-12"),
        ("June. 30, 2022", "2022-06-30"),
        ("2020 Year 04 Month 01 Day", "2020-04-01"),
        ("令和4年6月30日", "2022-06-30"),
        ("平成元年5月", "1989-05"),
    ],
)
def test_reads_dates_of_registries(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("从2021-03-01 00:00:00至2022-12-31 00:00:00", ["2021-03-01", "2022-12-31"]),
        ("From 2021/3/1 To 2022/3/1", ["2021-03-01", "2022-03-01"]),
        ("2020年1月-2021年12月", ["2020-01", "2021-12"]),
        ("none", []),
    ],
)
def test_reads_the_dates_of_a_period_in_order(text: str, dates: list[str]) -> None:
    assert iso_dates(text) == dates


@pytest.mark.parametrize(
    ("text", "date"),
    [("19/06/2019", "2019-06-19"), ("4/04/2019", "2019-04-04"), ("2019-06-19", "2019-06-19"), ("06/19/2019", "2019")],
)
def test_reads_the_day_first_where_a_site_prints_it_so(text: str, date: str | None) -> None:
    assert day_first(text) == date


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/年月日 至To", max_size=60))
def test_dates_of_any_text_are_dates(text: str) -> None:
    assert all(len(date) in {4, 7, 10} for date in iso_dates(text))
