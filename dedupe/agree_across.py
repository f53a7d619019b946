"""English against Chinese texts of many pairs: numbers and names in both, and what an encoder told beforehand."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from dedupe.columns import CHINESE, Columns, Ints
from dedupe.details import name_share, number_share
from dedupe.levels import Agreement, Compare, levels_only
from dedupe.meaning import CUTS


def numbers(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the numbers in texts of two languages."""
    return _across("numbers", number_share, columns, left, right)


def shared_names(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the words in Latin letters in texts of two languages."""
    return _across("names", name_share, columns, left, right)


def _across(
    field: str,
    share: Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]],
    columns: Columns,
    left: Ints,
    right: Ints,
) -> Agreement:
    rows = np.flatnonzero(columns.across(left, right))
    swapped = columns.language[left[rows]] == CHINESE
    english, chinese = np.where(swapped, right[rows], left[rows]), np.where(swapped, left[rows], right[rows])
    texts = ([columns.text(position) for position in side.tolist()] for side in (english, chinese))
    similarity = np.full(len(left), np.nan)
    similarity[rows] = share(*texts)
    levels = np.where(np.isnan(similarity), 0, np.digitize(similarity, CUTS[field]) + 1)
    return Agreement(levels.astype(np.int8), similarity)


def meaning(field: str) -> Compare:
    """Return what compares a field that the encoder has told of beforehand."""

    def compare(columns: Columns, left: Ints, right: Ints) -> Agreement:
        if columns.translations is None:
            return levels_only(np.zeros(len(left)))
        found, place = columns.translations.rows(left, right)
        levels = np.zeros(len(left), dtype=np.int8)
        levels[found] = columns.translations.levels[field][place[found]]
        similarity = np.full(len(left), np.nan)
        similarity[found & (levels > 0)] = columns.translations.similarity[place[found & (levels > 0)]]
        return Agreement(levels, similarity)

    return compare
