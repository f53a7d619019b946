"""What a text is to the bundled encoder: a set of units, each with its features.

Units overlap, so that nothing hangs on one way of cutting a text up: each Chinese character and all dictionary words
of a run; each word of another script, which itself has its character n-grams as
features, as in fastText (Bojanowski et al. 2017, "Enriching Word Vectors with Subword Information"); each number, by
value. Latin words and numbers are the same units in both languages: they tie "EMT" to "上皮间质转化（EMT）". How often
a unit occurs in a text doesn't count: a term repeated five times in one language is often a pronoun in the other.
"""

import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from align.glued import unglue

GRAM = 4
"""Length of the n-grams of a word, the marks ``<`` and ``>`` of its ends included."""
GRAM_MARK = "~"
"""Before an n-gram's name, which keeps it apart from a word."""
NUMBER_MARK = "#"
"""Before a number's name."""
NUMBER_BUCKETS = 2048
"""Rows that numbers without one of their own share: two numbers of one document rarely fall together."""
SHORTEST_WORD, LONGEST_WORD = 2, 8
"""Characters of the Chinese words that are units beside the characters; longer ones are rare in running text."""
CACHED_UNITS = 200_000
"""Words and numbers whose rows are remembered; then remembering begins anew, which bounds memory."""

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]+|\d+(?:[.,]\d+)*|[^\W\d_{_HAN}]+")
_SPACE_IN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_FORMULA = re.compile(r"\$([^$\n]{1,200})\$")
_TEX = re.compile(r"\\[a-zA-Z]+|[\\{}^_~]")
_SPACE_IN_NUMBER = re.compile(r"(?<=[\d.])\s+(?=[\d.])")


class Vocabulary:
    """The features that have a row in the model, the commonest first."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._rows = {name: row for row, name in enumerate(self.names)}
        self._words = words_by_start(self.names)
        self._cache: dict[str, tuple[int, ...]] = {}

    @property
    def size(self) -> int:
        """Rows of the model: one for each name, then those that other numbers share."""
        return len(self.names) + NUMBER_BUCKETS

    def units(self, text: str) -> list[str]:
        """Return the units of a text without repetition, in order of first occurrence."""
        return units(text, self._words)

    def rows(self, unit: str) -> tuple[int, ...]:
        """Return the rows of a unit's features; none for one that the model doesn't know."""
        known = self._cache.get(unit)
        if known is None:
            if len(self._cache) >= CACHED_UNITS:
                self._cache.clear()
            known = self._cache[unit] = tuple(self._find(unit))
        return known

    def bag(self, text: str) -> list[int]:
        """Return the rows whose sum, brought to unit length, is the vector of the text."""
        return list(chain.from_iterable(map(self.rows, self.units(text))))

    def _find(self, unit: str) -> Iterator[int]:
        for name in features(unit, self._rows):
            row = self._rows.get(name)
            if row is not None:
                yield row
            elif name.startswith(NUMBER_MARK):
                yield len(self.names) + zlib.crc32(name.encode()) % NUMBER_BUCKETS


def units(text: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the units of a text without repetition; ``words`` as made by ``words_by_start``."""
    found: list[str] = []
    for token in _TOKEN.findall(normalise(text)):
        if not is_han(token[0]):
            found.append(token)
            continue
        found += token
        for start in range(len(token) - SHORTEST_WORD + 1):
            for word in words.get(token[start : start + SHORTEST_WORD], ()):
                if token.startswith(word, start):
                    found.append(word)
    return list(dict.fromkeys(found))


def features(unit: str, ranks: Mapping[str, int]) -> Iterator[str]:
    """Yield the names of a unit's features; words that lost the spaces between them are parted by ``ranks`` first."""
    if unit[0].isdigit():
        yield NUMBER_MARK + number(unit)
    elif is_han(unit[0]):
        yield unit
    else:
        for word in unglue(unit, ranks):
            yield word
            yield from grams(word)


def normalise(text: str) -> str:
    """Return the text as its units see it: NFKC, lower case, simplified characters, no TeX and no spaces in Chinese."""
    if "$" in text:
        text = untex(text)
    text = unicodedata.normalize("NFKC", text).lower()
    if text.isascii():
        return text
    return _SPACE_IN_HAN.sub("", _simplifier().convert(text.encode(errors="ignore").decode()))


def untex(text: str) -> str:
    r"""Return the text with formulas as OCR writes them, ``$7 1 . 4 \%$``, turned into plain characters."""
    return _FORMULA.sub(lambda formula: _SPACE_IN_NUMBER.sub("", _TEX.sub(" ", formula[1])), text)


def grams(word: str) -> Iterator[str]:
    """Yield the names of a word's n-grams; a word of one letter has none."""
    marked = f"<{word}>"
    for start in range(len(marked) - GRAM + 1):
        yield GRAM_MARK + marked[start : start + GRAM]


def number(written: str) -> str:
    """Name a number by its value: ``2,000`` is ``2000`` and ``0.50`` is ``0.5``."""
    plain = written.replace(",", "")
    if plain.count(".") == 1:
        plain = plain.rstrip("0").rstrip(".")
    plain = plain.lstrip("0")
    return plain if plain[:1].isdigit() else f"0{plain}"


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


def words_by_start(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the Chinese words among names by their first two characters."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if SHORTEST_WORD <= len(name) <= LONGEST_WORD and is_han(name[0]):
            found[name[:SHORTEST_WORD]].append(name)
    return found


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
