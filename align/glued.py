"""Part English words that lost the spaces between them, as OCR and PDF do it: ``measurementofradioactivity``.

The likeliest words under a unigram model (Norvig 2009, "Natural Language Corpus Data"), whose frequencies are Zipf's:
a word's probability is taken from its rank.
"""

import math
from collections.abc import Mapping

SHORTEST = 7
"""Letters of the shortest word that is looked into; shorter unknown ones are as often abbreviations."""
LONGEST = 200
"""Letters of the longest: sequences and addresses are beyond it, and the work grows with the length."""
LONGEST_PIECE = 20
SHORT_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "had", "has", "in", "is", "it", "no", "not", "of", "on"}
    | {"or", "our", "the", "to", "was", "we"}
)
"""Only these words of up to three letters count as pieces: the others of that length turn up inside any word."""


def unglue(word: str, ranks: Mapping[str, int]) -> tuple[str, ...]:
    """Return the known words that an unknown word consists of, or the word itself.

    Args:
        word: in lower case.
        ranks: of the known words, 0 the commonest.
    """
    if word in ranks or not SHORTEST <= len(word) <= LONGEST or not (word.isascii() and word.isalpha()):
        return (word,)
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())]
    for end in range(1, len(word) + 1):
        options = [
            (before[0] + math.log(ranks[piece] + 2), (*before[1], piece))
            for start in range(max(0, end - LONGEST_PIECE), end)
            if (before := best[start]) and _is_piece(piece := word[start:end], ranks)
        ]
        best.append(min(options, default=None))
    return best[-1][1] if best[-1] else (word,)


def _is_piece(piece: str, ranks: Mapping[str, int]) -> bool:
    return piece in ranks and (len(piece) > 3 or piece in SHORT_WORDS)
