"""Titles as they are compared: without what indexers add, and with what sets apart papers of nearly one title."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from dedupe.text import fold, is_han

_ASIDE = re.compile(r"^(.*\S)\s*\[([^\[\]]*)\]\s*\.?\s*$", re.DOTALL)
_NOTE = re.compile(
    r"\s*\[\s*(?:(?:published )?(?:erratum|errata|corrigendum|correction|retraction|republished)\b|see comments?\b"
    r"|comment (?:in|on)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
"""An indexer's pointer to another paper, which may hold brackets itself or have lost its last one."""
_RETRACTED = re.compile(r"^\W*(?:retracted(?: article)?|withdrawn|撤稿)\s*[:：]\s*", re.IGNORECASE)
_NOTICE = re.compile(
    r"(?:erratum|errata|corrigend(?:um|a)|correction|author correction|publisher correction|retraction|addendum"
    r"|expression of concern|勘误|更正|撤稿声明)\b"
)
_MARKED_NOTICE = re.compile(r"\[\s*(?:erratum|corrigendum|correction|retraction)\s*\]\W*$", re.IGNORECASE)
_NOTICE_END = ("erratum", "corrigendum", "勘误", "更正")
_REPLY = re.compile(
    r"(?:(?:authors?|authors s|the authors|in)? ?(?:reply|response)(?: to| by|$)|comments? on|commentary on|re(?= ))"
)
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_ROMAN_WORDS = frozenset(_ROMAN)
_PART_VALUE = _ROMAN | {"i": 1, "v": 5, "x": 10, "one": 1, "two": 2, "three": 3, "four": 4}
_ZH_VALUE = {char: value for value, char in enumerate("一二三四五六七八九十", 1)} | {"上": 1, "中": 2, "下": 3}
_PART_WORDS = ("part ", "pt ", "section ", "chapter ")
"""What ``_PART`` begins with, asked first since it is asked of every title."""
_PART = re.compile(r"\b(?:part|pt|section|chapter) (\d{1,2}|[ivx]{1,4}|one|two|three|four)\b")
_ROMAN_END = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})
_ZH_PART = re.compile(r"第\s?([一二三四五六七八九十\d]{1,2})\s?[部篇]分?|[（(]([上中下一二三四五])[)）]\s*$")
_DIGITS = re.compile(r"\d+")
Mark = tuple[str, str]
"""(slot, value): a cluster holds one value per slot."""
SLIP = 0.7
"""Similarity of two words from which one is the other misspelled; ``male`` and ``female`` have 0.67."""
OPPOSITES = (("hyper", "hypo"), ("inter", "intra"), ("pre", "post"), ("in", "out"), ("anti", "pro"), ("micro", "macro"))
"""What makes another word of a word with few letters."""
OTHER_KIND = frozenset(
    ("reply", "response", "comment", "commentary", "correction", "erratum", "corrigendum", "retraction", "addendum",
     "protocol", "rationale", "update", "updated")
)  # fmt: skip
SIDES = frozenset("甲乙丙丁戊男女左右上下前后内外高低大小多少有无一二三四五六七八九十")
LONGEST = 1000
"""Characters of a title that are compared; a cell that swallowed the rest of its file is not compared for hours."""
ASIDE_WORDS = 4
"""Words in brackets behind a title that make them the title in another language; fewer are a note (``87 refs``)."""


def fold_titles(title: str) -> list[str]:
    """Return the folded title, and then the one beside or in brackets behind it (original or translated), if any.

    Indexers' notes (``[Chinese]``, ``[see comment]``) and a retraction mark are dropped. Empty where nothing is
    readable.
    """
    title = title[:LONGEST]
    bare, asides = _RETRACTED.sub("", title), []
    if "[" in bare:
        bare = _NOTE.sub("", bare)
        while match := _ASIDE.match(bare):
            bare = match[1]
            asides.append(fold(match[2]))
    main = fold(bare) or fold(title)
    return [*_by_script(main), *(aside for aside in asides if len(aside.split()) >= ASIDE_WORDS)] if main else []


