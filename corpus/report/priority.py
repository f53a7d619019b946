"""What a reviewer should look at first: the records in which the most corrections are to be expected.

Every number in the score is a probability that the aligner and the checks state anyway, so that the score has a
meaning: corrections that a person would make in the record.
"""

from typing import NamedTuple

from corpus.bitext import Bitext
from corpus.coverage import Line, unaccepted

WORTH_A_LOOK = 0.3
"""A pair that is wrong with less probability is not counted: its many like would add up to an error nobody finds."""
FEW = 2
"""So many sentences without translation are an oversight, and quickly mended; more of them are an abridged text."""


class Priority(NamedTuple):
    """Why a record should be looked at, and how much."""

    score: float
    """Corrections to be expected."""
    findings: int
    surest: float
    """The probability of the surest finding; 0 where there is none."""
    doubtful: int
    """Pairs that may be wrong, by their confidence."""
    lowest: float
    """The least confidence of these; 1 where there is none."""
    missing: int
    """Sentences without translation, where they are few."""
    unrelated: bool
    """Both languages have an abstract, and no sentence of one is found in the other."""


def priority(line: Line) -> Priority | None:
    """Return why a record should be looked at; None where nothing calls for it.

    The score adds up, over the pairs of sentences, the probability that a person would change something there: that
    the pair is wrong or one of its findings right. A sentence without translation counts 1 where no more than ``FEW``
    are; so does a record none of whose sentences correspond. Pairs that a person has accepted count nothing.
    """
    bitext = line.bitext
    if bitext is None or not (bitext.en and bitext.zh):
        return None
    gaps = len(bitext.coverage.missing_en) + len(bitext.coverage.missing_zh)
    missing = gaps if gaps <= FEW else 0
    unrelated = line.status == "none"
    places = _places(bitext)
    sure = [sure for _, sure in places if sure]
    doubts = [confidence for confidence, _ in places if 1 - confidence >= WORTH_A_LOOK]
    score = sum(1 - confidence * (1 - sure) for confidence, sure in places) + missing + unrelated
    if not score:
        return None
    return Priority(score, len(sure), max(sure, default=0.0), len(doubts), min(doubts, default=1.0), missing, unrelated)


def _places(bitext: Bitext) -> list[tuple[float, float]]:
    """Return the confidence, and the probability of a right finding, of each pair that is worth a look."""
    found = []
    for bead in unaccepted(bitext):
        sure = max((finding.sure for finding in bead.checks), default=0.0)
        if 1 - bead.confidence * (1 - sure) >= WORTH_A_LOOK:
            found.append((bead.confidence, sure))
    return found
