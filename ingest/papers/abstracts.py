"""Find the labelled abstracts in the blocks of a page: where each begins, what belongs to it, where it ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.fields import KEYWORDS, without_boilerplate
from ingest.language import lang_of
from ingest.page import Block

_LABEL = re.compile(
    r"\W*(?:(?:摘\s*要|Abstract)\s*[/／|]\s*(?:摘\s*要|Abstract)\W*$"
    r"|(?:中文|英文|外文|[並并]列)?[摘提]\s*要(?!点击|下载|浏览|阅读|图|\s*[(（]\s*\d+\s*[)）])\s*(?:\W\s*|(?=\w)|$)"
    r"|(?i:a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary)"
    r"\s*(?:[\W_]*[:：.。\]】)—-]\s*|$|\s+(?=[A-Z])|(?=[\u4e00-\u9fff“\"])))"
)
"""The label of an abstract, alone or with the abstract behind it."""
_NAMES = r"(?:(?:中文|英文|外文|[並并]列)?摘\s*要|Abstract|关\s*键\s*词|Key\s?words?)"
_GLUED = re.compile(
    rf"(?<=\S)(?<![中英外]文)(?<![並并]列)(?=[\[【]?\s*{_NAMES}\s*[\]】]?\s*[:：]|[\[【]{_NAMES}[\]】]|中图分类号)"
    r"|(?<=[.。！!)）])\s*(?=[\[【]?\s*(?:关\s?键\s?词|Key\s?words?)|"
    r"[\[【]?\s*(?:基金项目|资助项目|收稿日期|作者简介|通[信讯]作者|引用本文|文章编号|"
    r"文献标[识志]码)\s*[\]】]?\s*[:：])"
)
"""Places in a paragraph where a label begins that should begin a line; after a sentence's end its colon may be lost."""
_GLUED_WORDS = (
    "摘",
    "关",
    "键",
    "Abstract",
    "Key",
    "中图分类号",
    "项目",
    "收稿",
    "作者",
    "引用",
    "文章编号",
    "文献标",
)
"""What such labels hold: most paragraphs need not be searched for one."""
_MOST_GLUED = 200
"""Labels of a paragraph behind which it is no paper's."""
PART = re.compile(
    r"\W*(?:目\s*的|背\s*景|方\s*法|结\s*果|结\s*论|結\s*果|結\s*論|目的与?方法|资料与方法|對象與方法|对象与方法|"
    r"研究背景|研究目的|研究方法|研究结果|主要结果|主要研究结果|作者结论|检索策略|检索方法|纳入标准|选择标准|"
    r"资料收集与分析|"
    r"background|(?:study )?objectives?|search methods|selection criteria|data collection and analysis|"
    r"authors?['’]? conclusions?|aims?|purpose|introduction|importance|rationale|context|"
    r"(?:materials? and |patients and )?methods?|(?:study )?design|setting|participants|interventions?|"
    r"(?:main )?outcomes?(?: measures?)?|(?:main )?results|findings|limitations?|conclusions?(?: and relevance)?|"
    r"interpretation|discussion|significance|trial registration)\W*",
    re.IGNORECASE,
)
"""Headings inside a structured abstract."""
NAMED_PART = re.compile(
    r"\W*(?:(?:背\s*景|目\s*的|方\s*法|结\s*果|结\s*论|結\s*果|結\s*論)\s*[】\]:：]|"
    r"(?:background|introduction|objectives?|purpose|aims?|methods?|results?|findings|discussion|"
    r"conclusions?)\s*[:：])",
    re.IGNORECASE,
)
"""How a paragraph of a structured abstract begins."""
_INTRODUCTION = re.compile(r"\W*introduction\W*", re.IGNORECASE)
"""A part that may begin an abstract; after one has begun it begins the full text."""
_OTHER_BOXES = re.compile(
    r"\W*(?:(?:research |article )?highlights|(?:graphical|visual|video) abstract|"
    r"(?:plain[- ]language|lay|author|editor['’]?s) summary|what is (?:already )?known.*|"
    r"what (?:this|the present) (?:study|paper) adds.*|key ?(?:points|messages?)|"
    r"summary points|significance statement|strengths and limitations.*|in brief|take[- ]home message|implications.*|"
    r"研究亮点|文章亮点|亮点|图文摘要|图形摘要|视频摘要|通俗摘要|创新点|要点提示|"
    r"resumen|résumé|resumo|riassunto|zusammenfassung|аннотация|реферат|要旨|抄録|초록)\W*",
    re.IGNORECASE,
)
"""Boxes beside the abstract, and the abstract in a language that no record holds."""
_AFTER = re.compile(
    r"\W*(?:中图分类号|中圖分類號|文献标[识志]码|文章编号|基金项目|基金资助|资助项目|收稿日期|修回日期|通信作者|"
    r"通讯作者|作者简介|"
    r"引用本文|参考文献|引言|前言|利益冲突|版权|"
    r"doi\b|cite this|citation\b|references\b|acknowledge?ments?\b|author information|copyright|©|"
    r"peer review reports?\b|(?:作\s*者|作者单位|机构地区|机构|出\s*处|来源|authors?|source)\s*(?:[:：]|$)|"
    r"(?:funding|funded by|corresponding author|received|conflicts? of interests?|competing interests)\s*[:：]|"
    r"(?:[01]|一)\s*[.、\s]\s*(?:introduction|background|引\s*言|前\s*言|资料|材料)).*",
    re.IGNORECASE | re.DOTALL,
)
"""What ends an abstract beside keywords, headings and another abstract."""
_FOOT = re.compile(
    r"\W*(?:您可能感兴趣|猜你喜欢|相关(?:文章|文献|论文|推荐)|相似文献|推荐(?:阅读|文章|文献)|读者还看了|分享到|"
    r"(?:下载|查看|阅读)(?:PDF|全文|原文)|"
    r"(?:浏览|点击|阅读|访问|下载|引用|被引)(?:次数|量)|摘要点击|全文下载|HTML\s?全文|PDF\s?(?:下载|全文)|"
    r"full text|download pdf|related articles|share this|you may also like|metrics|"
    r"views?\s*[:：]|downloads?\s*[:：]).{0,40}",
    re.IGNORECASE,
)
"""What a site shows right below an abstract."""
_LANGUAGE = r"(?:English|Chinese|Spanish|Español|French|Français|简体中文|繁體中文|中文|英文)"
_LANGUAGES = re.compile(rf"(?:Available )?(?:in )?{_LANGUAGE}(?:\s*[,，|/·]?\s*{_LANGUAGE})*", re.IGNORECASE)
"""Tabs that change the language of an abstract."""
_LONGEST = 8_000
"""Characters above which an abstract has lost the mark of its end; then only its first paragraph is sure."""


