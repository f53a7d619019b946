"""Align again what no person has accepted, around what a person has."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from align import align
from align.bead import Bead
from align.encoder import Encoder
from corpus.bitext import LANGS, Bitext
from corpus.review.segments import Segment, Unit, checked, joined, segments

Places = list[int]


class _Found(NamedTuple):
    """A bead, by the places of its sentences among all that lie between two accepted pairs."""

    en: Places
    zh: Places
    score: float
    confidence: float


def realign(bitext: Bitext, encoder: Encoder) -> Bitext:
    """Keep the beads that a person accepted, and align the sentences between them again.

    Accepted pairs divide the text: what lies between two of them is aligned by itself. Sentences that were accepted
    as untranslated are taken out before and put back.
    """
    made: list[Segment] = []
    between: list[Segment] = []
    for part in segments(bitext):
        if part.accepted and part.is_pair:
            made += [*_aligned(between, encoder), part]
            between = []
        else:
            between.append(part)
    return joined([*made, *_aligned(between, encoder)], bitext.repairs)


def _aligned(between: Sequence[Segment], encoder: Encoder) -> Iterator[Segment]:
    """Yield the segments that sentences make, those that were accepted as untranslated among them."""
    en, zh = ([(unit, part) for part in between for unit in part.side(lang)] for lang in LANGS)
    rows, columns = ([at for at, (_, part) in enumerate(side) if not part.accepted] for side in (en, zh))
    beads = align([en[i][0].text for i in rows], [zh[j][0].text for j in columns], encoder)
    alone = [[(at, part) for at, (_, part) in enumerate(side) if part.accepted] for side in (en, zh)]
    for bead in beads:
        for found in _unbroken(bead, [rows[i] for i in bead.en], [columns[j] for j in bead.zh]):
            yield from _before(alone[0], found.en)
            yield from _before(alone[1], found.zh)
            yield _segment(found, [unit for unit, _ in en], [unit for unit, _ in zh])
    yield from (part for side in alone for _, part in side)


def _before(alone: list[tuple[int, Segment]], places: Places) -> Iterator[Segment]:
    """Yield what was accepted as untranslated and comes before a bead, and take it from the list."""
    while alone and places and alone[0][0] < places[0]:
        yield alone.pop(0)[1]


def _unbroken(bead: Bead, en: Places, zh: Places) -> Iterator[_Found]:
    """Yield a bead as it is or, where an untranslated sentence stands in it, in parts.

    The longest run of sentences keeps the translation, which each run may have had; the others stand alone.
    """
    runs = _runs(en), _runs(zh)
    if max(map(len, runs)) == 1:
        yield _Found(en, zh, bead.score, bead.confidence)
        return
    likely = bead.confidence / len(runs[0]) / len(runs[1])
    rows, columns = (max(side, key=len) for side in runs)
    yield from (_Found([i], [], 0.0, 1 - likely) for i in en if i < rows[0])
    yield from (_Found([], [j], 0.0, 1 - likely) for j in zh if j < columns[0])
    yield _Found(rows, columns, bead.score, likely)
    yield from (_Found([i], [], 0.0, 1 - likely) for i in en if i > rows[-1])
    yield from (_Found([], [j], 0.0, 1 - likely) for j in zh if j > columns[-1])


def _runs(places: Iterable[int]) -> list[Places]:
    """Return ascending places in runs of consecutive ones."""
    runs: list[Places] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _segment(found: _Found, en: Sequence[Unit], zh: Sequence[Unit]) -> Segment:
    units = tuple(en[i] for i in found.en), tuple(zh[j] for j in found.zh)
    checks = checked(*units) if all(units) else ()
    return Segment(*units, found.score, found.confidence, checks)
