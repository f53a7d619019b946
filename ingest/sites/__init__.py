"""One module per mirror: ``NAME``, ``recognise(page) -> bool`` and ``extract(page) -> Record``.

A page goes to the first module that recognises it by the mirror's own marks, and to ``generic`` when none does.
"""

import re
from itertools import islice
from typing import Protocol

from bicorpus import InputError
from ingest.identifiers import find
from ingest.page import Page
from ingest.record import Record
from ingest.sites import generic, pubmed_zh, registry, tomesphere, trial_mirror, veeva

_RESULTS = re.compile(
    r"search results|[\d,]+ (?:results|studies found)|检索结果|搜索结果|檢索結果|搜尋結果|"
    r"showing \d+.{0,20} of \d+|共(?:找到)?\s*\d+\s*[条條項项篇]",
    re.IGNORECASE,
)
"""Words at the top of a page that lists what a search found."""
_TOP = 15
"""Lines that are the top of a page."""
_WALL = re.compile(
    r"access denied|just a moment.*|attention required.*|(?:403 )?forbidden|(?:404 )?(?:page )?not found|loading\W*|"
    r"(?:please )?enable javascript.*|are you (?:a robot|human).*|verify you are human.*|too many requests|"
    r"安全验证|访问验证|访问受限|页面不存在|请完成.{0,8}验证.*|正在加载\W*|加载中\W*",
    re.IGNORECASE,
)
_WALL_LENGTH = 600
"""Characters of text up to which such words are all that a page says."""
_NAMED_ON_A_LIST = 3
"""Publications or trials on such a page from which on it is a list."""


class Site(Protocol):
    """What a site module offers."""

    NAME: str

    def recognise(self, page: Page) -> bool:
        """Tell whether a page comes from this mirror."""

    def extract(self, page: Page) -> Record:
        """Read a page of this mirror."""


SITES: tuple[Site, ...] = (tomesphere, trial_mirror, veeva, pubmed_zh, registry, generic)


def extract(page: Page) -> Record:
    """Read a page with the site module that recognises it.

    Raises:
        InputError: the page lists records rather than being one.
    """
    if _is_wall(page):
        raise InputError("a page that kept robots out, or an error of the site; the paper was not saved: save it again")
    if _is_list(page):
        raise InputError("a list of publications or trials, not the record of one: ingest the pages that it links to")
    return next(site for site in SITES if site.recognise(page)).extract(page)


def _is_wall(page: Page) -> bool:
    lines = [*page.meta.get("<title>", ()), *page.lines()]
    return sum(map(len, lines)) <= _WALL_LENGTH and any(map(_WALL.fullmatch, lines))


def _is_list(page: Page) -> bool:
    top = (*page.meta.get("<title>", ()), *(line for line in islice(page.lines(), _TOP) if len(line) < 80))
    if not any(map(_RESULTS.search, top)):
        return False
    return len({f.value for line in page.lines() for f in find(line)}) >= _NAMED_ON_A_LIST
