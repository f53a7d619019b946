"""Cut one side of a segment in two, between its sentences or within one."""

from dataclasses import replace
from typing import NamedTuple

from align.repair import Repair, Repaired
from align.sentences import Sentence
from bicorpus import UsageError
from corpus.review.segments import Unit, Units


class Cut(NamedTuple):
    """Where one side of a segment is cut in two."""

    sentence: int
    """Of the segment's sentences, from 0, the one before or in which it is cut; their number is the end."""
    offset: int = 0
    """Characters of that sentence before the cut; 0 cuts before it."""


def cut_side(units: Units, cut: Cut, repairs: tuple[Repair, ...]) -> tuple[Units, Units]:
    """Return both parts of one side of a segment.

    Raises:
        UsageError: it cannot be cut there.
    """
    before, after = units[: cut.sentence], units[cut.sentence :]
    if not 0 <= cut.sentence <= len(units) or (cut.offset and not after):
        raise UsageError("there is no such place to cut")
    if not cut.offset:
        return before, after
    first, second = _cut_unit(after[0], cut.offset, repairs)
    return (*before, first), (second, *after[1:])


def _cut_unit(unit: Unit, offset: int, repairs: tuple[Repair, ...]) -> tuple[Unit, Unit]:
    """Cut within a sentence."""
    sentence, texts = unit.sentence, (unit.text[:offset].strip(), unit.text[offset:].strip())
    if unit.original is not None:
        raise UsageError("an edited sentence cannot be cut: restore it first, or cut it before it is edited")
    if offset < 0 or not all(texts):
        raise UsageError("both parts need a sentence: choose where to cut")
    if unit.is_written:
        return Unit(replace(sentence, text=texts[0])), Unit(replace(sentence, text=texts[1]))
    middle = _given(sentence, len(unit.text) - len(unit.text[offset:].lstrip()), repairs)
    return (
        Unit(Sentence(sentence.start, middle, texts[0])),
        Unit(Sentence(middle, sentence.end, texts[1])),
    )


def _given(sentence: Sentence, offset: int, repairs: tuple[Repair, ...]) -> int:
    """Return where a character of a sentence stands in the abstract as the record has it, its ends excepted."""
    shift = sum(len(r.after) - len(r.before) for r in repairs if r.start + len(r.before) <= sentence.start)
    place = Repaired(sentence.text, repairs).place(sentence.start + shift + offset)
    return min(max(place, sentence.start + 1), sentence.end - 1)
