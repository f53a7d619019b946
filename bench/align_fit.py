"""Fit the constants of the aligner on the development sets: ``python -m bench.align_fit weights|confidence``.

``weights`` climbs from the present ``align.score.Weights`` by random steps under a seed and prints each improvement; what it
maximises is the sum of strict F1 over the three sets and half the null F1 of the stressed one, the only one with many
nulls. ``confidence`` fits the logistic models of ``align.confidence`` and prints their calibration when each document is
left out in turn.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from align import load_encoder
from align.aligner import vectorise
from align.band import band_for
from align.confidence import TEMPERATURE, log_odds
from align.path import Step, best_path
from align.posterior import posteriors
from align.score import Side, Weights, bead_gains, similarity
from bench.align_sets import DATA, SETS, Document, Link, Score, documents, score

STEP = 0.15
"""Standard deviation of a random step, as a share of the constant's value; with a floor for those near zero."""
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Prepared:
    document: Document
    sides: tuple[Side, Side]


def prepare(data: Path, encoder) -> dict[str, list[Prepared]]:
    return {
        name: [Prepared(document, vectorise(document.en, document.zh, encoder)) for document in documents(data, name)]
        for name in SETS
    }


def path_of(prepared: Prepared, weights: Weights) -> list[Step]:
    band = band_for(prepared.sides[0].vectors, prepared.sides[1].vectors)
    return best_path(band, bead_gains(*prepared.sides, band, weights))


def link(step: Step) -> Link:
    return tuple(step[0]), tuple(step[1])


def scores(sets: dict[str, list[Prepared]], weights: Weights) -> dict[str, Score]:
    return {
        name: score(
            [one.document.gold for one in ones], [[link(step) for step in path_of(one, weights)] for one in ones]
        )
        for name, ones in sets.items()
    }


def worth(found: dict[str, Score]) -> float:
    return sum(one.strict for one in found.values()) + found["stress_dev"].null / 2


def climb(sets: dict[str, list[Prepared]], rounds: int, seed: int) -> Weights:
    """Return the best weights met in a random walk that only goes up."""
    chance = random.Random(seed)
    best, best_scores = Weights(), scores(sets, Weights())
    print(_line(best_scores, best))
    for _ in range(rounds):
        values = asdict(best)
        for name in chance.sample(sorted(values), chance.choice((1, 1, 2, 3))):
            step = chance.gauss(0, STEP * max(abs(values[name]), 0.02))
            values[name] = round(max(0.0, values[name] + step), 4)
        found = scores(sets, replace(best, **values))
        if worth(found) > worth(best_scores):
            best, best_scores = replace(best, **values), found
            print(_line(best_scores, best), flush=True)
    return best


def _line(found: dict[str, Score], weights: Weights) -> str:
    parts = " ".join(f"{name} {one.strict:.4f} null {one.null:.3f}" for name, one in found.items())
    return f"{worth(found):.4f} {parts} {weights}"


def observations(prepared: Prepared) -> list[tuple[bool, float, float, bool]]:
    """Return for each bead found: whether it has two sides, its posterior's log-odds, its similarity, and if it is right."""
    band = band_for(prepared.sides[0].vectors, prepared.sides[1].vectors)
    gains = bead_gains(*prepared.sides, band)
    path = best_path(band, gains)
    shares = posteriors(band, gains, path, TEMPERATURE)
    gold = set(prepared.document.gold)
    return [
        (bool(step[0]) and bool(step[1]), log_odds(share), similarity(*prepared.sides, step), link(step) in gold)
        for step, share in zip(path, shares, strict=True)
    ]


def fit(rows: Sequence[tuple[bool, float, float, bool]], *, paired: bool) -> np.ndarray:
    """Return constant and weights of a logistic model, by Newton's method with a slight pull to zero."""
    chosen = [row for row in rows if row[0] == paired]
    inputs = np.array([[1.0, odds, *([close] if paired else [])] for _, odds, close, _ in chosen])
    truth = np.array([right for *_, right in chosen], dtype=float)
    model = np.zeros(inputs.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-inputs @ model))
        slope = inputs.T @ (truth - guess) - 0.1 * model
        curve = (inputs * (guess * (1 - guess))[:, None]).T @ inputs + 0.1 * np.eye(len(model))
        model += np.linalg.solve(curve, slope)
    return model


def predict(rows, models: dict[bool, np.ndarray]) -> list[float]:
    return [
        float(1 / (1 + np.exp(-np.dot(models[paired], [1.0, odds, *([close] if paired else [])]))))
        for paired, odds, close, _ in rows
    ]


def calibration_error(guesses: Sequence[float], truth: Sequence[bool]) -> tuple[float, list[str]]:
    """Return the expected calibration error over bins, and a line for each bin."""
    values, right = np.array(guesses), np.array(truth)
    error, lines = 0.0, []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = (values >= low) & ((values < high) | (high == 1.0))
        if inside.any():
            gap = abs(values[inside].mean() - right[inside].mean())
            error += gap * inside.mean()
            lines.append(
                f"| {low:.2f} to {high:.2f} | {inside.sum()} | {values[inside].mean():.3f} | {right[inside].mean():.3f} |"
            )
    return error, lines


def left_out(groups: list[list[tuple[bool, float, float, bool]]]) -> list[float]:
    """Predict each document's beads by models fitted on all others; versions of one article leave together."""
    guesses = []
    for at, group in enumerate(groups):
        rest = [row for other, rows in enumerate(groups) if other != at for row in rows]
        guesses += predict(group, {paired: fit(rest, paired=paired) for paired in (True, False)})
    return guesses


def confidence_report(sets: dict[str, list[Prepared]]) -> None:
    by_article: dict[str, list[tuple[bool, float, float, bool]]] = {}
    for name, ones in sets.items():
        for one in ones:
            article = one.document.name if name == "mac_dev" else f"paramed {one.document.name}"
            by_article.setdefault(article, []).extend(observations(one))
    groups = list(by_article.values())
    everything = [row for group in groups for row in group]
    for paired, label in ((True, "PAIRED"), (False, "ALONE")):
        print(label, "=", tuple(round(float(value), 3) for value in fit(everything, paired=paired)))
    error, lines = calibration_error(left_out(groups), [row[-1] for row in everything])
    print(f"expected calibration error, one article left out: {error:.4f}")
    print("| confidence | beads | mean confidence | right |\n|---|---|---|---|", *lines, sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("weights", "confidence"))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    sets = prepare(options.data, load_encoder(options.model))
    if options.what == "weights":
        climb(sets, options.rounds, options.seed)
    else:
        confidence_report(sets)


if __name__ == "__main__":
    main()
