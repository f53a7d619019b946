"""Which vectors choose each other, and how far each pair stands out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe import neighbours
from dedupe.neighbours import STRANGER, mutual


def unit(*rows):
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def random_unit(count, seed, dimension=16):
    return unit(*np.random.default_rng(seed).standard_normal((count, dimension)))


def translated(vectors, noise, seed):
    return unit(*(vectors + noise * np.random.default_rng(seed).standard_normal(vectors.shape)))


def test_pairs_that_choose_each_other_are_found_whatever_their_order():
    left = random_unit(50, 1, dimension=64)
    order = np.random.default_rng(2).permutation(50)
    found = mutual(left, translated(left, 0.05, 3)[order])
    assert found.left.tolist() == list(range(50))
    assert order[found.right].tolist() == list(range(50))


def test_a_hub_that_is_near_to_all_is_paired_with_its_own_choice_only():
    found = mutual(unit([1, 0, 0.2], [0, 1, 0.2], [0.6, 0.6, 0.9]), unit([0.5, 0.5, 0.8]))
    assert found.left.tolist() == [2]


def test_margin_is_taken_against_the_best_rival_of_either_side():
    left, right = unit([1, 0, 0]), unit([1, 0.1, 0], [1, 0.9, 0])
    (margin,) = mutual(left, right).margin
    assert margin == pytest.approx(left[0] @ right[0] - left[0] @ right[1], abs=1e-6)


def test_where_nothing_else_is_there_a_usual_stranger_is_the_rival():
    found = mutual(unit([1, 0]), unit([0.8, 0.6]))
    assert found.margin == pytest.approx([0.8 - STRANGER])


def test_a_copy_of_the_nearest_is_no_rival_but_a_pair_itself():
    paper, copy, other = [1, 0, 0], [1, 0.01, 0], [0, 0, 1]
    found = mutual(unit([0.9, 0.1, 0.1]), unit(paper, copy, other))
    assert found.right.tolist() == [0, 1]
    assert (found.margin > 0.5).all()


def test_no_vectors_on_one_side_make_no_pairs():
    assert len(mutual(random_unit(3, 1), np.zeros((0, 16), dtype=np.float32)).left) == 0


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 99))
def test_exchanging_the_sides_exchanges_the_pairs(here, there, seed):
    left, right = random_unit(here, seed), random_unit(there, seed + 1)
    forth, back = mutual(left, right), mutual(right, left)
    assert set(zip(forth.left, forth.right, strict=True)) == set(zip(back.right, back.left, strict=True))


def test_blocks_change_nothing(monkeypatch):
    left = random_unit(70, 5)
    right = translated(left, 0.1, 6)
    whole = mutual(left, right)
    monkeypatch.setattr(neighbours, "BLOCK", 8)
    monkeypatch.setattr(neighbours, "CELLS", 8 * len(right))
    parts = mutual(left, right)
    assert parts.left.tolist() == whole.left.tolist()
    assert parts.right.tolist() == whole.right.tolist()
    assert parts.margin == pytest.approx(whole.margin, abs=1e-6)


def test_principal_directions_find_what_all_directions_find(monkeypatch):
    mixing = np.random.default_rng(0).standard_normal((32, 300))
    left = unit(*(random_unit(400, 7, dimension=32) @ mixing))
    right = translated(left, 0.01, 8)
    whole = mutual(left, right)
    monkeypatch.setattr(neighbours, "EXACT", 0)
    brief = mutual(left, right)
    assert brief.left.tolist() == whole.left.tolist() == list(range(400))
    assert brief.right.tolist() == whole.right.tolist()
    assert brief.cosine == pytest.approx(whole.cosine, abs=1e-6)
