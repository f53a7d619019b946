"""Wanfang Data: the page of one paper, title and abstract in Chinese and then in English."""

import re
from dataclasses import replace

from ingest.page import Page
from ingest.papers.paper import read_paper
from ingest.record import Record

NAME = "wanfang"

_HOST = re.compile(r"https?://[\w.-]*\bwanfangdata\.com\.cn/", re.IGNORECASE)
_MARKS = re.compile(r"\W*(?:机标分类号|机标关键词|所属期刊栏目|在线出版日期|年，卷\(期\))\s*[:：]?.*", re.IGNORECASE)
_NAMED = re.compile(r"万方数据|Wanfang Data", re.IGNORECASE)
_MARKS_OF_A_PAGE = 2
_MARKS_ALONE = 3
"""Labels on a page that has lost Wanfang's name."""
_FRAME = re.compile(
    r"在线阅读|下载|导出|收藏|分享|引用|打印|评论|目录|M|P|查看更多|展开更多|收起|整本阅读|原文传递|"
    r".*(?:万方数据知识服务平台|Wanfang Data).*|[(（]共\d+页[)）]"
)
"""Buttons among the lines of a paper."""


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by Wanfang's name beside its own labels."""
    if _HOST.match(page.url or ""):
        return True
    lines = [*page.meta.get("<title>", ()), *page.lines()]
    labels = {re.split(r"[:：]", line)[0] for line in lines if _MARKS.fullmatch(line)}
    return len(labels) >= _MARKS_ALONE or (len(labels) >= _MARKS_OF_A_PAGE and any(map(_NAMED.search, lines)))


def extract(page: Page) -> Record:
    """Read a page of Wanfang Data."""
    window = tuple(re.split(r"\s*[-_]\s*万方", title)[0] for title in page.meta.get("<title>", ()))
    blocks = tuple(block for block in page.blocks if not _FRAME.fullmatch(block.text))
    return read_paper(replace(page, blocks=blocks, meta={**page.meta, "<title>": window}), NAME)
