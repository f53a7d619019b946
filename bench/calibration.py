"""Tell how much a confidence is worth: calibration error, Brier score, and how well it tells right beads from wrong."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from align.encoder import Encoder
from bench.align_confidence import EDGES, confidence_models, doubt_model, judge, seen
from bench.align_sets import Document
from bench.align_weights import Prepared, prepare
from bench.aligners import Found


class Worth(NamedTuple):
    """How much a confidence is worth; not a number where it can't be told."""

    error: float
    """Expected calibration error: mean distance of confidence and share of right beads, by confidence."""
    brier: float
    """Mean squared distance of confidence and truth."""
    ranking: float
    """Probability that a right bead is surer than a wrong one (area under the ROC curve), ties half."""


class Judged(NamedTuple):
    sure: list[float]
    right: list[bool]


def worth(judged: Judged) -> Worth:
    """Weigh probabilities."""
    values, right = np.array(judged.sure, dtype=float), np.array(judged.right, dtype=bool)
    error = 0.0
    for low, high in pairwise(EDGES):
        inside = (values >= low) & ((values < high) | (high == EDGES[-1]))
        error += abs((values[inside] - right[inside]).sum()) / len(values)
    return Worth(error, float(((values - right) ** 2).mean()), ranking(judged))


def ranking(judged: Judged) -> float:
    """Weigh scores of any kind, by their order."""
    values, right = np.array(judged.sure, dtype=float), np.array(judged.right, dtype=bool)
    if right.all() or not right.any():
        return float("nan")
    above = values[right][:, None] - values[~right]
    return float(((above > 0) + (above == 0) / 2).mean())


def as_found(documents: Sequence[Document], found: Sequence[Sequence[Found]]) -> Judged:
    """Judge the beads of an aligner that says how sure it is."""
    beads = [(bead, set(one.gold)) for one, beads in zip(documents, found, strict=True) for bead in beads]
    known = [(bead.sure, (bead.en, bead.zh) in gold) for bead, gold in beads if bead.sure is not None]
    return Judged([sure for sure, _ in known], [right for _, right in known])


def left_out(data: Path, encoder: Encoder) -> dict[str, Judged]:
    """Judge our beads of each set by a confidence fitted without their article and what else is made of it."""
    judged: defaultdict[str, Judged] = defaultdict(lambda: Judged([], []))
    for name, sure, right in _left_out(prepare(data, encoder)):
        judged[name].sure.append(sure)
        judged[name].right.append(right)
    return dict(judged)


def _left_out(sets: dict[str, list[Prepared]]) -> Iterator[tuple[str, float, bool]]:
    beads = [(name, one.article, bead) for name, ones in sets.items() for one in ones for bead in seen(one)]
    for without in dict.fromkeys(article for _, article, _ in beads):
        others = [bead for _, article, bead in beads if article != without]
        doubt = doubt_model(others)
        models = confidence_models([part for bead in others for part in judge(bead, doubt)])
        for name, article, bead in beads:
            for part in judge(bead, doubt) if article == without else ():
                yield name, float(1 / (1 + np.exp(-np.dot(models[part.kind], part.inputs)))), part.right
