"""Measure alignment on the development sets: ``python -m bench.align [--data FOLDER] [--model NAME]``.

Prints strict, lax and null F1 by set for the aligner, for its search alone and without one part of the score, and for
Gale & Church's; then retrieval of Medline sentences and what the check of numbers catches.
Of other aligners hunalign, Bleualign, Vecalign and Bertalign are not on PyPI; what is there needs models from a hub
(lingtrain-aligner, SentAlign) or Python 2 (yalign).
"""

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from align import align, check, load_encoder
from align.aligner import search, vectorise
from align.encoder import Encoder
from align.score import Weights
from bench.align_sets import DATA, SETS, Document, Link, all_sets, medline, score
from bench.gale_church import gale_church

Aligner = Callable[[Sequence[str], Sequence[str]], list[Link]]
WITHOUT: dict[str, dict[str, float]] = {
    "search only": {},
    "search, no margin": {"margin": 0.0, "bias": -0.15},
    "search, no lengths": {"ratio": 0.0, "excess": 0.0},
    "search, no numbers": {"number": 0.0},
    "search, no freedom": {"free": 0.0, "bias": 0.1},
    "search, cosine alone": {"margin": 0.0, "bias": -0.15, "ratio": 0.0, "excess": 0.0, "number": 0.0, "free": 0.0},
}
"""Weights that differ where a part of the score is left out; the bias makes up for what the part adds on average."""
DRAWS = 10
"""Times that digits are planted: what one draw catches varies by two points."""


def aligners(encoder: Encoder) -> Iterator[tuple[str, Aligner]]:
    yield "bicorpus", lambda en, zh: [(bead.en, bead.zh) for bead in align(en, zh, encoder)]
    for name, changes in WITHOUT.items():
        yield name, weighted(replace(Weights(), **changes), encoder)
    yield "Gale-Church", lambda en, zh: [(tuple(rows), tuple(columns)) for rows, columns in gale_church(en, zh)]


def weighted(weights: Weights, encoder: Encoder) -> Aligner:
    def run(en: Sequence[str], zh: Sequence[str]) -> list[Link]:
        path = search(*vectorise(en, zh, encoder), weights).path
        return [(tuple(rows), tuple(columns)) for rows, columns in path]

    return run


def quality(sets: dict[str, list[Document]], encoder: Encoder) -> Iterator[str]:
    """Yield the table of F1, strict / lax / null."""
    yield "| aligner | " + " | ".join(sets) + " | sentences/s |"
    yield "|---|" + "---|" * (len(sets) + 1)
    for name, run in aligners(encoder):
        cells, count, start = [], 0, time.perf_counter()
        for ones in sets.values():
            found = score([one.gold for one in ones], [run(one.en, one.zh) for one in ones])
            cells.append(f"{found.strict:.4f} / {found.lax:.4f} / {found.null:.3f}")
            count += sum(len(one.en) + len(one.zh) for one in ones)
        yield f"| {name} | " + " | ".join(cells) + f" | {count / (time.perf_counter() - start):,.0f} |"


def retrieved(data: Path, encoder: Encoder) -> tuple[float, float]:
    """Return how often the nearest of all Medline sentences is the translation, from English and from Chinese."""
    pairs = medline(data)
    en, zh = encoder.encode([pair[0] for pair in pairs]), encoder.encode([pair[1] for pair in pairs])
    likeness, truth = en @ zh.T, np.arange(len(pairs))
    return float((likeness.argmax(axis=1) == truth).mean()), float((likeness.argmax(axis=0) == truth).mean())


def plant_all(ones: Sequence[Document], seed: int = 0) -> tuple[int, int, int, int]:
    """Plant a wrong digit, ``DRAWS`` times, in each gold bead that has digits and on which the check is silent.

    Returns planted digits that the check caught, all planted, beads with a false alarm, and all beads with digits.
    """
    chance = random.Random(seed)
    pairs = [(" ".join(one.en[i] for i in en), "".join(one.zh[j] for j in zh)) for one in ones for en, zh in one.gold]
    pairs = [pair for pair in pairs if all(pair) and re.search("[0-9]", pair[0] + pair[1])]
    silent = [pair for pair in pairs if not check(*pair)]
    caught = sum(bool(check(*plant(pair, chance))) for _ in range(DRAWS) for pair in silent)
    return caught, DRAWS * len(silent), len(pairs) - len(silent), len(pairs)


def plant(pair: tuple[str, str], chance: random.Random) -> tuple[str, str]:
    """Change one digit on one side."""
    at = chance.choice(
        [(side, place) for side in (0, 1) for place, char in enumerate(pair[side]) if char in "0123456789"]
    )
    side, place = at
    other = chance.choice([digit for digit in "0123456789" if digit != pair[side][place]])
    changed = pair[side][:place] + other + pair[side][place + 1 :]
    return (changed, pair[1]) if side == 0 else (pair[0], changed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with paramed_dev.jsonl and the others")
    parser.add_argument("--model", default="bundled", help="name of the encoder")
    options = parser.parse_args()
    encoder = load_encoder(options.model)
    encoder.encode(["warm", "热"])
    sets = all_sets(options.data)
    print("F1: strict / lax / null", *quality(sets, encoder), sep="\n")
    there, back = retrieved(options.data, encoder)
    print(f"retrieval of Medline sentences: en to zh {there:.3f}, zh to en {back:.3f}")
    caught, planted, false, pairs = plant_all(sets[SETS[0]])
    print(f"planted digits caught: {caught}/{planted} ({caught / planted:.1%})")
    print(f"false alarms in beads with digits: {false}/{pairs} ({false / pairs:.1%})")


if __name__ == "__main__":
    main()
