"""Tell whether one text is far longer than a translation of the other would be."""

import math
import re
from collections.abc import Iterator

from align.checks.found import Found

HAN = 3.9
"""Characters of English for a Chinese character, by least squares 3.4 in news to 4.2 in Medline, 3.8 to 4.0 between.

Any other character of Chinese text (digits, Latin names) stands for itself.
"""
ROOM = 10
"""Characters added to both sides, for the shortest texts."""
LIMIT, SHORT_TEXTS = 0.45, 20
"""Logarithm of how many times too long a text may be: the first, and the second for each character's worth of length.

Of pairs of medical sentences 1 % lie beyond, of the beads of abstracts 3 %, three in four for what one side leaves out.
"""

_HAN = re.compile("[㐀-鿿]")


def disproportion(en: str, zh: str) -> Iterator[Found]:
    """Yield a finding where the lengths of two plain texts do not fit."""
    if not en or not zh:
        return
    han = len(_HAN.findall(zh))
    there, here = len(en) + ROOM, HAN * han + (len(zh) - han) + ROOM
    ratio = math.log(there / here)
    if abs(ratio) > LIMIT + SHORT_TEXTS / max(there, here):
        longer, shorter = ("English", "Chinese") if ratio > 0 else ("Chinese", "English")
        message = f"the {longer} text is {math.exp(abs(ratio)):.1f} times as long as the {shorter} text makes likely"
        yield Found("length", message, [(0, len(en))], [(0, len(zh))])
