"""Titles and abstracts of many pairs, compared as texts of one script."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from dedupe.columns import Columns, Ints, Texts
from dedupe.levels import CODE, Agreement, Shares, both, graded, levels_only
from dedupe.titles import has_other_words

SUBTITLE_LESS = 25
"""Folded characters from which a title that is all of another's beginning is that title without its subtitle."""
SAME, NEAR, SIMILAR = 0.97, 0.9, 0.75
"""Similarity of titles from which they are the same but for typography, nearly so, or similar."""
SAME_ABSTRACT, SIMILAR_ABSTRACT = 0.9, 0.6


def titles(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the two nearest titles of one script.

    Titles that differ in a number differ, however small a part of them it is.
    """
    found = _closest(columns.titles, left, right, _title_similarity)
    levels = graded(found.similarity, "title", {"same": SAME, "near": NEAR, "similar": SIMILAR})
    for row in np.flatnonzero(found.similarity < SIMILAR).tolist():
        if _without_subtitle(*found.nearest(row)):
            levels[row] = CODE["title", "within"]
    near = found.similarity >= NEAR
    for row in np.flatnonzero(near & (found.similarity < 1)).tolist():
        if has_other_words(*found.nearest(row)):
            levels[row] = CODE["title", "changed"]
    levels[near & (columns.generic[left] | columns.generic[right])] = CODE["title", "generic"]
    differ = title_numbers(columns, left, right).levels == CODE["title numbers", "differ"]
    levels[near & differ] = CODE["title", "similar"]
    return replace(found, levels=levels)


def _title_similarity(texts: Texts, left: Ints, right: Ints) -> Shares:
    """Return 0 to 1 per pair: as written or with the words sorted, whichever is closer; spaces are not counted.

    What is under ``SIMILAR`` either way comes out as 0.
    """
    found = _similarity(texts.squeezed, left, right)
    rest = found < SAME
    found[rest] = np.maximum(found[rest], _similarity(texts.sorted_words, left[rest], right[rest]))
    return found


def _similarity(texts: Sequence[str], left: Ints, right: Ints) -> Shares:
    ours, theirs = ([texts[place] for place in side.tolist()] for side in (left, right))
    return np.asarray(cpdist(ours, theirs, scorer=Indel.normalized_similarity, score_cutoff=SIMILAR, dtype=np.float64))


def _without_subtitle(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) >= SUBTITLE_LESS and longer.startswith(shorter)


def title_numbers(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the numbers in titles, where both have a title in one script."""
    titled = columns.title_scripts[left] & columns.title_scripts[right] > 0
    levels = titled * np.int8(CODE["title numbers", "same"])
    rows = np.flatnonzero((levels > 0) & (columns.title_numbers[left] != columns.title_numbers[right]))
    for row, ours, theirs in both([f.title_numbers for f in columns.items], left, right, rows):
        some, others = set(ours), set(theirs)
        levels[row] = CODE["title numbers", "one-sided" if some <= others or others <= some else "differ"]
    return levels_only(levels)


def abstract(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the beginnings of abstracts, as much as both have: an export may cut an abstract anywhere."""
    found = _closest(columns.abstracts, left, right, _beginnings)
    levels = graded(found.similarity, "abstract", {"same": SAME_ABSTRACT, "similar": SIMILAR_ABSTRACT})
    return replace(found, levels=levels)


def _beginnings(texts: Texts, left: Ints, right: Ints) -> Shares:
    both = [(texts.texts[one], texts.texts[other]) for one, other in zip(left.tolist(), right.tolist(), strict=True)]
    ours, theirs = [one[: len(other)] for one, other in both], [other[: len(one)] for one, other in both]
    return np.asarray(cpdist(ours, theirs, scorer=Indel.normalized_similarity, dtype=np.float64))


def _closest(texts: Texts, left: Ints, right: Ints, similarity: Callable[[Texts, Ints, Ints], Shares]) -> Agreement:
    """Return for each pair of records how similar their nearest texts of one script are, without a level."""
    rows, ones, others = texts.comparable(left, right)
    values = np.ones(len(rows))
    unlike = texts.codes[ones] != texts.codes[others]
    values[unlike] = similarity(texts, ones[unlike], others[unlike])
    order = np.lexsort((values, rows))
    last = order[np.flatnonzero(np.diff(rows[order], append=-1))]
    best, chosen = np.full(len(left), np.nan), np.zeros((len(left), 2), dtype=np.int64)
    best[rows[last]] = values[last]
    chosen[rows[last]] = np.stack([ones[last], others[last]], axis=1)
    return Agreement(np.zeros(len(left), dtype=np.int8), best, (texts, chosen))
