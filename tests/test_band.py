from itertools import pairwise

import numpy as np
import pytest

from align.band import WHOLE_GRID, along, anchors, band_for
from align.path import Band, best_path, whole
from align.posterior import posteriors
from align.score import SHAPES, Side, Weights, bead_gains


def translations(count: int, lost: float, seed: int = 0) -> tuple[Side, Side, list[int]]:
    """Make vectors of a text and of its translation, which lacks some sentences; and which these still have."""
    chance = np.random.default_rng(seed)
    meaning = chance.normal(size=(count, 32))
    kept = np.flatnonzero(chance.random(count) >= lost)
    en, zh = meaning + 0.7 * chance.normal(size=meaning.shape), meaning + 0.7 * chance.normal(size=meaning.shape)
    return _side(en), _side(zh[kept]), kept.tolist()


def _side(vectors: np.ndarray) -> Side:
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return Side(units.astype(np.float32), np.full(len(units), 50, dtype=np.float32))


def narrow(en: Side, zh: Side) -> Band:
    return along(anchors(en.vectors, zh.vectors), len(en.vectors), len(zh.vectors), margin=12)


def test_a_band_along_anchors_finds_the_path_of_the_whole_grid():
    en, zh, _ = translations(200, lost=0.1)
    band = narrow(en, zh)
    everything = whole(band.rows, band.columns)
    assert band.width < band.columns / 2
    by_band = best_path(band, bead_gains(en, zh, band, 0.0, Weights()))
    assert by_band == best_path(everything, bead_gains(en, zh, everything, 0.0, Weights()))


@pytest.mark.parametrize("shape", SHAPES)
def test_gains_in_a_band_are_those_of_the_whole_grid(shape: tuple[int, int]):
    en, zh, _ = translations(80, lost=0.2)
    band = narrow(en, zh)
    inside = bead_gains(en, zh, band, 0.0, Weights())[shape]
    outside = bead_gains(en, zh, whole(band.rows, band.columns), 0.0, Weights())[shape]
    for row in range(shape[0], band.rows + 1):
        first = int(band.low[row])
        begin = max(int(band.low[row - shape[0]]), int(band.low[row - shape[0] + 1])) + shape[1]
        last = int(band.low[row - shape[0]]) + band.width
        for column in range(max(begin, first + shape[1] - 1), min(first + band.width, last, band.columns + 1)):
            assert inside[row, column - first] == pytest.approx(outside[row, column], abs=1e-4)


def test_posteriors_in_a_band_are_near_those_of_the_whole_grid():
    en, zh, _ = translations(60, lost=0.1)
    band = narrow(en, zh)
    everything = whole(band.rows, band.columns)
    gains, all_gains = (bead_gains(en, zh, one, 0.0, Weights()) for one in (band, everything))
    path = best_path(band, gains)
    assert posteriors(band, gains, path, 0.1) == pytest.approx(posteriors(everything, all_gains, path, 0.1), abs=0.02)


def test_anchors_ascend_in_both_texts_and_skip_unknown_sentences():
    en, zh, kept = translations(50, lost=0.3)
    en.vectors[kept[0]] = 0.0
    points = anchors(en.vectors, zh.vectors)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(points))
    assert all(row != kept[0] for row, _ in points)
    assert len(points) > len(kept) * 0.8


def test_short_texts_are_searched_whole_and_long_ones_in_a_band():
    assert band_for([], 30, 40).width == 41
    side = int(WHOLE_GRID**0.5) + 10
    assert band_for([(side // 2, side // 2)], side, side).width < side / 2


def test_an_anchor_in_the_first_or_last_row_leaves_both_corners_inside():
    band = along([(0, 900), (1199, 1300)], 1200, 1400)
    assert band.low[0] == 0
    assert band.low[-1] + band.width == 1401
