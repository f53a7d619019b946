import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks.plain import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（P＜０．０５）", "(P<0.05)"),
        ("10～20 μg", "10~20 μg"),
        ("有12例，其中5例", "有12例、其中5例"),
        ("2O2O年, 20l2, O.5, 1OO, Web2.O", "2020年, 2012, 0.5, 100, Web2.0"),
        ("H2O, CO2, 10l, All OK", "H2O, CO2, 10l, All OK"),
        ("$6 4 . 3 \\%$", " 64.3% "),
        ("$( P { < } 0 . 0 5 )$", " (P<0.05) "),
        ("$\\scriptstyle { \\geqslant } 3 ~ \\mathrm { m g }$", " ≥3mg "),
        ("$4 0 { \\sim } 1 0 0 \\ \\textmu \\mathrm { m }$", " 40~100μm "),
        ("costs $5 here and $10 there", "costs $5 here and $10 there"),
    ],
)
def test_signs_have_one_form_and_formulas_stand_in_a_line(text: str, expected: str) -> None:
    assert plain(text).text == expected


@given(st.text(alphabet="0123456789.$\\{}^_ Ol，。mgpm\ud800", max_size=60))
def test_every_character_knows_its_place(text: str) -> None:
    made = plain(text)
    assert len(made.text) == len(made.places)
    assert list(made.places) == sorted(made.places)
    assert all(0 <= at < len(text) for at in made.places)
