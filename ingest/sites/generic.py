"""Any page: what the head and the labels of a paper's page say, whoever made it."""

from collections.abc import Sequence

from bicorpus import InputError
from ingest import metadata
from ingest.fields import KEYWORDS
from ingest.page import Block, Page
from ingest.papers.abstracts import NAMED_PART, PART
from ingest.papers.article import Article, read_article
from ingest.papers.own import own_numbers
from ingest.papers.paper import content, from_article
from ingest.record import Record

NAME = "generic"

_PARTS_OF_AN_ABSTRACT = 2


def recognise(page: Page) -> bool:  # noqa: ARG001 - the signature of every site
    """Tell yes: this module comes last."""
    return True


def extract(page: Page) -> Record:
    """Read any page of a paper.

    A title and prose are on every page of news or recipes too, so there must be more that only papers have: an abstract
    or keywords that are named so, parts of a structured abstract, authors with their institutions, a number of the
    paper's own, or metadata for scholars. A page without even a title comes back empty.

    Raises:
        InputError: the page has text, but nothing of a paper.
    """
    blocks = content(page)
    article = read_article(blocks)
    record = from_article(page, NAME, article, blocks)
    shown = record.title or record.abstract
    if shown and not (metadata.is_scholarly(page) or _is_paper(record, article, blocks)):
        raise InputError("nothing of a paper or trial in it: no abstract, authors, identifier or metadata for scholars")
    return record


def _is_paper(record: Record, article: Article, blocks: Sequence[Block]) -> bool:
    """Tell whether the text shows what only papers have; names below a title alone may be those of journalists."""
    if article.labelled or own_numbers(blocks, article.end, article.title):
        return True
    translated = len(article.authors) > 1 and len(article.abstract) > 1
    if translated or (article.authors and (article.affiliations or record.volume or record.issue)):
        return True
    parts = sum(bool(NAMED_PART.match(block.text) or PART.fullmatch(block.text)) for block in blocks)
    return parts >= _PARTS_OF_AN_ABSTRACT or any(KEYWORDS.match(block.text) for block in blocks)