def _by_script(folded: str) -> list[str]:
    """Return a title and its translation that stand in one, each by itself, the first first."""
    if folded.isascii():
        return [folded]
    words = folded.split()
    latin = [not is_han(word) for word in words]
    before = latin.index(False) if False in latin else 0
    behind = latin[::-1].index(False) if False in latin else 0
    if behind >= ASIDE_WORDS:
        return [" ".join(words[:-behind]), " ".join(words[-behind:])]
    return [" ".join(words[:before]), " ".join(words[before:])] if before >= ASIDE_WORDS else [folded]


def numbers_and_marks(title: str, folded: str) -> tuple[set[str], list[Mark]]:
    """Return the numbers of a title, and what one paper can have one of: its form, its part, the year in its title.

    Numbers are told by value, Roman ones above I too: ``phase ii`` and ``phase 2`` are one. A form is article, notice
    or reply.
    """
    digits = _DIGITS.findall(folded)
    marks = [("form", _form(title, folded))]
    if (part := _part(title, folded)) is not None:
        marks.append(("part", str(part)))
    years = [number for number in digits if len(number) == 4 and number.startswith(("19", "20"))]
    if len(years) == 1:
        marks.append(("title-year", years[0]))
    roman = _ROMAN_WORDS.intersection(folded.split())
    return {number.lstrip("0") or "0" for number in digits}.union(str(_ROMAN[word]) for word in roman), marks


def _form(title: str, folded: str) -> str:
    if _NOTICE.match(folded) or folded.endswith(_NOTICE_END) or _MARKED_NOTICE.search(title):
        return "notice"
    return "reply" if _REPLY.match(folded) else "article"


def _part(title: str, folded: str) -> int | None:
    if not folded.isascii() and (match := _ZH_PART.search(title)):
        value = match[1] or match[2]
        return int(value) if value.isdigit() else _ZH_VALUE.get(value)
    before, _, last = folded.rpartition(" ")
    if before and last in _ROMAN_END:
        return _PART_VALUE[last]
    if any(map(folded.__contains__, _PART_WORDS)) and (match := _PART.search(folded)):
        return int(match[1]) if match[1].isdigit() else _PART_VALUE.get(match[1])
    return None


def has_other_words(left: str, right: str) -> bool:
    """Tell whether each of two folded titles has a word in the other's place: ``in breast`` and ``in prostate cancer``.

    A slip (``persistant``), a word joined or parted (``p16 ink4a``), or words that only one title has do not count, but
    for those that name another kind of paper (``reply``, ``protocol``).
    """
    if is_han(left):
        return _has_other_characters(left.replace(" ", ""), right.replace(" ", ""))
    ours, theirs = Counter(left.split()), Counter(right.split())
    fewer, more = sorted(((ours - theirs).keys(), (theirs - ours).keys()), key=len)
    if not fewer and not OTHER_KIND.isdisjoint(more):
        return True
    return bool(fewer) and not all(
        _is_joined(word, more) or _is_part(word, fewer, more) or any(_is_slip(word, other) for other in more)
        for word in fewer
    )


def _is_joined(word: str, parts: AbstractSet[str]) -> bool:
    """Tell whether two of the parts make up the word."""
    return any(word[:cut] in parts and word[cut:] in parts for cut in range(1, len(word)))


def _is_part(word: str, parts: AbstractSet[str], words: Iterable[str]) -> bool:
    """Tell whether the word and another of the parts make up one of the words."""
    return any(other.removeprefix(word) in parts or other.removesuffix(word) in parts for other in words)


def _is_slip(left: str, right: str) -> bool:
    if any(left == right.replace(one, other, 1) or right == left.replace(one, other, 1) for one, other in OPPOSITES):
        return False
    return DamerauLevenshtein.normalized_similarity(left, right) >= SLIP


def _has_other_characters(left: str, right: str) -> bool:
    """Tell the same of Chinese titles; one character may be misread, unless it counts or takes sides."""
    for edit in Levenshtein.opcodes(left, right):
        ours, theirs = left[edit.src_start : edit.src_end], right[edit.dest_start : edit.dest_end]
        if edit.tag == "replace" and (len(ours) > 1 or SIDES.issuperset(ours + theirs)):
            return True
    return False
