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
    if _is_list(page):
        raise InputError("a list of publications or trials, not the record of one: ingest the pages that it links to")
    return next(site for site in SITES if site.recognise(page)).extract(page)


def _is_list(page: Page) -> bool:
    top = (*page.meta.get("<title>", ()), *(line for line in islice(page.lines(), _TOP) if len(line) < 80))
    if not any(map(_RESULTS.search, top)):
        return False
    return len({f.value for line in page.lines() for f in find(line)}) >= _NAMED_ON_A_LIST
