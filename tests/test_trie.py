from hypothesis import given
from hypothesis import strategies as st

from align.trie import Trie


def found(words: list[str], text: str) -> set[tuple[int, str]]:
    places, numbers = Trie({word: number for number, word in enumerate(words)}).find(text)
    return {(int(place), words[number]) for place, number in zip(places, numbers, strict=True)}


def test_overlapping_words_are_all_found():
    assert found(["高血压", "血压", "压", "高血糖"], "高血压病") == {(0, "高血压"), (1, "血压"), (2, "压")}


def test_the_beginning_of_a_word_is_no_word():
    assert found(["慢性肾脏病"], "慢性肾脏") == set()


def test_no_words_and_no_text_give_nothing():
    assert found([], "高血压") == found(["高"], "") == set()


characters = st.sampled_from("高血压\U00020000a\ud800")


@given(
    st.lists(st.text(characters, min_size=1, max_size=5), unique=True),
    st.text(st.sampled_from("高血压\U00020000a\ud800\0"), max_size=30),
)
def test_every_word_is_found_wherever_it_begins(words: list[str], text: str):
    expected = {(at, word) for at in range(len(text)) for word in words if text.startswith(word, at)}
    assert found(words, text) == expected
