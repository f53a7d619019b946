"""Find title, authors and abstracts in the body of a page that labels its abstracts in either language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ingest.language import lang_of
from ingest.page import Block
from ingest.record import Lang
from ingest.sites.fields import KEYWORDS, bilingual, without_boilerplate

_ABSTRACT = re.compile(
    r"\W*(?:(?:中文|英文)?[摘提]\s*要(?!点击|下载|浏览|阅读|图)\s*(?:\W\s*|(?=\w)|$)"
    r"|(?i:a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary)\s*(?:[\W_]*[:：.。\]】)—-]\s*|$|\s+(?=[A-Z])|(?=[\u4e00-\u9fff])))"
)
"""The label of an abstract, alone or with the abstract behind it."""
_GLUED = re.compile(
    r"(?<=\S)(?=[\[【]?\s*(?:摘\s*要|Abstract|关\s*键\s*词|Key\s?words?)\s*[\]】]?\s*[:：]"
    r"|[\[【](?:摘\s*要|Abstract|关\s*键\s*词|Key\s?words?)[\]】]|中图分类号)"
)
"""Places in a paragraph where a label begins that should begin a line."""
_PART = re.compile(
    r"\W*(?:目\s*的|背\s*景|方\s*法|结\s*果|结\s*论|結\s*果|結\s*論|资料与方法|對象與方法|对象与方法|"
    r"background|(?:study )?objectives?|aims?|purpose|introduction|importance|rationale|context|"
    r"(?:materials? and |patients and )?methods?|(?:study )?design|setting|participants|interventions?|"
    r"(?:main )?outcomes?(?: measures?)?|(?:main )?results|findings|conclusions?(?: and relevance)?|"
    r"interpretation|discussion|significance|trial registration)\W*",
    re.IGNORECASE,
)
"""Headings inside a structured abstract."""
_INTRODUCTION = re.compile(r"\W*introduction\W*", re.IGNORECASE)
"""A part that may begin an abstract; after one has begun it begins the full text."""
_AFTER = re.compile(
    r"\W*(?:中图分类号|中圖分類號|文献标[识志]码|文章编号|基金项目|收稿日期|通信作者|通讯作者|作者简介|引用本文|参考文献|引言|前言|"
    r"doi\b|cite this|citation\b|references\b|acknowledge?ments?\b|author information|copyright|©|"
    r"(?:[01]|一)\s*[.、\s]\s*(?:introduction|background|引\s*言|前\s*言|资料|材料)).*",
    re.IGNORECASE | re.DOTALL,
)
"""What ends an abstract beside keywords, headings and another abstract."""

_LONGEST = 8_000
"""Characters above which an abstract has lost the mark of its end; then only its first paragraph is sure."""

_FRONT_MATTER = 12
"""Blocks above an abstract up to which they are its title, authors and affiliations, not a site's menu."""
_NO_TITLE = re.compile(
    r"@|\d{5,}|[,，;；]\s*China\b|University|Hospital|Department|Institute|College|School of|"
    r"大学|医院|學院|学院|研究[所院]|中心|"
    r"[a-z\u4e00-\u9fff][¹²³⁴-⁹]|[\u4e00-\u9fff]\d[,，\s*]|[a-z]\d\b.*,|^\W|[。.]$|^.{300}|^.{0,3}$"
)
"""Signs of authors, affiliations and prose among the lines above an abstract."""

_NAME_EN = re.compile(r"(?:[A-Z][\w'’.-]*\s+){1,4}[A-Z][\w'’.-]*|[A-Z][\w'’-]+,? [A-Z]{1,3}")
_NAME_ZH = re.compile(r"[\u4e00-\u9fff]\s?[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){0,2}")
_AUTHORS_LABEL = re.compile(r"(?:Authors?|By|作\s*者)\s*[:：]\s*", re.IGNORECASE)
_MARKS = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉*#†‡§✉,，]+(?=[,，;；、\s]|$)")
_PROSE: dict[Lang, int] = {"en": 80, "zh": 40}
"""Characters from which on an unlabelled paragraph is prose rather than a caption or an affiliation."""
_SHORT_PAGE = 12_000
"""Characters up to which a page without labels is taken for an abstract page rather than a full text."""


class Article(NamedTuple):
    """What the body of a page shows of an article."""

    title: dict[Lang, str]
    authors: tuple[str, ...]
    abstract: dict[Lang, str]
    end: int
    """Number of blocks up to the end of the last abstract: what follows is the full text or the site's."""


