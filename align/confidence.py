"""The probability that a bead is right, from its posterior and its similarity."""

import math

TEMPERATURE = 0.1
"""Of the posterior; with it the posteriors of right and wrong beads lie furthest apart on the development sets."""
CLIP = 1e-4
"""Posteriors nearer to 0 or 1 than this tell no more."""
PAIRED = (1.0, 1.0, 0.0)
"""Constant, weight of the posterior's log-odds and weight of the similarity, for a bead with both sides."""
ALONE = (1.0, 1.0)
"""Constant and weight of the posterior's log-odds, for a sentence left alone."""


def log_odds(posterior: float) -> float:
    """Return the log-odds of a posterior, clipped."""
    inside = min(max(posterior, CLIP), 1 - CLIP)
    return math.log(inside / (1 - inside))


def confidence(posterior: float, similarity: float, *, paired: bool) -> float:
    """Return the probability, 0 to 1, that exactly these sentences belong together and to nothing else.

    A logistic model fitted by ``python -m bench.align_fit confidence``, checked by leaving one document out.
    """
    if paired:
        constant, weight, closeness = PAIRED
        total = constant + weight * log_odds(posterior) + closeness * similarity
    else:
        constant, weight = ALONE
        total = constant + weight * log_odds(posterior)
    return 1 / (1 + math.exp(-total))
