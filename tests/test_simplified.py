"""Traditional characters as simplified ones."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.languages.simplified import simplified


def test_words_of_registries_become_simplified() -> None:
    assert simplified("註冊號：納入標準、盲法") == "注册号：纳入标准、盲法"


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF)))
def test_text_without_han_comes_back_as_it_is(text: str) -> None:
    assert simplified(text) == text


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=30))
def test_simplifying_twice_changes_nothing_more(text: str) -> None:
    once = simplified(text)
    assert (len(once), simplified(once)) == (len(text), once)
