"""CNKI: the page of one paper at kns.cnki.net and its overseas edition, Chinese labels or English ones."""

import re
from dataclasses import replace

from ingest.page import Page
from ingest.papers.paper import read_paper
from ingest.record import Record

NAME = "cnki"

_HOST = re.compile(r"https?://[\w.-]*\bcnki\.(?:net|com\.cn)/", re.IGNORECASE)
_MARKS = re.compile(r"\W*(?:专辑|专题|分类号|在线公开时间|Series|Subject|Classification Code)\s*[:：].*")
_NAMED = re.compile(r"中国知网|知网节|CNKI")
_MARKS_OF_A_PAGE = 2
_MARKS_ALONE = 3
"""Labels on a page that has lost CNKI's name."""
_FRAME = re.compile(
    r"手机阅读|HTML阅读|CAJ下载|PDF下载|AI辅助阅读|原版阅读|章节下载|记笔记|引用|收藏|分享|打印|关注|"
    r"查看该刊数据库收录来源|网络首发|期刊|附视频|"
    r"Mobile Reading|HTML Reading|CAJ Download|PDF Download|Citation|Favorite|Share|Pagecount[:：].*|Size[:：].*|"
    r".*中国知网",
)
"""Buttons among the lines of a paper."""


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by CNKI's name beside its own labels."""
    if _HOST.match(page.url or ""):
        return True
    lines = [*page.meta.get("<title>", ()), *page.lines()]
    labels = {line.partition("：")[0].partition(":")[0] for line in lines if _MARKS.fullmatch(line)}
    return len(labels) >= _MARKS_ALONE or (len(labels) >= _MARKS_OF_A_PAGE and any(map(_NAMED.search, lines)))


def extract(page: Page) -> Record:
    """Read a page of CNKI."""
    window = tuple(re.sub(r"\s*-\s*(?:中国知网|CNKI)$", "", title) for title in page.meta.get("<title>", ()))
    blocks = tuple(block for block in page.blocks if not _FRAME.fullmatch(block.text))
    return read_paper(replace(page, blocks=blocks, meta={**page.meta, "<title>": window}), NAME)
