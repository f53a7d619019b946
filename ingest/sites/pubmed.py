"""PubMed: the page of one article, its abstract in one or several languages, other people's papers below it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile, islice, takewhile

import msgspec

from ingest.databases.pubmed_title import bare_title
from ingest.fields import KEYWORDS, bilingual, registrations, without_boilerplate
from ingest.identifiers import REGISTRIES, identify, unique
from ingest.page import Block, Page
from ingest.papers.own import cited_numbers
from ingest.papers.paper import read_paper
from ingest.record import Identifier, Record

NAME = "pubmed"

_ADDRESS = re.compile(
    r"https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/\d+/?|https?://www\.ncbi\.nlm\.nih\.gov/pubmed/\d+/?"
)
_PMID = re.compile(r"PMID:\s*\d{1,9}.*")
_MARKS = frozenset({
    "Affiliations", "Similar articles", "Cited by", "Publication types", "MeSH terms", "LinkOut - more resources",
    "Full text links", "Conflict of interest statement", "Substances", "Grants and funding", "PubMed Disclaimer",
})  # fmt: skip
"""Headings of the site."""
_MARKS_OF_A_PAGE = 3
_AFTER = re.compile(
    r"(?:PubMed Disclaimer|Conflict of interest statement|Figures|Similar articles|Cited by|References|"
    r"Publication types|"
    r"MeSH terms|Substances|Related information|Grants and funding|LinkOut - more resources|Comment in|Erratum in|"
    r"Update of|"
    r"Supplementary concepts|Associated data)(?: \d+| \(\d+\))?"
)
"""Headings below the abstract."""
_FRAME = re.compile(
    r"in (?:English|Chinese|[A-Z][a-z]+)(?:, (?:English|Chinese|[A-Z][a-z]+))*|English|Chinese|Actions|"
    r"Search in PubMed|"
    r"Search in NLM Catalog|Add to Search|Free article|Free PMC article|No abstract available|Expand|Collapse|"
    r"\[Article in [A-Z][a-z]+(?:, [A-Z][a-z]+)*\]|"
    r"(?:PubMed|Google Scholar|ORCID|Clipboard|Email|Save|Cite|Share|Permalink|Display options)",
    re.IGNORECASE,
)
"""Buttons among the lines of an article."""
_DATE = re.compile(r"\.?\s*(?:19|20)\d\d\b.{0,20};")
"""The rest of a citation whose journal is a button of its own."""
_JOURNAL_LENGTH = 100
_COPYRIGHT = re.compile(r"(?:©|Copyright|\W*The Authors?\b).*", re.IGNORECASE)
_TRANSLATED = re.compile(r"\[(.+)\]\.?")
"""A title that PubMed translated."""


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by a PubMed number among the site's own headings."""
    if _ADDRESS.fullmatch(page.url or "") or "ncbi_uidlist" in page.meta:
        return True
    lines = frozenset(page.lines())
    return len(_MARKS & lines) >= _MARKS_OF_A_PAGE and any(map(_PMID.fullmatch, lines))


def extract(page: Page) -> Record:
    """Read a page of PubMed."""
    article = takewhile(lambda block: not _AFTER.fullmatch(block.text), page.blocks)
    blocks = _from_citation([block for block in article if not (block.aside or _FRAME.fullmatch(block.text))])
    record = read_paper(replace(page, blocks=tuple(blocks), meta=_without_initials(page.meta)), NAME)
    abstract = bilingual(filter(None, map(without_boilerplate, _abstract(blocks)))) or record.abstract
    cited = cited_numbers(block.text for block in page.blocks)
    return msgspec.structs.replace(
        record,
        ids=unique([*(i for i in record.ids if i.role == "own"), *registrations(dict(abstract)), *_data(page), *cited]),
        title={lang: bare_title(title) for lang, title in record.title.items()},
        abstract=abstract,
    )


def _data(page: Page) -> Iterator[Identifier]:
    """Yield the trials whose data the paper reports: those below a heading of their own."""
    below = dropwhile(lambda block: block.text != "Associated data", page.blocks)
    for block in takewhile(lambda block: block.kind != "heading", islice(below, 1, None)):
        yield from identify(block.text, "reports", REGISTRIES)


def _from_citation(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks from the citation on, the journal's name in its line, and titles out of their brackets."""
    bare = [replace(b, text=bare_title(b.text)) if _TRANSLATED.fullmatch(b.text) else b for b in blocks]
    place = next((i for i, block in enumerate(bare) if _DATE.match(block.text)), None)
    if place is None:
        return bare
    journal = bare[place - 1].text if place and len(bare[place - 1].text) <= _JOURNAL_LENGTH else ""
    citation = f"{journal}. {bare[place].text.lstrip('. ')}" if journal else bare[place].text
    return [replace(bare[place], text=citation), *bare[place + 1 :]]


def _without_initials(meta: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the metadata without the authors, whose names the page gives in full."""
    return {name: values for name, values in meta.items() if name not in {"citation_authors", "citation_author"}}


def _abstract(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the paragraphs below the heading, in every language that the page has."""
    start = next((i for i, block in enumerate(blocks) if block.text == "Abstract"), len(blocks))
    for block in blocks[start + 1 :]:
        if not (KEYWORDS.match(block.text) or _COPYRIGHT.fullmatch(block.text)):
            yield block.text
