"""Write the label of a line as the tables of labels know it: narrow, simplified, without the language of keywords.

Only the label changes; what it stands before keeps the characters that the page has.
"""

import re
from dataclasses import replace
from functools import lru_cache
from unicodedata import normalize

from ingest.languages.hanzi import TRADITIONAL
from ingest.languages.simplified import simplified
from ingest.page import Block
from ingest.papers.abstracts import is_name
from ingest.papers.bibliography import is_bibliographic

_HEAD = re.compile(r"(?P<open>[\[【(（]?\s*)(?P<name>[^:：\]】\t\n]{1,24}?)\s*(?P<close>[:：\]】\t].*|$)", re.DOTALL)
"""A label up to its colon or bracket; alone on its line it needs neither."""
_LANGUAGE = re.compile(
    r"[中英外]文(?=关键词|作者$)|中文(?=作者|刊名|期刊|单位|题[名目]|标题)|(?<=.)\s?\((?:[中英外]文|Chinese|English)\)$",
    re.IGNORECASE,
)
"""The language that a label names beside what its own value tells."""
_SET_WIDE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_UNUSUAL = re.compile(rf"[Ａ-Ｚａ-ｚ{TRADITIONAL}]|[中英外]文|[\u4e00-\u9fff]\s+[\u4e00-\u9fff]|键字|Chinese|English")
_LABELS_KEPT = 2048


def folded(block: Block) -> Block:
    """Return the block with the label that it begins with, if any, in its usual form."""
    text = block.text
    if not _UNUSUAL.search(text, 0, 24):
        return block
    head = _HEAD.match(text)
    usual = _usual(head["name"]) if head else None
    return block if head is None or usual is None else replace(block, text=f"{head['open']}{usual}{head['close']}")


@lru_cache(_LABELS_KEPT)
def _usual(name: str) -> str | None:
    """Return the usual form of a label; None if what it would be is no label or it has that form already."""
    narrow = _SET_WIDE.sub("", simplified(normalize("NFKC", name)))
    plain = _LANGUAGE.sub("", narrow.replace("关键字", "关键词"))
    known = plain != name and (is_name(f"{plain}:") or is_bibliographic(plain))
    return plain if known else None
