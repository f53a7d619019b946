"""Fit plausibility and confidence: ``python -m bench.align_confidence``.

Prints the constants of ``align.doubt`` and ``align.confidence``, and how well the confidence is calibrated when one
article at a time, with all that is made from it, is left out of the fit. With ``--weights``, made by
``python -m bench.align_refine --leave-out --keep FILE``, the beads themselves are those of a second look that did not
know the article: without it confidence is fitted to beads that are better than those of new text.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from align import load_encoder
from align.aligner import refined
from align.confidence import log_odds
from align.doubt import LEAST, apart, inputs
from align.refine import WEIGHTS
from bench.align_refine import article as article_of
from bench.align_sets import DATA, Link
from bench.align_weights import Prepared, link, prepare

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)
RIDGE = 0.1
"""A slight pull to zero that keeps separable data finite."""


class Seen(NamedTuple):
    """A bead that the search found, what is known of it, and the truth."""

    bead: Link
    posterior: float
    doubt: np.ndarray
    """Inputs of the plausibility."""
    gold: frozenset[Link]

    @property
    def exact(self) -> bool:
        return self.bead in self.gold

    @property
    def some(self) -> bool:
        """Whether any of its sentences translate each other."""
        return any(set(self.bead[0]) & set(en) and set(self.bead[1]) & set(zh) for en, zh in self.gold)


class Judged(NamedTuple):
    kind: str
    inputs: list[float]
    right: bool


def seen(one: Prepared, weights: Mapping[str, Mapping[str, float]] | None = None) -> list[Seen]:
    """Return the beads of a document, by weights of its article or those that the package has."""
    found = refined(*one.sides, one.encoder, weights[article_of(one.document.name)] if weights else WEIGHTS)
    doubts = inputs(*one.sides, [step for step, _ in found])
    gold = frozenset(one.document.gold)
    return [Seen(link(step), share, doubt, gold) for (step, share), doubt in zip(found, doubts, strict=True)]


def logistic(rows: Sequence[Sequence[float]], truth: Sequence[bool]) -> np.ndarray:
    """Return the weights of a logistic model, by Newton's method."""
    given, right = np.array(rows, dtype=float), np.array(truth, dtype=float)
    model = np.zeros(given.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-given @ model))
        slope = given.T @ (right - guess) - RIDGE * model
        curve = (given * (guess * (1 - guess))[:, None]).T @ given + RIDGE * np.eye(len(model))
        model += np.linalg.solve(curve, slope)
    return model


def doubt_model(beads: Sequence[Seen]) -> np.ndarray:
    paired = [one for one in beads if all(one.bead)]
    return logistic([one.doubt for one in paired], [one.some for one in paired])


def judge(one: Seen, doubt: np.ndarray) -> list[Judged]:
    """Return the beads that the aligner makes of one, with the inputs of their confidence."""
    odds = log_odds(one.posterior)
    if not all(one.bead):
        return [Judged("ALONE", [1.0, odds], one.exact)]
    likely = float(1 / (1 + np.exp(-one.doubt @ doubt)))
    if likely < LEAST:
        step = range(one.bead[0][0], one.bead[0][-1] + 1), range(one.bead[1][0], one.bead[1][-1] + 1)
        return [Judged("PARTED", [1.0, -log_odds(likely)], link(part) in one.gold) for part in apart(step)]
    merged = float(len(one.bead[0]) + len(one.bead[1]) - 2)
    return [Judged("PAIR", [1.0, odds, log_odds(likely), merged], one.exact)]


def confidence_models(judged: Sequence[Judged]) -> dict[str, np.ndarray]:
    kinds = defaultdict(list)
    for one in judged:
        kinds[one.kind].append(one)
    return {kind: logistic([one.inputs for one in ones], [one.right for one in ones]) for kind, ones in kinds.items()}


def left_out(articles: Sequence[Sequence[Seen]]) -> tuple[list[float], list[bool]]:
    """Return confidence and truth of each article's beads by models that have not seen the article."""
    guesses, truth = [], []
    for at, article in enumerate(articles):
        others = [one for other, beads in enumerate(articles) if other != at for one in beads]
        doubt = doubt_model(others)
        models = confidence_models([part for one in others for part in judge(one, doubt)])
        for one in (part for bead in article for part in judge(bead, doubt)):
            guesses.append(float(1 / (1 + np.exp(-np.dot(models[one.kind], one.inputs)))))
            truth.append(one.right)
    return guesses, truth


def calibration(guesses: Sequence[float], truth: Sequence[bool]) -> list[str]:
    """Return the expected calibration error and the reliability table."""
    values, right = np.array(guesses), np.array(truth)
    error, lines = 0.0, []
    for low, high in pairwise(EDGES):
        inside = (values >= low) & ((values < high) | (high == EDGES[-1]))
        if inside.any():
            mean, share = values[inside].mean(), right[inside].mean()
            error += abs(mean - share) * inside.mean()
            lines.append(f"| {low:.2f} to {high:.2f} | {inside.sum()} | {mean:.3f} | {share:.3f} |")
    heading = f"expected calibration error over {len(values)} beads, one article left out: {error:.4f}"
    return [heading, "| confidence | beads | mean | right |", "|---|---|---|---|", *lines]


def by_article(sets: dict[str, list[Prepared]], weights: Mapping[str, Mapping[str, float]] | None) -> list[list[Seen]]:
    """Group beads by the article they come from: all sets but the literary one are made from the same six."""
    articles: defaultdict[str, list[Seen]] = defaultdict(list)
    for ones in sets.values():
        for one in ones:
            articles[one.article] += seen(one, weights)
    return list(articles.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--weights", metavar="FILE", type=Path, help="weights of the second look, by article left out")
    options = parser.parse_args()
    weights = json.loads(options.weights.read_text("utf-8")) if options.weights else None
    articles = by_article(prepare(options.data, load_encoder(options.model)), weights)
    beads = [one for article in articles for one in article]
    doubt = doubt_model(beads)
    print("CONSTANT, OWN, AROUND =", ", ".join(f"{value:.2f}" for value in doubt))
    for kind, model in confidence_models([part for one in beads for part in judge(one, doubt)]).items():
        print(f"{kind} = ({', '.join(f'{value:.3f}' for value in model)})")
    print(*calibration(*left_out(articles)), sep="\n")


if __name__ == "__main__":
    main()
