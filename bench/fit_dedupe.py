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

from bench.dedupe import DATA, SETS, Score, erased, ours, records, score, truth
from dedupe import compare
from dedupe.agree import QUICK, SLOW
from dedupe.agree_place import place
from dedupe.block import candidate_pairs
from dedupe.columns import Columns
from dedupe.common import mark_common
from dedupe.features import features
from dedupe.levels import LEVELS
from dedupe.meaning import LEVELS as ACROSS

ERASED = {0.0: 1.0, 0.2: 0.1, 0.4: 0.1}
"""Share of fields that records lack besides those that they lack anyway → weight of a pair: unseen sets lack some."""
LEFT_OUT = frozenset({"id", "weak id", *ACROSS})
"""Identifiers would hide what fields say; of the languages that others compare, the sets have one."""
PENALTY = 1.0
"""Of the squared weight, against one unit of log-likelihood per pair."""


def examples(folder):
    """Return how often each (levels, same) occurs among the candidate pairs, whole and erased."""
    found, true = sorted(records(folder), key=lambda record: record.id), truth(folder)
    counted = Counter()
    for share, weight in ERASED.items():
        damaged = erased(found, share, f"{folder.name} {share}") if share else found
        for levels, pair in levels_of(damaged):
            counted[levels, pair in true] += weight
    return counted


def levels_of(found):
    """Yield ((field, level) of all fields that were compared, ids) of each candidate pair."""
    items = mark_common([features(record) for record in found])
    columns, pairs = Columns(items, found.__getitem__), candidate_pairs(items)
    fields = {
        field: compare_field(columns, pairs[:, 0], pairs[:, 1]) for field, compare_field in (QUICK | SLOW).items()
    }
    fields["place"] = place(fields)
    compared = {field: fields[field].levels.tolist() for field in fields if field not in LEFT_OUT}
    for (left, right), codes in zip(pairs.tolist(), zip(*compared.values(), strict=True), strict=True):
        levels = tuple((f, LEVELS[f][code - 1]) for f, code in zip(compared, codes, strict=True) if code)
        yield levels, (found[left].id, found[right].id)


def fit(counted):
    """Return (bias, weights by (field, level))."""
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
        print(module(*fit(sum(rows.values(), Counter()))))


def leave_out(rows, data):
    """Print the score of each set under weights fitted on the other four, and their sum."""
    total = Score(0, 0, 0)
    for held_out in SETS:
        compare.BIAS, weights = fit(sum((rows[name] for name in SETS if name != held_out), Counter()))
        compare.ALL_WEIGHTS.clear()
        compare.ALL_WEIGHTS.update(compare.all_weights(compare.BIAS, weights))
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
