import numpy as np
import pytest

from align.confidence import of_alone, of_pair, of_parted
from align.doubt import apart, plausibility, surplus
from align.score import Side


def axes(*numbers: int) -> Side:
    vectors = np.eye(12, dtype=np.float32)[list(numbers)]
    return Side(vectors, np.full(len(numbers), 10, dtype=np.float32))


PATH = [(range(at, at + 1), range(at, at + 1)) for at in range(5)]


def test_beads_of_strangers_are_implausible_and_of_translations_plausible():
    assert plausibility(axes(0, 1, 2, 3, 4), axes(5, 6, 7, 8, 9), PATH).max() < 0.2
    assert plausibility(axes(0, 1, 2, 3, 4), axes(0, 1, 2, 3, 4), PATH).min() > 0.9


def test_good_neighbours_speak_for_a_bead_that_does_not_fit():
    among_good = plausibility(axes(0, 1, 2, 3, 4), axes(0, 1, 9, 3, 4), PATH)[2]
    among_bad = plausibility(axes(0, 1, 2, 3, 4), axes(5, 6, 9, 7, 8), PATH)[2]
    assert among_good > 0.5 > among_bad


def test_a_sentence_alone_has_no_surplus():
    assert surplus(axes(0), axes(0), [(range(1), range(0)), (range(1, 1), range(1))]).tolist() == [0.0, 0.0]


def test_a_bead_comes_apart_into_single_sentences_in_order():
    assert [(list(rows), list(columns)) for rows, columns in apart((range(2, 4), range(5, 6)))] == [
        ([2], []),
        ([3], []),
        ([], [5]),
    ]


@pytest.mark.parametrize("value", [0.0, 1e-9, 0.5, 1.0])
def test_confidence_is_a_probability_and_rises_with_the_posterior(value: float):
    for confidence in (of_pair(value, 0.9, 2), of_alone(value), of_parted(value)):
        assert 0.0 < confidence < 1.0
    assert of_pair(0.99, 0.9, 2) > of_pair(0.5, 0.9, 2)
    assert of_alone(0.99) > of_alone(0.5)
    assert of_parted(0.01) > of_parted(0.29)
