"""Tell whether one text lets rise what the other lets fall: more or less, longer or shorter, with or against.

A finding needs a text that says only the one, a text that says only the other, and in neither a word that may stand
for what the other says: of several such words it is not known which belongs to which.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from align.checks.found import Found, differ


class Side(NamedTuple):
    """Words of one language for a change up and down, and words that may stand for one."""

    up: re.Pattern[str]
    down: re.Pattern[str]
    maybe_up: re.Pattern[str]
    maybe_down: re.Pattern[str]


def _side(up: str, down: str, maybe_up: str, maybe_down: str) -> Side:
    return Side(re.compile(up), re.compile(down), re.compile(f"{up}|{maybe_up}"), re.compile(f"{down}|{maybe_down}"))


_PLACES = (
    r"(?:limb|extremit|respir|lobe|back|urin|gastro|abdom|bound|limit|jaw|lip|eyelid|esoph|oesoph|reach|third|leg|part"
    r"|quart|educat|school|layer|genit|tract|plant|order)"
)
"""What is lower or higher by its place or rank, whatever is measured."""
_AMOUNTS = (
    _side(
        rf"\b(?:increas(?:e[sd]?|ing)|(?<!-)elevated|rose|risen|(?<!or\s)higher(?!\s{_PLACES})|up-?regulat(?:ed|es|ion))\b",
        rf"\b(?:decreas(?:e[sd]?|ing)|reduc(?:e[sd]?|ing)|decline[sd]?|(?<!or\s)lower(?!\s{_PLACES})|lowered"
        r"|down-?regulat(?:ed|es|ion))\b",
        r"\b(?:more|greater|larger|better|stronger|longer|improv\w*|enhanc\w*|rais\w*|ris(?:e|es|ing)|elevation|gr[eo]w\w*"
        r"|promot\w*|aggravat\w*|accumulat\w*|highest)\b|(?i:increa|upreg|highe)",
        r"\b(?:less|fewer|smaller|worse|weaker|shorter|drop\w*|f[ae]ll\w*|diminish\w*|attenuat\w*|weaken\w*|alleviat\w*"
        r"|reduction|inhibit\w*|suppress\w*|relie\w*|los[est]\w*|sav(?:e|es|ing)|avoid\w*|minim\w*|lowest|\w+penia"
        r"|\w*deficien\w+)\b|(?i:decrea|reduc|downreg|lowe|decli)",
    ),
    _side(
        r"(?<![不未没])(?:增加|升高|上升|增高|增多|上调|上調|高于|高於|较高|較高|更高)",
        r"(?<![不未没])(?<!细胞)(?<!小板)(?:减少(?!症)|減少|降低|下降|减低|下调|下調|低于|低於|较低|較低|更低)",
        r"[高增升]|提|加强|加重|扩大|延长|促进|多于|大于|优于|强于|改善|[较更越变][大多长强好重]|上[行涨]",
        r"[低降减減缩弱轻]|抑制|[少小短差]于|[较更越变][小少短差轻慢]|缓解|下[行跌]",
    ),
)
_LENGTHS = (
    _side(
        r"\b(?:prolong(?:ed|s|ing)?|lengthen(?:ed|s|ing)?|longer)\b",
        r"\bshort(?:en(?:ed|s|ing)?|er)\b",
        r"\b(?:extend\w*|increas\w*|long|long-term|slow\w*|delay\w*)\b",
        r"\b(?:reduc\w*|decreas\w*|short|short-term|less|fast\w*|earlier|save[sd]?)\b",
    ),
    _side(
        r"延长|延長|较长|更长|长于", r"缩短|縮短|较短|更短|短于", r"[长長增久慢迟晚]|延[迟缓]|提高", r"[短减少快早降省]"
    ),
)
_RELATIONS = (
    _side(
        r"\bpositive(?:ly)?\s(?:and\s)?(?:\w+\s){0,2}(?:correlat|associat|relat)\w*",
        r"\b(?:negative|inverse)(?:ly)?\s(?:and\s)?(?:\w+\s){0,2}(?:correlat|associat|relat)\w*",
        r"\bpositiv\w*|direct\w*",
        r"\bnegativ\w*|\binvers\w*",
    ),
    _side(
        r"正(?:性)?(?:线性)?(?:相关|相關)",
        r"[负負反](?:性)?(?:线性)?(?:相关|相關)",
        r"正[比向]?|阳性",
        r"[负負反逆]|阴性",
    ),
)
FAMILIES = {"amount": _AMOUNTS, "length": _LENGTHS, "relation": _RELATIONS}
_CHINESE = re.compile(
    "(?=[增升上高较較更减減降低下延长缩縮短正负負反])(?:"  # one look at each character that begins no such word
    + "|".join(
        f"(?P<{name}_up>{side.up.pattern})|(?P<{name}_down>{side.down.pattern})" for name, (_, side) in FAMILIES.items()
    )
    + ")"
)
"""All words for changes in Chinese: to look for them at once takes a fourth of the time."""


def turned(en: str, zh: str) -> Iterator[Found]:
    """Yield where two plain texts change one thing in opposite ways."""
    words: dict[str | None, re.Match[str]] = {}
    for word in _CHINESE.finditer(zh):
        words.setdefault(word.lastgroup, word)
    if not words:
        return
    for name, (english, chinese) in FAMILIES.items():
        rise, fall = words.get(f"{name}_up"), words.get(f"{name}_down")
        if (rise is None) == (fall is None):
            continue
        if rise and not chinese.maybe_down.search(zh):
            yield from _turned(english.down.search(en), english.maybe_up.search(en), rise)
        if fall and not chinese.maybe_up.search(zh):
            yield from _turned(english.up.search(en), english.maybe_down.search(en), fall)


def _turned(word: re.Match[str] | None, agrees: re.Match[str] | None, other: re.Match[str]) -> Iterator[Found]:
    if word and not agrees:
        yield Found("direction", differ(word.group(), other.group()), [word.span()], [other.span()])
