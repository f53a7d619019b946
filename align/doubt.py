"""Doubt the beads that only their place holds together, and take them apart.

The search pairs what is left over rather than leave it alone, which is right in a free translation and wrong where a
text is translated in part, or the other text is no translation. How well the neighbours fit tells these apart.
"""

from collections.abc import Sequence

import numpy as np

from align.path import Floats, Step
from align.score import OTHERS, Side

CONSTANT, OWN, AROUND = -1.78, 7.00, 13.55
"""Logistic model of "this bead holds some translation", fitted by ``python -m bench.align_confidence``."""
REACH = 3
"""Beads on either side that count as neighbours."""
TINY = 1e-6
"""Below it a span's vector counts as zero."""
LEAST = 0.6
"""Beads less plausible than this are taken apart: from 0.3 to 0.8 labelled sets stay as they are, strangers gain."""


def plausibility(en: Side, zh: Side, path: Sequence[Step]) -> Floats:
    """Return for each bead ``[beads]`` the probability that it holds some translation; void where a side is empty."""
    odds = inputs(en, zh, path) @ np.array((CONSTANT, OWN, AROUND), dtype=np.float32)
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


def inputs(en: Side, zh: Side, path: Sequence[Step]) -> Floats:
    """Return ``[beads, 3]``: a constant, the bead's surplus and the mean surplus of its neighbours."""
    own = surplus(en, zh, path)
    padded = np.pad(own, REACH)
    sums = np.convolve(padded, np.ones(2 * REACH + 1), mode="valid") - own
    there = np.convolve(np.pad(np.ones(len(own)), REACH), np.ones(2 * REACH + 1), mode="valid") - 1
    return np.stack([np.ones(len(own)), own, sums / np.maximum(there, 1)], axis=1).astype(np.float32)


def surplus(en: Side, zh: Side, path: Sequence[Step]) -> Floats:
    """Return by how much the cosine of each bead's spans exceeds what is usual for either, 0 where a side is empty."""
    rows, columns = _sums(en.vectors, [step[0] for step in path]), _sums(zh.vectors, [step[1] for step in path])
    left, right = _units(en, rows, [step[0] for step in path]), _units(zh, columns, [step[1] for step in path])
    paired = np.array([bool(step[0]) and bool(step[1]) for step in path])
    usual = _usual(left, columns, zh.vectors, [len(step[1]) for step in path])
    usual += _usual(right, rows, en.vectors, [len(step[0]) for step in path])
    return np.where(paired, (left * right).sum(axis=1) - usual / 2, 0).astype(np.float32)


def _usual(units: Floats, own: Floats, others: Floats, sizes: Sequence[int]) -> Floats:
    """Return the mean cosine of each span with the other side's sentences outside its bead."""
    left = len(others) - np.array(sizes) + OTHERS
    return np.asarray((units * (others.sum(axis=0) - own)).sum(axis=1) / left, dtype=np.float32)


def _sums(vectors: Floats, spans: Sequence[range]) -> Floats:
    total = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)])
    return np.asarray(total[[span.stop for span in spans]] - total[[span.start for span in spans]], dtype=np.float32)


def _units(side: Side, sums: Floats, spans: Sequence[range]) -> Floats:
    """Return the unit vector of each span; of an empty one it doesn't matter."""
    if side.spans is not None:
        return np.asarray(side.spans[[len(span) - 1 for span in spans], [span.stop for span in spans]])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(norms > TINY, norms, np.inf), dtype=np.float32)


def apart(step: Step) -> list[Step]:
    """Return the sentences of a bead each left alone, the English ones first."""
    rows, columns = step
    row, column = rows.stop, columns.start
    return [(range(i, i + 1), range(column, column)) for i in rows] + [
        (range(row, row), range(j, j + 1)) for j in columns
    ]
