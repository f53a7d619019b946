"""Europe PMC: the page of one article, with citation, numbers and abstract above what others wrote about it."""

import re
from dataclasses import replace
from itertools import takewhile

import msgspec

from ingest.identifiers import unique
from ingest.page import Page
from ingest.papers.own import cited_numbers
from ingest.papers.paper import read_paper
from ingest.record import Record

NAME = "europepmc"

_ADDRESS = re.compile(r"https?://(?:www\.)?europepmc\.org/(?:article|abstract|articles)/.+", re.IGNORECASE)
_MARKS = frozenset({
    "Search life-sciences literature", "Free full text", "Full text links", "Citations & impact", "Impact metrics",
    "Article citations", "Similar Articles", "ORCIDs linked to this article", "Data behind the article",
    "Europe PMC requires Javascript to function effectively.", "Claim to ORCID", "Author information",
})  # fmt: skip
_MARKS_OF_A_PAGE = 3
_AFTER = re.compile(
    r"(?:Full text links|Free full text|Citations & impact|Impact metrics|Article citations|Similar Articles|"
    r"References|Funding|"
    r"Data behind the article|Data|Other citations|Reviews & evaluations)\s*(?:\(\d+\))?",
    re.IGNORECASE,
)
"""Headings below the abstract."""
_FRAME = re.compile(
    r"Author information|Affiliations?|ORCIDs linked to this article|Share this article|Claim to ORCID|"
    r"Abstract available.*|"
    r"Europe PMC requires Javascript.*|Search life-sciences literature|Advanced [Ss]earch|Review|Journal Article|"
    r"Preprint",
)


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by the site's own headings."""
    return bool(_ADDRESS.fullmatch(page.url or "")) or len(_MARKS & frozenset(page.lines())) >= _MARKS_OF_A_PAGE


def extract(page: Page) -> Record:
    """Read a page of Europe PMC."""
    article = takewhile(lambda block: not _AFTER.fullmatch(block.text), page.blocks)
    blocks = tuple(block for block in article if not _FRAME.fullmatch(block.text))
    record = read_paper(replace(page, blocks=blocks), NAME)
    cited = cited_numbers(block.text for block in page.blocks)
    return msgspec.structs.replace(record, ids=unique([*record.ids, *cited]))
