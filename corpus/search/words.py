"""What of a record is searched, and how a text, a query and a mark on a page come to the same words.

A Chinese character is a word of its own, and what a reader would take for a word is a phrase: no segmentation can then
disagree between a text and a query, and a query of one character finds as well as one of ten. Every other word is
folded as deduplication folds it (``dedupe.text``), British spelling becomes American, and SQLite's FTS5 takes word by
word the ending off (Porter's method).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import chain
from typing import NamedTuple

from bicorpus import __version__
from dedupe.link import Canonical
from dedupe.text import fold
from ingest.record import Record

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""Of the table ``search``, which gets words that are folded already."""
WORDS_KEPT = 1 << 16
"""Folded words that are remembered: all common ones of both languages, in some 10 MB."""
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
TOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_AMERICAN = (
    (re.compile(r"^haem|(?<=.)haem"), "hem"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|al$|able$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})([iy])s(?=e[drs]?$|ing$|ations?$)"), r"\1z"),
    (re.compile(r"(?<=[a-z]{2}[bt])re(?=s?$)"), "er"),
    (re.compile(r"sulph"), "sulf"),
)
"""British spelling to American, by rule; a word that this spoils is spoilt alike in texts and in queries."""


class Words(NamedTuple):
    """The words of a record by where they stand; the columns of the table ``search``."""

    title: str
    abstract: str
    terms: str
    people: str
    ids: str


@cache
def index_version() -> str:
    """Name what the words in an index depend on: where it differs, the index is made anew."""
    return f"{__version__} {version('opencc')} {unicodedata.unidata_version}"


def searched(canonical: Canonical) -> Words:
    """Return the words that a canonical record is found by."""
    record = canonical.record
    return Words(
        words(*record.title.values()),
        words(*record.abstract.values()),
        words(*_terms(record)),
        words(*_people(record)),
        words(canonical.id, *(f"{name.scheme} {name.value}" for name in record.ids if name.role in {"own", "reports"})),
    )


def words(*texts: str) -> str:
    """Return the folded words of texts, one space between them."""
    return " ".join(chain.from_iterable(_folded(token) for text in texts for token in TOKEN.findall(text)))


def tokens(text: str) -> list[re.Match[str]]:
    """Return for every word of ``words(text)`` where it stands; one place may give several (``TNFα``: tnf, alpha)."""
    return [token for token in TOKEN.finditer(text) for _ in _folded(token[0])]


@lru_cache(maxsize=WORDS_KEPT)
def _folded(token: str) -> tuple[str, ...]:
    return tuple(map(_american, fold(token).split()))


def _american(word: str) -> str:
    if word.isascii() and word.isalpha():
        for british, american in _AMERICAN:
            word = british.sub(american, word)
    return word


def _terms(record: Record) -> Iterator[str]:
    for keywords in record.keywords.values():
        yield from keywords
    if record.trial:
        yield from record.trial.conditions
        yield from record.trial.interventions


def _people(record: Record) -> Iterator[str]:
    yield from record.authors
    yield record.journal or ""
    yield (record.trial and record.trial.sponsor) or ""
