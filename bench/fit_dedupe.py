"""Fit the weights of ``dedupe/weights.py`` on labelled sets and print the module.

Logistic regression with a quadratic penalty (Newton's method), one coefficient per level of agreement of a field, over
the candidate pairs of all sets together.

    python -m bench.fit_dedupe [--data FOLDER] > weights.py && mv weights.py dedupe/
    python -m bench.fit_dedupe --leave-out      # score each set under weights fitted on the other four
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from bench.dedupe import DATA, SETS, Score, ours, records, score, truth
from dedupe import compare
from dedupe.block import candidate_pairs
from dedupe.common import mark_common
from dedupe.features import features
from dedupe.signals import signals

DAMAGE = 0.2
"""Weight of a pair without one of its fields, against 1 for the whole pair."""
PENALTY = 1.0
"""Of the squared weight, against one unit of log-likelihood per pair."""


def examples(folder):
    """Return (levels, same) of each candidate pair; identifiers are left out, they would hide what fields say."""
    items = mark_common([features(record) for record in records(folder)])
    true = truth(folder)
    return [(levels_of(left, right), (left.id, right.id) in true) for left, right in candidate_pairs(items)]


def levels_of(left, right):
    """Return the (field, level) of every signal but those of identifiers."""
    return tuple((s.field, s.level) for s in signals(left, right) if s.field not in {"id", "weak id"})


def damaged(rows):
    """Count each pair as it is and, with less weight, without any one of its fields: unseen sets lack some."""
    counted = Counter()
    for levels, same in rows:
        counted[levels, same] += 1
        for field in {name for name, _ in levels}:
            counted[tuple(level for level in levels if level[0] != field), same] += DAMAGE
    return counted


def fit(rows):
    """Return (bias, weights by (field, level))."""
    counted = damaged(rows)
    names = sorted({level for levels, _ in counted for level in levels})
    column = {name: index for index, name in enumerate(names, 1)}
    design = np.zeros((len(counted), len(names) + 1))
    design[:, 0] = 1
    for row, (levels, _) in enumerate(counted):
        design[row, [column[level] for level in levels]] = 1
    labels = np.array([same for _, same in counted], dtype=float)
    weights = newton(design, labels, np.array(list(counted.values()), dtype=float))
    return weights[0], dict(zip(names, weights[1:], strict=True))


def newton(design, labels, counts):
    """Maximise the penalised likelihood; the bias is not penalised."""
    weights = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], PENALTY)
    penalty[0] = 1e-6
    for _ in range(50):
        expected = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (counts * (labels - expected)) - penalty * weights
        curvature = (design * (counts * expected * (1 - expected))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of labelled sets")
    parser.add_argument("--leave-out", action="store_true", help="score each set under weights fitted on the others")
    options = parser.parse_args()
    rows = {name: examples(options.data / name) for name in SETS}
    if options.leave_out:
        leave_out(rows, options.data)
    else:
        print(module(*fit([row for name in SETS for row in rows[name]])))


def leave_out(rows, data):
    """Print the score of each set under weights fitted on the other four, and their sum."""
    total = Score(0, 0, 0)
    for held_out in SETS:
        compare.BIAS, weights = fit([row for name in SETS if name != held_out for row in rows[name]])
        compare.ALL_WEIGHTS.clear()
        compare.ALL_WEIGHTS.update(weights | compare.SET_BY_HAND)
        counted = score(truth(data / held_out), ours(data / held_out).pairs)
        print(f"{held_out:20} TP {counted.found:5} FP {counted.false:5} FN {counted.missed:5} F1 {counted.f1:.4f}")
        total = Score(*map(sum, zip(total, counted, strict=True)))
    print(f"{'all five':20} TP {total.found:5} FP {total.false:5} FN {total.missed:5} F1 {total.f1:.4f}")


def module(bias, weights):
    """Return the text of ``dedupe/weights.py``."""
    rows = "".join(f"    ({field!r}, {level!r}): {weight:.2f},\n" for (field, level), weight in weights.items())
    return (
        '"""What each level of agreement is worth, in log-odds; an absent field adds nothing.\n\n'
        'Written by ``python -m bench.fit_dedupe``.\n"""\n\n'
        f"BIAS = {bias:.2f}\n"
        f"WEIGHTS: dict[tuple[str, str], float] = {{\n{rows}}}"
    ).replace("'", '"')


if __name__ == "__main__":
    main()
