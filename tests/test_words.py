"""How the words of sentences are covered by spans of the other text."""

import numpy as np
import pytest

from align.words import COVERED, COVERED_EACH, LOST, Words, coverage


def words(*sentences: list[int]) -> Words:
    """Return sentences of words that are unlike each other unless they have the same number, up to 8."""
    flat = [number for sentence in sentences for number in sentence]
    vectors = np.eye(8, dtype=np.float32)[flat] if flat else np.zeros((0, 8), dtype=np.float32)
    weights = np.full(len(flat), len(sentences) / max(1, len(flat)), dtype=np.float32)
    return Words(vectors, weights, np.cumsum([0, *map(len, sentences)]))


def covered(one: Words, other: Words, row: int, start: int, size: int) -> np.ndarray:
    low = np.zeros(one.sentences, dtype=np.int64)
    cover = coverage(one, other, low, np.full(one.sentences, other.sentences), 3)
    return cover.over(np.array([[row + 1]]), 1, np.array([[start]]), size)[0, 0]


def test_a_span_covers_the_words_that_it_has():
    one, other = words([0, 1], [2, 3]), words([0], [1], [2, 3])
    assert covered(one, other, 0, 0, 1)[COVERED_EACH] == pytest.approx(0.5)
    assert covered(one, other, 0, 0, 2)[COVERED_EACH] == pytest.approx(1)
    assert covered(one, other, 1, 0, 2)[COVERED_EACH] == pytest.approx(0)


def test_what_stands_next_to_a_span_is_lost_to_it():
    one, other = words([0, 1], [2, 3]), words([0], [1], [2, 3])
    assert covered(one, other, 0, 0, 1)[LOST] == pytest.approx(0.5)
    assert covered(one, other, 0, 0, 2)[LOST] == pytest.approx(0)


def test_long_sentences_weigh_more_unless_each_weighs_one():
    one, other = words([0], [1, 2, 3]), words([0], [1, 2, 3])
    short, long = covered(one, other, 0, 0, 1), covered(one, other, 1, 1, 1)
    assert long[COVERED] == pytest.approx(3 * short[COVERED])
    assert long[COVERED_EACH] == pytest.approx(short[COVERED_EACH])


def test_sentences_without_words_are_covered_by_nothing_and_cover_nothing():
    one, other = words([], [0]), words([], [0])
    assert covered(one, other, 0, 0, 2).tolist() == [0, 0, 0, 0]
    assert covered(one, other, 1, 0, 1)[COVERED_EACH] == 0
    assert covered(words([]), words([]), 0, 0, 1).tolist() == [0, 0, 0, 0]


def test_many_sentences_are_compared_in_blocks_without_a_seam():
    numbers = [[at % 8] for at in range(50)]
    one = words(*numbers)
    assert [covered(one, one, at, at, 1)[COVERED_EACH] for at in range(50)] == pytest.approx([1] * 50)
