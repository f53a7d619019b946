import numpy as np
import pytest

from align.path import NOWHERE, Band, best_path, whole
from align.posterior import expectations, posteriors


def test_two_paths_share_probability_by_their_gains():
    gains = {(1, 1): np.full((2, 2), NOWHERE, dtype=np.float32)}
    gains[1, 1][1, 1] = np.log(6.0)
    path = best_path(whole(1, 1), gains)
    # Against the pair stand two ways of leaving both alone, English first and Chinese first.
    assert posteriors(whole(1, 1), gains, path, 1.0) == pytest.approx([6 / 8])


def test_a_low_temperature_is_surer_of_the_best():
    gains = {(1, 1): np.full((3, 3), 0.3, dtype=np.float32)}
    path = best_path(whole(2, 2), gains)
    sure, unsure = (posteriors(whole(2, 2), gains, path, temperature) for temperature in (0.05, 1.0))
    assert all(high > low for high, low in zip(sure, unsure, strict=True))


def test_a_sentence_alone_has_a_posterior_too():
    gains = {(1, 1): np.full((2, 1), NOWHERE, dtype=np.float32)}
    path = best_path(whole(1, 0), gains)
    assert posteriors(whole(1, 0), gains, path, 0.1) == pytest.approx([1.0])


def shares(gain: np.ndarray) -> dict[tuple[tuple[int, ...], tuple[int, ...]], float]:
    """Return the posterior of each bead of the best path, given the gains of pairs."""
    band = whole(gain.shape[0] - 1, gain.shape[1] - 1)
    path = best_path(band, {(1, 1): gain})
    found = posteriors(band, {(1, 1): gain}, path, 1.0)
    return {(tuple(rows), tuple(columns)): share for (rows, columns), share in zip(path, found, strict=True)}


def test_a_sentence_is_alone_wherever_in_the_other_text_it_is_left():
    # One row beside three columns: four ways without a pair, and one way with each of the three.
    only_first = np.full((2, 4), NOWHERE, dtype=np.float32)
    only_first[1, 1] = np.log(6.0)
    assert shares(only_first) == pytest.approx({((0,), (0,)): 6 / 10, ((), (1,)): 1.0, ((), (2,)): 1.0})
    each = np.full((2, 4), np.log(0.5), dtype=np.float32)
    assert shares(each) == pytest.approx({((0,), ()): 4 / 5.5, **{((), (column,)): 5 / 5.5 for column in range(3)}})


@pytest.mark.parametrize("low", [[0, 0, 0, 0], [0, 0, 1, 1]])
def test_the_posteriors_of_all_beads_agree_with_those_of_a_path(low: list[int]):
    chance = np.random.default_rng(0)
    band = Band(3, 4, np.array(low), 5 - max(low))
    gains = {shape: chance.normal(size=(4, band.width)).astype(np.float32) for shape in ((1, 1), (1, 2), (2, 1))}
    for shape, gain in gains.items():
        start = band.low[:, None] + np.arange(band.width) - shape[1]
        gain[start < band.low[np.maximum(np.arange(4) - shape[0], 0)][:, None]] = NOWHERE
        gain[: shape[0]] = NOWHERE
    path = best_path(band, gains)
    _, everywhere = expectations(band, gains)
    pairs = [
        ((rows, columns), share)
        for (rows, columns), share in zip(path, posteriors(band, gains, path, 1.0), strict=True)
        if rows and columns
    ]
    assert pairs
    for (rows, columns), share in pairs:
        at = rows.stop, columns.stop - band.low[rows.stop]
        assert everywhere[len(rows), len(columns)][at] == pytest.approx(share, abs=1e-4)
