"""Ages as registries print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.trials.ages import age_range, one_age


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("18~75岁", ("18 Years", "75 Years")),
        ("18 Years to 80 Years   (Adult, Older Adult)", ("18 Years", "80 Years")),
        ("18 Years and older", ("18 Years", None)),
        ("up to 17 Years", (None, "17 Years")),
        ("≥18岁", ("18 Years", None)),
        ("75岁以下", (None, "75 Years")),
        ("18岁(最小年龄)至 75岁(最大年龄)", ("18 Years", "75 Years")),
        ("18岁(最小年龄)至 无上限", ("18 Years", None)),
        ("18年 至 80年 （成人、年长者）", ("18 Years", "80 Years")),
        ("20age old over", ("20 Years", None)),
        ("6 Months to 5 Years", ("6 Months", "5 Years")),
        ("1个月至12岁", ("1 Month", "12 Years")),
        ("18歲至65歲", ("18 Years", "65 Years")),
        ("Child, Adult", (None, None)),
        ("No limit", (None, None)),
        ("", (None, None)),
    ],
)
def test_reads_youngest_and_oldest(text: str, ages: tuple[str | None, str | None]) -> None:
    assert age_range(text) == ages


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("18 岁 years", "18 Years"),
        ("75age old under", "75 Years"),
        ("1", "1 Year"),
        ("No limit", None),
        ("6个月", "6 Months"),
    ],
)
def test_reads_one_age(text: str, age: str | None) -> None:
    assert one_age(text) == age


@given(st.integers(0, 60), st.integers(61, 120), st.sampled_from(["{}~{}岁", "{} Years to {} Years", "{}-{} years"]))
def test_every_range_is_read_in_every_form(youngest: int, oldest: int, form: str) -> None:
    expected = f"{youngest} Year{'s' if youngest != 1 else ''}", f"{oldest} Years"
    assert age_range(form.format(youngest, oldest)) == expected


@given(st.text())
def test_any_text_has_two_ages_or_fewer(text: str) -> None:
    assert len(age_range(text)) == 2
