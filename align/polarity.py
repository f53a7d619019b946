"""Tell whether one text denies what the other affirms, or lets fall what the other lets rise.

Languages deny in many ways, so that a finding needs a clear word on one side and not the faintest on the other. The
last of the faint English ones are for words that ran together in OCR.
"""

import re
from collections.abc import Iterator

from align.found import Found, differ

_NOT = re.compile(
    r"\b(?:[Nn]ot(?!\s(?:only|just|merely|simply|exceed))|[Nn]o(?!\.|-|\s(?:less|fewer|more|later|earlier|longer|doubt|\.|\d))"
    r"|[Nn]ever|[Nn]one|[Nn]obody|[Nn]othing|[Nn]either|[Ww]ithout|[Cc]annot)\b|n['’]t\b"
)
"""English that denies beyond doubt."""
_HARDLY = re.compile(
    r"\b(?:no|nor|non|un(?!de|it|iv|til|io|iq)\w{3,}|dis(?:app|cont|reg|ab|ord|agr|like|int)\w*|mis\w{3,}"
    r"|in(?:suff|adeq|compl|eff|ab|cap|corr|appr|acc|dep|vis|val|cons|stab|act|sens|sign|div)\w*"
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
    r"|不(?=[是能会會应應需必具受再]|可以|存在|影响|支持|包括|推荐|建议|适用|依赖|产生|改变|增加|显著|明显|满足|符合|属于|认为)"
)
"""Chinese that denies beyond doubt."""
_SET_PHRASES = re.compile(
    r"不仅|不僅|不但|不只|能不能|会不会|是不是|不得不|不可避免|不能不|不应期|有无|有無|不会.{0,4}不|不是.{0,15}而是|不必要"
)
_ANY_DENIAL = re.compile(r"[不未无無没沒非否勿莫缺乏失免避拒难難禁停除]|相[似同近当當等]|一致|同样|non|no\b")
"""Chinese that English may render with a denial."""
_RISE = re.compile(r"\b(?:increas\w*|elevat\w*|rise[sn]?|rising|rose|higher|up-?regulat\w*)\b")
_FALL = re.compile(r"\b(?:decreas\w*|reduc\w*|declin\w*|lower|lowered|lowering|down-?regulat\w*|diminish\w*)\b")
_RISES = re.compile(r"增加|升高|上升|增高|增多|上调|上調|高于|高於|较高|較高|更高")
_FALLS = re.compile(r"减少|減少|降低|下降|减低|下调|下調|低于|低於|较低|較低|更低")
_ANY_RISE = re.compile(r"[高升增多大强加提上长重]")
_ANY_FALL = re.compile(r"[低降减減少小弱缩下短轻缓慢负抑]")


def opposed(en: str, zh: str) -> Iterator[Found]:
    """Yield what two plain texts say the opposite of."""
    yield from _negation(en, zh)
    yield from _direction(en, zh)


def _negation(en: str, zh: str) -> Iterator[Found]:
    denied_en, denied_zh = _NOT.search(en), _NEGATED.search(zh)
    if denied_en and not denied_zh and not _ANY_DENIAL.search(zh):
        yield Found("negation", f"{denied_en.group()} in English has nothing like it in Chinese", en=[denied_en.span()])
    if denied_zh and not denied_en and not _HARDLY.search(en) and not _SET_PHRASES.search(zh):
        yield Found("negation", f"{denied_zh.group()} in Chinese has nothing like it in English", zh=[denied_zh.span()])


def _direction(en: str, zh: str) -> Iterator[Found]:
    rises, falls = _RISES.search(zh), _FALLS.search(zh)
    if (rises is None) == (falls is None):
        return
    rise, fall = _RISE.search(en), _FALL.search(en)
    if rise and falls and not fall and not _ANY_RISE.search(zh):
        yield _turned(rise, falls)
    if fall and rises and not rise and not _ANY_FALL.search(zh):
        yield _turned(fall, rises)


def _turned(en: re.Match[str], zh: re.Match[str]) -> Found:
    return Found("direction", differ(en.group(), zh.group()), [en.span()], [zh.span()])
