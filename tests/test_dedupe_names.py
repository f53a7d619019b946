import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.names import parse, people, same_person, similarity


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Doki Noriko", "Noriko Doki"),
        ("Doki, N.", "Noriko Doki"),
        ("N. Doki", "Doki N"),
        ("Kessel, M. E.", "van Kessel, M."),
        ("Müller, Jörg", "J. Muller"),
        ("Wang, Xiao-Ming", "Wang XM"),
        ("王晓明", "Wang, Xiaoming"),
        ("王曉明", "王晓明"),
        ("欧阳倩", "Qian Ouyang"),
        ("曾红", "Zeng Hong"),
        ("Kim, Y T", "Young, T K"),
        ("ZUNA, R E", "Zuna, Rosemary E."),
    ],
)
def test_spellings_of_one_person(left, right):
    assert same_person(parse(left), parse(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [("Wang, X", "Wang, Y"), ("王晓明", "王小敏"), ("Doki, Noriko", "Doki, Hiroshi"), ("Marlow, T", "Brandt, T")],
)
def test_two_people(left, right):
    assert not same_person(parse(left), parse(right))


@pytest.mark.parametrize("nobody", ["", "et al.", "Anonymous", "????", "佚名", "X"])
def test_what_names_nobody_is_absent(nobody):
    assert parse(nobody) is None


def test_a_list_cut_after_three_agrees_with_the_whole():
    whole = people(("Marlow, T", "Wang, X", "Okonjo, B", "Ferro, I"))
    assert similarity(whole, people(("Okonjo B", "Marlow T", "Wang X"))) == 1.0


def test_nobody_agrees_with_nobody():
    assert similarity((), people(("Marlow, T",))) == 0.0


@given(st.lists(st.text(max_size=20), max_size=6), st.lists(st.text(max_size=20), max_size=6))
def test_similarity_is_a_share_and_takes_any_text(left, right):
    assert 0.0 <= similarity(people(tuple(left)), people(tuple(right))) <= 1.0
