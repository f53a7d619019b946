"""Fit the rows of a bag of features so that the two sides of a pair come together, away from those of other pairs.

In-batch softmax in both directions (Yang et al. 2019, "Improving Multilingual Sentence Embedding using Bi-directional
Dual Encoder with Additive Margin Softmax", without the margin), gradients written out, row-wise Adagrad. In numpy and
scipy rather than torch: the work is sparse sums and a small matrix product, and on two cores they take half the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

EPSILON = 1e-9
"""Keeps texts without features and rows without gradients from dividing by zero."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Bags of rows, one after the other."""

    rows: Ints
    ends: Ints
    """``[n + 1]``: bag ``i`` is ``rows[ends[i] : ends[i + 1]]``."""

    def __len__(self) -> int:
        return len(self.ends) - 1

    def joined(self, count: int) -> "Bags":
        """Return each ``count`` bags in a row as one; what is left of them at the end is left out."""
        ends = self.ends[::count]
        return Bags(self.rows[: ends[-1]], ends)

    def take(self, which: Ints) -> "Bags":
        """Return the bags of these numbers, in this order."""
        starts = self.ends[which]
        lengths = self.ends[which + 1] - starts
        ends = np.concatenate([[0], np.cumsum(lengths)])
        return Bags(self.rows[np.repeat(starts - ends[:-1], lengths) + np.arange(ends[-1])], ends)

    def keep(self, chosen: NDArray[np.bool_]) -> "Bags":
        """Return the bags with only the chosen entries of ``rows``."""
        return Bags(self.rows[chosen], np.concatenate([[0], np.cumsum(chosen)])[self.ends])

    def owners(self) -> Ints:
        """Return for each entry of ``rows`` the number of its bag."""
        return np.repeat(np.arange(len(self)), np.diff(self.ends))


def pack(bags: Sequence[Sequence[int]]) -> Bags:
    """Return sequences of rows as ``Bags``."""
    ends = np.concatenate([[0], np.cumsum([len(bag) for bag in bags], dtype=np.int64)])
    rows = np.fromiter((row for bag in bags for row in bag), dtype=np.int64, count=ends[-1])
    return Bags(rows, ends)


class Fit:
    """Vectors of features while they are being fitted.

    Args:
        vectors: ``[rows, dimension]``, changed by each step.
        temperature: of the softmax, above 0: the lower, the more only the hardest of the other pairs count.
        caution: the mean squared slope that each row is thought to have seen before; 0 lets a row's first step be as
            long as the rate, whatever its slope.
    """

    def __init__(self, vectors: Floats, *, temperature: float, caution: float = 0.0) -> None:
        self.vectors = vectors
        self._temperature = np.float32(temperature)
        self._squares = np.full(len(vectors), caution, dtype=np.float32)
        self._place = np.zeros(len(vectors), dtype=np.int32)

    def step(self, en: Bags, zh: Bags, rate: float) -> float:
        """Take one step on a batch of pairs and return its loss, in nats per pair and direction."""
        used, sums = self._sums(en, zh)
        weights = self.vectors[used]
        summed = sums @ weights
        loss, slope = softmax_loss(summed, self._temperature)
        slopes = sums.T.tocsr() @ slope
        self._squares[used] += np.einsum("ij,ij->i", slopes, slopes) / np.float32(slopes.shape[1])
        rates = np.float32(rate) / (np.sqrt(self._squares[used]) + np.float32(EPSILON))
        self.vectors[used] = weights - rates[:, None] * slopes
        return loss

    def _sums(self, en: Bags, zh: Bags) -> tuple[Ints, Any]:
        """Return the rows that occur, and the sparse matrix that sums them into English bags, then Chinese ones."""
        from scipy.sparse import csr_array

        rows = np.concatenate([en.rows, zh.rows])
        used = np.flatnonzero(np.bincount(rows, minlength=len(self._place)))
        self._place[used] = np.arange(len(used), dtype=np.int32)
        ends = np.concatenate([en.ends, zh.ends[1:] + len(en.rows)]).astype(np.int32)
        ones = np.ones(len(rows), dtype=np.float32)
        return used, csr_array((ones, self._place[rows], ends), shape=(len(ends) - 1, len(used)))


def softmax_loss(summed: Floats, temperature: np.float32) -> tuple[float, Floats]:
    """Return the loss of a batch and its gradient.

    Args:
        summed: ``[2 n, d]``: the sums of ``n`` English bags, then of their ``n`` counterparts, of any length.
        temperature: what cosines are divided by.
    """
    count = len(summed) // 2
    lengths = np.sqrt(np.einsum("ij,ij->i", summed, summed))[:, None] + np.float32(EPSILON)
    unit = summed / lengths
    en, zh = unit[:count], unit[count:]
    likeness = np.exp(en @ zh.T / temperature)
    of_en, of_zh = likeness.sum(axis=1), likeness.sum(axis=0)
    loss = float((np.log(of_en) + np.log(of_zh) - 2 * np.log(np.diagonal(likeness))).mean() / 2)
    error = likeness / of_en[:, None]
    likeness /= of_zh
    error += likeness
    error[np.diag_indices(count)] -= 2
    error /= np.float32(2 * count) * temperature
    slope = np.concatenate([error @ zh, error.T @ en])
    slope -= unit * np.einsum("ij,ij->i", slope, unit)[:, None]
    return loss, slope / lengths
