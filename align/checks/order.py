"""Find two numbers of a kind that changed places: both texts have both, each where the other text has the other.

Languages order their clauses differently (231 of 239 patients, 239例患者中231例), so that order alone says little. It
does where numbers stand side by side in a list or a ratio, and where a word that both languages surely share, such as
control or 对照, stands in a clause with one of the numbers here and with the other there.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from align.checks.found import Found, differ
from align.checks.matching import Pair
from align.checks.quantities import Quantity

_BETWEEN = re.compile(
    r"\s*(?:%|[a-zA-Zμ°]{1,4}|[㐀-鿿]{1,2})?\s*(?:,\s*(?:and\s)?|、|\band\b|\bor\b|和|与|及|以及|或|\bvs\b\.?|\bversus\b)\s*"
)
"""What stands between two numbers of a list."""
_RATIO = re.compile(r"\s*(?:%|‰)?\s*(?:[:∶/~–-]|\bto\b|比|至)\s*")
"""What stands between the two numbers of a ratio or a range."""
_CLAUSES = re.compile(r",(?!\d)|[;:、。()]|\.\s|\b(?:and|while|whereas|but|versus|vs|than|with)\b|而|[和与及]")
Cue = tuple[re.Pattern[str], re.Pattern[str]]
_CUES: Sequence[Cue] = tuple(
    (re.compile(rf"\b(?:{english})\b", re.IGNORECASE), re.compile(chinese))
    for english, chinese in (
        (r"(?<!-)control\s(?:group|arm|subjects|patients)s?|controls", "对照组|對照組"),
        ("observation", "观察组|觀察組"),
        ("placebo", "安慰剂|安慰劑"),
        ("conventional|routine|traditional", "常规|常規|传统|傳統"),
        ("healthy|normal", "健康|正常"),
        ("males?|men|boys", "男"),
        ("females?|women|girls", "女"),
        ("urban", "城市|城镇"),
        ("rural", "农村|農村"),
        ("pre-?operative(?:ly)?|before", "术前|治疗前|術前"),
        ("post-?operative(?:ly)?|after", "术后|治疗后|術後"),
        ("sensitivity", "灵敏度|敏感[度性]"),
        ("specificity", "特异[度性]"),
        ("mild", "轻度"),
        ("moderate", "中度"),
        ("severe", "重度"),
        ("left", "左"),
        ("right", "右"),
        ("training", "训练"),
        ("validation", "验证"),
        ("group\\sA", "A组"),
        ("group\\sB", "B组"),
    )
)
"""Words with one meaning in both languages, which tell two groups, sides, times or measures apart."""

_ANY_CUE = re.compile("|".join(chinese.pattern for _, chinese in _CUES))
_ELSEWHERE = re.compile(
    r"respectively|\beach\b|\bfold\b|\btimes\b|of\s(?:the|that)\s(?:\w+\s){0,3}control|[分各][别別]|倍|[相对對][比较]|各",
    re.IGNORECASE,
)
"""What says that a number does not belong to the group in its clause, or to that group only."""
APART = 10
"""Characters between two numbers in English that say what the first is; a list has less."""


def swapped(en: str, zh: str, pairs: Sequence[Pair]) -> Iterator[Found]:
    """Yield the neighbouring numbers of one kind that changed places in one of two plain texts."""
    places = [pair[1].start for pair in sorted(pairs, key=lambda pair: pair[0].start)]
    if all(one < other for one, other in pairwise(places)) and not _ANY_CUE.search(zh):
        return
    cues: Sequence[Cue] | None = None
    for one, two in _neighbours(_sole(pairs)):
        if _swapped_in_list(en, zh, one, two):
            yield _found("listed", en, zh, one, two)
            continue
        cues = _cues(en, zh) if cues is None else cues
        if cues and _swapped_by_cue(cues, en, zh, one, two):
            yield _found("grouped", en, zh, one, two)


def _neighbours(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Yield the pairs of one kind on both sides with no other of this kind between them on either side."""
    kinds: dict[tuple[object, ...], list[Pair]] = {}
    for pair in pairs:
        kinds.setdefault((*_kind(pair[0]), *_kind(pair[1])), []).append(pair)
    for alike in kinds.values():
        places = [pair[1].start for pair in sorted(alike, key=lambda pair: pair[1].start)]
        rank = {start: at for at, start in enumerate(places)}
        yield from ((one, two) for one, two in pairwise(alike) if abs(rank[one[1].start] - rank[two[1].start]) == 1)


def _found(how: str, en: str, zh: str, one: Pair, two: Pair) -> Found:
    """Return the finding, its numbers in the order of each text."""
    english, chinese = (sorted((one[side][:2], two[side][:2])) for side in (0, 1))
    here, there = (", ".join(text[slice(*span)] for span in spans) for text, spans in ((en, english), (zh, chinese)))
    return Found(how, f"{differ(here, there)}: which is which?", english, chinese)


def _sole(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs of numbers that neither text has twice, in the order of the English text."""
    counts = [Counter(pair[side].value for pair in pairs) for side in (0, 1)]
    return sorted(
        pair
        for pair in pairs
        if pair[0].certain and pair[1].certain and counts[0][pair[0].value] == counts[1][pair[1].value] == 1
    )


def _kind(one: Quantity) -> tuple[object, ...]:
    """Return what two numbers that may be taken for each other have in common: unit, sign and decimal places."""
    return one.unit or one.shared, one.sign, one.value.as_tuple().exponent


def _swapped_in_list(en: str, zh: str, one: Pair, two: Pair) -> bool:
    """Tell whether two numbers stand the other way round in a list, a ratio or a range that both texts have."""
    if one[1].start < two[1].start:
        return False
    here, there = (one[0].end, two[0].start), (two[1].end, one[1].start)
    return any(link.fullmatch(en, *here) and link.fullmatch(zh, *there) for link in (_BETWEEN, _RATIO))


def _cues(en: str, zh: str) -> list[Cue]:
    """Return the cues that both texts have, none where numbers may belong to what stands elsewhere."""
    shared = [(english, chinese) for english, chinese in _CUES if chinese.search(zh) and english.search(en)]
    return [] if not shared or _ELSEWHERE.search(en) or _ELSEWHERE.search(zh) else shared


def _swapped_by_cue(cues: Sequence[Cue], en: str, zh: str, one: Pair, two: Pair) -> bool:
    """Tell whether a cue stands in the clause of one number in English, and of the other in Chinese."""
    if two[0].start - one[0].end < APART:
        return False
    one_en, two_en = (_clause(en, pair[0].start) for pair in (one, two))
    one_zh, two_zh = (_clause(zh, pair[1].start) for pair in (one, two))
    if one_en == two_en or one_zh == two_zh:
        return False
    for english, chinese in cues:
        here = [bool(english.search(en, *clause)) for clause in (one_en, two_en)]
        there = [bool(chinese.search(zh, *clause)) for clause in (one_zh, two_zh)]
        if sum(here) == sum(there) == 1:
            return here != there
    return False


def _clause(text: str, at: int) -> tuple[int, int]:
    start = max((cut.end() for cut in _CLAUSES.finditer(text, 0, at)), default=0)
    cut = _CLAUSES.search(text, at)
    return start, cut.start() if cut else len(text)
