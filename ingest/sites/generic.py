"""Any page: the metadata of its head, then labels and headings in both languages."""

from collections.abc import Sequence

from ingest import metadata
from ingest.dates import iso_date
from ingest.identifiers import identify, unique
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


def recognise(page: Page) -> bool:  # noqa: ARG001 - the signature of every site
    """Tell yes: this module comes last."""
    return True


def extract(page: Page) -> Record:
    """Read any page."""
    blocks = [block for block in page.blocks if not block.aside]
    lines = [line for block in blocks for line in block.text.split("\t") if line]
    article = read_article(blocks)
    described = {k: without_boilerplate(v) for k, v in metadata.abstracts(page).items()}
    abstract = described | article.abstract
    own = metadata.identifiers(page) or _own(blocks[: article.end])
    volume, issue, pages = metadata.volume_issue_pages(page)
    return Record(
        id=record_id(page.source),
        kind="paper",
        site=NAME,
        source=page.source,
        ids=unique([*own, *registrations(abstract), *(i for line in lines for i in identify(line, "cited", ["doi"]))]),
        title=article.title | metadata.titles(page) or bilingual(page.meta.get("<title>", ())[:1] if blocks else ()),
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
    return next((value for label, value in labelled(lines, labels, colon=True) if label), None)


def _own(blocks: Sequence[Block]) -> list[Identifier]:
    """Return the first publication number above the end of the abstracts: below it stand other people's."""
    for block in blocks:
        if found := list(identify(block.text, "own", ["doi", "pmid", "pmcid"])):
            return found[:1]
    return []
