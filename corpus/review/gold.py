"""What people accepted, as gold data for training and for scoring an aligner."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from align.bead import Bead
from corpus.bitext import Bitext

Link = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class GoldRun:
    """Sentences that follow each other, all of whose beads a person accepted."""

    en: tuple[str, ...]
    zh: tuple[str, ...]
    beads: tuple[Link, ...]
    """Indices into ``en`` and ``zh``; one side is empty where a sentence has no translation."""


def gold(bitext: Bitext) -> Iterator[GoldRun]:
    """Yield the runs of accepted beads, in order."""
    # Of consecutive places, each is as far ahead of its rank as the others.
    runs = groupby(enumerate(bitext.accepted), key=lambda ranked: ranked[1] - ranked[0])
    return (_run(bitext, [bitext.beads[place] for _, place in run]) for _, run in runs)


def _run(bitext: Bitext, beads: list[Bead]) -> GoldRun:
    en, zh = [i for bead in beads for i in bead.en], [j for bead in beads for j in bead.zh]
    row, column = min(en, default=0), min(zh, default=0)
    return GoldRun(
        tuple(bitext.en[i].text for i in en),
        tuple(bitext.zh[j].text for j in zh),
        tuple((tuple(i - row for i in bead.en), tuple(j - column for j in bead.zh)) for bead in beads),
    )
