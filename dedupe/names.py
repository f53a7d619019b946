"""People's names, comparable in any order and script: ``Doki Noriko``, ``Noriko Doki`` and ``N. Doki`` are one."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import msgspec
from rapidfuzz.distance import DamerauLevenshtein

from dedupe.text import HAN, fold, is_han

_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}$")
_JUNK = frozenset(
    ("anonymous", "anon", "et", "al", "others", "jr", "sr", "dr", "prof", "md", "phd", "group", "等", "佚名", "匿名")
)
_PARTICLES = frozenset(
    ("al", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "ter", "van", "von")
)
"""Parts of a surname that some sources leave out or put elsewhere."""
_TWO_CHARACTERS = frozenset(
    (
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "皇甫",
        "东方",
        "慕容",
        "令狐",
        "夏侯",
        "司徒",
        "尉迟",
        "公孙",
        "长孙",
        "宇文",
        "端木",
    )
)
_READ_AS_SURNAME = {
    "曾": "zeng", "单": "shan", "解": "xie", "查": "zha", "仇": "qiu", "朴": "piao", "盖": "ge", "区": "ou",
    "翟": "zhai", "缪": "miao", "覃": "qin", "乐": "yue", "员": "yun", "卜": "bu", "秘": "bi", "都": "du", "冼": "xian",
}  # fmt: skip
"""Characters that sound otherwise as a surname than in the dictionary that pypinyin reads."""
LONGEST_NAME = 200
"""Characters; what is longer is no name but a list whose separators are unknown, and its beginning will do."""
LONGEST_INITIALS = 12
"""Characters of four initials with their points and hyphens."""
INITIALS = 3
"""Initials that two names share by chance less often than a surname."""
SPELLING = 0.8
"""Least similarity of two words of a name that are one word misspelled (one letter of five)."""


class Name(msgspec.Struct, frozen=True):
    """One person's name."""

    words: frozenset[str]
    """Folded words of two letters or more; for a Chinese name its pinyin: surname, and given name joined."""
    letters: frozenset[str]
    """First letter of every word, initials included."""
    han: str = ""
    """The name in simplified characters, where it was written so."""


@lru_cache(maxsize=8192)
def people(authors: tuple[str, ...]) -> tuple[Name, ...]:
    """Return the readable names among the authors."""
    names = map(parse, authors)
    return tuple(name for name in names if name is not None)


def lead(authors: Iterable[str]) -> Name | None:
    """Return the first readable name."""
    return next((name for name in map(parse, authors) if name is not None), None)


@lru_cache(maxsize=65536)
def parse(author: str) -> Name | None:
    """Return the name, or None where nothing in it can be read (``et al.``, ``Anonymous``, question marks)."""
    author = author[:LONGEST_NAME]
    if is_han(author):
        return _chinese(author)
    words, letters = set[str](), set[str]()
    for part in _parts(author):
        if len(part) <= LONGEST_INITIALS and _INITIALS.match(part):
            letters.update(part.lower().replace(".", "").replace("-", ""))
        else:
            words.update(fold(part.replace("-", "").replace("'", "")).split())
    words -= _JUNK
    words = (words - _PARTICLES) or words
    long = frozenset(word for word in words if len(word) > 1)
    return Name(long, frozenset(letters | {word[0] for word in words})) if long else None


def _parts(author: str) -> list[str]:
    """Cut into surname and the rest; capitals are initials only where something else can be the surname."""
    if "," in author:
        surname, _, given = author.partition(",")
        return [surname.lower(), *given.replace(",", " ").replace(".", ". ").split()]
    parts = author.replace(".", ". ").split()
    if author.isupper() and not any(len(part) > 4 for part in parts):
        return [part.lower() for part in parts]
    return parts


def _chinese(author: str) -> Name | None:
    han = "".join(HAN.findall(fold(author)))
    if han in _JUNK or len(han) < 2:
        return None
    length = 2 if len(han) > 2 and han[:2] in _TWO_CHARACTERS else 1
    surname = _READ_AS_SURNAME.get(han[0]) or "".join(map(syllable, han[:length]))
    given = [syllable(character) for character in han[length:]]
    return Name(frozenset((surname, "".join(given))), frozenset(syllable[0] for syllable in (surname, *given)), han)


@cache
def syllable(character: str) -> str:
    """Return the pinyin of a character without its tone; what is no Chinese character stays."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(character))


def similarity(left: Sequence[Name], right: Sequence[Name]) -> float:
    """Return the share of the shorter list that the longer one holds, in any order; 0 where either is empty."""
    if left == right:
        return float(bool(left))
    shorter, longer = sorted((left, right), key=len)
    free = list(longer)
    found = 0
    for name in shorter:
        match = next((other for other in free if same_person(name, other)), None)
        if match is not None:
            free.remove(match)
            found += 1
    return found / len(shorter) if shorter else 0.0


def same_person(left: Name, right: Name) -> bool:
    """Tell whether two spellings can be one person: a common word, and initials that do not contradict."""
    if left.han and right.han:
        return left.han == right.han
    if not (left.letters <= right.letters or right.letters <= left.letters):
        return False
    return bool(left.words & right.words) or _exchanged(left, right) or _misspelled(left.words, right.words)


def _exchanged(left: Name, right: Name) -> bool:
    """Tell whether one source took a given name for the surname: ``Young T K`` is ``Kim Y T``."""
    return len(left.words) == len(right.words) == 1 and len(left.letters) >= INITIALS and left.letters == right.letters


def _misspelled(left: frozenset[str], right: frozenset[str]) -> bool:
    return any(
        DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=SPELLING) >= SPELLING
        for one in left
        for other in right
        if one[0] == other[0]
    )
