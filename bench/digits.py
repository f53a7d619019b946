"""Plant wrong digits in translations, and count which of them the check catches."""

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from align import check
from bench.align_sets import Document

DRAWS = 10
"""Times that digits are planted: what one draw catches varies by two points."""
DIGITS = "0123456789"


class Planted(NamedTuple):
    caught: int
    planted: int
    false: int
    """Gold beads with digits, as published, in which the check finds something."""
    pairs: int
    """All gold beads with digits."""


def plant_all(ones: Sequence[Document], seed: int = 0) -> Planted:
    """Plant a wrong digit, ``DRAWS`` times, in each gold bead that has digits and on which the check is silent."""
    chance = random.Random(seed)
    pairs = [(" ".join(one.en[i] for i in en), "".join(one.zh[j] for j in zh)) for one in ones for en, zh in one.gold]
    pairs = [pair for pair in pairs if all(pair) and re.search("[0-9]", pair[0] + pair[1])]
    silent = [pair for pair in pairs if not check(*pair)]
    caught = sum(bool(check(*_plant(pair, chance))) for _ in range(DRAWS) for pair in silent)
    return Planted(caught, DRAWS * len(silent), len(pairs) - len(silent), len(pairs))


def _plant(pair: tuple[str, str], chance: random.Random) -> tuple[str, str]:
    """Change one digit on one side."""
    places = [(side, place) for side in (0, 1) for place, char in enumerate(pair[side]) if char in DIGITS]
    side, place = chance.choice(places)
    other = chance.choice([digit for digit in DIGITS if digit != pair[side][place]])
    changed = pair[side][:place] + other + pair[side][place + 1 :]
    return (changed, pair[1]) if side == 0 else (pair[0], changed)