_PROSE = 160
"""Columns from which on a paragraph that ends like a sentence is no caption and no affiliation."""
_OPEN_END = re.compile(r"[A-Za-z,]$")
_LOWER_CASE = re.compile(r"[a-z]{2,}")
_SENTENCE_END = re.compile(r"[.。．!！?？][\s\])）\d]*$")
_SHORTEST = 40
"""Columns of what is no sentence below a label, from which on it is no other label of a row of tabs."""


class Abstract(NamedTuple):
    """A labelled abstract: its place [start, end) among the blocks and its paragraphs."""

    start: int
    end: int
    paragraphs: tuple[str, ...]


def unglued(block: Block) -> Iterator[Block]:
    """Cut a paragraph before the labels that a scan or a converter ran together with what stood above them."""
    if block.kind == "heading" or not any(word in block.text for word in _GLUED_WORDS):
        yield block
        return
    pieces = _GLUED.split(block.text, _MOST_GLUED)[:_MOST_GLUED]
    yield from (replace(block, text=text) for piece in pieces if (text := piece.strip()))


def without_running_heads(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the headings that stand in the middle of a sentence: those of a page's top."""
    around = zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)
    return [block for above, block, below in around if not _interrupts(above, block, below)]


def _interrupts(above: Block | None, block: Block, below: Block | None) -> bool:
    if block.kind != "heading" or above is None or below is None or "heading" in {above.kind, below.kind}:
        return False
    return bool(_OPEN_END.search(above.text) and _LOWER_CASE.match(below.text)) and _width(above.text) >= _PROSE


