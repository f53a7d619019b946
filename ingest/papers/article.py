"""Read title, authors and abstracts from the body of a page that labels its abstracts in either language."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ingest.fields import bilingual
from ingest.language import lang_of
from ingest.page import Block
from ingest.papers.abstracts import NAMED_PART, Abstract, find_abstracts, is_label, unglued, without_running_heads
from ingest.papers.titles import read_front_matter
from ingest.record import Lang

_PROSE: dict[Lang, int] = {"en": 80, "zh": 40}
"""Characters from which on an unlabelled paragraph is prose rather than a caption or an affiliation."""
_SHORT_PAGE = 12_000
"""Characters up to which a page without labels is taken for an abstract page rather than a full text."""


class Article(NamedTuple):
    """What the body of a page shows of an article."""

    title: dict[Lang, str]
    authors: tuple[str, ...]
    affiliations: tuple[str, ...]
    abstract: dict[Lang, str]
    end: int
    """Number of blocks up to the end of the last abstract: what follows is the full text or the site's."""
    labelled: bool = False
    """Whether the page names its abstract; if not, its prose was taken for one."""


def read_article(blocks: Sequence[Block]) -> Article:
    """Return title, authors and abstracts; each is empty where the page does not show it."""
    blocks = without_running_heads([piece for block in blocks for piece in unglued(block)])
    title: dict[Lang, str] = {}
    beside: dict[Lang, str] = {}
    abstract: dict[Lang, str] = {}
    authors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    end = 0
    labelled = find_abstracts(blocks)
    for found in labelled:
        front = read_front_matter(blocks[end : found.start])
        lang = lang_of(found.paragraphs[0])
        beside |= {other: text for other, text in front.title.items() if other != lang and other not in beside}
        if lang not in abstract:
            title |= {own: text for own, text in front.title.items() if own == lang}
        if not authors:
            authors, affiliations = front.authors, front.affiliations
        abstract = (_whole(found) if len(labelled) > 1 else bilingual(found.paragraphs)) | abstract
        end = found.end
    if abstract:
        return Article(beside | title, authors, affiliations, abstract, end, labelled=True)
    front = read_front_matter(blocks)
    return Article(front.title, front.authors, front.affiliations, _unlabelled(blocks), len(blocks))


def _whole(found: Abstract) -> dict[Lang, str]:
    """Return an abstract beside which another is labelled: all of it is in one language."""
    lang = lang_of(found.paragraphs[0])
    return {lang: "\n".join(found.paragraphs)} if lang else {}


def _parts(blocks: Sequence[Block]) -> list[str]:
    """Return the paragraphs of an abstract that lost its label but kept the names of its parts."""
    runs = [
        [block.text for block in run]
        for named, run in groupby(blocks, key=lambda block: bool(NAMED_PART.match(block.text)))
        if named
    ]
    return [text for run in runs if len(run) > 1 for text in run]


def _unlabelled(blocks: Sequence[Block]) -> dict[Lang, str]:
    """Return the prose of a short page by language: an abstract page that lost its labels."""
    if parts := _parts(blocks):
        return bilingual(parts)
    texts = [b.text for b in blocks if b.kind != "heading" and not is_label(b.text)]
    if sum(map(len, texts)) > _SHORT_PAGE:
        return {}
    return bilingual(t for t in texts if len(t) >= _PROSE["en"] or (len(t) >= _PROSE["zh"] and lang_of(t) == "zh"))
