"""VIP (cqvip.com): the page of one paper, both titles, both abstracts below a row of buttons, then labels."""

import re
from dataclasses import replace

from ingest.page import Page
from ingest.papers.paper import read_paper
from ingest.record import Record

NAME = "cqvip"

_HOST = re.compile(r"https?://[\w.-]*\bcqvip\.com/", re.IGNORECASE)
_MARKS = frozenset({"机构地区", "出处", "引文网络", "同被引文献", "共引文献", "相关作者"})
_MARKS_OF_A_PAGE = 3
_FRAME = re.compile(
    r"维普.{0,12}|检索.*|首页.*|职称评审.*|(?:在线阅读|下载PDF|引用|收藏|分享|导出|打印|\s)+|显示全部|更多"
)
"""Buttons among the lines of a paper."""
_BUTTONS = re.compile(r"(?:(?:在线阅读|下载PDF|引用|收藏|分享|导出|打印|职称材料)\s*)+(?=摘要)")
_CITED = re.compile(r"\s*被引量\s*[:：]\s*\d+\s*$")
"""How often it was cited, behind a title."""


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by the site's own labels."""
    if _HOST.match(page.url or ""):
        return True
    return len(_MARKS & {line.rstrip("：: ") for line in page.lines()}) >= _MARKS_OF_A_PAGE


def extract(page: Page) -> Record:
    """Read a page of VIP."""
    blocks = (replace(b, text=_CITED.sub("", _BUTTONS.sub("", b.text))) for b in page.blocks)
    return read_paper(replace(page, blocks=tuple(b for b in blocks if not _FRAME.fullmatch(b.text))), NAME)
