"""Carry what a person made of a text over to the text that took its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from align.encoder import Encoder
from corpus.bitext import LANGS, Bitext
from corpus.review.again import realign
from corpus.review.segments import Segment, Unit, Units, joined, segments


@dataclass(frozen=True, slots=True)
class _Side:
    """One language of both texts."""

    old: Sequence[Unit]
    new: Sequence[Unit]
    """Edited as the old ones were."""
    found: dict[int, int]
    """By the index of an old sentence, that of the new one which says the same; in the same order."""

    def carried(self, span: range) -> tuple[list[int], Units] | None:
        """Return old sentences as the new text has them, by index, and all of them with those that a person wrote.

        None where the new text does not have them side by side.
        """
        places = [self.found.get(index, -1) for index in span if not self.old[index].is_written]
        if places and places != list(range(max(0, places[0]), places[0] + len(places))):
            return None
        written = (self.old[index] if self.old[index].is_written else self.new[self.found[index]] for index in span)
        return places, tuple(written)


def carry(old: Bitext, new: Bitext, encoder: Encoder) -> Bitext:
    """Keep what a person made of sentences that a changed text still has, in their order; align the rest around it.

    Args:
        old: the reviewed bitext.
        new: the sentences of the changed text; how they are aligned does not matter.
        encoder: to align with.
    """
    parts, sides = segments(old), (_side(old, new, 0), _side(old, new, 1))
    return realign(joined(list(_carried(parts, *sides)), new.repairs), encoder)


def _side(old: Bitext, new: Bitext, which: int) -> _Side:
    before, after = ([unit for part in segments(b) for unit in part.side(LANGS[which])] for b in (old, new))
    said = [(index, unit.source) for index, unit in enumerate(before) if not unit.is_written]
    matcher = SequenceMatcher(None, [text for _, text in said], [unit.text for unit in after], autojunk=False)
    found = {said[a + k][0]: b + k for a, b, size in matcher.get_matching_blocks() for k in range(size)}
    for index, place in found.items():
        if before[index].original is not None:
            sentence = replace(after[place].sentence, text=before[index].text)
            after[place] = Unit(sentence, after[place].text)
    return _Side(before, after, found)


def _carried(parts: Sequence[Segment], en: _Side, zh: _Side) -> Iterator[Segment]:
    """Yield the new sentences, each alone but for those that a person accepted together."""
    i = j = done_en = done_zh = 0
    for part in parts:
        spans = range(i, i + len(part.en)), range(j, j + len(part.zh))
        i, j = spans[0].stop, spans[1].stop
        left, right = en.carried(spans[0]), zh.carried(spans[1])
        if not part.accepted or left is None or right is None:
            continue
        (rows, en_units), (columns, zh_units) = left, right
        if rows:
            yield from _alone(en.new[done_en : rows[0]], ())
            done_en = rows[-1] + 1
        if columns:
            yield from _alone((), zh.new[done_zh : columns[0]])
            done_zh = columns[-1] + 1
        yield replace(part, en=en_units, zh=zh_units)
    yield from _alone(en.new[done_en:], zh.new[done_zh:])


def _alone(en: Sequence[Unit], zh: Sequence[Unit]) -> Iterator[Segment]:
    yield from (Segment((unit,), ()) for unit in en)
    yield from (Segment((), (unit,)) for unit in zh)
