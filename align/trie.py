"""Find every known word that begins anywhere in a text, overlapping or not, in all places at once.

A trie (Fredkin 1960, "Trie memory") whose levels are sorted arrays, so that one search in numpy takes a step from every
place of the text; to probe a Python dictionary at each place takes four times as long.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

CODE_BITS = 21
"""Of a character's code point, of which 0x10FFFF is the highest."""
NO_WORD = -1


@dataclass(frozen=True, slots=True)
class _Level:
    """The beginnings of words that are of one length."""

    keys: Indices
    """Ascending: the number of the beginning without its last character, then that character. Places are numbers."""
    words: Indices
    """The number of the word that a beginning is, or ``NO_WORD``."""


class Trie:
    """Words, each with a number of its own."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._levels = list(_levels(words)) if words else []

    def find(self, text: str) -> tuple[Indices, Indices]:
        """Return where known words begin in a text, and their numbers; shorter words first."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
        padded = np.concatenate([codes, np.zeros(len(self._levels), dtype=np.int64)])
        places, known = np.arange(len(codes)), np.zeros(len(codes), dtype=np.int64)
        found = [(places[:0], places[:0])]
        for depth, level in enumerate(self._levels):
            keys = known << CODE_BITS | padded[places + depth]
            at = np.minimum(np.searchsorted(level.keys, keys), len(level.keys) - 1)
            hit = np.flatnonzero(level.keys[at] == keys)
            places, known = places[hit], at[hit]
            words = level.words[known]
            whole = np.flatnonzero(words != NO_WORD)
            found.append((places[whole], words[whole]))
        starts, numbers = zip(*found, strict=True)
        return np.concatenate(starts), np.concatenate(numbers)


def _levels(words: Mapping[str, int]) -> Iterator[_Level]:
    codes = np.array(list(words)).view(np.uint32).reshape(len(words), -1).astype(np.int64)  # 0 after a word's end
    numbers = np.fromiter(words.values(), dtype=np.int64, count=len(words))
    known = np.zeros(len(words), dtype=np.int64)
    for depth in range(codes.shape[1]):
        longer = codes[:, depth] > 0
        codes, numbers, known = codes[longer], numbers[longer], known[longer]
        keys, known = np.unique(known << CODE_BITS | codes[:, depth], return_inverse=True)
        ends = codes[:, depth + 1 :].any(axis=1) == 0
        of_keys = np.full(len(keys), NO_WORD, dtype=np.int64)
        of_keys[known[ends]] = numbers[ends]
        yield _Level(keys, of_keys)
