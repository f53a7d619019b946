"""Match the words of one text with those of the other, sentence by sentence.

What the vector of a bead can't tell, its words can: whether each has a counterpart inside the bead, and whether it
would have a better one just outside (a soft word alignment as in SimAlign, Jalili Sabet et al. 2020, on vectors without
context).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align.encoder import BagEncoder
from align.path import Floats, Indices

BLOCK = 16
"""Sentences whose words are compared at once, which bounds memory."""
TINY = 1e-6
"""The least length of a word's vector."""
OUTSIDE = 2
"""Sentences before and after a span in which a better counterpart is looked for."""
COVERED, COVERED_EACH, LOST, LOST_EACH = range(4)
"""What is counted of a sentence beside a span: how well the span covers its words, and how much better the sentences
next to the span would; with words weighed as they are, then with all of a sentence's words weighing one."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some sentences."""

    vectors: Floats
    """``[words, d]``: unit rows, sentence after sentence."""
    weights: Floats
    """``[words]``: how much each tells, 1 for all words of an average sentence together."""
    ends: Indices
    """``[sentences + 1]``: where each sentence's words begin, and at last their number."""

    @property
    def sentences(self) -> int:
        return len(self.ends) - 1

    def part(self, span: range) -> "Words":
        first, last = int(self.ends[span.start]), int(self.ends[span.stop])
        ends = self.ends[span.start : span.stop + 1] - first
        return Words(self.vectors[first:last], self.weights[first:last], ends)

    def each(self) -> Floats:
        """Return ``[words]``: the weights, such that the words of each sentence weigh 1 together."""
        counts = np.diff(self.ends)
        return np.asarray(self.weights / np.repeat(sums(self.weights, self.ends), counts), dtype=np.float32)


def words(texts: Sequence[str], encoder: BagEncoder) -> Words:
    """Return the words of the texts; the length of a word's vector in the bag of its sentence is its weight."""
    vectors, counts = encoder.words(texts)
    ends = np.concatenate([[0], np.cumsum(counts)])
    lengths = np.maximum(np.linalg.norm(vectors, axis=1), TINY)  # features may cancel each other out
    mean = max(float(lengths.sum()) / max(1, len(texts)), TINY)
    return Words(vectors / lengths[:, None], np.asarray(lengths / mean, dtype=np.float32), ends)


def sums(values: Floats, ends: Indices) -> Floats:
    """Sum the values of each sentence's words, along the first axis; 0 for a sentence without any."""
    total = np.zeros((len(ends) - 1, *values.shape[1:]), dtype=np.float32)
    some = np.flatnonzero(np.diff(ends))
    if len(some):
        total[some] = np.add.reduceat(values, ends[some], axis=0)
    return total


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well spans of the other text cover each sentence's words, for the spans within a window."""

    low: Indices
    """``[sentences]``: first sentence of the other text in each sentence's window."""
    spans: Floats
    """``[sizes, sentences, width, 4]``: by size of the span less one, and by its start counted from the window's."""

    def over(self, rows: Indices, tall: int, starts: Indices, size: int) -> Floats:
        """Sum what is counted over the ``tall`` sentences before each row, beside spans that begin at ``starts``."""
        table = self.spans[size - 1]
        total = np.zeros((*np.broadcast_shapes(rows.shape, starts.shape), table.shape[2]), dtype=np.float32)
        for back in range(1, tall + 1):
            row = np.maximum(rows - back, 0)
            total += table[row, np.clip(starts - self.low[row], 0, table.shape[1] - 1)]
        return total


def coverage(one: Words, other: Words, low: Indices, high: Indices, sizes: int) -> Coverage:
    """Compare each sentence's words with those of the sentences ``low`` to ``high`` of the other text.

    Both bounds ascend. Sentences without known words are covered by nothing.
    """
    width = int((high - low).max(initial=0)) + 1
    spans = np.zeros((sizes, one.sentences, width, 4), dtype=np.float32)
    for start in range(0, one.sentences, BLOCK):
        rows = range(start, min(start + BLOCK, one.sentences))
        window = range(max(0, int(low[start]) - OUTSIDE), min(other.sentences, int(high[rows.stop - 1]) + OUTSIDE))
        part = one.part(rows)
        matches = _matches(part, other.part(window))
        weights = np.stack([part.weights, part.each()], axis=1)
        at = low[rows.start : rows.stop, None] - window.start + np.arange(width)
        for size in range(1, min(sizes, len(window)) + 1):
            found = _of_spans(matches, weights, part.ends, size)
            spans[size - 1, rows.start : rows.stop] = np.take_along_axis(
                found, np.clip(at, 0, found.shape[1] - 1)[:, :, None], axis=1
            )
    return Coverage(low, spans)


def _matches(one: Words, other: Words) -> Floats:
    """Return ``[words, sentences]``: the highest cosine of each word with a word of each sentence, at least 0."""
    found = np.zeros((len(one.vectors), other.sentences), dtype=np.float32)
    full = np.flatnonzero(np.diff(other.ends))
    if len(full) and len(found):
        cosines = one.vectors @ other.vectors.T
        found[:, full] = np.maximum(np.maximum.reduceat(cosines, other.ends[full], axis=1), 0)
    return found


def _of_spans(matches: Floats, weights: Floats, ends: Indices, size: int) -> Floats:
    """Return ``[sentences, starts, 4]`` for the spans of one size."""
    starts = matches.shape[1] - size + 1
    padded = np.pad(matches, ((0, 0), (OUTSIDE, OUTSIDE)))
    inside = padded[:, OUTSIDE : OUTSIDE + starts].copy()
    for step in range(1, size):
        np.maximum(inside, matches[:, step : step + starts], out=inside)
    outside = np.zeros_like(inside)
    for step in (*range(OUTSIDE), *range(OUTSIDE + size, size + 2 * OUTSIDE)):
        np.maximum(outside, padded[:, step : step + starts], out=outside)
    lost = np.maximum(outside - inside, 0)
    kinds = [sums(values * weights[:, [kind]], ends) for values in (inside, lost) for kind in (0, 1)]
    return np.stack(kinds, axis=2)
