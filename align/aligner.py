"""Align the sentences of two texts: vectors, gains, path, and what can be told of each bead."""

from collections.abc import Sequence

import numpy as np

from align.band import band_for
from align.bead import Bead
from align.check import check
from align.confidence import TEMPERATURE, confidence
from align.encoder import Encoder, load_encoder
from align.path import Step, best_path
from align.posterior import posteriors
from align.score import Side, bead_gains, similarity

RATIOS = 2.0, 4.5
"""Characters of English for one of Chinese, least and most.

Documents of the development data have 1.8 to 5.2; one that is half translated must not pass for one twice as wordy.
"""


def align(en: Sequence[str], zh: Sequence[str], encoder: Encoder | None = None) -> list[Bead]:
    """Align English sentences with the Chinese sentences that say the same.

    Every sentence is in exactly one bead, alone where the other side has nothing for it, and beads follow the order of
    both texts. Any strings will do, in any number.

    Args:
        en: English sentences in order.
        zh: Chinese sentences in order.
        encoder: what turns sentences into vectors; the bundled one if not given.
    """
    if not en or not zh:
        alone = [((i,), ()) for i in range(len(en))] + [((), (j,)) for j in range(len(zh))]
        return [Bead(rows, columns, confidence=1.0) for rows, columns in alone]
    sides = vectorise(en, zh, encoder or load_encoder())
    band = band_for(sides[0].vectors, sides[1].vectors)
    gains = bead_gains(*sides, band)
    path = best_path(band, gains)
    shares = posteriors(band, gains, path, TEMPERATURE)
    return [_bead(step, share, sides, en, zh) for step, share in zip(path, shares, strict=True)]


def vectorise(en: Sequence[str], zh: Sequence[str], encoder: Encoder) -> tuple[Side, Side]:
    """Return both sides as the scores see them, lengths in characters of English."""
    long = np.array([len(text) for text in en], dtype=np.float32)
    wide = np.array([len(text) for text in zh], dtype=np.float32)
    ratio = np.clip(long.sum() / max(1.0, float(wide.sum())), *RATIOS)
    return Side(encoder.encode(list(en)), long), Side(encoder.encode(list(zh)), wide * np.float32(ratio))


def _bead(step: Step, share: float, sides: tuple[Side, Side], en: Sequence[str], zh: Sequence[str]) -> Bead:
    rows, columns = step
    score = similarity(*sides, step)
    if not rows or not columns:
        return Bead(tuple(rows), tuple(columns), score, confidence(share, score, paired=False))
    checks = check(" ".join(en[i] for i in rows), "".join(zh[j] for j in columns))
    return Bead(tuple(rows), tuple(columns), score, confidence(share, score, paired=True), checks)
