import numpy as np
import pytest

from align.path import NOWHERE, best_path, whole
from align.posterior import posteriors


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
