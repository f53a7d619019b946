"""Any page: the metadata of its head, then labels and headings in both languages."""

import re
from collections.abc import Sequence

from bicorpus import InputError
from ingest import metadata
from ingest.dates import iso_date
from ingest.identifiers import REGISTRIES, find, identify, unique
from ingest.page import Block, Page
from ingest.record import Identifier, Record
from ingest.sites.article import read_article
from ingest.sites.fields import bilingual, keywords, labelled, record_id, registrations, without_boilerplate

NAME = "generic"

_JOURNAL = ("Journal", "期刊", "刊名", "期刊名称")
_PUBLISHED = (
    "Published",
    "Published online",
    "Publication date",
    "发表日期",
    "发表时间",
    "出版日期",
    "发布日期",
    "刊出日期",
)
_LIST = re.compile(
    r"search results|[\d,]+ results|检索结果|搜索结果|檢索結果|搜尋結果|"
    r"showing \d+.{0,20} of \d+|共\s*\d+\s*[条項项篇]",
    re.IGNORECASE,
)
_NAMED_ON_A_LIST = 3
"""Publications or trials on a page without an abstract from which on it is a list of them."""


def recognise(page: Page) -> bool:  # noqa: ARG001 - the signature of every site
    """Tell yes: this module comes last."""
    return True


def extract(page: Page) -> Record:
    """Read any page.

    Raises:
        InputError: the page lists records rather than being one.
    """
    blocks = [block for block in page.blocks if not block.aside]
    lines = [line for block in blocks for line in block.text.split("\t") if line]
    article = read_article(blocks)
    described = {k: without_boilerplate(v) for k, v in metadata.abstracts(page).items()}
    abstract = described | article.abstract
    own = metadata.identifiers(page) or _own(blocks[: article.end])
    if not own and not abstract and _is_list(lines):
        raise InputError("a list of publications or trials, not the record of one: ingest the pages that it links to")
    volume, issue, pages = metadata.volume_issue_pages(page)
    return Record(
        id=record_id(page.source),
        kind="paper",
        site=NAME,
        source=page.source,
        ids=unique([*own, *registrations(abstract), *(i for line in lines for i in identify(line, "cited", ["doi"]))]),
        title=bilingual(page.meta.get("<title>", ())[:1]) | article.title | metadata.titles(page),
        abstract=abstract,
        authors=metadata.authors(page) or article.authors,
        journal=metadata.journal(page) or _labelled(lines, _JOURNAL),
        volume=volume,
        issue=issue,
        pages=pages,
        published=metadata.published(page) or iso_date(_labelled(lines, _PUBLISHED) or ""),
        keywords=metadata.keywords(page) | keywords(lines),
    )


def _labelled(lines: Sequence[str], labels: Sequence[str]) -> str | None:
    return next((value for label, value in labelled(lines, labels) if label), None)


def _own(blocks: Sequence[Block]) -> list[Identifier]:
    """Return the first publication number above the end of the abstracts: below it stand other people's."""
    for block in blocks:
        if found := list(identify(block.text, "own", ["doi", "pmid", "pmcid"])):
            return found[:1]
    return []


def _is_list(lines: Sequence[str]) -> bool:
    """Tell by the words of a search page together with several publications or trials on it."""
    named = {f.value for line in lines for f in find(line) if f.scheme in REGISTRIES or f.scheme in {"doi", "pmid"}}
    return len(named) >= _NAMED_ON_A_LIST and any(_LIST.search(line) for line in lines)
