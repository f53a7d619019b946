"""What a check finds, before it is judged."""

from collections.abc import Sequence
from typing import NamedTuple

Span = tuple[int, int]


class Found(NamedTuple):
    """A difference between two plain texts, with its places in them."""

    how: str
    """A key of ``align.check.JUDGED``."""
    message: str
    en: Sequence[Span] = ()
    zh: Sequence[Span] = ()


def differ(en: str, zh: str) -> str:
    """Return in words that the texts have two things for one."""
    return f"{en} in English is {zh} in Chinese"
