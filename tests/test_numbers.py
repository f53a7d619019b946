from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.numbers import in_digits, mentions


def values(text: str) -> set[Decimal]:
    return set().union(*(mention.values for mention in mentions(text)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,000 patients", "2000"),
        ("２０００例", "2000"),
        ("2千人", "2000"),
        ("two thousand people", "2000"),
        ("两千人", "2000"),
        ("0.50 mg", "0.5"),
        ("P = .05", "0.05"),
        ("95.0％", "95"),
        ("10^6 cells", "1000000"),
        ("10⁶个细胞", "1000000"),
        ("10\\^6/L", "1000000"),
        ("1×10^6", "1000000"),
        ("1 × 106 cells", "1000000"),
        ("2.5×10⁻³", "0.0025"),
        ("100万", "1000000"),
        ("1 million people", "1000000"),
        ("1.2亿", "120000000"),
        ("三千五百万", "35000000"),
        ("七名患者", "7"),
        ("Seven men", "7"),
        ("twenty-five days", "25"),
        ("two hundred and five", "205"),
        ("二〇二〇年", "2020"),
        ("十二周", "12"),
        ("in July", "7"),
        ("phase II", "2"),
        ("Ⅱ期", "2"),
        ("20世纪90年代", "1990"),
        ("985千卡", "985"),
        ("8, 400名", "8400"),
    ],
)
def test_a_number_has_its_value_however_it_is_written(text: str, value: str):
    assert Decimal(value) in values(text)


def test_the_parts_of_ranges_and_ratios_are_numbers_of_their_own():
    assert values("29.0%-96.3% (5/7)") == set(map(Decimal, ("29", "96.3", "5", "7")))


def test_mentions_say_where_they_stand_and_which_may_be_none():
    found = [("ab 5.5% 一致"[m.start : m.end], m.certain) for m in mentions("ab 5.5% 一致")]
    assert found == [("5.5", True), ("一", False)]


@pytest.mark.parametrize("text", ["relapse3,4", "recovered.12", "45.8%.10", "500 mg/m2", "(1) first", "每周1次"])
def test_marks_that_the_other_language_need_not_repeat_are_not_certain(text: str):
    assert not mentions(text)[-1].certain


@given(st.integers(min_value=0, max_value=10**15))
def test_thousands_separators_change_no_value(number: int):
    assert values(f"n={number:,}") == values(f"n={number}") == {Decimal(number)}


@given(st.text(alphabet=st.sampled_from("0123456789.,×^⁶10 百千万亿十二三零半%-ⅫⅠa\ud800٣𝟗²")))
def test_any_text_is_read_without_trouble(text: str):
    for mention in mentions(text):
        assert mention.values
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("$6 4 . 3 \\%$", "64.3"), ("$1 0 ^ { 6 }$ 个细胞", "1000000"), ("$3 \\times 1 0 ^ { 6 }$", "3000000")],
)
def test_spaces_that_ocr_puts_into_latex_do_not_split_numbers(text: str, value: str) -> None:
    [mention] = in_digits(text)
    assert mention.values == {Decimal(value)}


def test_a_number_in_latex_is_placed_in_the_text_as_given() -> None:
    text = "缓解率为 $6 4 . 3 \\%$ 。"
    [mention] = in_digits(text)
    assert text[mention.start : mention.end] == "6 4 . 3"


def test_groups_of_three_set_apart_by_spaces_are_one_number_or_several() -> None:
    [mention] = in_digits("费用为€2 150。")
    assert mention.values == {Decimal(2150), Decimal(2), Decimal(150)}


@given(st.text(alphabet="0123456789., ()%$\\^×1万亿", max_size=40))
def test_any_mixture_of_digits_and_marks_is_read(text: str) -> None:
    for mention in mentions(text):
        assert mention.values
        assert 0 <= mention.start < mention.end <= len(text)
