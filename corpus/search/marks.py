"""Where in a text a query's words stand, and the part of a text that shows them best.

A small index in memory answers, made of the texts of one page with the tokenizer of the corpus, so that what is marked
is what was found, endings and phrases included.
"""

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.search.words import TOKENIZER, tokens, words

BEFORE = 40
"""Characters before the first mark of a snippet."""
LENGTH = {"en": 240, "zh": 120}
"""Characters of a snippet, two lines of a list; Chinese takes twice the width."""
_ON, _OFF = "\1", "\2"
_MARK = re.compile(f"[{_ON}{_OFF}]")


class Piece(NamedTuple):
    """A part of a text, and whether the query's words stand there."""

    text: str
    is_hit: bool = False


Marked = tuple[Piece, ...]
"""A text, or the part of one, cut where marks begin and end."""
Place = tuple[int, int]
"""Offsets [start, end) into a text."""


def hits(texts: Sequence[str], expression: str) -> list[list[Place]]:
    """Return per text where what ``expression`` matches stands, in order; what stands side by side is one place."""
    if not expression:
        return [[] for _ in texts]
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE page USING fts5 (text, tokenize = '{TOKENIZER}')")
    connection.executemany("INSERT INTO page (rowid, text) VALUES (?, ?)", enumerate(map(words, texts)))
    sql = "SELECT rowid, highlight(page, 0, ?, ?) FROM page WHERE page MATCH ?"
    lit = dict(connection.execute(sql, (_ON, _OFF, expression)).fetchall())
    connection.close()
    return [list(_places(text, lit[number])) if number in lit else [] for number, text in enumerate(texts)]


def _places(text: str, lit: str) -> Iterator[Place]:
    read, word, last, start = tokens(text), 0, 0, 0
    for mark in _MARK.finditer(lit):
        word, last = word + lit.count(" ", last, mark.start()), mark.start()
        if mark[0] == _ON:
            start = read[word].start()
        else:
            yield start, read[word].end()


def marked(text: str, places: Sequence[Place]) -> Marked:
    """Return the whole text with its hits marked."""
    return tuple(_pieces(text, places, 0, len(text)))


def snippet(text: str, places: Sequence[Place], length: int) -> Marked:
    """Return the part of the text, of some ``length`` characters, that has most of the hits."""
    starts = [start for start, _ in places]
    best = max(range(len(starts)), key=lambda i: bisect_left(starts, starts[i] + length - BEFORE) - i)
    start = _blank(text, max(0, starts[best] - BEFORE))
    end = _blank(text, start + length)
    end = next((hit_end for hit_start, hit_end in places if hit_start < end < hit_end), end)
    before, after = (Piece("…"),) if start else (), (Piece("…"),) if end < len(text) else ()
    return (*before, *_pieces(text, places, start, end), *after)


def _blank(text: str, place: int) -> int:
    """Return the place behind a blank close by, lest an English word is cut."""
    blank = text.find(" ", place - 1, place + BEFORE // 2) if place else -1
    return min(len(text), place if blank < 0 else blank + 1)


def _pieces(text: str, places: Sequence[Place], start: int, end: int) -> Iterator[Piece]:
    for hit_start, hit_end in places:
        if hit_start < start or hit_start >= end:
            continue
        if start < hit_start:
            yield Piece(text[start:hit_start])
        yield Piece(text[hit_start:hit_end], is_hit=True)
        start = hit_end
    if start < end:
        yield Piece(text[start:end])
