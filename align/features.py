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
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np

from align.glued import unglue
from align.trie import Indices, Trie

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
"""Words and numbers, the latest used, whose rows are remembered."""

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NUMBER, _WORD = r"\d+(?:[.,]\d+)*", rf"[^\W\d_{_HAN}]+"
_TOKEN = re.compile(rf"[{_HAN}]+|{_NUMBER}|{_WORD}")
_NOT_HAN = re.compile(rf"{_NUMBER}|{_WORD}")
_ASCII_NOT_HAN = re.compile(rf"{_NUMBER}|[a-z]+")
"""The same in half the time, where a text has nothing beyond ASCII."""
_SEPARATOR = "\0"
"""Between texts: part of no word."""
_SPACE_IN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_FORMULA = re.compile(r"\$([^$\n]{1,200})\$")
_TEX = re.compile(r"\\[a-zA-Z]+|[\\{}^_~]")
_SPACE_IN_NUMBER = re.compile(r"(?<=[\d.])\s+(?=[\d.])")


class Vocabulary:
    """The features that have a row in the model, the commonest first."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._rows = dict(zip(self.names, range(len(self.names)), strict=True))
        self._packed = lru_cache(CACHED_UNITS)(self._pack)

    def __reduce__(self) -> tuple[type["Vocabulary"], tuple[tuple[str, ...]]]:
        """Go to another process without what is remembered."""
        return Vocabulary, (self.names,)

    @property
    def size(self) -> int:
        """Rows of the model: one for each name, then those that other numbers share."""
        return len(self.names) + NUMBER_BUCKETS

    def bag(self, text: str) -> list[int]:
        """Return the rows whose sum, brought to unit length, is the vector of the text."""
        rows: list[int] = self._unpacked(units(text, self._words)).tolist()
        return rows

    def parts(self, texts: Sequence[str]) -> Iterator[list[bytes]]:
        """Yield for each text its units that the model knows, each as the rows of its features, int64 as bytes."""
        plain = [normalise(text) for text in texts]
        owners, rows = self._chinese(plain)
        ends = np.searchsorted(owners, np.arange(len(plain) + 1)).tolist()
        for text, start, end in zip(plain, ends, ends[1:], strict=False):
            others = (_ASCII_NOT_HAN if text.isascii() else _NOT_HAN).findall(text)
            packed = [one for one in map(self._packed, dict.fromkeys(others)) if one]
            yield [row.tobytes() for row in rows[start:end]] + packed

    def bags(self, texts: Sequence[str]) -> Iterator[Indices]:
        """Yield the bag of each text, its rows in another order: several times faster than one by one."""
        plain = [normalise(text) for text in texts]
        owners, rows = self._chinese(plain)
        ends = np.searchsorted(owners, np.arange(len(plain) + 1)).tolist()
        for text, start, end in zip(plain, ends, ends[1:], strict=False):
            others = (_ASCII_NOT_HAN if text.isascii() else _NOT_HAN).findall(text)
            yield np.concatenate([rows[start:end], self._unpacked(dict.fromkeys(others))])

    def _chinese(self, plain: Sequence[str]) -> tuple[Indices, Indices]:
        """Return for each Chinese unit of each text the number of the text, ascending, and the unit's row."""
        some = [at for at, text in enumerate(plain) if not text.isascii()]
        places, rows = self._trie.find(_SEPARATOR.join(plain[at] for at in some))
        owners = np.repeat(np.array(some, dtype=np.int64), [len(plain[at]) + 1 for at in some])
        both = np.sort(owners[places] * self.size + rows, kind="stable")  # np.unique takes eight times as long
        return np.divmod(both[np.diff(both, prepend=-1) > 0], self.size)

    def _unpacked(self, units: Iterable[str]) -> Indices:
        """Return the rows of all features of the units."""
        return np.frombuffer(b"".join(map(self._packed, units)), dtype=np.int64)

    def _pack(self, unit: str) -> bytes:
        """Return the rows of a unit's features as bytes, which are joined faster than lists of numbers."""
        rows = [row for row in map(self._rows.get, features(unit, self._rows)) if row is not None]
        if not rows and unit[0].isdigit():
            rows = [len(self.names) + zlib.crc32((NUMBER_MARK + number(unit)).encode()) % NUMBER_BUCKETS]
        return array("q", rows).tobytes()

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        return words_by_start(self.names)

    @cached_property
    def _trie(self) -> Trie:
        return Trie({name: row for name, row in self._rows.items() if is_han(name[0]) and len(name) <= LONGEST_WORD})


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


def features(unit: str, ranks: Mapping[str, int]) -> list[str]:
    """Return the names of a unit's features; words that lost the spaces between them are parted by ``ranks`` first."""
    if unit[0].isdigit():
        return [NUMBER_MARK + number(unit)]
    if is_han(unit[0]):
        return [unit]
    return [name for word in unglue(unit, ranks) for name in (word, *grams(word))]


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


def grams(word: str) -> list[str]:
    """Return the names of a word's n-grams; a word of one letter has none."""
    marked = f"<{word}>"
    return [GRAM_MARK + marked[start : start + GRAM] for start in range(len(marked) - GRAM + 1)]


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
