"""ChinaXiv: the abstract page of a preprint, in either language, with its versions."""

import re
from dataclasses import replace

from ingest.page import Page
from ingest.papers.paper import read_paper
from ingest.record import Record

NAME = "chinaxiv"

_ADDRESS = re.compile(r"https?://(?:www\.)?chinaxiv\.org/abs/.+", re.IGNORECASE)
_MARKS = re.compile(
    r"推荐引用方式|版本历史|提交时间|submission history|ChinaXiv:\d{6}\.\d{5}|Submit Time", re.IGNORECASE
)
_MARKS_OF_A_PAGE = 2
_FRAME = re.compile(
    r"下载全文|下载PDF|收藏|分享|点击量.*|下载量.*|评论|从当前文章.*|英文|中文|上一篇|下一篇|"
    r"Download PDF|Hits.*|Downloads.*|\W*(?:推荐引用方式|Recommended references?)\s*[:：].*",
    re.IGNORECASE,
)
"""Buttons among the lines of a preprint."""


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by the site's own labels with one of its numbers."""
    if _ADDRESS.fullmatch(page.url or ""):
        return True
    lines = page.lines()
    named = any("ChinaXiv" in line for line in lines)
    return named and sum(bool(_MARKS.search(line)) for line in lines) >= _MARKS_OF_A_PAGE


def extract(page: Page) -> Record:
    """Read a page of ChinaXiv."""
    return read_paper(replace(page, blocks=tuple(b for b in page.blocks if not _FRAME.fullmatch(b.text))), NAME)
