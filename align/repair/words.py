"""The English words that the bundled model was trained on, by how common they are."""

from collections.abc import Mapping
from functools import cache

from align.encoder import BUNDLED
from align.glued import SHORT_WORDS
from align.model import NAMES

CERTAIN = frozenset(
    {"and", "by", "for", "from", "had", "of", "that", "the", "their", "these", "this", "to", "was", "were", "which"}
    | {"with"}
)
"""Words that begin or end hardly any other word, so that one of them run together with another shows a lost space."""
_BEGIN, _END = frozenset({"of", "the", "were"}), frozenset({"and", "of", "the", "were"})
"""Those that begin, and end, no longer word either, but for a few below."""
_WORDS = frozenset(
    {"anon", "area", "areas", "awe", "bean", "beat", "into", "noon", "offence", "onto", "therein", "within"}
)
"""Words that only look as if they were two."""
_LONG = 4
"""Letters of the other word, at least."""


@cache
def known_words() -> Mapping[str, int]:
    """Return rank by word, 0 the commonest; some 30,000 words, of news, medicine and the sciences."""
    names = (BUNDLED / NAMES).read_text(encoding="utf-8").splitlines()
    ranks = {name: rank for rank, name in enumerate(names) if name.isascii() and name.isalpha()}
    return {word: rank for word, rank in ranks.items() if not _ran_together(word, ranks)}


def _ran_together(word: str, ranks: Mapping[str, int]) -> bool:
    """Tell whether a word is two, from a scanned text that the model was trained on too: ``ofthe``, ``riskof``."""
    if word in _WORDS:
        return False
    short = SHORT_WORDS | CERTAIN
    halves = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return any(
        (left in short and right in short)
        or (left in _BEGIN and len(right) >= _LONG and ranks.get(right, ranks[word]) < ranks[word])
        or (right in _END and len(left) >= _LONG and ranks.get(left, ranks[word]) < ranks[word])
        for left, right in halves
    )
