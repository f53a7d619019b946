"""Find pairs of sentences in documents that are in two languages but not aligned, with the encoder at hand."""

from collections.abc import Iterable
from typing import Literal

import numpy as np

from align.aligner import search, vectorise
from align.encoder import Encoder
from align.features import untex
from align.score import similarity
from align.sentences import split
from align.sources import Pair

KEPT = 0.9
"""Share of the beads that are kept, those of the highest score: documents lack sentences, and OCR lacks words."""


def mine(documents: Iterable[Pair], encoder: Encoder) -> list[Pair]:
    """Return the sentences that the encoder finds to be translations of each other, in the order of the documents."""
    found = [scored for document in documents for scored in _beads(document, encoder)]
    if not found:
        return []
    least = np.quantile([score for score, _ in found], 1 - KEPT)
    return [pair for score, pair in found if score >= least]


def _beads(document: Pair, encoder: Encoder) -> list[tuple[float, Pair]]:
    en, zh = _sentences(document.en, "en"), _sentences(document.zh, "zh")
    if not en or not zh:
        return []
    sides = vectorise(en, zh, encoder)
    return [
        (similarity(*sides, (rows, columns)), Pair(" ".join(en[i] for i in rows), "".join(zh[j] for j in columns)))
        for rows, columns in search(*sides).path
        if rows and columns
    ]


def _sentences(text: str, lang: Literal["en", "zh"]) -> list[str]:
    return [sentence.text for sentence in split(untex(text), lang)]
