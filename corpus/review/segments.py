"""A bitext as it is edited: segments that hold their sentences, so that nothing needs to be renumbered on the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import msgspec

from align.bead import Bead, Finding
from align.check import check
from align.coverage import coverage
from align.repair import Repair
from align.sentences import Sentence
from corpus.bitext import LANGS, Bitext
from ingest.record import Lang

Repairs = Mapping[Lang, tuple[Repair, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, and what a person made of it."""

    sentence: Sentence
    original: str | None = None
    """What it said before a person edited it; None where nobody did."""

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def source(self) -> str:
        """What the abstract says here, repaired."""
        return self.sentence.text if self.original is None else self.original

    @property
    def is_written(self) -> bool:
        """Whether a person wrote it, so that no place in the abstract is its own."""
        return self.sentence.start == self.sentence.end


Units = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A bead that holds its sentences."""

    en: Units
    zh: Units
    score: float = 0.0
    confidence: float = 1.0
    checks: tuple[Finding, ...] = ()
    accepted: bool = False

    def side(self, lang: Lang) -> Units:
        return self.en if lang == "en" else self.zh

    @property
    def is_pair(self) -> bool:
        return bool(self.en and self.zh)


def segments(bitext: Bitext) -> list[Segment]:
    """Return the segments of a bitext, in order."""
    accepted = set(bitext.accepted)
    en, zh = (_units(bitext, lang) for lang in LANGS)
    return [
        Segment(
            tuple(en[i] for i in bead.en),
            tuple(zh[j] for j in bead.zh),
            bead.score,
            bead.confidence,
            bead.checks,
            place in accepted,
        )
        for place, bead in enumerate(bitext.beads)
    ]


def _units(bitext: Bitext, lang: Lang) -> list[Unit]:
    edits = bitext.edits.get(lang, {})
    return [Unit(sentence, edits.get(index)) for index, sentence in enumerate(getattr(bitext, lang))]


def joined(parts: Sequence[Segment], repairs: Repairs) -> Bitext:
    """Return the bitext that segments make up."""
    en, zh = (list(_settled(unit for part in parts for unit in part.side(lang))) for lang in LANGS)
    sides = tuple(unit.sentence for unit in en), tuple(unit.sentence for unit in zh)
    beads = tuple(_beads(parts))
    covered = coverage([s.text for s in sides[0]], [s.text for s in sides[1]], beads)
    accepted = tuple(place for place, part in enumerate(parts) if part.accepted)
    edits = {lang: found for lang, units in zip(LANGS, (en, zh), strict=True) if (found := _edits(units))}
    return Bitext(*sides, beads, covered, repairs, accepted, edits)


def _settled(units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield the units, those that a person wrote with the end of the one before for a place."""
    end = 0
    for unit in units:
        yield replace(unit, sentence=Sentence(end, end, unit.text)) if unit.is_written else unit
        end = max(end, unit.sentence.end)


def _beads(parts: Iterable[Segment]) -> Iterator[Bead]:
    i = j = 0
    for part in parts:
        rows, columns = range(i, i + len(part.en)), range(j, j + len(part.zh))
        yield Bead(tuple(rows), tuple(columns), part.score, part.confidence, part.checks)
        i, j = rows.stop, columns.stop


def _edits(units: Iterable[Unit]) -> dict[int, str]:
    return {index: unit.original for index, unit in enumerate(units) if unit.original is not None}


def by_person(en: Units, zh: Units) -> list[Segment]:
    """Return what a person made of sentences: a pair, or else each of them alone."""
    if en and zh:
        return [Segment(en, zh, checks=checked(en, zh), accepted=True)]
    alone = [Segment((unit,), (), accepted=True) for unit in en]
    return alone + [Segment((), (unit,), accepted=True) for unit in zh]


def checked(en: Units, zh: Units) -> tuple[Finding, ...]:
    """Return what differs between two sides."""
    return check(" ".join(unit.text for unit in en), "".join(unit.text for unit in zh))


def bead_of(bitext: Bitext, lang: Lang, index: int) -> int:
    """Return the place of the bead that holds a sentence; that of the last bead where there is no such sentence."""
    held = (place for place, bead in enumerate(bitext.beads) if index in (bead.en if lang == "en" else bead.zh))
    return next(held, len(bitext.beads) - 1)


def fingerprint(bitext: Bitext) -> str:
    """Name a state of a bitext, so that a page can tell which one it shows."""
    return sha256(msgspec.json.encode(bitext)).hexdigest()[:16]
