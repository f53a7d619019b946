"""PubMed Central: the full text of a paper behind its own numbers and its abstracts."""

import re
from dataclasses import replace

from ingest.page import Page
from ingest.papers.paper import read_paper
from ingest.record import Record

NAME = "pmc"

_ADDRESS = re.compile(
    r"https?://(?:pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc)/articles/PMC\d+.*", re.IGNORECASE
)
_PMCID = re.compile(r"PMCID:\s*PMC\d{4,9}.*")
_MARKS = re.compile(
    r"Author information|Article notes|Copyright and License information|Disclaimer|PMC Disclaimer|"
    r".*\[PMC free article\].*"
)
_MARKS_OF_A_PAGE = 2
_FRAME = re.compile(
    r"PERMALINK|Find articles by .*|Search in (?:PMC|PubMed)|View in NLM Catalog|Add to search|As a library, .*|"
    r"Learn more:.*|PMC Disclaimer.*|PMC Copyright Notice.*|Copyright and License information|Article notes|"
    r"Author information|"
    r"\W*Corresponding author\.?|Received .*; Accepted .*|Issue date .*|Collection date .*",
)
"""Lines of the site around the front matter."""


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by its PMC number among the site's own labels."""
    if _ADDRESS.fullmatch(page.url or ""):
        return True
    lines = list(page.lines())
    return any(map(_PMCID.fullmatch, lines)) and sum(bool(_MARKS.fullmatch(line)) for line in lines) >= _MARKS_OF_A_PAGE


def extract(page: Page) -> Record:
    """Read a page of PubMed Central."""
    return read_paper(replace(page, blocks=tuple(b for b in page.blocks if not _FRAME.fullmatch(b.text))), NAME)
