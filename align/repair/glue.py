"""Where words ran together: ``Inorder toensure`` is ``In order to ensure``.

A word is parted into the likeliest known ones under a unigram model (Norvig 2009, "Natural Language Corpus Data"), but
only in a text that shows beyond doubt that it lost spaces: elsewhere an unknown word is a name or a new compound.
"""

import math
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from align.glued import LONGEST, LONGEST_PIECE, SHORT_WORDS
from align.repair.words import CERTAIN

_LETTERS = re.compile(r"[A-Za-z]{4,}")
_CODE = re.compile(
    r"\$[^$\n]{1,300}\$|(?:https?://|www\.|10\.\d{4,9}/)\S+|\S+@\S+|(?<![\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)+(?!\w)|\b(?=[A-Za-z]*\d)\w+"
)
"""Where a run of letters is no word: formulas, addresses, codes."""
_PARTS = re.compile(r"[A-Z]{2,}(?=[a-z]{3,}$)|[A-Z]{2,}s?(?![a-z])|[A-Z]?[a-z]+|[A-Z]")
"""The parts of a word that capitals set apart: ``ObjectiveTo``, ``theDNA``, but also ``LabVIEW``."""
_WORD = 4
"""Letters from which on a piece is a word rather than half of a name or an ending; the shorter words are listed."""
_HALVES = frozenset(
    {
        "aero",
        "amino",
        "anti",
        "auto",
        "cardio",
        "counter",
        "cross",
        "cyto",
        "down",
        "electro",
        "extra",
        "fore",
        "gastro",
    }
    | {
        "glyco",
        "hepato",
        "hetero",
        "homo",
        "hydro",
        "hyper",
        "hypo",
        "immuno",
        "infra",
        "inter",
        "intra",
        "iso",
        "macro",
    }
    | {
        "meta",
        "micro",
        "mono",
        "multi",
        "myco",
        "nano",
        "neuro",
        "over",
        "para",
        "peri",
        "photo",
        "phyto",
        "poly",
        "post",
    }
    | {
        "proto",
        "pseudo",
        "radio",
        "retro",
        "semi",
        "sino",
        "super",
        "supra",
        "tele",
        "thermo",
        "trans",
        "ultra",
        "under",
    }
    | {"ability", "able", "ably", "ally", "ants", "ated", "ates", "ating", "ation", "ations", "ative", "fold", "ible"}
    | {"ically", "idine", "ified", "ised", "ising", "isation", "ization", "ized", "izing", "less", "like", "logical"}
    | {"logy", "ment", "ments", "mycin", "ness", "ology", "ously", "ting", "tion", "tions", "wise"}
)
"""Beginnings and endings of words: a word that consists of one and another word is a compound."""
_SHARE = 0.01
"""Share of a text's words that ran together beyond doubt, from which on the doubtful ones did as well."""
_LEAST = 2
"""Such words at least: one may be a name."""


def lost_spaces(text: str, ranks: Mapping[str, int]) -> Iterator[int]:
    """Yield the offsets in an English text at which a space was lost, ascending."""
    names = codes(text)
    words = [m for m in _LETTERS.finditer(text) if not within(names, m.start())]
    found = [(word.start(), cuts) for word in words if (cuts := parted(word.group(), ranks))]
    certain = sum(_is_certain(text[at : at + cuts[-1]], cuts) for at, cuts in found)
    if certain >= max(_LEAST, _SHARE * len(words)):
        yield from (start + cut for start, cuts in found for cut in cuts[:-1])


def codes(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text, ascending, in which letters make no words."""
    return [match.span() for match in _CODE.finditer(text)]


def within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Tell whether a place is inside one of the spans, which are in order and apart."""
    last = bisect_right(spans, (place, sys.maxsize)) - 1
    return last >= 0 and place < spans[last][1]


def parted(word: str, ranks: Mapping[str, int]) -> list[int]:
    """Return the ends of the words that a run of Latin letters consists of; nothing where it is one word."""
    cuts: list[int] = []
    for part in _PARTS.finditer(word):
        inner = _ends(part.group(), ranks)
        if not inner:
            return []
        cuts += [part.start() + end for end in inner]
    pieces = [word[a:b].lower() for a, b in pairwise([0, *cuts])]
    return cuts if len(cuts) > 1 and (len(cuts) > 2 or _HALVES.isdisjoint(pieces)) else []


def _is_certain(word: str, cuts: Sequence[int]) -> bool:
    pieces = [word[a:b].lower() for a, b in pairwise([0, *cuts])]
    return len(pieces) > 2 or not CERTAIN.isdisjoint(pieces)


def _ends(part: str, ranks: Mapping[str, int]) -> list[int]:
    """Return the ends of the likeliest words of a part, which is of one case; of an acronym or a known word its own."""
    lower = part.lower()
    if _is_word(lower, ranks) or (len(part) > 1 and part.isupper()):
        return [len(part)]
    if not _WORD <= len(part) <= LONGEST or lower in ranks:
        return []
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for end in range(1, len(lower) + 1):
        starts = (start for start in range(max(0, end - LONGEST_PIECE), end) if best[start][0] < math.inf)
        options = [
            (best[start][0] + math.log(ranks[lower[start:end]] + 2), (*best[start][1], end))
            for start in starts
            if _is_word(lower[start:end], ranks)
        ]
        best.append(min(options, default=(math.inf, ())))
    return list(best[-1][1])


def _is_word(piece: str, ranks: Mapping[str, int]) -> bool:
    return piece in ranks and (len(piece) >= _WORD or piece in SHORT_WORDS)
