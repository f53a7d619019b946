"""One row per canonical record: the other table of a Hugging Face data set."""

from typing import Annotated

from msgspec import Meta

from corpus.catalogue import NO_ABSTRACT, NOT_ALIGNED
from corpus.export.fields import About, about
from corpus.holdings import Entry


class RecordRow(About, frozen=True, gc=False):
    """A paper or trial, merged from all pages about it."""

    abstract_en: Annotated[str, Meta(description="English abstract as its page has it")]
    abstract_zh: Annotated[str, Meta(description="Chinese abstract as its page has it")]
    keywords_en: Annotated[tuple[str, ...], Meta(description="English keywords")]
    keywords_zh: Annotated[tuple[str, ...], Meta(description="Chinese keywords")]
    authors: Annotated[tuple[str, ...], Meta(description="Authors as written, in order")]
    published: Annotated[str, Meta(description="Date of publication in ISO form, as precise as the page")]
    volume: Annotated[str, Meta(description="Volume")]
    issue: Annotated[str, Meta(description="Issue")]
    pages: Annotated[str, Meta(description="Pages or article number")]
    members: Annotated[int, Meta(description="Number of pages that the record was merged from")]
    status: Annotated[
        str, Meta(description="What is translated: full, partial, none, english only or chinese only; no abstract")
    ]


def record_row(entry: Entry) -> RecordRow:
    """Return the row of a canonical record."""
    canonical, _, bitext = entry
    record = canonical.record
    chinese = (text["zh"] for text in (record.title, record.abstract) if "zh" in text)
    return RecordRow(
        **about(canonical, chinese),
        abstract_en=record.abstract.get("en", ""),
        abstract_zh=record.abstract.get("zh", ""),
        keywords_en=record.keywords.get("en", ()),
        keywords_zh=record.keywords.get("zh", ()),
        authors=record.authors,
        published=record.published or "",
        volume=record.volume or "",
        issue=record.issue or "",
        pages=record.pages or "",
        members=len(canonical.members),
        status=bitext.coverage.status if bitext else NOT_ALIGNED if record.abstract else NO_ABSTRACT,
    )
