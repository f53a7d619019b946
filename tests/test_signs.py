import pytest

from align.checks.signs import is_negative, opposed, sign_of


def place(text: str) -> tuple[int, int]:
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    return digits[0], digits[-1] + 1


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("P<0.05", "<"),
        ("P >= 5", "≥"),
        ("< or = 5", "≤"),
        ("± 5", "±"),
        ("at least 5", "≥"),
        ("no more than 5", "≤"),
        ("more than 5", ">"),
        ("fewer than 5", "<"),
        ("18 years of age or older", "≥"),
        ("不超过5", "≤"),
        ("不少于5", "≥"),
        ("超过5", ">"),
        ("不足5", "<"),
        ("60岁以上", "≥"),
        ("5例", ""),
    ],
)
def test_comparisons_are_read_in_signs_and_words(text: str, sign: str) -> None:
    assert sign_of(text, *place(text)) == sign


@pytest.mark.parametrize("text", ["-5", "(-5)", "为-5", "was −5", "r=-5", "~-5", "from −5"])
def test_a_minus_is_known(text: str) -> None:
    assert is_negative(text, place(text)[0])


@pytest.mark.parametrize("text", ["IL-5", "白介素-5", "5"])
def test_a_hyphen_is_no_minus(text: str) -> None:
    assert not is_negative(text, place(text)[0])


@pytest.mark.parametrize("text", ["10-5", "10–5", "10%-5", "10 − 5"])
def test_the_dash_of_a_range_is_no_minus(text: str) -> None:
    assert not is_negative(text, text.index("5"))


def test_signs_are_opposed_unless_they_say_one_thing() -> None:
    assert opposed("<", ">")
    assert opposed("≤", "≥")
    assert opposed("<", "=")
    assert not opposed("<", "≤")
    assert not opposed("<", "")
