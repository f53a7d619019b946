"""Tell whether one text denies what the other affirms.

Languages deny in many ways, so that a finding needs a clear word on one side and not the faintest on the other. The
last of the faint English ones are for words that ran together in OCR.
"""

import re
from collections.abc import Iterator

from align.checks.found import Found, differ

_NOT = re.compile(
    r"(?=[NnWwCcfal])\b(?:[Nn]ot(?!\s(?:only|just|merely|simply|exceed|rare\b|un(?!til|der|less)\w{4}|infreq))"
    r"|[Nn]o(?!\.|-|\s(?:less|fewer|more|later|earlier|longer|doubt|\.|\d))"
    r"|[Nn]ever|[Nn]one|[Nn]obody|[Nn]othing|[Nn]either|[Ww]ithout|[Cc]annot"
    r"|fail(?:s|ed)?\sto|(?:absence|lack)\sof)\b|n['’]t\b"
)
"""English that denies beyond doubt."""
_HARDLY = re.compile(
    r"\b(?:no|nor|non|un(?!de|it|iv|til|io|iq)\w{3,}|dis(?:app|cont|reg|ab|ord|agr|like|int)\w*|mis\w{3,}"
    r"|in(?:suff|adeq|compl|eff|ab|cap|corr|appr|acc|vis|val|cons|stab|act|sens|sign)\w*"
    r"|independent(?:ly)?\s(?:of|from)"
    r"|im(?:poss|mat|prop|perf|moral|pair)\w*|ir(?:reg|rel|rev)\w*|il(?:leg|log)\w*"
    r"|fail\w*|lack\w*|loss|lost|absen\w*|rare\w*|seldom|hardly|barely|scarcely|few|little|free|exclu\w*|except\w*"
    r"|unless|until|rather|instead|den(?:y|ied|ies)|refus\w*|reject\w*|prevent\w*|avoid\w*|stop\w*|neg\w+|ignor\w*"
    r"|miss\w*|less\w*|zero|\w+less|asymptom\w*|contrary|difficult\w*|hard|cease\w*|omit\w*"
    r"|similar\w*|comparable|identical|equal\w*|equivalent|alike|constant|stable|no[a-z]{7,})\b"
    r"|\b(?:[Nn]on-|No|Un|In|Im|Dis)|(?:is|was|were|are|ad|as|ave|do|oes|id|be|ere)no|not[a-z]{4}"
)
"""English that Chinese may render with a denial."""
_NEGATED = re.compile(
    r"没有|沒有|[尚并並均仍从從]未|[并並绝]非|[并並均][无無]|未(?=[见見能有被达達]|发现|發現|观察|出现|接受|进行|影响|显著|明显|发生|引起|产生|增加|检)"
    r"|[无無](?=明显|明顯|显著|顯著|统计|統計|差异|差異|任何|需|须)"
    r"|未能"
    r"|不(?=[是能会會应應需必具受再]|可以|存在|影响|支持|包括|推荐|建议|适用|依赖|产生|改变|增加|显著|明显|满足|符合|属于|认为)"
)
"""Chinese that denies beyond doubt."""
_SET_PHRASES = re.compile(
    r"不仅|不僅|不但|不只|能不能|会不会|是不是|不得不|不可避免|不能不|不应期|有无|有無|不会.{0,4}不|不是.{0,15}而是|不必要"
)
_ANY_DENIAL = re.compile(
    r"[不未无無没沒非否勿莫缺乏失免避拒难難禁停除]|[较過过更太]少|相[似同近当當等]|一致|同样|non|no\b"
)
"""Chinese that English may render with a denial."""
_AGAINST = (
    (re.compile(r"\b(?:exclud(?:e[sd]?|ing)|rul(?:ed?|ing)\sout)\b"), re.compile(r"排除")),
    (re.compile(r"\b(?:uncommon|unusual|rare|infrequent)\b"), re.compile(r"不常见|不常見|罕见|罕見|少见|少見|不多见")),
)
"""English and Chinese for what denies by itself, so that it is not known from any denial whether it is denied."""
_DENIED = re.compile(r"(?:\b(?:[Nn]ot|[Nn]ever|[Cc]annot|[Nn]or|[Uu]nable|[Nn]either)\b|n['’]t\b)(?:\s\w+){0,3}\s\Z")
_DENIED_ZH = re.compile(r"(?:[不未無无]|没有|沒有)(?:[能可会是被以法完全]|足以){0,3}\Z")
"""What denies the word after it."""
BEFORE = 30
"""Characters before a word in which a denial of it stands."""


def denied(en: str, zh: str) -> Iterator[Found]:
    """Yield what one of two plain texts denies and the other affirms."""
    yield from _negation(en, zh)
    yield from _denied_against(en, zh)


def _negation(en: str, zh: str) -> Iterator[Found]:
    if not _ANY_DENIAL.search(zh):
        if there := _NOT.search(en):
            yield Found("negation", f"{there.group()} in English has nothing like it in Chinese", en=[there.span()])
        return
    here = _NEGATED.search(zh)
    if here and not _SET_PHRASES.search(zh) and not _HARDLY.search(en) and not _NOT.search(en):
        yield Found("negation", f"{here.group()} in Chinese has nothing like it in English", zh=[here.span()])


def _denied_against(en: str, zh: str) -> Iterator[Found]:
    """Yield where only one text denies a word that denies: "not uncommon" and 不常见."""
    for english, chinese in _AGAINST:
        there = _sole(chinese, zh)
        here = _sole(english, en) if there else None
        if there and here and _is_denied(_DENIED, en, here) != _is_denied(_DENIED_ZH, zh, there):
            message = differ(_with_denial(_DENIED, en, here), _with_denial(_DENIED_ZH, zh, there))
            yield Found("negation", message, [here.span()], [there.span()])


def _sole(word: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(word.finditer(text))
    return found[0] if len(found) == 1 else None


def _is_denied(denial: re.Pattern[str], text: str, word: re.Match[str]) -> bool:
    return denial.search(text, max(0, word.start() - BEFORE), word.start()) is not None


def _with_denial(denial: re.Pattern[str], text: str, word: re.Match[str]) -> str:
    before = denial.search(text, max(0, word.start() - BEFORE), word.start())
    return text[before.start() if before else word.start() : word.end()]
