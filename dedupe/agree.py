"""Every field in which two records are compared, for many pairs at once: what is quick for all, the rest for some."""

from collections.abc import Sequence

import numpy as np

from dedupe import names
from dedupe.agree_across import meaning, numbers, shared_names
from dedupe.agree_place import issue, journal, pages, volume, year
from dedupe.agree_texts import abstract, title_numbers, titles
from dedupe.columns import Columns, Ints
from dedupe.levels import CODE, Agreement, Compare, both, levels_only

ALL_AUTHORS, MOST_AUTHORS = 0.99, 0.5
"""Share of the shorter list of authors that the longer one holds."""


def ids(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare own identifiers: ``shared`` where one is the same."""
    return _shared("id", columns.own, [f.own for f in columns.items], left, right)


def weak_ids(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare identifiers that several papers or trials can share."""
    return _shared("weak id", columns.weak, [f.weak for f in columns.items], left, right)


def _shared(field: str, codes: Ints, held: Sequence[tuple[str, ...]], left: Ints, right: Ints) -> Agreement:
    levels = np.zeros(len(left), dtype=np.int8)
    for row, ours, theirs in both(held, left, right, np.flatnonzero((codes[left] > 0) & (codes[right] > 0))):
        if not set(ours).isdisjoint(theirs):
            levels[row] = CODE[field, "shared"]
    return levels_only(levels)


def authors(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare who wrote it, in any order and spelling."""
    levels, similarity = np.zeros(len(left), dtype=np.int8), np.full(len(left), np.nan)
    rows = np.flatnonzero((columns.authors[left] > 0) & (columns.authors[right] > 0))
    for row, one, other in both([f.authors for f in columns.items], left, right, rows):
        level, similarity[row] = _author_level(one, other)
        levels[row] = CODE["authors", level] if level else 0
    return Agreement(levels, similarity)


def _author_level(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, float]:
    if ours == theirs and names.lead(ours):
        return "one" if len(ours) == 1 else "all", 1.0
    left, right = names.people(ours), names.people(theirs)
    if not (left and right):
        return "", np.nan
    share = names.similarity(left, right)
    if share and min(len(left), len(right)) == 1:
        return "one" if len(left) == len(right) else "one of many", share
    if not share and bool(left[0].han) != bool(right[0].han):
        return "other script", share  # 土岐 is Doki, which no pinyin tells
    return "all" if share >= ALL_AUTHORS else "most" if share >= MOST_AUTHORS else "some" if share else "none", share


QUICK: dict[str, Compare] = {
    "id": ids,
    "title": titles,
    "title numbers": title_numbers,
    "year": year,
    "volume": volume,
    "issue": issue,
    "pages": pages,
}
"""What is compared of every candidate pair."""
SLOW: dict[str, Compare] = {
    "weak id": weak_ids,
    "authors": authors,
    "journal": journal,
    "abstract": abstract,
    "numbers": numbers,
    "names": shared_names,
    **{field: meaning(field) for field in ("meaning", "title meaning", "sentences")},
}
"""What is compared only where it could still change the verdict."""
