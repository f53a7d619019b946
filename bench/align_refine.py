"""Fit the weights of the second look: ``python -m bench.align_refine [--leave-out]``.

Maximises the likelihood of the labelled paths, each wrong bead made heavier by its size so that the right ones win by a
margin (softmax-margin, Gimpel & Cohen 2010), with a pull towards zero. The labelled documents are joined by copies of
which sentences were dropped at random, so that the price of a sentence without a counterpart holds for texts translated
in part, literary ones included. With ``--leave-out`` each score is of weights that were fitted without the article and
all that is made from it.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from align import load_encoder
from align.aligner import search, vectorise
from align.confidence import TEMPERATURE
from align.encoder import BagEncoder
from align.evidence import FEATURES, Usual, evidence
from align.path import NOWHERE, Band, Floats, Shape
from align.posterior import expectations, posteriors
from align.refine import SHAPES, begins_inside, refine, runs, stretch_of
from bench.align_sets import DATA, Document, Link, all_sets, scanned, score, thinned
from bench.align_weights import link

THINNED = ((0, 0.1, 10), (0, 0.2, 20), (2, 0.1, 30), (2, 0.25, 40))
"""Copies that are made: of which set, the share of sentences dropped, and the seed of the first document."""
SCANNED = ((0, 50), (1, 60), (3, 70))
"""Copies that are spoilt as by OCR: of which set, and the seed of the first document."""
COUNTS = {"paramed_dev": 2.0, "stress_dev": 2.0, "mac_dev": 1.0, "thinned": 1.0, "miscopied": 1.0, "strangers": 0.5}
"""How much a set counts: the literary one has four times as many sentences, and makes all others worse if it rules."""
COPY, SPOILT = 0.25, 1.0
"""How much a thinned copy counts for one of its set, and a spoilt one: most real abstracts are as bad."""
MARGIN = 0.5
"""By how much a wrong bead is heavier, for each of its sentences."""
RIDGE = 1.0
"""Pull towards zero of a weight times the feature's standard deviation; from 0.3 to 3 there is little difference."""
FORCE = 20.0
"""Added to right beads to make all paths but the right ones negligible."""
ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of a document with its truth."""

    band: Band
    values: dict[Shape, Floats]
    """``[features, rows + 1, width]``."""
    right: dict[Shape, Floats]
    """``[rows + 1, width]``: 1 where the bead that ends at the point is right, ``NOWHERE`` where there can be none."""
    alone: dict[Shape, Floats]
    """``[rows + 1, width]``: how many of the bead's sentences should be alone."""
    counts: float
    article: str


def examples(sets: dict[str, list[Document]], encoder: BagEncoder) -> list[Example]:
    names = list(sets)
    copies = [
        (thinned(one, share, seed + at), COPY * COUNTS[names[which]])
        for which, share, seed in THINNED
        for at, one in enumerate(sets[names[which]])
    ]
    copies += [
        (scanned(one, seed + at), SPOILT * COUNTS[names[which]])
        for which, seed in SCANNED
        for at, one in enumerate(sets[names[which]])
    ]
    originals = [(one, COUNTS[name]) for name in names for one in sets[name]]
    return [example for one, counts in originals + copies for example in _of_document(one, counts, encoder)]


def _of_document(one: Document, counts: float, encoder: BagEncoder) -> Iterator[Example]:
    sides = vectorise(one.en, one.zh, encoder)
    found = search(*sides)
    usual = Usual.of(sides, found.path)
    for unsure, steps in runs(found.path, posteriors(found.band, found.gains, found.path, TEMPERATURE)):
        if unsure:
            (row, column), _ = steps[0]
            stretch = stretch_of([step for step, _ in steps], sides, usual, encoder)
            right, alone = truth(one.gold, stretch.band, row.start, column.start)
            yield Example(stretch.band, dict(evidence(stretch, SHAPES)), right, alone, counts, article(one.name))


def truth(gold: Sequence[Link], band: Band, row: int, column: int) -> tuple[dict[Shape, Floats], dict[Shape, Floats]]:
    """Return where beads are right, and how many sentences that should be alone each has."""
    rows = np.zeros(band.rows + 1, dtype=np.float32)
    columns = np.zeros(band.columns + 1, dtype=np.float32)
    right = {
        shape: np.where(begins_inside(band, shape) & _in_grid(band), 0, NOWHERE).astype(np.float32) for shape in SHAPES
    }
    for en, zh in gold:
        if not zh and 0 <= en[0] - row < band.rows:
            rows[en[0] - row + 1] = 1
        elif not en and 0 <= zh[0] - column < band.columns:
            columns[zh[0] - column + 1] = 1
        elif en and zh and (len(en), len(zh)) in right:
            _mark(right[len(en), len(zh)], band, en[-1] + 1 - row, zh[-1] + 1 - column)
    sums = np.cumsum(rows), np.cumsum(columns)
    alone = {}
    for tall, wide in SHAPES:
        above = sums[0] - sums[0][np.maximum(np.arange(band.rows + 1) - tall, 0)]
        before = sums[1] - sums[1][np.maximum(np.arange(band.columns + 1) - wide, 0)]
        alone[tall, wide] = above[:, None] + before[band.at]
    return right, alone


