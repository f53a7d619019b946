"""What a person does to a bitext: accept, split, merge, move, edit, align the rest again. Each gives a new bitext.

Whatever a person makes, a person has accepted: confidence 1, and no aligner touches it again.
"""

from corpus.review.acts import (
    accept,
    accept_all,
    edit,
    merge,
    move,
    restore,
    split,
    unaccept,
    untranslated,
    write,
)
from corpus.review.again import realign
from corpus.review.carry import carry
from corpus.review.cutting import Cut
from corpus.review.gold import GoldRun, gold
from corpus.review.segments import bead_of, fingerprint

__all__ = [
    "Cut",
    "GoldRun",
    "accept",
    "accept_all",
    "bead_of",
    "carry",
    "edit",
    "fingerprint",
    "gold",
    "merge",
    "move",
    "realign",
    "restore",
    "split",
    "unaccept",
    "untranslated",
    "write",
]
