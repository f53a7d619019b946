"""Words with places -> runs: pieces of text without a wide gap, which is what a page's layout is made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

WIDE = 0.9
"""White space, in font sizes, that is no space between words: those are a quarter to a half, and less than this where
lines are spread to the column's width."""
SAME_LINE = 0.5
"""Overlap of heights, as a share of the smaller, from which on two runs stand on one line."""
SPACE = 0.15
"""White space, in font sizes, from which on two pieces of a line are two words."""
_OVERPRINT = 0.5
"""Font sizes by which a run may begin before the one that it continues ends: kerning, wide boxes."""
_EAST_ASIAN_SPACE = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """Text without a wide gap on one line, in points from the page's top left corner as it is read."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    spaced: bool = True
    """Whether white space stands before it, as far as its place on the line leaves that open."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as an engine found it, turned so that its lines run from left to right and follow each other downward."""

    runs: tuple[Run, ...]
    width: float
    height: float
    turned: tuple[str, ...] = ()
    """Text that runs in another direction than most of the page: a stamp in the margin, a table's upright heads."""


def merged(words: Sequence[str], spaced: Sequence[bool], boxes: Floats, size: Floats) -> tuple[Run, ...]:
    """Return runs: words that follow each other, in the order given, on one line and closer than columns.

    Args:
        words: the text of each.
        spaced: whether white space stands before each; the first one's doesn't matter.
        boxes: [words, 4]; left, top, right and bottom of each in points.
        size: [words]; the font size of each in points.
    """
    if not len(words):
        return ()
    left, top, right, bottom = boxes.T
    gap = left[1:] - right[:-1]
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    one_line = shared > SAME_LINE * np.maximum(0.1, np.minimum(bottom[1:] - top[1:], bottom[:-1] - top[:-1]))
    near = (gap < WIDE * np.maximum(size[1:], size[:-1])) & (gap > -_OVERPRINT * size[1:])
    starts = [0, *(np.flatnonzero(~(one_line & near)) + 1).tolist(), len(words)]
    apart = [False, *(gap > SPACE * size[1:]).tolist()]
    pieces = [
        piece
        for word, space, away in zip(words, spaced, apart, strict=True)
        for piece in (" " if space or away else "", word)
    ]
    length = np.array([len(word) for word in words])
    lines = np.array(starts[:-1])
    extents = zip(
        np.minimum.reduceat(left, lines).tolist(),
        np.maximum.reduceat(right, lines).tolist(),
        np.minimum.reduceat(top, lines).tolist(),
        np.maximum.reduceat(bottom, lines).tolist(),
        (np.add.reduceat(size * length, lines) / np.add.reduceat(length, lines)).round(1).tolist(),
        [spaced[start] for start in starts[:-1]],
        strict=True,
    )
    texts = ("".join(pieces[2 * start + 1 : 2 * stop]) for start, stop in pairwise(starts))
    return tuple(Run(_EAST_ASIAN_SPACE.sub("", text), *extent) for text, extent in zip(texts, extents, strict=True))
