"""Any page: the metadata of its head, then labels and headings in both languages."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from ingest import metadata
from ingest.dates import iso_date
from ingest.identifiers import identify, unique
from ingest.page import Block, Page
from ingest.record import Identifier, Lang, Record
from ingest.sites.article import read_article
from ingest.sites.fields import bilingual, keywords, labelled, record_id, registrations, without_boilerplate

T = TypeVar("T")

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
    """Read any page; ``found_by`` says of each field whether the head, a heading or a label gave it."""
    blocks = [block for block in page.blocks if not block.aside]
    lines = list(page.content())
    article = read_article(blocks)
    described = {lang: without_boilerplate(text) for lang, text in metadata.abstracts(page).items()}
    window = bilingual(page.meta.get("<title>", ())[:1]) if blocks and not (article.title or page.linked_data) else {}
    title, found_title = _by_language("title", headings=article.title, head=metadata.titles(page), window=window)
    abstract, found_abstract = _by_language("abstract", labels=article.abstract, head=described)
    words, found_words = _by_language("keywords", labels=keywords(lines), head=metadata.keywords(page))
    volume, issue, pages = metadata.volume_issue_pages(page)
    own, own_rule = _first(head=metadata.identifiers(page), text=_own(blocks[: article.end]))
    authors, authors_rule = _first(head=metadata.authors(page), text=article.authors)
    journal, journal_rule = _first(head=metadata.journal(page), labels=_labelled(lines, _JOURNAL))
    published, published_rule = _first(
        head=metadata.published(page), labels=iso_date(_labelled(lines, _PUBLISHED) or "")
    )
    rules = {"ids": own_rule, "authors": authors_rule, "journal": journal_rule, "published": published_rule}
    return Record(
        id=record_id(page.source),
        kind="paper",
        site=NAME,
        source=page.source,
        ids=unique(
            [
                *(own or ()),
                *registrations(abstract),
                *(i for line in lines for i in identify(line, "cited", ["doi"])),
            ]
        ),
        title=title,
        abstract=abstract,
        authors=authors or (),
        journal=journal,
        volume=volume,
        issue=issue,
        pages=pages,
        published=published,
        keywords=words,
        found_by=found_title | found_abstract | found_words | {field: rule for field, rule in rules.items() if rule},
    )


def _by_language(field: str, **readings: Mapping[Lang, T]) -> tuple[dict[Lang, T], dict[str, str]]:
    """Return for each language the first reading that has it, and by ``field.lang`` the name of that reading."""
    found: dict[Lang, tuple[str, T]] = {}
    for rule, texts in readings.items():
        for lang, text in texts.items():
            found.setdefault(lang, (rule, text))
    ordered = {lang: found[lang] for lang in sorted(found)}
    return {lang: text for lang, (_, text) in ordered.items()}, {
        f"{field}.{k}": rule for k, (rule, _) in ordered.items()
    }


def _first(**readings: T) -> tuple[T | None, str | None]:
    """Return the first reading that holds anything, and its name."""
    return next(((value, rule) for rule, value in readings.items() if value), (None, None))


def _labelled(lines: Sequence[str], labels: Sequence[str]) -> str | None:
    return next((value for label, value in labelled(lines, labels, colon=True) if label), None)


def _own(blocks: Sequence[Block]) -> tuple[Identifier, ...]:
    """Return the first publication number above the end of the abstracts: below it stand other people's."""
    for block in blocks:
        if found := list(identify(block.text, "own", ["doi", "pmid", "pmcid"])):
            return tuple(found[:1])
    return ()
