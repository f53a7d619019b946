"""What the check of a bead says, as a pattern and what fills it, so that it can be said in another language."""

from collections.abc import Mapping
from typing import NamedTuple

from corpus.wording import pattern

PATTERNS = (
    "{en} in English is {zh} in Chinese: which is which?",
    "{en} in English is {zh} in Chinese, {ratio} times less",
    "{en} in English is {zh} in Chinese, {ratio} times more",
    "{en} in English is {zh} in Chinese",
    "{values} are not in the Chinese text",
    "{values} are not in the English text",
    "{values} is not in the Chinese text",
    "{values} is not in the English text",
    "{words} in English has nothing like it in Chinese",
    "{words} in Chinese has nothing like it in English",
    "the English text is {ratio} times as long as the Chinese text makes likely",
    "the Chinese text is {ratio} times as long as the English text makes likely",
)
"""As ``align.checks`` words them; the special ones first."""
OTHER = "{message}"
KINDS = ("number", "unit", "percent", "sign", "date", "identifier", "negation", "direction", "length")


def label(kind: str) -> str:
    """Return what a kind of finding is called."""
    return f"finding: {kind}" if kind in KINDS else "finding"


class Said(NamedTuple):
    """A message in parts."""

    pattern: str
    values: Mapping[str, str]


def said(message: str) -> Said:
    """Return the parts of a message; of one in no known words, itself as its only part."""
    for text, compiled in _COMPILED.items():
        if match := compiled.fullmatch(message):
            return Said(text, match.groupdict())
    return Said(OTHER, {"message": message})


_COMPILED = {text: pattern(text) for text in PATTERNS}
