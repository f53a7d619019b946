"""Read the page of a paper: the metadata of its head, labels and headings in both languages, places on the page."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from ingest import metadata
from ingest.contacts import without_contacts
from ingest.fields import bilingual, record_id, registrations, without_boilerplate
from ingest.identifiers import unique
from ingest.issued import published
from ingest.page import Block, Page
from ingest.papers.abstracts import unglued, without_running_heads
from ingest.papers.article import Article, read_article
from ingest.papers.bibliography import affiliations as labelled_affiliations
from ingest.papers.bibliography import place_of, read_keywords, read_labels
from ingest.papers.bylines import read_byline
from ingest.papers.folded import folded
from ingest.papers.furniture import is_menu
from ingest.papers.own import cited_numbers, own_numbers, own_parts
from ingest.papers.places import Place
from ingest.record import Identifier, Lang, Record

T = TypeVar("T")

_SUFFIX = re.compile(r"\s+[-–—|]\s+|\s*(?:_|\||--|——|｜)\s*|\s*[-–—](?=[\u4e00-\u9fff])")
"""Where in the title of a window the name of a journal or a site may begin."""
_CONFIRMED = 10
"""Letters of a title at the least that the title of a window confirms: names of journals are mostly shorter."""
_JOURNAL = re.compile(
    r"(?:杂志|学报|期刊|雜誌|學報|编辑部|官网|网站|全文数据库)\s*$|^(?:the )?(?:journal|annals|archives|acta) |"
    r"\bjournal of\b",
    re.IGNORECASE,
)
"""Names of journals and sites, which the text may hold too."""
_PERIODICAL = re.compile(r"(?:杂志|学报|雜誌|學報)\s*$|\b(?:journal|annals|archives) of\b|^acta ", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?:19|20)\d\d\s*年.{0,12}卷.{0,4}第.{1,4}期|\bVol\.?\s*\d+,?\s*No\.?\s*\d", re.IGNORECASE)
_HEAD_LENGTH = 200
"""Characters of a running head."""
_TOP = 40
"""Lines among which a page says where its paper was published; below them others' citations come."""


def read_paper(page: Page, site: str) -> Record:
    """Return the record of a paper's page; ``found_by`` says of each field what on the page gave it.

    ``head`` is the page's metadata, ``headings`` and ``labels`` its text, ``prose`` an abstract that lost its label,
    ``window`` the title of the browser's window.
    """
    blocks = content(page)
    return from_article(page, site, read_article(blocks), blocks)


def content(page: Page) -> list[Block]:
    """Return what of a page is neither navigation nor a running head, labels at the beginning of their blocks."""
    pieces = (piece for block in page.blocks if not block.aside for piece in unglued(block))
    return without_running_heads([folded(piece) for piece in pieces])


def from_article(page: Page, site: str, article: Article, blocks: Sequence[Block]) -> Record:
    """Return the record of a page whose article has been read from the given blocks."""
    lines = [cell for block in blocks for cell in block.text.split("\t") if cell]
    labels = read_labels(cell for block in own_parts(blocks) for cell in block.text.split("\t"))
    title, title_rules = _titles(page, article, labels, blocks)
    abstract, abstract_rules = _abstracts(page, article)
    words, word_rules = _by_language(
        "keywords",
        labels=read_keywords(blocks),
        head=metadata.keywords(page),
    )
    top = [line for line in lines[: min(max(article.end, 1), _TOP)] if not is_menu(line)]
    place = _place(page, labels, [*top, *_running_heads(page)])
    listed = next((names for line in labels["authors"] if (names := read_byline(line).names)), ())
    affiliations = metadata.affiliations(page) or article.affiliations or labelled_affiliations(labels)
    authors, author_rule = _first(head=metadata.authors(page), labels=listed, text=article.authors)
    ids, id_rule = _own(page, own_numbers(blocks, article.end, title))
    rules = {"authors": author_rule, "ids": id_rule, **_place_rules(page, place)}
    return Record(
        id=record_id(page.source),
        kind="paper",
        site=site,
        source=page.source,
        ids=unique([*ids, *registrations(abstract), *cited_numbers(lines)]),
        title=title,
        abstract=abstract,
        authors=authors or (),
        affiliations=tuple(filter(None, map(without_contacts, affiliations))),
        keywords=words,
        found_by=title_rules | abstract_rules | word_rules | {field: rule for field, rule in rules.items() if rule},
        **place._asdict(),
    )


