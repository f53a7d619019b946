"""How likely it is that a reading of bytes in some charset is the text that somebody wrote.

Log-odds of every character outside ASCII between running text and what a wrong charset makes of it, which is as good as
random in the table of that charset. A page costs as much as it has different characters.
"""

import re
from collections import Counter
from functools import cache

from ingest.charsets.frequent import HANGUL, KANJI, SIMPLIFIED, TRADITIONAL

_TIERS = ((0, 100, 3.7), (100, 500, 2.0), (500, 1500, 0.7))
"""Ranks [from, to) in a language, and log-odds: the first hundred characters are 40 % of Chinese, so that each is forty
times as frequent as one at random out of ten thousand; the next are 32 % and 22 %."""
_COMMON_HAN, _RARE_HAN = -1.2, -4.0
"""Of the other Han in the first level of a national standard, and of the rest."""
_KANA, _RARE_HANGUL = 3.0, -2.0
_PUNCTUATION = 2.5
"""Of full-width punctuation: six characters in a hundred, of twenty kinds."""
_IMPOSSIBLE = -8.0
"""Of what no text holds: undecodable and private characters, controls. Not infinite, since pages get damaged."""
_UNUSUAL = -2.0
"""Of symbols, box drawings, Greek, Cyrillic, half-width kana: charsets for Han spend hundreds of places on them."""
_ACCENTED = 3.0
"""Of an accented letter in a word in Latin letters, and of a sign or curly quote: of 128 bytes a few are frequent."""
_LONELY = -4.0
"""More for a Han character by itself within Latin letters: the curly apostrophe of an English word."""

_LATIN = re.compile("[\u0080-\u024f\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]")
_LATIN_RUN = re.compile(f"([A-Za-z]?)({_LATIN.pattern}+)(?=([A-Za-z]?))")
_SIGNS = frozenset("’‘“”–—…•©®™°±µ·×«»§£€\u00a0")
"""Signs beyond ASCII that English pages have."""
_LONGEST_RUN = 3
"""Letters and signs beyond ASCII in a row that words in Latin letters have; bytes of Han make long rows of them."""
_HAN = re.compile("[\u4e00-\u9fff]")
_LONE_HAN = re.compile(r"[A-Za-z][\u3400-\u9fff](?=[a-z\s])")
_STOPS = "，。、：；？！（）“”‘’《》「」『』【】〈〉·—…～　％"
_FIRST_LEVELS = (("gb2312", 0xB0, 0xD7), ("euc_jp", 0xB0, 0xCF), ("big5", 0xA4, 0xC6))
"""First bytes of the first levels of GB 2312, JIS X 0208 and Big5."""


def log_odds(text: str) -> float:
    """Return the log-odds that a reading is what was written; 0 for ASCII."""
    weights, counted = _weights(), Counter(text)
    total = sum(count * weights.get(char, _weight(char)) for char, count in counted.items() if char > "\x7f")
    for before, run, after in _LATIN_RUN.findall(text):
        total += len(run) * (_ACCENTED if _fits(before, run, after) else _UNUSUAL)
    return total + _LONELY * len(_LONE_HAN.findall(text))


def _fits(before: str, run: str, after: str) -> bool:
    """Tell whether letters and signs of Latin charsets stand as they do within words and between them."""
    if len(run) > _LONGEST_RUN or _SIGNS.issuperset(run):
        return len(run) <= _LONGEST_RUN
    if not run.isalpha() or not before + after:
        return False
    if run.islower():
        return not after.isupper()
    return not before.islower() and (run.isupper() or run[1:].islower())


def _weight(char: str) -> float:
    """Rate a character that is not among the frequent ones."""
    if "\u3041" <= char <= "\u30fe":
        return _KANA
    if "\u3400" <= char <= "\u9fff" or char >= "\U00020000":
        return _RARE_HAN
    if "\uac00" <= char <= "\ud7a3":
        return _RARE_HANGUL
    if _LATIN.match(char) and not "\x80" <= char < "\xa0":
        return 0.0  # rated in its run
    return _IMPOSSIBLE if char < "\xa0" or char == "\ufffd" or "\ud800" <= char <= "\uf8ff" else _UNUSUAL


@cache
def _weights() -> dict[str, float]:
    """Return the log-odds of the characters that are listed."""
    weights = dict.fromkeys(_HAN.findall(_first_levels()), _COMMON_HAN) | dict.fromkeys(_STOPS, _PUNCTUATION)
    for start, stop, weight in reversed(_TIERS):
        for language in (KANJI, HANGUL, TRADITIONAL, SIMPLIFIED):
            weights |= dict.fromkeys(language[start:stop], weight)
    return weights


def _first_levels() -> str:
    rows = (
        bytes(byte for trail in range(0xA1, 0xFF) for byte in (lead, trail)).decode(charset, "ignore")
        for charset, first, last in _FIRST_LEVELS
        for lead in range(first, last + 1)
    )
    return "".join(rows)
