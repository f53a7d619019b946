"""Records in two languages among the columns: candidate pairs, and what the texts themselves say of a pair.

A record is of one language where all its titles and abstracts are; one that has both is compared as any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.block import NO_PAIRS, Pairs, unique_pairs
from dedupe.columns import CHINESE, ENGLISH, Columns, Flags, Ints
from dedupe.details import Encoder
from dedupe.meaning import Texts, across, levels
from dedupe.rare import marks_among, rare_in_common, rare_marks

FIELDS = ("meaning", "title meaning", "sentences")
"""What only the encoder can tell."""


@dataclass(frozen=True, slots=True)
class Translations:
    """What an encoder says of the pairs that choose each other."""

    pairs: Pairs
    levels: Mapping[str, NDArray[np.int8]]
    """By field, 1 the lowest of ``meaning.LEVELS``, 0 where nothing was compared, [n]."""
    similarity: NDArray[np.float64]
    """Cosine of the texts, [n]."""

    def rows(self, left: Ints, right: Ints) -> tuple[Flags, Ints]:
        """Tell of each pair of positions whether it is one of these, and which (any number where it is none)."""
        if not len(self.pairs):
            return np.zeros(len(left), dtype=np.bool_), np.zeros(len(left), dtype=np.int64)
        width = int(self.pairs.max()) + 1
        known = self.pairs[:, 0] * width + self.pairs[:, 1]
        asked = np.where((left < width) & (right < width), left * width + right, -1)
        place = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        return known[place] == asked, place


def pairs_between(columns: Columns) -> int:
    """Return how many pairs of an English-only and a Chinese-only record of one kind there are."""
    return sum(len(english) * len(chinese) for english, chinese in _sides(columns))


def rare_pairs(columns: Columns) -> Pairs:
    """Return the pairs of an English-only and a Chinese-only record whose abstracts share rare numbers or names."""
    found = [NO_PAIRS]
    for english, chinese in (_with_abstract(columns, *side) for side in _sides(columns)):
        theirs = [rare_marks(columns.text(position)) for position in chinese.tolist()]
        known = frozenset[str]().union(*theirs)
        ours = [marks_among(columns.text(position), known) for position in english.tolist()]
        left, right = rare_in_common(ours, theirs)
        found.append(np.stack([english[left], chinese[right]], axis=1))
    return unique_pairs(*found)


def _with_abstract(columns: Columns, *sides: Ints) -> list[Ints]:
    held = np.diff(columns.abstracts.starts) > 0
    return [side[held[side]] for side in sides]


def find_translations(columns: Columns, encoder: Encoder) -> Translations:
    """Return what the encoder finds between the languages."""
    pairs, codes, cosines = [NO_PAIRS], [np.zeros((0, len(FIELDS)), dtype=np.int8)], [np.zeros(0)]
    for english, chinese in _sides(columns):
        found = across(_texts(columns, english), _texts(columns, chinese), encoder)
        by_field = levels(found)
        pairs.append(np.sort(np.stack([english[found.left], chinese[found.right]], axis=1), axis=1))
        codes.append(np.stack([by_field[field] + 1 for field in FIELDS], axis=1).astype(np.int8))
        cosines.append(found.cosine.astype(np.float64))
    together = np.concatenate(pairs)
    order = np.lexsort((together[:, 1], together[:, 0]))
    by_column = np.concatenate(codes)[order].T
    return Translations(together[order], dict(zip(FIELDS, by_column, strict=True)), np.concatenate(cosines)[order])


def _sides(columns: Columns) -> list[tuple[Ints, Ints]]:
    """Return the positions of English-only and of Chinese-only records, of each kind that has both."""
    kinds = columns.is_paper, ~columns.is_paper
    english, chinese = columns.language == ENGLISH, columns.language == CHINESE
    sides = [(np.flatnonzero(kind & english), np.flatnonzero(kind & chinese)) for kind in kinds]
    return [side for side in sides if all(map(len, side))]


def _texts(columns: Columns, positions: Ints) -> Texts:
    both = [columns.title_and_abstract(position) for position in positions.tolist()]
    return Texts([title for title, _ in both], [abstract for _, abstract in both])