def read_article(blocks: Sequence[Block]) -> Article:
    """Return title, authors and abstracts; each is empty where the page does not show it."""
    blocks = [piece for block in blocks for piece in _unglued(block)]
    title: dict[Lang, str] = {}
    abstract: dict[Lang, str] = {}
    end = 0
    for start, stop, paragraphs in _abstracts(blocks):
        title = _titles(blocks, end, start) | title
        abstract = bilingual(paragraphs) | abstract
        end = stop
    if not abstract:
        abstract = _unlabelled(blocks)
        end = len(blocks)
        title = _titles(blocks, 0, end)
    return Article(title, _authors(blocks[:end], title), abstract, end)


def _unglued(block: Block) -> Iterator[Block]:
    """Cut a paragraph before the labels that a scan or a converter ran together with what stood above them."""
    if block.kind == "heading":
        yield block
        return
    yield from (replace(block, text=text) for piece in _GLUED.split(block.text) if (text := piece.strip()))


def _abstracts(blocks: Sequence[Block]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield (start, end, paragraphs) of every labelled abstract."""
    place = 0
    while place < len(blocks):
        label = _ABSTRACT.match(blocks[place].text)
        if label is None:
            place += 1
            continue
        start = place
        place, paragraphs = _body(blocks, start, blocks[start].text[label.end() :].strip())
        if paragraphs:
            yield start, place, paragraphs


def _body(blocks: Sequence[Block], start: int, first: str) -> tuple[int, list[str]]:
    """Return where an abstract ends and its paragraphs, the parts of a structured one behind their headings."""
    paragraphs, part = [first] if first else [], ""
    place = start + 1
    while place < len(blocks) and not _ends(blocks[place], begun=bool(paragraphs)):
        text = blocks[place].text
        if _PART.fullmatch(text):
            part = text.strip(":：[]【】 ") + ("：" if lang_of(text) == "zh" else ": ")
        else:
            paragraphs.append(part + text)
            part = ""
        place += 1
    if sum(map(len, paragraphs)) > _LONGEST:
        place, paragraphs = start + 1 + (not first), paragraphs[:1]
    return place, [p for p in map(without_boilerplate, paragraphs) if p]


def _ends(block: Block, *, begun: bool) -> bool:
    if _PART.fullmatch(block.text):
        return begun and bool(_INTRODUCTION.fullmatch(block.text))
    return (
        block.kind == "heading"
        or any(p.match(block.text) for p in (KEYWORDS, _ABSTRACT))
        or bool(_AFTER.fullmatch(block.text))
    )


def _titles(blocks: Sequence[Block], start: int, end: int) -> dict[Lang, str]:
    """Return the titles above an abstract: of the highest headings the last, since a journal's rubric comes before it.

    In a language without a heading it is the first line of the few above the abstract that can be one.
    """
    above = [b for b in blocks[start:end] if not (_is_label(b.text) or _names(b.text))]
    headings = [b for b in above if b.kind == "heading"]
    top = min((b.level for b in headings), default=0)
    below = above[above.index(headings[0]) + 1 :] if headings else above
    lines = [b.text for b in below if b.kind == "paragraph" and not _NO_TITLE.search(b.text)]
    plain = {lang: text for text in reversed(lines) if (lang := lang_of(text))} if len(below) <= _FRONT_MATTER else {}
    return plain | {lang: b.text for b in headings if b.level == top and (lang := lang_of(b.text))}


def _is_label(text: str) -> bool:
    return bool(_ABSTRACT.match(text) or _PART.fullmatch(text) or KEYWORDS.match(text) or _AFTER.fullmatch(text))


def _authors(blocks: Sequence[Block], title: dict[Lang, str]) -> tuple[str, ...]:
    """Return the authors: a labelled line, or the line below a title when it is nothing but names."""
    for block in blocks:
        if label := _AUTHORS_LABEL.match(block.text):
            return _split_names(block.text[label.end() :])
    below = (b.text for a, b in pairwise(blocks) if a.text in title.values())
    return next((names for text in below if (names := _names(text))), ())


def _names(text: str) -> tuple[str, ...]:
    names = _split_names(text)
    return names if names and all(_NAME_EN.fullmatch(n) or _NAME_ZH.fullmatch(n) for n in names) else ()


def _split_names(text: str) -> tuple[str, ...]:
    bare = re.sub(r"[\d⁰¹²³⁴-⁹*#†‡§✉]+", "", text)
    return tuple(name for part in re.split(r"\s*(?:[,，;；、]|\band\b|&)\s*", bare) if (name := part.strip(" .")))


def _unlabelled(blocks: Sequence[Block]) -> dict[Lang, str]:
    """Return the prose of a short page by language: an abstract page that lost its labels."""
    texts = [b.text for b in blocks if b.kind != "heading" and not _is_label(b.text)]
    if sum(map(len, texts)) > _SHORT_PAGE:
        return {}
    return bilingual(t for t in texts if (lang := lang_of(t)) and len(t) >= _PROSE[lang])