def _titles(
    page: Page, article: Article, labels: Mapping[str, Sequence[str]], blocks: Sequence[Block]
) -> tuple[dict[Lang, str], dict[str, str]]:
    window = bilingual(page.meta.get("<title>", ())[:1]) if not (article.title or page.linked_data) else {}
    return _by_language(
        "title",
        head=metadata.tagged_titles(page),
        labels=bilingual(labels["title"][:2]),
        confirmed=_confirmed(page, blocks[: max(article.end, 1)]),
        headings=article.title,
        linked=metadata.titles(page),
        window=window if page.blocks else {},
    )


def _confirmed(page: Page, blocks: Sequence[Block]) -> dict[Lang, str]:
    """Return the line of the text that the title of the browser's window begins with or is."""
    window = next(iter(page.meta.get("<title>", ())), "")
    cuts = [window[: cut.start()] for cut in _SUFFIX.finditer(window)]
    told = {key for part in (window, *cuts) if len(key := _letters(part)) >= _CONFIRMED and not _JOURNAL.search(part)}
    named = [block.text for block in blocks if told and _letters(block.text) in told]
    return bilingual(sorted(named, key=len, reverse=True)[:1])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _running_heads(page: Page) -> list[str]:
    """Return what stands above several pages of a printed paper, each once."""
    heads = (block.text for block in page.blocks if block.aside and len(block.text) <= _HEAD_LENGTH)
    return list(dict.fromkeys(line for line in heads if _IN_WORDS.search(line)))


def _abstracts(page: Page, article: Article) -> tuple[dict[Lang, str], dict[str, str]]:
    """Return the abstracts: those that the page labels, its metadata's, and last what may be one by its looks."""
    described = {lang: without_boilerplate(text) for lang, text in metadata.abstracts(page).items()}
    labelled, prose = (article.abstract, {}) if article.labelled else ({}, article.abstract)
    return _by_language("abstract", labels=labelled, head=described, prose=prose)


def _own(page: Page, shown: Sequence[Identifier]) -> tuple[list[Identifier], str | None]:
    """Return the paper's own numbers: the head's, and of the schemes that it lacks those that the text shows."""
    head = metadata.identifiers(page)
    known = {number.scheme for number in head}
    rule = "head" if head else "text" if shown else None
    return [*head, *(number for number in shown if number.scheme not in known)], rule


def _place(page: Page, labels: Mapping[str, Sequence[str]], top: Sequence[str]) -> Place:
    """Return where the paper was published: field by field from the head, or else from the text."""
    volume, issue, pages = metadata.volume_issue_pages(page)
    head = Place(metadata.journal(page), metadata.published(page), volume, issue, pages)
    text = place_of(labels, top)
    merged = Place(*(a or b for a, b in zip(head, text, strict=True)))
    return merged._replace(
        journal=merged.journal or _journal_of_window(page), published=published([head.published, text.published])
    )


def _journal_of_window(page: Page) -> str | None:
    """Return the journal that the title of the browser's window ends with, behind that of the paper."""
    parts = _SUFFIX.split(next(iter(page.meta.get("<title>", ())), ""))
    return parts[-1].strip() if len(parts) > 1 and _PERIODICAL.search(parts[-1]) else None


def _place_rules(page: Page, place: Place) -> dict[str, str | None]:
    head = {"journal": metadata.journal(page), "published": metadata.published(page)}
    text = {"journal": place.journal, "published": place.published}
    return {field: "head" if head[field] else "labels" if text[field] else None for field in head}


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
