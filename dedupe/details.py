"""What two texts in different languages have in common word for word, and sentence by sentence.

Each function takes pairs of texts as two lists of one length and returns one value per pair, NaN where there is nothing
to compare.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedupe.text import as_ascii, numbers

Vectors = NDArray[np.float32]

SHORTEST_SENTENCE = 4
"""Characters; less is a label or a number."""
MOST_SENTENCES = 200
"""Sentences of a text that are looked for in another, each in each; an abstract has ten, and forty at most."""
SHORTEST_NAME = 3
"""Letters and digits of a name that is looked for in the other text; with a capital one less."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s*(?=[A-Z\[(])|[。；！？]\s*|\n+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_SPACE = re.compile(r"\s+")
_FORMULA = re.compile(r"\$([^$\n]{1,200})\$")
_TEX = re.compile(r"\\[a-zA-Z]+|[\\{}^_~]")
_SPACE_IN_NUMBER = re.compile(r"(?<=[\d.])\s+(?=[\d.])")


class Encoder(Protocol):
    """Anything that puts texts of both languages into one space."""

    def encode(self, sentences: list[str], /) -> Vectors:
        """Return one row of unit length per text."""


def encode(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Return ``[n, d]``; an encoder need not know what to make of no texts."""
    return encoder.encode(list(texts)) if texts else np.zeros((0, 1), dtype=np.float32)


def sentence_coverage(english: Sequence[str], chinese: Sequence[str], encoder: Encoder) -> Vectors:
    """Return how well the sentences of each text are found in its pair, whatever their order.

    It is the mean of each sentence's highest cosine, weighted by length, and of both directions (as MaxSim of Khattab
    and Zaharia 2020, "ColBERT", with sentences for words).
    """
    ours, theirs = _Sentences(english, encoder), _Sentences(chinese, encoder)
    found = (_covered(*ours.of(number), *theirs.of(number)) for number in range(len(english)))
    return np.fromiter(found, dtype=np.float32, count=len(english))


class _Sentences:
    """Vectors and lengths of the sentences of many texts, encoded at once."""

    def __init__(self, texts: Iterable[str], encoder: Encoder) -> None:
        parts = [sentences(text) for text in texts]
        flat = list(chain.from_iterable(parts))
        self._vectors = encode(encoder, flat)
        self._lengths = np.array([len(sentence) for sentence in flat], dtype=np.float32)
        self._ends = np.cumsum([0, *map(len, parts)])

    def of(self, text: int) -> tuple[Vectors, Vectors]:
        here = slice(self._ends[text], self._ends[text + 1])
        return self._vectors[here], self._lengths[here]


def _covered(ours: Vectors, our_lengths: Vectors, theirs: Vectors, their_lengths: Vectors) -> float:
    cosines = ours @ theirs.T
    forth = our_lengths @ cosines.max(axis=1) / our_lengths.sum()
    back = their_lengths @ cosines.max(axis=0) / their_lengths.sum()
    return float(forth + back) / 2


def sentences(text: str) -> list[str]:
    """Cut the beginning of a text in either language into sentences, roughly; a text without ends is one."""
    return [part for part in _SENTENCE_END.split(text) if len(part) >= SHORTEST_SENTENCE][:MOST_SENTENCES] or [text]


def number_share(english: Sequence[str], chinese: Sequence[str]) -> Vectors:
    """Return the share of the shorter list of numbers that the other text holds."""
    return _shares(map(_shared_numbers, english, chinese), len(english))


def name_share(english: Sequence[str], chinese: Sequence[str]) -> Vectors:
    """Return the share of the words in Latin letters in a Chinese text that stand in the English one.

    Genes, drugs, species and abbreviations are written the same in both. Spaces don't count, which OCR loses.
    """
    return _shares(map(_shared_names, english, chinese), len(english))


def _shares(counts: Iterable[tuple[int, int]], length: int) -> Vectors:
    """Return shares, drawn towards a half where they are of few, so that one of one is less than ten of ten."""
    found = ((shared + 0.5) / (of + 1) if of else np.nan for shared, of in counts)
    return np.fromiter(found, dtype=np.float32, count=length)


def _shared_numbers(english: str, chinese: str) -> tuple[int, int]:
    ours, theirs = numbers(plain(english)), numbers(plain(chinese))
    return len(ours & theirs), min(len(ours), len(theirs))


def _shared_names(english: str, chinese: str) -> tuple[int, int]:
    names = {name for name in _NAME.findall(plain(chinese)) if len(name) + (not name.islower()) >= SHORTEST_NAME}
    if not names:
        return 0, 0
    written = _SPACE.sub("", plain(english))
    lower = written.lower()
    return sum(name in (lower if name.islower() else written) for name in names), len(names)


def plain(text: str) -> str:
    r"""Return the text in NFKC, with formulas as OCR writes them, ``$7 1 . 4 \%$``, as plain characters."""
    if "$" in text:
        text = _FORMULA.sub(lambda formula: _SPACE_IN_NUMBER.sub("", _TEX.sub(" ", formula[1])), text)
    return as_ascii(text)
