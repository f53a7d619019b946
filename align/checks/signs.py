"""What is said of a number beside its value: that it is less or more than this, or below zero."""

import re
from typing import Literal

Sign = Literal["", "=", "±", "<", "≤", ">", "≥"]

LOOK = 28
"""Characters on either side of a number in which words such as "no more than" or 以上 stand."""

_SYMBOL = re.compile(r"([<>≤≥=±])((?:\s?or\s?)?=)?\s?[-−+]?\Z")
_FILLERS = r"(?:\s(?:or\sequal\sto|a|an|the|about|approximately))*\s?\Z"
_BEFORE = re.compile(
    r"(?:(?P<at_most>\b(?:no|not)\s(?:more|greater|higher|larger|longer|older|later)\sthan|\bat\smost|\bup\sto"
    r"|\bnot\sexceed(?:ing)?|不超过|不超過|不多于|不大于|不高于|至多|最多)"
    r"|(?P<at_least>\b(?:no|not)\s(?:less|fewer|lower|smaller|shorter|younger|earlier)\sthan|\bat\sleast"
    r"|不少于|不少於|不低于|不低於|不小于|不短于|至少|最少)"
    r"|(?P<below>\b(?:less|fewer|lower|smaller|shorter|younger|earlier)\sthan|\bbelow|\bunder"
    r"|小于|小於|少于|少於|低于|低於|短于|不足|不到|未满)"
    r"|(?P<above>\b(?:more|greater|higher|larger|longer|older|later)\sthan|\babove|\bover|\bexceed(?:s|ed|ing)?"
    rf"|大于|大於|多于|多於|高于|高於|超过|超過|长于|逾)){_FILLERS}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[^\d,.;:()，。；、<>]*?(?:(?P<at_least>\b(?:or|and)\s(?:more|older|higher|greater|longer|above|over|later)\b|以上)"
    r"|(?P<at_most>\b(?:or|and)\s(?:less|fewer|younger|lower|below|shorter|earlier)\b|以下|以内))",
    re.IGNORECASE,
)
_ENDS = (
    *("than", "most", "to", "least", "below", "under", "above", "over", "exceed", "exceeds", "exceeded", "exceeding"),
    *(" a", " an", "the", "about", "approximately", "超过", "超過", "多于", "多於", "大于", "大於", "高于", "高於"),
    *(
        "至多",
        "最多",
        "少于",
        "少於",
        "低于",
        "低於",
        "小于",
        "小於",
        "短于",
        "长于",
        "至少",
        "最少",
        "不足",
        "不到",
        "未满",
        "逾",
    ),
)
"""What words before a number end in; most numbers have none, and to look for the words takes ten times as long."""
_MEANING: dict[str, Sign] = {"at_most": "≤", "at_least": "≥", "below": "<", "above": ">"}
_OR_EQUAL: dict[str, Sign] = {"<": "≤", ">": "≥"}
_UP, _DOWN = frozenset(">≥"), frozenset("<≤")
_MINUS = re.compile(
    r"(?:\A|[(\[{,:;=~<>≤≥、。±为是至到于]\s?|(?<!\d)/|\b(?:to|of|was|were|is|by|and|from|vs\.?)\s)[-−–]\s?\Z"
)
_TRUE_MINUS = re.compile(r"(?<![\d%)\]])(?<![\d%)\]]\s)−\s?\Z")


def sign_of(text: str, start: int, end: int) -> Sign:
    """Return what compares the number ``[start, end)`` of a plain text, in signs or words; empty where nothing does."""
    before = text[max(0, start - LOOK) : start]
    symbol = _SYMBOL.search(before)
    if symbol:
        sign: Sign = symbol[1]  # type: ignore[assignment]
        return _OR_EQUAL.get(sign, sign) if symbol[2] else sign
    words = _BEFORE.search(before) if before.rstrip().lower().endswith(_ENDS) else None
    if words is None:
        after = text[end : end + LOOK]
        words = _AFTER.match(after) if "以" in after or " or " in after or " and " in after else None
    return _MEANING[words.lastgroup] if words and words.lastgroup else ""


def is_negative(text: str, start: int) -> bool:
    """Tell whether a minus stands before a number, rather than a hyphen or the dash of a range."""
    before = text[max(0, start - 8) : start]
    return before[-1:] in "-−–" and bool(before) and bool(_MINUS.search(before) or _TRUE_MINUS.search(before))


def opposed(one: Sign, other: Sign) -> bool:
    """Tell whether two signs cannot mean one thing: ``<`` and ``≥``, or ``<`` and ``=``."""
    if not one or not other or one == other:
        return False
    pair = {one, other}
    return not (pair <= _UP or pair <= _DOWN)
