"""Yiigle, the journals of the Chinese Medical Association: structured abstracts in Chinese and English."""

import re
from dataclasses import replace

from ingest.page import Page
from ingest.papers.paper import read_paper
from ingest.record import Record

NAME = "yiigle"

_HOST = re.compile(r"https?://[\w.-]*\byiigle\.com/", re.IGNORECASE)
_OWN_DOI = re.compile(r"\W*DOI\s*[:：]\s*10\.3760/cma\.j\.\S+.*", re.IGNORECASE)
"""The DOIs of the association's journals."""
_MARKS = re.compile(r"中华医学会|中华医学期刊|Chinese Medical Association", re.IGNORECASE)
_FRAME = re.compile(
    r"ENGLISH ABSTRACT|English Abstract|中文摘要|评论|收藏|引用|分享|导出|打印|PDF下载|HTML|阅读|全文|图表|"
    r"参考文献\(\d+\)|"
    r"视频|音频|相关资源|点赞|扫描看全文|本刊版权归.*|版权归中华医学会所有.*|未经授权.*",
)
"""Buttons and notices among the lines of a paper."""


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by the association's DOI and name."""
    if _HOST.match(page.url or ""):
        return True
    lines = page.lines()
    return any(map(_MARKS.search, lines)) and any(map(_OWN_DOI.fullmatch, lines))


def extract(page: Page) -> Record:
    """Read a page of Yiigle."""
    return read_paper(replace(page, blocks=tuple(b for b in page.blocks if not _FRAME.fullmatch(b.text))), NAME)
