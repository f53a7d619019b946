import pytest

from align.checks.names import names


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("IL-6 level", "il6"),
        ("anti-HER2-positive", "her2"),
        ("miR-223", "mir223"),
        ("NCT01234567and", "nct01234567"),
        ("https 10.5555/ab.12", "105555/ab12"),
        ("SARS-CoV-2", "sarscov2"),
        ("HbA1c", "hba1c"),
    ],
)
def test_a_name_is_the_same_however_it_is_joined(text: str, key: str) -> None:
    assert [name.key for name in names(text)] == [key.replace("/", "")]


@pytest.mark.parametrize("text", ["HR0.51", "P0.03", "n10", "12-week", "5 mg", "no digits"])
def test_a_number_with_its_label_is_no_name(text: str) -> None:
    assert names(text) == []


def test_an_index_makes_a_formula_and_two_characters_a_variable() -> None:
    (formula,), (variable,) = names("PM_2"), names("S5")
    assert formula.raised
    assert variable.short
