"""Tell whether a stop of the Latin script ends a sentence.

A full stop also marks decimals, abbreviations, initials, list numbers and addresses, and scraped text loses the space
after it (``is warranted.Trial registration``), so the words on both sides decide. Letter case is evidence only in a
text that has capitals at all.
"""

import re
from typing import Literal

from align.abbreviations import BEFORE_NUMBER, JOURNAL_WORDS, LETTERED, LOWER_NEXT, NAMELIKE, NEVER_LAST, STARTERS

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PLAIN_WORD = 5
"""A word of at least so many letters that is in no list is no abbreviation, whatever case follows."""
RUN_ON_WORD = 3
"""Letters a word needs to end a sentence at a stop without a space (``warranted.Trial``, not ``p.Arg117His``)."""
TITLE_WORD = 4
"""A capitalised word of at most so many letters before such a stop is a part of a name (``Mol.Biol.``)."""

_IS_HAN = re.compile(rf"[{HAN}]")
_CLOSES_CHINESE = re.compile(rf"[{HAN}）】」』》]")
_LETTER = rf"[^\W\d_{HAN}]"
_LAST_WORD = re.compile(rf"(?<!{_LETTER})(?:{_LETTER}\.)*{_LETTER}+\Z")
_WORD_BEFORE = re.compile(r"([^\W_]+)\W+\Z")
_NEXT_WORD = re.compile(rf"[\s\"'“‘(（\[【]*([^\W_{HAN}](?:(?![{HAN}])[\w-])*)?")
_LIST_NUMBER = re.compile(r"\W*(?:\d{1,2}|[ivxIVX]{1,4}|[A-Za-z])\Z")
_NUMBER_LABEL = re.compile(r"[A-Za-z]?\d|[IVX]+\b")
_SPLIT_DECIMAL = re.compile(r"(?:^|\D)0\Z")
_RUN_ON = re.compile(r"[“\"(\[]?(?!(?:Gov|Com|Org|Net|Edu|Cn)\b)(?:[A-Z][a-z]|[AI]\s|[A-Z]{4,}[:：])")
_ENDS_WORD = re.compile(r"[\w%)）\]】}’”\"']\Z")


def ends_sentence(mark: str, before: str, after: str, lang: Literal["en", "zh"], *, cased: bool) -> bool:
    """Tell whether a stop ends the sentence ``before`` it.

    Args:
        mark: ``.`` (also full-width), ``?`` or ``!``.
        before: the sentence so far, without the stop, or as much of its end as matters.
        after: the text behind the stop and behind quotes and brackets closing with it; not blank.
        lang: language of the text; in Chinese a stop between Latin words rarely ends a sentence.
        cased: whether the text has capitals at all.
    """
    if mark in "?!":
        return _ends_question(before, after, cased=cased)
    if _CLOSES_CHINESE.match(before[-1:]):
        return True
    if _LIST_NUMBER.fullmatch(before) or not before.strip():
        return False
    following = _NEXT_WORD.match(after)
    next_word = (following.group(1) or "") if following else ""
    if not after[0].isspace() and not _IS_HAN.match(after):
        return _runs_on(before, after, next_word)
    if not _ENDS_WORD.search(before) and not next_word[:1].isupper():
        return False
    return _ends_at_space(before, next_word, lang, cased=cased)


def _ends_question(before: str, after: str, *, cased: bool) -> bool:
    """Judge ``?`` and ``!``, which bad OCR also prints for unreadable signs (``P ? 0.05``)."""
    if not _ENDS_WORD.search(before):
        return False
    if _IS_HAN.match(before[-1:]) or _IS_HAN.match(after):
        return True
    if not after[0].isspace():
        return bool(_RUN_ON.match(after))
    following = _NEXT_WORD.match(after)
    return not (cased and following and (following.group(1) or "")[:1].islower())


def _runs_on(before: str, after: str, next_word: str) -> bool:
    """Judge a full stop with no space behind it."""
    if not _RUN_ON.match(after):
        return False
    found = _LAST_WORD.search(before)
    if not found:
        return before[-1] in ')]%’”"' or before[-1].isdigit()
    word = found.group()
    named = word[0].isupper() and not word.isupper() and len(word) <= TITLE_WORD
    whole = len(word) >= RUN_ON_WORD or (len(word) > 1 and next_word.casefold() in STARTERS)
    return whole and "." not in word and not named and word.casefold() not in NEVER_LAST


def _ends_at_space(before: str, next_word: str, lang: Literal["en", "zh"], *, cased: bool) -> bool:
    """Judge a full stop followed by a space or by Chinese, from the word on either side."""
    tells_case = cased or lang == "zh"
    lower_next = tells_case and next_word.islower() and next_word.replace("-", "").isalpha()
    starter = next_word.casefold() in STARTERS and not lower_next
    found = _LAST_WORD.search(before)
    if not found:
        return not (_SPLIT_DECIMAL.search(before) and next_word[:1].isdigit())
    word, known = found.group(), found.group().casefold()
    if known in NEVER_LAST or (known in BEFORE_NUMBER and _NUMBER_LABEL.match(next_word)):
        return False
    if known in NAMELIKE or (known in JOURNAL_WORDS and cased and word[0].isupper()):
        return starter
    if len(word) == 1 and not _is_unit_or_label(before[: found.start()]):
        return starter
    if known in LOWER_NEXT or "." in word or len(word) == 1:
        return starter or (tells_case and not lower_next)
    return not lower_next or (lang == "en" and len(word) >= PLAIN_WORD)


def _is_unit_or_label(before: str) -> bool:
    """Tell whether a single letter follows a number (``24 h``) or a word that takes a letter (``hepatitis B``)."""
    earlier = _WORD_BEFORE.search(before)
    return earlier is not None and (earlier[1][-1].isdigit() or earlier[1].casefold() in LETTERED)
