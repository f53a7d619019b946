"""Page ranges as they are written in exports: ``1491-504``, ``F661-F670``, ``239--265``, ``35+``, ``e1000123``."""

import re
from functools import lru_cache
from typing import NamedTuple

from dedupe.text import as_ascii

_DASH = re.compile(r"\s*[-‐‑‒–—―−~～+]+\s*")
_RANGE = re.compile(r"([a-z]{0,4})\s?0*(\d+)([a-z]?)(?:-([a-z]{0,4})\s?0*(\d+))?")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_UNREADABLE = re.compile(rf"suppl|\bpt\b|^\d+\s?p+\b|^[a-z]-|\b(?:{_MONTH})\b", re.IGNORECASE)
"""``Suppl-29`` is what is left of ``Suppl 3:S417-29``; ``215 p`` counts the pages; ``21-Aug`` was a range until a
spreadsheet took it for a date."""

LONGEST = 100
"""Characters that are read; what is longer was not meant to be pages."""
ARTICLE_DIGITS = 6
"""Digits that no page has."""


class Pages(NamedTuple):
    """First and last page; equal where one is given."""

    first: str
    last: str
    is_article: bool = False
    """Whether this is the number of an article, which its printed pages do not contradict."""


@lru_cache(maxsize=65536)
def read_pages(text: str) -> Pages | None:
    """Return the range, an abbreviated last page completed: ``1491-504`` is (1491, 1504), ``F661-70`` (f661, f670)."""
    text = _DASH.sub("-", as_ascii(text[:LONGEST]).strip().lower())
    match = _RANGE.search(text)
    if not match or _UNREADABLE.search(text):
        return None
    prefix, first, suffix, _, last = match.groups()
    is_article = (prefix == "e" or len(first) >= ARTICLE_DIGITS) and not last
    prefix = "" if prefix == "e" else prefix  # electronic: e0137960 is article 137960
    last = last or first
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return Pages(prefix + first + suffix, prefix + last + suffix, is_article)
