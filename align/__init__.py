"""Align sentences that say the same in English and Chinese, check the pairs, and tell what is not translated."""

from align.aligner import align
from align.bead import Bead, Finding
from align.check import check
from align.coverage import Coverage, coverage, summarise
from align.encoder import Encoder, load_encoder
from align.jsonl import align_rows
from align.sentences import Sentence, split

__all__ = [
    "Bead",
    "Coverage",
    "Encoder",
    "Finding",
    "Sentence",
    "align",
    "align_rows",
    "check",
    "coverage",
    "load_encoder",
    "split",
    "summarise",
]
