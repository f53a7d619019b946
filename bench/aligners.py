"""The aligners that come with the project: ours, its search without one part of the score, and Gale & Church's."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from align import align
from align.aligner import search, vectorise
from align.encoder import Encoder
from align.score import Weights
from bench.gale_church import gale_church


class Found(NamedTuple):
    """A bead that an aligner found."""

    en: tuple[int, ...]
    zh: tuple[int, ...]
    sure: float | None = None
    """The higher, the surer is the aligner; a probability for ours, what the others mean by it differs."""


Aligner = Callable[[Sequence[str], Sequence[str]], list[Found]]
WITHOUT: dict[str, dict[str, float]] = {
    "search only": {},
    "search, no margin": {"margin": 0.0, "bias": -0.15},
    "search, no lengths": {"ratio": 0.0, "excess": 0.0},
    "search, no numbers": {"number": 0.0},
    "search, no freedom": {"free": 0.0, "bias": 0.1},
    "search, cosine alone": {"margin": 0.0, "bias": -0.15, "ratio": 0.0, "excess": 0.0, "number": 0.0, "free": 0.0},
}
"""Weights that differ where a part of the score is left out; the bias makes up for what the part adds on average."""


def built_in() -> dict[str, Callable[[Encoder], Aligner]]:
    """Return what makes each aligner out of an encoder, by the aligner's name."""
    reduced = {name: _weighted(replace(Weights(), **changes)) for name, changes in WITHOUT.items()}
    return {"bicorpus": _bicorpus, **reduced, "Gale-Church": _by_lengths}


def _bicorpus(encoder: Encoder) -> Aligner:
    return lambda en, zh: [Found(bead.en, bead.zh, bead.confidence) for bead in align(en, zh, encoder)]


def _weighted(weights: Weights) -> Callable[[Encoder], Aligner]:
    def make(encoder: Encoder) -> Aligner:
        def run(en: Sequence[str], zh: Sequence[str]) -> list[Found]:
            path = search(*vectorise(en, zh, encoder), weights).path
            return [Found(tuple(rows), tuple(columns)) for rows, columns in path]

        return run

    return make


def _by_lengths(_: Encoder) -> Aligner:
    return lambda en, zh: [Found(tuple(rows), tuple(columns)) for rows, columns in gale_church(en, zh)]
