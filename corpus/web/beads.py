"""A bitext → the rows of a page: one per bead, English beside Chinese, with what is to be looked at marked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from align.bead import Bead, Finding
from align.sentences import Sentence
from corpus.bitext import Bitext
from corpus.web.findings import label, said
from corpus.web.marking import Mark, Piece, cut, numbers, shifted
from ingest.record import Lang

Order = Literal["text", "confidence"]


class Line(msgspec.Struct, frozen=True):
    """A sentence."""

    number: int
    """Its place in the abstract, from 1."""
    pieces: tuple[Piece, ...]
    written: bool
    """Whether a person wrote it, so that no page has it."""
    before: str | None = None
    """What it said before a person edited it."""


class Note(msgspec.Struct, frozen=True):
    """A finding, as it stands under its row."""

    id: str
    """By which the marked words refer to it."""
    kind: str
    label: str
    message: str
    pattern: str
    """The message with names in place of its values, to be said in another language."""
    values: Mapping[str, str]
    sure: float


class Row(msgspec.Struct, frozen=True):
    """A bead."""

    number: int
    """Its place in the bitext, from 1."""
    en: tuple[Line, ...]
    zh: tuple[Line, ...]
    missing: Literal["", "en", "zh"]
    """The language that has nothing here."""
    confidence: float
    accepted: bool
    notes: tuple[Note, ...]


def ordered(bitext: Bitext, order: Order) -> Sequence[int]:
    """Return the places of the beads as they stand in the text, or the least certain first and accepted ones last."""
    places = range(len(bitext.beads))
    if order == "text":
        return places
    accepted = frozenset(bitext.accepted)
    return sorted(places, key=lambda place: (place in accepted, bitext.beads[place].confidence, place))


def rows(bitext: Bitext, places: Sequence[int]) -> tuple[Row, ...]:
    """Return the rows of some beads, in the order of ``places``."""
    accepted = frozenset(bitext.accepted)
    return tuple(_row(bitext, place, accepted=place in accepted) for place in places)


def _row(bitext: Bitext, place: int, *, accepted: bool) -> Row:
    bead = bitext.beads[place]
    en, zh = bitext.texts(bead)
    notes = tuple(_note(place, at, finding) for at, finding in enumerate(bead.checks))
    in_en = [*_numbers(en, zh), *_findings(bead, notes, "en")]
    in_zh = [*_numbers(zh, en), *_findings(bead, notes, "zh")]
    return Row(
        number=place + 1,
        en=tuple(_lines(bitext, "en", bead.en, in_en)),
        zh=tuple(_lines(bitext, "zh", bead.zh, in_zh)),
        missing=_missing(bead),
        confidence=bead.confidence,
        accepted=accepted,
        notes=notes,
    )


def _missing(bead: Bead) -> Literal["", "en", "zh"]:
    if bead.en and bead.zh:
        return ""
    return "zh" if bead.en else "en"


def _numbers(text: str, other: str) -> Iterator[Mark]:
    """Yield the numbers; where nothing corresponds, none of them lacks a counterpart of its own."""
    return (mark if other else mark._replace(name="number") for mark in numbers(text, other))


def _note(place: int, at: int, finding: Finding) -> Note:
    return Note(
        f"finding-{place + 1}-{at + 1}",
        finding.kind,
        label(finding.kind),
        finding.message,
        *said(finding.message),
        finding.sure,
    )


def _findings(bead: Bead, notes: Sequence[Note], side: Lang) -> Iterator[Mark]:
    for finding, note in zip(bead.checks, notes, strict=True):
        spans = finding.en if side == "en" else finding.zh
        if finding.kind != "length":  # which is about all of the text, and marks none of it
            yield from (Mark(start, end, "finding", note.id) for start, end in spans)


def _lines(bitext: Bitext, lang: Lang, indices: Sequence[int], marks: Sequence[Mark]) -> Iterator[Line]:
    """Yield the sentences of one side; ``marks`` count from the start of all of them, joined as in ``Bitext.texts``."""
    sentences, before = (bitext.en if lang == "en" else bitext.zh), bitext.edits.get(lang, {})
    start = 0
    for index in indices:
        text = sentences[index].text
        written = sentences[index].start == sentences[index].end
        yield Line(index + 1, cut(text, shifted(marks, -start)), written, before.get(index))
        start += len(text) + (lang == "en")


def source_marks(sentences: Sequence[Sentence], lang: Lang) -> Iterator[Mark]:
    """Yield where the sentences stand in the text that they were split from."""
    for number, sentence in enumerate(sentences, 1):
        if sentence.start < sentence.end:
            yield Mark(sentence.start, sentence.end, f"sentence-{number % 2}", ref=f"{lang}-{number}")
