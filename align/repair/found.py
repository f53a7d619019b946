"""A place that a rule would change."""

from typing import Literal, NamedTuple

Kind = Literal["formula", "invisible", "width", "hyphen", "space"]


class Found(NamedTuple):
    """What is to stand at ``[start, end)`` of a text instead."""

    kind: Kind
    start: int
    end: int
    after: str
