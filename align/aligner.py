"""Align the sentences of two texts: vectors, gains, path, and what can be told of each bead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from align.band import anchors, band_for
from align.bead import Bead
from align.check import check
from align.confidence import TEMPERATURE, of_alone, of_pair, of_parted
from align.doubt import LEAST, apart, plausibility
from align.encoder import BagEncoder, Encoder, encode_spans, is_contextual, load_encoder
from align.features import untex
from align.path import Band, Floats, Shape, Step, best_path
from align.posterior import posteriors
from align.refine import WEIGHTS, refine
from align.score import LONGEST, Side, Weights, bead_gains, similarity
from align.tally import Numbers, read

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
    encoder = encoder or load_encoder()
    sides = vectorise(en, zh, encoder)
    return [_bead(step, confidence, sides, en, zh) for step, confidence in believed(*sides, encoder)]


def vectorise(en: Sequence[str], zh: Sequence[str], encoder: Encoder) -> tuple[Side, Side]:
    """Return both sides as the scores see them, lengths in characters of English.

    Here alone the languages differ, in their lengths and in how sentences are joined; all that follows is symmetric.
    """
    long, wide = (np.array([len(untex(text)) for text in side], dtype=np.float32) for side in (en, zh))
    ratio = np.clip(long.sum() / max(1.0, float(wide.sum())), *RATIOS)
    in_en, in_zh = read(en, zh)
    return _side(en, " ", long, in_en, encoder), _side(zh, "", wide * np.float32(ratio), in_zh, encoder)


def _side(texts: Sequence[str], glue: str, lengths: Floats, numbers: Sequence[Numbers], encoder: Encoder) -> Side:
    if not is_contextual(encoder):
        return Side(encoder.encode(list(texts)), lengths, numbers, texts)
    spans = encode_spans(encoder, texts, glue, LONGEST)
    return Side(spans[0, 1:], lengths, numbers, texts, spans)


@dataclass(frozen=True, slots=True)
class Found:
    """The best path through the grid of two texts, and that grid."""

    band: Band
    gains: dict[Shape, Floats]
    path: list[Step]


def search(en: Side, zh: Side, weights: Weights | None = None) -> Found:
    """Find the best path through two sides, neither empty."""
    rows, columns = len(en.vectors), len(zh.vectors)
    points = anchors(en.vectors, zh.vectors)
    band = band_for(points, rows, columns)
    gains = bead_gains(en, zh, band, 1 - len(points) / min(rows, columns), weights or Weights())
    return Found(band, gains, best_path(band, gains))


def refined(
    en: Side, zh: Side, encoder: Encoder | None = None, weights: Mapping[str, float] = WEIGHTS
) -> list[tuple[Step, float]]:
    """Return the steps of the best path, each with its posterior, looked at word by word if the encoder knows words."""
    found = search(en, zh)
    shares = posteriors(found.band, found.gains, found.path, TEMPERATURE)
    if isinstance(encoder, BagEncoder):
        return list(refine(found.path, shares, (en, zh), encoder, weights))
    return list(zip(found.path, shares, strict=True))


def believed(en: Side, zh: Side, encoder: Encoder | None = None) -> Iterator[tuple[Step, float]]:
    """Yield the steps of the best path, those that are hard to believe taken apart, each with its confidence.

    English and Chinese are alike to this, so that two sides swapped give the same steps with rows and columns swapped,
    unless paths are equally good; texts too long to be searched whole may differ where the band does.
    """
    found = refined(en, zh, encoder)
    likelihoods = plausibility(en, zh, [step for step, _ in found])
    for (step, share), likely in zip(found, map(float, likelihoods), strict=True):
        rows, columns = step
        if not rows or not columns:
            yield step, of_alone(share)
        elif likely < LEAST:
            yield from ((part, of_parted(likely)) for part in apart(step))
        else:
            yield step, of_pair(share, likely, len(rows) + len(columns))


def _bead(step: Step, confidence: float, sides: tuple[Side, Side], en: Sequence[str], zh: Sequence[str]) -> Bead:
    rows, columns = map(tuple, step)
    if not rows or not columns:
        return Bead(rows, columns, confidence=confidence)
    checks = check(" ".join(en[i] for i in rows), "".join(zh[j] for j in columns))
    return Bead(rows, columns, similarity(*sides, step), confidence, checks)
