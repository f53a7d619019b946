"""Marks on a text → the pieces that a template prints: a text is cut wherever a mark begins or ends.

Pieces are plain text with the names of the marks that cover them, so nothing here builds markup, and a template that
escapes what it prints is safe whatever the text holds.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from align.numbers import Mention, in_digits, in_words


class Mark(NamedTuple):
    """A place ``[start, end)`` of a text that is to stand out."""

    start: int
    end: int
    name: str
    """What it is: ``number``, ``finding``, ``differs`` …; the template makes a class of it."""
    ref: str = ""
    """The id, in the page, of what tells more."""


class Piece(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Part of a text, and the marks on all of it."""

    text: str
    marks: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


def cut(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Return a text in pieces, in order; joined they are the text. What of a mark is outside the text is left out."""
    held = [mark for mark in marks if max(mark.start, 0) < min(mark.end, len(text))]
    opening, closing = _by_place(held, [m.start for m in held]), _by_place(held, [m.end for m in held])
    places = sorted({0, len(text), *(p for p in (*opening, *closing) if 0 < p < len(text))})
    open_now = [mark for mark in held if mark.start < 0]
    pieces = []
    for start, end in pairwise(places):
        open_now = [mark for mark in open_now if mark not in closing.get(start, ())] + opening.get(start, [])
        pieces.append(_piece(text[start:end], open_now))
    return tuple(pieces)


def _by_place(marks: Sequence[Mark], places: Sequence[int]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for place, mark in zip(places, marks, strict=True):
        found.setdefault(place, []).append(mark)
    return found


def _piece(text: str, marks: Sequence[Mark]) -> Piece:
    if not marks:  # every other piece of a page
        return Piece(text)
    columns = ([mark.name for mark in marks], [mark.ref for mark in marks])
    return Piece(text, *(tuple(dict.fromkeys(filter(None, column))) for column in columns))


def shifted(marks: Iterable[Mark], by: int) -> Iterator[Mark]:
    """Yield marks at other places."""
    return (mark._replace(start=mark.start + by, end=mark.end + by) for mark in marks)


def numbers(text: str, other: str) -> Iterator[Mark]:
    """Yield the numbers of a text: those in digits, and those in words of which the other language has the value.

    A word counts only so because ``one`` and ``一`` often are no numbers.
    """
    values = {value for mention in (*in_digits(other), *in_words(other)) for value in mention.values}
    for mention in _apart((*in_digits(text), *in_words(text))):
        shared = not values.isdisjoint(mention.values)
        if shared or mention.certain:
            yield Mark(mention.start, mention.end, "number" if shared else "number-alone")


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield mentions in order; of those that overlap (``3 million``, and ``million``) the first, and the longest."""
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= end:
            yield mention
            end = mention.end
