"""Levels of agreement: how far two records agree in a field, for many pairs at once.

Every field has a few named levels of agreement. A level is stored as a small number: 0 where one of the two lacks the
field, else its place in ``LEVELS``, from 1. Absence is thus neither agreement nor disagreement.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedupe.columns import Columns, Flags, Ints, Texts
from dedupe.meaning import LEVELS as ACROSS

LEVELS: dict[str, tuple[str, ...]] = {
    "id": ("shared", "contradicted"),
    "weak id": ("shared",),
    "title": ("same", "near", "generic", "changed", "similar", "within", "different"),
    "title numbers": ("same", "one-sided", "differ"),
    "authors": ("all", "most", "some", "one", "one of many", "other script", "none"),
    "journal": ("same", "similar", "different"),
    "year": ("same", "next", "far"),
    "volume": ("same", "different"),
    "issue": ("same", "different"),
    "pages": ("range", "page", "partly", "different"),
    "abstract": ("same", "similar", "different"),
    "place": ("exact", "issue"),
} | ACROSS
CODE = {(field, level): code for field, levels in LEVELS.items() for code, level in enumerate(levels, 1)}

Codes = NDArray[np.int8]
"""Levels, [n]."""
Shares = NDArray[np.float64]
"""Similarities, 0 to 1, [n]; NaN where there are none."""
T = TypeVar("T")
Compare = Callable[[Columns, Ints, Ints], "Agreement"]
"""Columns of records and positions of pairs, [n] each → one field of these pairs."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field of many pairs."""

    levels: Codes
    similarity: Shares
    """NaN where nothing was compared, and in fields whose values only agree or disagree."""
    texts: tuple[Texts, Ints] | None = None
    """Of a field with several texts: all of them, and which two were the nearest, [n, 2]."""

    def only(self, rows: Flags | Ints) -> "Agreement":
        """Return some of the pairs."""
        texts = self.texts and (self.texts[0], self.texts[1][rows])
        return Agreement(self.levels[rows], self.similarity[rows], texts)

    def nearest(self, row: int) -> tuple[str, str]:
        """Return the two texts that were the nearest."""
        assert self.texts
        held, chosen = self.texts
        return held.texts[chosen[row, 0]], held.texts[chosen[row, 1]]


def levels_only(codes: NDArray[np.generic]) -> Agreement:
    """Return a field that only agrees or disagrees."""
    return Agreement(codes.astype(np.int8), np.full(len(codes), np.nan))


def both(held: Sequence[T], left: Ints, right: Ints, rows: Ints) -> Iterator[tuple[int, T, T]]:
    """Yield some of the pairs with what the two records hold."""
    for row, one, other in zip(rows.tolist(), left[rows].tolist(), right[rows].tolist(), strict=True):
        yield row, held[one], held[other]


def graded(similarity: Shares, field: str, least: Mapping[str, float]) -> Codes:
    """Return the first level whose least similarity is reached, the last of the field if none; 0 where NaN."""
    levels = np.where(np.isnan(similarity), 0, len(LEVELS[field])).astype(np.int8)
    for level, bound in reversed(list(least.items())):
        levels[similarity >= bound] = CODE[field, level]
    return levels
