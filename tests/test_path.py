from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.band import along
from align.path import NOWHERE, Band, Shape, best_path, whole

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1), (2, 2))


def grid(rows: int, columns: int, gains: dict[tuple[Shape, int, int], float]) -> dict[Shape, np.ndarray]:
    """Lay gains, given by shape and the point where the bead ends, on a whole grid; all others are bad."""
    laid = {shape: np.full((rows + 1, columns + 1), -1.0, dtype=np.float32) for shape in SHAPES}
    for (shape, row, column), gain in gains.items():
        laid[shape][row, column] = gain
    return laid


def links(path) -> list[tuple[list[int], list[int]]]:
    return [(list(rows), list(columns)) for rows, columns in path]


def test_the_best_sum_wins_over_the_best_step():
    gains = grid(2, 2, {((1, 1), 1, 1): 0.6, ((1, 1), 2, 2): 0.6, ((2, 2), 2, 2): 1.0})
    assert links(best_path(whole(2, 2), gains)) == [([0], [0]), ([1], [1])]


def test_several_sentences_join_when_that_gains_more():
    gains = grid(2, 1, {((1, 1), 1, 1): 0.5, ((2, 1), 2, 1): 0.7})
    assert links(best_path(whole(2, 1), gains)) == [([0, 1], [0])]


def test_what_gains_nothing_is_left_alone():
    assert sorted(links(best_path(whole(1, 2), grid(1, 2, {})))) == [([], [0]), ([], [1]), ([0], [])]


def test_of_equal_paths_the_same_is_always_taken():
    gains = grid(2, 2, {((1, 1), 1, 1): 0.5, ((1, 1), 2, 2): 0.5, ((2, 2), 2, 2): 1.0})
    assert links(best_path(whole(2, 2), gains)) == links(best_path(whole(2, 2), gains))


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_leaves_the_other_alone(rows: int, columns: int):
    path = best_path(whole(rows, columns), grid(rows, columns, {}))
    assert len(path) == rows + columns


def brute_force(rows: int, columns: int, gains: dict[Shape, np.ndarray], band: Band) -> float:
    best = np.full((rows + 1, columns + 1), -np.inf)
    best[0, 0] = 0.0
    for row, column in product(range(rows + 1), range(columns + 1)):
        if not band.low[row] <= column < band.low[row] + band.width:
            continue
        for (tall, wide), gain in [*gains.items(), ((0, 1), None), ((1, 0), None)]:
            if row >= tall and column >= wide:
                step = 0.0 if gain is None else gain[row, column]
                best[row, column] = max(best[row, column], best[row - tall, column - wide] + step)
    return float(best[rows, columns])


def total(path, gains: dict[Shape, np.ndarray], band: Band) -> float:
    worth = 0.0
    for rows, columns in path:
        if rows and columns:
            worth += float(gains[len(rows), len(columns)][rows.stop, columns.stop - band.low[rows.stop]])
    return worth


@settings(deadline=None)
@given(st.integers(0, 7), st.integers(0, 7), st.integers(0, 2**32 - 1))
def test_the_path_is_the_best_there_is_and_takes_every_sentence_once_in_order(rows: int, columns: int, seed: int):
    chance = np.random.default_rng(seed)
    gains = {shape: chance.normal(size=(rows + 1, columns + 1)).astype(np.float32) for shape in SHAPES}
    path = best_path(whole(rows, columns), gains)
    assert [row for step, _ in path for row in step] == list(range(rows))
    assert [column for _, step in path for column in step] == list(range(columns))
    assert total(path, gains, whole(rows, columns)) == pytest.approx(
        brute_force(rows, columns, gains, whole(rows, columns)), abs=1e-4
    )


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), max_size=4))
def test_a_band_along_any_anchors_holds_a_path(rows: int, columns: int, points: list[tuple[int, int]]):
    chain = [(row, column) for row, column in sorted(points) if row < rows and column < columns]
    chain = [point for at, point in enumerate(chain) if all(a < point[0] and b < point[1] for a, b in chain[:at])]
    band = along(chain, rows, columns, margin=2)
    gains = {shape: np.zeros((rows + 1, band.width), dtype=np.float32) for shape in SHAPES}
    path = best_path(band, gains)
    assert [row for step, _ in path for row in step] == list(range(rows))
    assert [column for _, step in path for column in step] == list(range(columns))


def test_a_step_that_must_not_be_taken_is_not():
    gains = grid(1, 1, {((1, 1), 1, 1): NOWHERE})
    assert len(best_path(whole(1, 1), gains)) == 2


@settings(deadline=None)
@given(st.data(), st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_in_any_band_the_path_is_the_best_that_touches_no_point_outside(data, rows: int, columns: int, seed: int):
    low = np.array([0, *sorted(data.draw(st.lists(st.integers(0, columns), min_size=rows, max_size=rows)))])
    width = max(int(np.diff(low).max()) + 1, columns + 1 - int(low[-1]))
    band = Band(rows, columns, np.minimum(low, columns + 1 - width), width)
    chance = np.random.default_rng(seed)
    everywhere = {shape: chance.normal(size=(rows + 1, columns + 1)).astype(np.float32) for shape in SHAPES}
    inside = {
        shape: np.take_along_axis(gain, band.at + np.zeros_like(low)[:, None], 1) for shape, gain in everywhere.items()
    }
    path = best_path(band, inside)
    assert [row for step, _ in path for row in step] == list(range(rows))
    assert total(path, inside, band) == pytest.approx(brute_force(rows, columns, everywhere, band), abs=1e-4)
