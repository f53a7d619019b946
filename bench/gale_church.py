"""The aligner of Gale & Church (1993), by sentence lengths alone, as a baseline."""

import math
from collections.abc import Sequence

import numpy as np

from align.path import Floats, Shape, Step, best_path, whole

PRIORS: dict[Shape, float] = {(1, 1): 0.89, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011}
NULL_PRIOR = 0.0099 / 2
VARIANCE = 6.8
"""Of the length of a translation, per character; the paper's value, for European languages."""
LEAST = 1e-300


def gale_church(en: Sequence[str], zh: Sequence[str]) -> list[Step]:
    """Align by lengths in characters, scaled so that both texts are equally long."""
    long = np.array([len(text) for text in en], dtype=np.float64)
    wide = np.array([len(text) for text in zh], dtype=np.float64) * (long.sum() / max(1, sum(map(len, zh))))
    alone = [np.array([_cost(length, 0.0, NULL_PRIOR) for length in side]) for side in (long, wide)]
    band = whole(len(en), len(zh))
    return best_path(band, {shape: _gains(shape, long, wide, alone) for shape in PRIORS})


def _gains(shape: Shape, long: np.ndarray, wide: np.ndarray, alone: list[np.ndarray]) -> Floats:
    """Return how much less a bead costs than leaving its sentences alone."""
    gains = np.full((len(long) + 1, len(wide) + 1), -1e30, dtype=np.float32)
    for row in range(shape[0], len(long) + 1):
        for column in range(shape[1], len(wide) + 1):
            rows, columns = slice(row - shape[0], row), slice(column - shape[1], column)
            cost = _cost(long[rows].sum(), wide[columns].sum(), PRIORS[shape])
            gains[row, column] = alone[0][rows].sum() + alone[1][columns].sum() - cost
    return gains


def _cost(long: float, wide: float, prior: float) -> float:
    delta = (wide - long) / math.sqrt(max(1.0, (long + wide) / 2) * VARIANCE)
    return -math.log(max(LEAST, math.erfc(abs(delta) / math.sqrt(2)))) - math.log(prior)