def _in_grid(band: Band) -> Floats:
    return np.asarray(band.low[:, None] + np.arange(band.width) <= band.columns)


def _mark(right: Floats, band: Band, row: int, column: int) -> None:
    """Mark the bead that ends at a point, if it is one that can be found."""
    if 0 <= row <= band.rows and 0 <= column - band.low[row] < band.width and right[row, column - band.low[row]] == 0:
        right[row, column - band.low[row]] = 1


def article(name: str) -> str:
    """Return what a document and all that is made of it have in common; chapters and articles go in pairs."""
    first = name.split(" beside ", maxsplit=1)[0]
    found = re.search(r"\d+", first)
    return str(int(found.group())) if found else first


def fit(ones: Sequence[Example]) -> dict[str, float]:
    """Return the weights of all features."""
    deviations = spread(ones)
    found = minimize(
        partial(loss, ones=ones, deviations=deviations),
        np.zeros(len(FEATURES)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": ROUNDS, "ftol": 1e-6},
    )
    return dict(zip(FEATURES, map(float, found.x / deviations), strict=True))


def spread(ones: Sequence[Example]) -> Floats:
    """Return the standard deviation of each feature over the right beads."""
    right = [one.values[shape][:, one.right[shape] == 1] for one in ones for shape in SHAPES]
    return np.maximum(np.concatenate(right, axis=1).std(axis=1), 0.02)


def loss(scaled: Floats, ones: Sequence[Example], deviations: Floats) -> tuple[float, Floats]:
    """Return the negative logarithm of the likelihood with all that is added to it, and its slope."""
    weights = (scaled / deviations).astype(np.float32)
    total, slope = RIDGE / 2 * float(scaled @ scaled), RIDGE * scaled
    for one in ones:
        plain = {shape: np.tensordot(weights, one.values[shape], 1) for shape in SHAPES}
        everything, expected = expectations(one.band, {shape: _heavier(one, shape, plain[shape]) for shape in SHAPES})
        truly, wanted = expectations(one.band, {shape: _heavier(one, shape, plain[shape], FORCE) for shape in SHAPES})
        total += one.counts * (everything - truly)
        for shape in SHAPES:
            more = expected[shape] - wanted[shape]
            slope += one.counts * np.tensordot(one.values[shape], more, ((1, 2), (0, 1))) / deviations
    return total, slope


def _heavier(one: Example, shape: Shape, gain: Floats, force: float = 0.0) -> Floats:
    """Return gains by which wrong paths win more easily, or all but the right ones are forced out.

    What a sentence gets that is left alone wrongly, or rightly, is taken off, or put on, the beads that have it.
    """
    right, alone = one.right[shape], one.alone[shape]
    margin = MARGIN * np.where(right == 1, -sum(shape), alone)
    return np.where(right < 0, NOWHERE, gain + margin + force * (right - alone)).astype(np.float32)


def aligned(one: Document, encoder: BagEncoder, weights: dict[str, float]) -> list[Link]:
    sides = vectorise(one.en, one.zh, encoder)
    found = search(*sides)
    shares = posteriors(found.band, found.gains, found.path, TEMPERATURE)
    return [link(step) for step, _ in refine(found.path, shares, sides, encoder, weights)]


def report(sets: dict[str, list[Document]], encoder: BagEncoder, weights: dict[str, dict[str, float]]) -> None:
    """Print strict, lax and null F1 of each set, with each article's own weights."""
    for name, ones in sets.items():
        found = score([one.gold for one in ones], [aligned(one, encoder, weights[article(one.name)]) for one in ones])
        print(f"{name} {found.strict:.4f} / {found.lax:.4f} / {found.null:.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--leave-out", action="store_true", help="score each article by weights fitted without it")
    parser.add_argument("--keep", metavar="FILE", type=Path, help="write each article's weights, for align_confidence")
    options = parser.parse_args()
    encoder = load_encoder(options.model)
    if not isinstance(encoder, BagEncoder):
        parser.error(f"{options.model} knows no words; give a model like the bundled one")
    sets = all_sets(options.data)
    ones = examples(sets, encoder)
    articles = dict.fromkeys(one.article for one in ones)
    if options.leave_out:
        weights = {name: fit([one for one in ones if one.article != name]) for name in articles}
    else:
        weights = dict.fromkeys(articles, fit(ones))
        print("WEIGHTS =", {name: round(value, 3) for name, value in next(iter(weights.values())).items()})
    if options.keep:
        options.keep.write_text(json.dumps(weights, indent=1), "utf-8")
    report(sets, encoder, weights)


if __name__ == "__main__":
    main()
