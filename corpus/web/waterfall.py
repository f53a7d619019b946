"""The evidence on a pair as a waterfall: from the odds that any two compared records are one to those of these two.

Log-odds add up (``dedupe.compare``), so each field is a bar that begins where the one before it ended, as in the charts
of Splink.
"""

import math
from collections.abc import Mapping
from itertools import accumulate

import msgspec

from dedupe.compare import SAME, UNCERTAIN, log_odds, probability
from dedupe.link import Link
from dedupe.weights import BIAS

WIDTH = 100.0
"""Of the chart, in its own units; the page stretches it."""
MARGIN = 0.5
"""Log-odds that are left free on both sides."""
LEAST_BAR = 0.6
"""Width of a bar that would be too thin to be seen."""
UNTOLD = 0.005
"""Log-odds that rounding may lose."""
LABELS: Mapping[str, str] = {
    "id": "Identifier",
    "weak id": "Sponsor's number",
    "title": "Title",
    "title numbers": "Numbers in titles",
    "authors": "Authors",
    "journal": "Journal",
    "year": "Year",
    "volume": "Volume",
    "issue": "Issue",
    "pages": "Page numbers",
    "abstract": "Abstract",
    "place": "Place in the journal",
    "meaning": "Meaning of abstracts",
    "title meaning": "Meaning of titles",
    "sentences": "Sentence by sentence",
    "numbers": "Numbers",
    "names": "Names in Latin letters",
}
"""What the fields of evidence are called."""


class Bar(msgspec.Struct, frozen=True):
    """One field's weight, with its place in the chart."""

    label: str
    left: str
    """The value as it was compared."""
    right: str
    similarity: float | None
    weight: float
    """Log-odds."""
    probability: float
    """That the two are the same, given this field and those before it."""
    x: float
    width: float
    start_x: float
    """Where the bar before it ended."""


class Waterfall(msgspec.Struct, frozen=True):
    """The bars from the prior to the probability."""

    prior: float
    """Probability before any field is looked at."""
    bars: tuple[Bar, ...]
    probability: float
    even_x: float
    """Where the probability is a half."""
    unsure_x: float
    """From here, over ``unsure_width``, a person is asked."""
    unsure_width: float
    end_x: float
    """Where the last bar ends."""


def waterfall(link: Link) -> Waterfall | None:
    """Return how the evidence adds up to a link's probability; None where no evidence was weighed."""
    if link.kind == "reports" or not link.evidence:
        return None
    steps = [(LABELS.get(e.field, e.field), e.left, e.right, e.similarity, e.weight) for e in link.evidence]
    total = log_odds(min(max(link.probability, 1e-14), 1 - 1e-14))
    rest = total - BIAS - sum(e.weight for e in link.evidence)
    if abs(rest) > UNTOLD and abs(total) < 30 - UNTOLD:
        steps.append(("Not told", "", "", None, rest))
    sums = list(accumulate((weight for *_, weight in steps), initial=BIAS))
    scale = _Scale(sums)
    bars = (_bar(scale, step, before, after) for step, before, after in zip(steps, sums, sums[1:], strict=False))
    unsure = scale.x(log_odds(UNCERTAIN)), scale.x(log_odds(SAME))
    return Waterfall(
        prior=probability(BIAS),
        bars=tuple(bars),
        probability=link.probability,
        even_x=scale.x(0),
        unsure_x=unsure[0],
        unsure_width=round(unsure[1] - unsure[0], 2),
        end_x=scale.x(sums[-1]),
    )


class _Scale:
    """Log-odds → places in the chart; the range in which a person is asked is always in it."""

    def __init__(self, sums: list[float]) -> None:
        self._low = min(*sums, log_odds(UNCERTAIN)) - MARGIN
        self._high = max(*sums, log_odds(SAME)) + MARGIN

    def x(self, odds: float) -> float:
        return round(WIDTH * (odds - self._low) / (self._high - self._low), 2)


def _bar(scale: _Scale, step: tuple[str, str, str, float | None, float], before: float, after: float) -> Bar:
    start, end = scale.x(before), scale.x(after)
    width = max(abs(end - start), LEAST_BAR)
    x = min(start, end) if math.isclose(width, abs(end - start)) else start - LEAST_BAR / 2
    return Bar(*step, probability(after), round(x, 2), round(width, 2), start)