def find_abstracts(blocks: Sequence[Block]) -> list[Abstract]:
    """Return the labelled abstracts in order.

    Where a page labels several, each is in the language that it begins in: what follows in another is the full text.
    """
    found = list(_labelled(blocks))
    return [a._replace(paragraphs=_of_one_language(a.paragraphs)) for a in found] if len(found) > 1 else found


def is_label(text: str) -> bool:
    """Tell whether a line names an abstract, a part of one, keywords or what comes after them."""
    forms = (_AFTER, PART, _OTHER_BOXES)
    return bool(_LABEL.match(text) or KEYWORDS.match(text)) or any(form.fullmatch(text) for form in forms)


def is_name(text: str) -> bool:
    """Tell whether a text with a colon behind it is the label of an abstract, of keywords or of an abstract's part."""
    return any(form.fullmatch(text) for form in (_LABEL, KEYWORDS, PART))


def _labelled(blocks: Sequence[Block]) -> Iterator[Abstract]:
    place = 0
    while place < len(blocks):
        label = _label(blocks[place])
        if label is None:
            place += 1
            if place < len(blocks) and KEYWORDS.match(blocks[place].text) and (bare := _above(blocks, place)):
                yield bare
            continue
        start = place
        first = blocks[start].text[label.end() :].strip()
        place, paragraphs = _body(blocks, start, first)
        if paragraphs and (first or _is_text(paragraphs)):
            yield Abstract(start, place, tuple(paragraphs))


def _is_text(paragraphs: Sequence[str]) -> bool:
    return bool(_SENTENCE_END.search(paragraphs[-1])) or sum(map(_width, paragraphs)) >= _SHORTEST


def _above(blocks: Sequence[Block], end: int) -> Abstract | None:
    """Return the prose right above the keywords: an abstract that has no label."""
    start = end
    while start > 0 and blocks[start - 1].kind == "paragraph" and _is_prose(blocks[start - 1].text):
        start -= 1
    paragraphs = tuple(block.text for block in blocks[start:end])
    return Abstract(start, end, paragraphs) if paragraphs and sum(map(len, paragraphs)) <= _LONGEST else None


def _is_prose(text: str) -> bool:
    return _width(text) >= _PROSE and bool(_SENTENCE_END.search(text)) and not is_label(text) and "@" not in text


def _width(text: str) -> int:
    """Return the columns that a text takes, two for a character that is not ASCII."""
    return sum(1 + (not character.isascii()) for character in text)


def _label(block: Block) -> re.Match[str] | None:
    """Return the label that a block begins with; a box that only sounds like one is none."""
    return None if _OTHER_BOXES.fullmatch(block.text) else _LABEL.match(block.text)


def _body(blocks: Sequence[Block], start: int, first: str) -> tuple[int, list[str]]:
    """Return where an abstract ends and its paragraphs, the parts of a structured one behind their headings.

    A part whose name came before belongs to the full text.
    """
    paragraphs, part = [first] if first else [], ""
    named: set[str] = set()
    place = start + 1
    while place < len(blocks) and not _ends(blocks[place], begun=bool(paragraphs)):
        text = blocks[place].text
        if PART.fullmatch(text) and text in named:
            break
        if PART.fullmatch(text):
            named.add(text)
            part = text.strip(":：[]【】 ") + ("：" if lang_of(text) == "zh" else ": ")
        elif not _LANGUAGES.fullmatch(text):
            paragraphs.append(part + text)
            part = ""
        place += 1
    if sum(map(len, paragraphs)) > _LONGEST:
        place, paragraphs = start + 1 + (not first), paragraphs[:1]
    return place, [p for p in map(without_boilerplate, paragraphs) if p]


def _ends(block: Block, *, begun: bool) -> bool:
    if PART.fullmatch(block.text):
        return begun and bool(_INTRODUCTION.fullmatch(block.text))
    return (
        block.kind == "heading"
        or any(p.match(block.text) for p in (KEYWORDS, _LABEL))
        or any(p.fullmatch(block.text) for p in (_AFTER, _OTHER_BOXES))
        or (bool(_FOOT.fullmatch(block.text)) and not _SENTENCE_END.search(block.text))
    )


def _of_one_language(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs up to the last in the language of the first; a line of formulas between them stays."""
    languages = [lang_of(paragraph) for paragraph in paragraphs]
    last = max(i for i, lang in enumerate(languages) if lang == languages[0])
    return tuple(paragraphs[: last + 1])
