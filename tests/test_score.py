from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from align.path import best_path, whole
from align.score import SHAPES, Side, Weights, bead_gains, similarity
from align.tally import Numbers


def side(vectors: list[list[float]], lengths: list[float] | None = None) -> Side:
    rows = np.array(vectors, dtype=np.float32)
    return Side(rows, np.array(lengths or [10] * len(rows), dtype=np.float32))


def axes(*numbers: int) -> Side:
    return side([[float(at == number) for at in range(8)] for number in numbers])


def gain(en: Side, zh: Side, shape: tuple[int, int], row: int, column: int, freedom: float = 0.0) -> float:
    band = whole(len(en.vectors), len(zh.vectors))
    return float(bead_gains(en, zh, band, freedom, Weights())[shape][row, column])


def test_what_is_alike_gains_more_than_what_is_not():
    en, zh = axes(0, 1, 2), axes(0, 1, 2)
    assert gain(en, zh, (1, 1), 1, 1) > 0.5 > gain(en, zh, (1, 1), 1, 2)


def test_a_sentence_like_everything_gains_less_than_one_like_its_own_translation_alone():
    common = side([[1, 0, 0], [1, 0, 0], [0, 1, 0]])
    assert gain(common, common, (1, 1), 3, 3) > gain(common, common, (1, 1), 1, 1)


def test_lengths_that_do_not_fit_cost():
    en = side([[1, 0], [0, 1]], [100, 100])
    assert gain(en, side([[1, 0], [0, 1]], [100, 100]), (1, 1), 1, 1) > gain(
        en, side([[1, 0], [0, 1]], [20, 180]), (1, 1), 1, 1
    )


def test_a_translation_in_two_sentences_gains_more_whole_than_in_part():
    en = side([[0.6, 0.8, 0, 0], [0, 0, 1, 0]], [100, 100])
    zh = side([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]], [40, 60, 100])
    assert gain(en, zh, (1, 2), 1, 2) > gain(en, zh, (1, 1), 1, 2)


def test_a_free_translation_is_given_more_credit():
    en, zh = axes(0, 1), axes(2, 3)
    assert gain(en, zh, (1, 1), 1, 1, freedom=1.0) > gain(en, zh, (1, 1), 1, 1, freedom=0.0)


def test_a_number_that_only_one_side_has_costs_and_a_miscopied_one_does_not():
    held, other, none = (Numbers(values, values) for values in map(frozenset, ([Decimal(12)], [Decimal(21)], [])))
    en, zh = axes(0, 1), axes(0, 1)

    def with_numbers(first: Numbers) -> float:
        return gain(replace(en, numbers=[held, none]), replace(zh, numbers=[first, none]), (1, 1), 1, 1)

    assert with_numbers(held) == with_numbers(other) == gain(en, zh, (1, 1), 1, 1)
    assert with_numbers(none) == pytest.approx(with_numbers(held) - Weights().number)


def test_unknown_sentences_are_matched_by_place_and_length():
    en = side([[1, 0, 0], [0, 0, 0], [0, 1, 0]])
    zh = side([[1, 0, 0], [0, 0, 0], [0, 1, 0]])
    band = whole(3, 3)
    path = best_path(band, bead_gains(en, zh, band, 0.0, Weights()))
    assert [(list(rows), list(columns)) for rows, columns in path] == [([0], [0]), ([1], [1]), ([2], [2])]


def test_nothing_but_unknown_sentences_gives_numbers():
    en = side([[0, 0], [0, 0]])
    gains = bead_gains(en, en, whole(2, 2), 1.0, Weights())
    assert all(np.isfinite(values).all() for values in gains.values())
    assert set(gains) == set(SHAPES)


def test_similarity_is_the_cosine_of_the_sums_and_zero_of_nothing():
    en, zh = side([[1, 0], [0, 1]]), side([[1, 0]])
    assert similarity(en, zh, (range(2), range(1))) == pytest.approx(2**-0.5)
    assert similarity(en, zh, (range(1), range(0))) == 0.0
