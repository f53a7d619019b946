"""What the punctuation of two spans tells of whether they end and begin together.

Sentences that translate each other mostly end with the same mark; a heading has none and is merged with nothing; and
in dialogue, as many quotations begin, whatever the words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align.path import Floats

PERIOD, QUESTION, EXCLAMATION, COLON, BROKEN, COMMA, NONE = range(7)
"""How a sentence ends, quotation marks and brackets after the end left out."""

_CLOSING, _EITHER = "”’」』»", "\"'"
_AFTER_END = re.compile(rf"[\s{_CLOSING}{_EITHER})）\]】]+$")
_BROKEN = re.compile(r"(?:\.\s?\.|…|—|–|-)$")
_ENDS_QUOTE = re.compile(rf"[{_CLOSING}{_EITHER}]\s*$")
_QUOTE = re.compile(rf"[“「『]|(?:(?<=\s)|^)[‘{_EITHER}](?=\S)")
"""Where a quotation begins; marks that are apostrophes too count only before a word."""
_ENDS = {"?": QUESTION, "!": EXCLAMATION, ":": COLON, ".": PERIOD, "。": PERIOD, ",": COMMA, ";": COMMA, "、": COMMA}
_NARROW = str.maketrans("？！：．，；", "?!:.,;")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of some sentences."""

    ends: Floats
    """``[n]``: one of the kinds above."""
    ends_quote: Floats
    """``[n]``: 1 or 0."""
    quotes: Floats
    """``[n]``: quotations that begin."""


def marks(texts: Sequence[str]) -> Marks:
    """Read the marks of sentences."""
    rows = [(ending(text), bool(_ENDS_QUOTE.search(text)), len(_QUOTE.findall(text))) for text in texts]
    return Marks(*np.array(rows, dtype=np.float32).reshape(len(texts), 3).T)


def ending(text: str) -> int:
    """Return the kind of mark that a sentence ends with."""
    core = _AFTER_END.sub("", text)
    if _BROKEN.search(core):
        return BROKEN
    return _ENDS.get(core[-1:].translate(_NARROW), NONE)
