"""Journal names against their abbreviations: ``Int J Hematol`` is ``International Journal of Hematology``."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from dedupe.journal_names import ENGLISH_NAMES
from dedupe.names import syllable
from dedupe.text import fold, is_han, squeeze

_SMALL = frozenset("a an and annual de der des die du et for in la le of on proc proceedings the und".split())  # noqa: SIM905
_COUNT = re.compile(r"\d+(?:st|nd|rd|th)?")
"""The year or the ordinal of a meeting."""
LONGEST = 300
"""Characters of a name that are compared."""
HELD_WORDS = 3
"""Words of a name from which a longer one that holds it only adds a translation, a place or the motto of a meeting."""
CONTAINED = 0.85
"""Similarity of a shorter name and one that holds it: ``Atherosclerosis`` and ``Atherosclerosis Supplements``, but also
``Stroke`` and another journal on it."""
LONGEST_ACRONYM = 10
ACRONYM_PART = 3
"""Letters that one word gives to an acronym, at most."""
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]|: .*$|\. (?:conference|zeitschrift|supplement)\b.*$", re.IGNORECASE)


@lru_cache(maxsize=65536)
def fold_journal(name: str) -> str:
    """Fold the name without what catalogues add in brackets or after a colon, and without its small words."""
    name = name[:LONGEST]
    bare = fold(_ASIDE.sub(" ", name)) or fold(name)
    words = bare.split()
    return " ".join(word for word in words if word not in _SMALL and not _COUNT.fullmatch(word)) or bare


@lru_cache(maxsize=65536)
def similarity(left: str, right: str) -> float | None:
    """Return 0 to 1 for two folded names; an abbreviation that fits counts as 1.

    Words in common say little: most journals of a field share ``journal`` and its name. Of a Chinese and a Latin name
    it can only be told that they are one (``中华护理杂志``, ``Zhonghua Hu Li Za Zhi``, ``Chinese Journal of Nursing``);
    else nothing is returned.
    """
    if is_han(left) != is_han(right):
        chinese, latin = (left, right) if is_han(left) else (right, left)
        return 1.0 if any(_are_one(name, latin) for name in _latin_names(chinese)) else None
    if _are_one(left, right):
        return 1.0
    return CONTAINED if _holds(left, right, 1) else Indel.normalized_similarity(squeeze(left), squeeze(right))


def _are_one(left: str, right: str) -> bool:
    if squeeze(left) == squeeze(right):
        return True
    return _abbreviates(left, right) or _abbreviates(right, left) or _holds(left, right, HELD_WORDS)


@lru_cache(maxsize=4096)
def _latin_names(chinese: str) -> tuple[str, ...]:
    """Return the pinyin of a journal's name and its English names, folded."""
    return "".join(map(syllable, squeeze(chinese))), *_english_names().get(squeeze(chinese), ())


@cache
def _english_names() -> Mapping[str, tuple[str, ...]]:
    return {squeeze(fold_journal(chinese)): tuple(map(fold_journal, names)) for chinese, names in ENGLISH_NAMES.items()}


def _holds(left: str, right: str, words: int) -> bool:
    """Tell whether one name, of so many words at least, stands whole in the other."""
    shorter, longer = sorted((left, right), key=len)
    return shorter.count(" ") + 1 >= words and f" {shorter} " in f" {longer} "


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether every word of ``short`` shortens, in order, the words of ``long``; or it is their acronym."""
    ours, theirs = short.split(), long.split()
    if len(ours) == 1 and len(theirs) > 2 and len(short) <= LONGEST_ACRONYM:
        return _is_acronym(short, theirs)
    return len(ours) == len(theirs) and all(map(_shortens, ours, theirs))


def _is_acronym(letters: str, words: Sequence[str]) -> bool:
    """Tell whether beginnings of all the words, one letter or more of each, make up the letters: am-c-i-s."""
    if not words:
        return not letters
    return any(
        _is_acronym(letters[cut:], words[1:])
        for cut in range(1, min(ACRONYM_PART, len(letters), len(words[0])) + 1)
        if words[0].startswith(letters[:cut])
    )


def _shortens(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` stand in ``long`` in their order from its first: intl, natl, hematol."""
    if long.startswith(short):
        return True
    rest = iter(long)
    return short[:1] == long[:1] and len(short) > 1 and all(letter in rest for letter in short)
