"""What a person does to one bitext. Every function returns a new one and leaves the given one as it was.

``place`` is a bead's, counted from 0. Each function raises ``UsageError`` where what is asked for cannot be done; the
messages hold no values, so that they can be said in another language.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from align import align
from align.encoder import Encoder
from align.sentences import Sentence
from bicorpus import UsageError
from corpus.bitext import Bitext
from corpus.review.cutting import Cut, cut_side
from corpus.review.segments import Segment, Unit, Units, by_person, joined, segments
from ingest.record import Lang

Direction = Literal["up", "down"]


def accept(bitext: Bitext, place: int) -> Bitext:
    """Say that a bead is right."""
    part = _at(segments(bitext), place)
    if part.accepted:
        raise UsageError("this segment is accepted already")
    return _put(bitext, place, 1, [_accepted(part)])


def accept_all(bitext: Bitext, least: float) -> Bitext:
    """Say that all beads are right of which the aligner is at least so sure, and in which nothing differs."""
    parts = [_accepted(part) if part.confidence >= least and not part.checks else part for part in segments(bitext)]
    after = joined(parts, bitext.repairs)
    if after.accepted == bitext.accepted:
        raise UsageError("no other segment is that sure and without findings")
    return after


def unaccept(bitext: Bitext, place: int, encoder: Encoder) -> Bitext:
    """Take back that a bead is right; its confidence is what the aligner gives these sentences by themselves.

    That is 0 where it would not put them together.
    """
    part = _at(segments(bitext), place)
    if not part.accepted:
        raise UsageError("this segment is not accepted")
    found = align([unit.text for unit in part.en], [unit.text for unit in part.zh], encoder)
    score, confidence = (found[0].score, found[0].confidence) if len(found) == 1 else (0.0, 0.0)
    return _put(bitext, place, 1, [replace(part, accepted=False, score=score, confidence=confidence)])


def split(bitext: Bitext, place: int, en: Cut, zh: Cut) -> Bitext:
    """Make two beads of one, cut between two sentences or within one on either side; a part may lack one language."""
    part = _at(segments(bitext), place)
    en_parts = cut_side(part.en, en, bitext.repairs.get("en", ()))
    zh_parts = cut_side(part.zh, zh, bitext.repairs.get("zh", ()))
    halves = list(zip(en_parts, zh_parts, strict=True))
    if not all(any(half) for half in halves):
        raise UsageError("both parts need a sentence: choose where to cut")
    return _put(bitext, place, 1, [made for half in halves for made in by_person(*half)])


def merge(bitext: Bitext, place: int) -> Bitext:
    """Make one bead of a bead and the next one."""
    parts = segments(bitext)
    first = _at(parts, place)
    if place + 1 == len(parts):
        raise UsageError("this is the last segment: there is no next one to merge it with")
    second = parts[place + 1]
    made = by_person(first.en + second.en, first.zh + second.zh)
    if len(made) > 1:
        raise UsageError("both segments are in one language: there is no translation to merge them with")
    return _put(bitext, place, 2, made)


def move(bitext: Bitext, place: int, lang: Lang, direction: Direction) -> Bitext:
    """Give a bead's first sentence of a language to the bead before it, or its last one to the bead behind it.

    What has no translation then is left open, for nobody has said that it has none.
    """
    parts = segments(bitext)
    giver, other = _at(parts, place), place - 1 if direction == "up" else place + 1
    units, up = giver.side(lang), direction == "up"
    if not units:
        raise UsageError("this segment has no sentence in that language")
    if not 0 <= other < len(parts):
        raise UsageError("there is no segment in that direction")
    taker = parts[other]
    if not giver.is_pair and not taker.side(_other(lang)):
        raise UsageError("the neighbour has no sentence in the other language: it cannot be passed")
    given, kept = (units[:1], units[1:]) if up else (units[-1:], units[:-1])
    taken = _taken(taker, lang, given, up=up)
    left = _with(giver, lang, kept)
    return _put(bitext, min(place, other), 2, [*taken, *left] if up else [*left, *taken])


def _taken(taker: Segment, lang: Lang, given: Units, *, up: bool) -> list[Segment]:
    """Return a segment with a sentence that came from below or above; beside it, if both are in one language."""
    there = taker.side(lang)
    if taker.side(_other(lang)):
        return _with(taker, lang, there + given if up else given + there)
    alone = _open(lang, given)
    return [taker, *alone] if up else [*alone, taker]


def untranslated(bitext: Bitext, place: int) -> Bitext:
    """Say that the sentences of a bead have no translation: each stands alone."""
    part = _at(segments(bitext), place)
    if part.accepted and not part.is_pair:
        raise UsageError("this segment is marked as untranslated already")
    if any(unit.is_written for unit in part.en + part.zh):
        raise UsageError("a translation was written here: take it out first")
    return _put(bitext, place, 1, by_person(part.en, ()) + by_person((), part.zh))


def edit(bitext: Bitext, place: int, lang: Lang, texts: Sequence[str]) -> Bitext:
    """Change what the sentences of one side of a bead say; they keep their place in the abstract.

    Args:
        bitext: the bitext.
        place: of the bead; a pair is accepted with it.
        lang: the side.
        texts: one for each sentence of it.
    """
    part = _at(segments(bitext), place)
    units = part.side(lang)
    if len(texts) != len(units):
        raise UsageError("this segment has another number of sentences")
    said = tuple(_said(unit, text) for unit, text in zip(units, texts, strict=True))
    if said == units:
        raise UsageError("nothing was changed")
    return _put(bitext, place, 1, _revised(part, lang, said))


def restore(bitext: Bitext, place: int, lang: Lang) -> Bitext:
    """Take back what a person made of one side of a bead: edits, and sentences that the abstract does not have."""
    part = _at(segments(bitext), place)
    units = part.side(lang)
    kept = tuple(_said(unit, unit.source) for unit in units if not unit.is_written)
    if kept == units:
        raise UsageError("this is what the source says")
    return _put(bitext, place, 1, _revised(part, lang, kept))


def write(bitext: Bitext, place: int, text: str) -> Bitext:
    """Give a sentence that stands alone a translation."""
    part = _at(segments(bitext), place)
    if part.is_pair:
        raise UsageError("this segment has a translation: edit it")
    unit = (Unit(Sentence(0, 0, _proper(text))),)
    return _put(bitext, place, 1, by_person(part.en or unit, part.zh or unit))


def _at(parts: Sequence[Segment], place: int) -> Segment:
    if not 0 <= place < len(parts):
        raise UsageError("there is no such segment")
    return parts[place]


def _put(bitext: Bitext, place: int, count: int, made: Sequence[Segment]) -> Bitext:
    """Return the bitext with other segments in place of some."""
    parts = segments(bitext)
    parts[place : place + count] = made
    return joined(parts, bitext.repairs)


def _accepted(part: Segment) -> Segment:
    return replace(part, accepted=True, confidence=1.0)


def _other(lang: Lang) -> Lang:
    return "zh" if lang == "en" else "en"


def _with(part: Segment, lang: Lang, units: Units) -> list[Segment]:
    """Return a segment with other sentences on one side; what stands alone then is left open."""
    others = part.side(_other(lang))
    if units and others:
        return by_person(units, others) if lang == "en" else by_person(others, units)
    return _open(lang, units) + _open(_other(lang), others)


def _open(lang: Lang, units: Units) -> list[Segment]:
    """Return sentences alone, with nobody's word that nothing translates them."""
    return [
        Segment((unit,), (), confidence=0.0) if lang == "en" else Segment((), (unit,), confidence=0.0) for unit in units
    ]


def _revised(part: Segment, lang: Lang, units: Units) -> list[Segment]:
    """Return a segment whose sentences say something else; about a lone one that tells nothing of the alignment."""
    if part.is_pair:
        return _with(part, lang, units)
    return [replace(part, en=units) if lang == "en" else replace(part, zh=units)]


def _said(unit: Unit, text: str) -> Unit:
    """Return a sentence that says something else."""
    said = replace(unit.sentence, text=_proper(text))
    edited = not unit.is_written and said.text != unit.source
    return Unit(said, unit.source if edited else None)


def _proper(text: str) -> str:
    """Return a text as one line without space around it."""
    line = " ".join(text.split())
    if not line:
        raise UsageError("an empty sentence cannot be kept")
    return line
