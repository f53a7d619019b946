"""The probability that a bead is right, from its posterior and its plausibility.

Logistic models fitted by ``python -m bench.align_confidence``, and checked there by leaving out one article at a time.
"""

import math

TEMPERATURE = 0.1
"""Of the posterior; of 0.05, 0.1 and 0.2 the one that separates right from wrong beads best on the development sets."""
CLIP = 1e-4
"""Probabilities nearer to 0 or 1 than this tell no more."""
PAIR = (-1.926, 0.598, 0.484, -0.171)
"""Constant and weights of the log-odds of posterior and plausibility and of the sentences beyond one on either side."""
ALONE = (-1.514, 1.686)
"""Constant and weight of the posterior's log-odds, for a sentence that the search left alone."""
PARTED = (3.532, 1.356)
"""Constant and weight of the log-odds of being implausible, for a sentence of a bead that was taken apart."""


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, clipped."""
    inside = min(max(probability, CLIP), 1 - CLIP)
    return math.log(inside / (1 - inside))


def of_pair(posterior: float, plausibility: float, sentences: int) -> float:
    """Return the probability that exactly these sentences, counted on both sides, translate each other."""
    constant, by_posterior, by_plausibility, by_size = PAIR
    odds = by_posterior * log_odds(posterior) + by_plausibility * log_odds(plausibility) + by_size * (sentences - 2)
    return _logistic(constant + odds)


def of_alone(posterior: float) -> float:
    """Return the probability that a sentence has no translation, given that the search left it alone."""
    return _logistic(ALONE[0] + ALONE[1] * log_odds(posterior))


def of_parted(plausibility: float) -> float:
    """Return the probability that a sentence has no translation, given that its bead was taken apart."""
    return _logistic(PARTED[0] - PARTED[1] * log_odds(plausibility))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
