"""Two texts → which words of each are equal, and which differ.

English is compared word by word and Chinese character by character.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

from corpus.web.marking import Mark

SHORT = 3
"""Characters between two differences that are one with them, lest stray letters be called equal."""

_WORD = re.compile(r"[^\W_㐀-鿿豈-﫿]+|\S")
_NAME = re.compile(r"[^\s;]+")


class Differing(NamedTuple):
    """How far two texts agree."""

    similarity: float
    """Share of equal words, 0 to 1."""
    left: tuple[Mark, ...]
    """All of the text but blanks: marks named ``same`` and ``differs``."""
    right: tuple[Mark, ...]


class _Word(NamedTuple):
    """A word, a character of Chinese or a sign."""

    start: int
    end: int
    key: str
    """As it is compared."""


def in_order(left: str, right: str) -> Differing:
    """Compare two running texts; the time grows with the product of their lengths."""
    ours, theirs = list(_words(left, _WORD)), list(_words(right, _WORD))
    equal = [code for code in Indel.opcodes([w.key for w in ours], [w.key for w in theirs]) if code.tag == "equal"]
    in_left = {at for code in equal for at in range(code.src_start, code.src_end)}
    in_right = {at for code in equal for at in range(code.dest_start, code.dest_end)}
    return _differing(ours, in_left, theirs, in_right)


def as_lists(left: str, right: str) -> Differing:
    """Compare two lists of people or of words by what they hold, whatever its order and the signs between."""
    return _by_content(*([w for w in _words(text, _WORD) if w.key.isalnum()] for text in (left, right)))


def as_names(left: str, right: str) -> Differing:
    """Compare two lists of identifiers, parted by ``;``: one is either the same or another."""
    return _by_content(*(list(_words(text, _NAME)) for text in (left, right)))


DIFFER: Mapping[str, Callable[[str, str], Differing]] = {
    "authors": as_lists,
    "keywords": as_lists,
    "ids": as_names,
}
"""By field, or the part of its name before the dot; other fields are compared ``in_order``."""


def differing(field: str, left: str, right: str) -> Differing:
    """Compare two values of a field."""
    if left == right:
        return Differing(1.0, *((Mark(0, len(text), "same"),) for text in (left, right)))
    return DIFFER.get(field.partition(".")[0], in_order)(left, right)


def _words(text: str, pattern: re.Pattern[str]) -> Iterator[_Word]:
    for match in pattern.finditer(text):
        yield _Word(*match.span(), unicodedata.normalize("NFKC", match.group()).casefold())


def _by_content(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Differing:
    common = {word.key for word in ours} & {word.key for word in theirs}
    in_left, in_right = ({at for at, word in enumerate(side) if word.key in common} for side in (ours, theirs))
    return _differing(ours, in_left, theirs, in_right)


def _differing(ours: Sequence[_Word], in_left: set[int], theirs: Sequence[_Word], in_right: set[int]) -> Differing:
    similarity = (len(in_left) + len(in_right)) / max(1, len(ours) + len(theirs))
    return Differing(similarity, tuple(_marks(ours, in_left)), tuple(_marks(theirs, in_right)))


def _marks(words: Sequence[_Word], equal: set[int]) -> Iterator[Mark]:
    """Yield the runs of equal and of differing words; a very short equal run between two others is one with them."""
    runs = [(same, [words[at] for at in run]) for same, run in groupby(range(len(words)), equal.__contains__)]
    spans = [
        (same and not (0 < place < len(runs) - 1 and run[-1].end - run[0].start < SHORT), run[0].start, run[-1].end)
        for place, (same, run) in enumerate(runs)
    ]
    for same, joined in groupby(spans, lambda span: span[0]):
        parts = list(joined)
        yield Mark(parts[0][1], parts[-1][2], "same" if same else "differs")
