"""Fit the weights of the alignment score: ``python -m bench.align_weights [--rounds N] [--seed N]``.

Climbs from the present ``align.score.Weights`` by random steps and prints each improvement. One setting has to serve
all kinds of text, so that what is maximised is a sum over all sets (``worth``).
"""

import argparse
import random
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from align import load_encoder
from align.aligner import search, vectorise
from align.encoder import Encoder
from align.path import Step
from align.score import Side, Weights
from bench.align_sets import DATA, Document, Link, Score, all_sets, score

STEP = 0.15
"""Standard deviation of a random step, as a share of a weight."""
SMALLEST = 0.02
"""A weight below this moves as if it were so large."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document and its vectors, computed once."""

    document: Document
    sides: tuple[Side, Side]
    encoder: Encoder

    @property
    def article(self) -> str:
        """What a document has in common with all that is made from it; of strangers, the one that gave the head."""
        return self.document.name.split(" beside ")[0]


def prepare(data: Path, encoder: Encoder) -> dict[str, list[Prepared]]:
    return {
        name: [Prepared(one, vectorise(one.en, one.zh, encoder), encoder) for one in ones]
        for name, ones in all_sets(data).items()
    }


def link(step: Step) -> Link:
    return tuple(step[0]), tuple(step[1])


def scores(sets: dict[str, list[Prepared]], weights: Weights) -> dict[str, Score]:
    return {
        name: score(
            [one.document.gold for one in ones],
            [[link(step) for step in search(*one.sides, weights).path] for one in ones],
        )
        for name, ones in sets.items()
        if name != "strangers"
    }


def worth(found: dict[str, Score]) -> float:
    """Weigh sets: strict F1 of the labelled ones in full; nulls, and sets that are made of others, by half or less."""
    labelled = found["paramed_dev"].strict + found["stress_dev"].strict + found["mac_dev"].strict
    made = found["thinned"].strict + found["thinned"].null / 2 + found["miscopied"].strict
    return labelled + found["stress_dev"].null / 2 + made / 2


def climb(sets: dict[str, list[Prepared]], rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    best = Weights()
    found = scores(sets, best)
    report(found, best)
    for _ in range(rounds):
        tried = stepped(best, chance)
        now = scores(sets, tried)
        if worth(now) > worth(found):
            best, found = tried, now
            report(found, best)


def stepped(weights: Weights, chance: random.Random) -> Weights:
    """Change one to three weights at random, none below zero."""
    values = asdict(weights)
    for name in chance.sample(sorted(values), chance.choice((1, 1, 2, 3))):
        values[name] = round(max(0.0, values[name] + chance.gauss(0, STEP * max(values[name], SMALLEST))), 4)
    return replace(weights, **values)


def report(found: dict[str, Score], weights: Weights) -> None:
    parts = "  ".join(f"{name} {one.strict:.4f} null {one.null:.3f}" for name, one in found.items())
    print(f"{worth(found):.4f}  {parts}  {weights}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    climb(prepare(options.data, load_encoder(options.model)), options.rounds, options.seed)


if __name__ == "__main__":
    main()
