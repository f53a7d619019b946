"""ChinaXiv: the abstract page of a preprint, in either language, with its versions."""

import re
from dataclasses import replace

import msgspec

from ingest.page import Page
from ingest.record import Identifier, Record
from ingest.sites.paper import read_paper

NAME = "chinaxiv"

_ADDRESS = re.compile(r"https?://(?:www\.)?chinaxiv\.org/abs/.+", re.IGNORECASE)
_NUMBER = re.compile(r"\bCSTR\s*[:：]\s*(\d+\.\d+\.ChinaXiv\.\d{6}\.\d{5}(?:\.?V\d+)?)", re.IGNORECASE)
"""A name of the Chinese registry of scientific resources (GB/T 32843)."""
_MARKS = re.compile(
    r".*(?:推荐引用方式|版本历史|提交时间|submission history|ChinaXiv:\d{6}\.\d{5}|Submit Time).*", re.IGNORECASE
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
    lines = list(page.lines())
    marks = sum(bool(_MARKS.fullmatch(line)) for line in lines)
    return marks >= _MARKS_OF_A_PAGE and any("ChinaXiv" in line for line in lines)


def extract(page: Page) -> Record:
    """Read a page of ChinaXiv; its CSTR is one of its own numbers."""
    blocks = tuple(block for block in page.blocks if not _FRAME.fullmatch(block.text))
    record = read_paper(replace(page, blocks=blocks), NAME)
    numbers = [m[1] for line in page.lines() if (m := _NUMBER.search(line))][:1]
    return msgspec.structs.replace(record, ids=(*record.ids, *(Identifier("cstr", number) for number in numbers)))
