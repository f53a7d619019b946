"""Candidates across languages without an encoder: records whose texts share rare numbers and names in Latin letters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedupe.details import plain
from dedupe.text import numbers

Rows = NDArray[np.intp]

DIGITS = 2
"""Significant digits of a number that tells: 0.05 and 100 stand in every second abstract."""
LONG_WORD = 4
"""Letters of a word that tells though it is written like any other: a species, a trade name."""
COMMON = 100
"""Pairs of records that a mark may bring together; beyond that it is common to a field."""
PAIRS_OF_ONE = 4
"""Pairs that a mark may bring together by itself; otherwise two marks must agree. With both, and all partners present,
0.66 of 4,007 pairs of ChinaXiv abstracts meet, two candidates to a record."""
ENOUGH = 2

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")


def rare_marks(text: str) -> frozenset[str]:
    """Return the numbers and the words in Latin letters of a text in either language that can tell it from others."""
    text = plain(text)
    told = (number for number in numbers(text) if len(number.replace(".", "").strip("0")) >= DIGITS)
    return frozenset(chain(told, (word.lower() for word in _WORD.findall(text) if _tells(word))))


def marks_among(text: str, known: frozenset[str]) -> frozenset[str]:
    """Return those of the known marks that a text holds; reads a long text in a fifth of the time."""
    text = plain(text).lower()
    return known.intersection(numbers(text)) | known.intersection(_WORD.findall(text))


def all_marks(text: str) -> frozenset[str]:
    """Return all numbers and words in Latin letters of a text, those that tell little too."""
    text = plain(text).lower()
    return frozenset(chain(numbers(text), _WORD.findall(text)))


def _tells(word: str) -> bool:
    return len(word) >= LONG_WORD or (len(word) > 1 and (not word.isalpha() or sum(map(str.isupper, word)) > 1))


def weight(english: int, chinese: int) -> int:
    """Return what a mark weighs that so many records hold on each side; with ``ENOUGH`` two of them are compared."""
    pairs = english * chinese
    return 0 if pairs > COMMON else ENOUGH if pairs <= PAIRS_OF_ONE else 1


def rare_in_common(english: Sequence[Iterable[str]], chinese: Sequence[Iterable[str]]) -> tuple[Rows, Rows]:
    """Return the rows of the pairs, one on each side, that share two rare marks or a very rare one, in order.

    The work is bounded: a mark that would bring together more than ``COMMON`` pairs is left out.
    """
    codes = {mark: code for code, mark in enumerate(sorted(set(chain.from_iterable(chinese))))}
    (marks, rows), (other_marks, other_rows) = _columns(english, codes), _columns(chinese, codes)
    counts, other_counts = (np.bincount(side, minlength=len(codes)) for side in (marks, other_marks))
    together = counts * other_counts
    order = np.argsort(other_marks, kind="stable")
    starts = np.cumsum(other_counts) - other_counts
    kept = (together[marks] > 0) & (together[marks] <= COMMON)
    marks, rows = marks[kept], rows[kept]
    times = other_counts[marks]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    partners = other_rows[order[np.repeat(starts[marks], times) + within]]
    pairs = np.repeat(rows, times) * max(1, len(chinese)) + partners
    weight = np.repeat(np.where(together[marks] <= PAIRS_OF_ONE, ENOUGH, 1), times)
    found, place = np.unique(pairs, return_inverse=True)
    left, right = np.divmod(
        found[np.bincount(place, weights=weight, minlength=len(found)) >= ENOUGH], max(1, len(chinese))
    )
    return left, right


def _columns(marks: Sequence[Iterable[str]], codes: Mapping[str, int]) -> tuple[Rows, Rows]:
    """Return the code and the row of every mark that has a code."""
    found = [(codes[mark], row) for row, some in enumerate(marks) for mark in some if mark in codes]
    both = np.array(found, dtype=np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]
