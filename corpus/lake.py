"""What a build on Spark leaves: a folder of Parquet tables, each a folder itself, with the columns of the rows here.

Every table is readable by itself. What the columns do not say stands in ``body``, as JSON, so that nothing is lost on
the way into a corpus file (``bicorpus import``).
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from align.coverage import Side
from corpus.bitext import Bitext, text_key
from corpus.catalogue import NO_ABSTRACT
from corpus.catalogue.catalogue import year
from corpus.coverage import confidence
from corpus.export.fields import own_ids
from corpus.export.rows import Row as BeadRow
from corpus.export.table import Int64
from dedupe.link import Canonical, Link
from ingest.record import Record

__all__ = ["TABLES", "BeadRow"]

FORMAT = "1"
"""Of the tables; noted in ``about``. Another one is not read."""
MOVING = "_ready"
"""Beside the tables while a build puts new ones in their place; until it has, they do not belong together."""


class About(msgspec.Struct, frozen=True, gc=False):
    """What holds for a whole result."""

    key: Annotated[str, Meta(description="format, version, folder, model, prompt, method or warnings")]
    value: Annotated[str, Meta(description="JSON")]


class FileRow(msgspec.Struct, frozen=True, gc=False):
    """A file, or a member of a container, as it was when it was read."""

    path: Annotated[str, Meta(description="Path below the source, with forward slashes")]
    member: Annotated[str, Meta(description="Path inside it, where it is a container; empty for the file itself")]
    size: Annotated[Int64, Meta(description="Bytes of the file; 0 for a row of a table")]
    mtime_ns: Annotated[Int64, Meta(description="When it was last changed: nanoseconds since 1970; 0 if nobody knows")]
    sha256: Annotated[str, Meta(description="Of its bytes, in hex; empty where it could not be read")]
    reader: Annotated[str, Meta(description="Version of bicorpus that read it")]
    error: Annotated[str, Meta(description="Why it gave no record; empty where it did, and for containers")]
    passed_over: Annotated[int, Meta(description="Of a container: members that are no pages")]


class RecordRow(msgspec.Struct, frozen=True, gc=False):
    """A record: what one page says."""

    id: Annotated[str, Meta(description="Unique, readable: path, member and place in it")]
    kind: Annotated[str, Meta(description="paper or trial")]
    site: Annotated[str, Meta(description="Site module that read the page")]
    path: Annotated[str, Meta(description="Path below the source, with forward slashes")]
    member: Annotated[str, Meta(description="Path inside it, where it is a container; else empty")]
    url: Annotated[str, Meta(description="Where the page was fetched from; empty where nothing says so")]
    title_en: Annotated[str, Meta(description="English title")]
    title_zh: Annotated[str, Meta(description="Chinese title")]
    year: Annotated[int | None, Meta(description="Year of publication, or in which the trial started")]
    body: Annotated[str, Meta(description="The whole record as JSON")]


class LinkRow(msgspec.Struct, frozen=True, gc=False):
    """What two records are to each other."""

    left: Annotated[str, Meta(description="Id of a record")]
    right: Annotated[str, Meta(description="Id of another")]
    kind: Annotated[str, Meta(description="same-as, version-of or reports")]
    verdict: Annotated[str, Meta(description="same, or uncertain: a person should look")]
    probability: Annotated[float, Meta(description="0 to 1")]
    left_canonical: Annotated[str, Meta(description="Id of the canonical record that the left one is a member of")]
    right_canonical: Annotated[str, Meta(description="The same for the right one")]
    body: Annotated[str, Meta(description="The link with its evidence as JSON")]


class CanonicalRow(msgspec.Struct, frozen=True, gc=False):
    """A canonical record: one paper or trial."""

    id: Annotated[str, Meta(description="Stays the same in later builds")]
    kind: Annotated[str, Meta(description="paper or trial")]
    site: Annotated[str, Meta(description="Site that most fields were read from")]
    title_en: Annotated[str, Meta(description="English title")]
    title_zh: Annotated[str, Meta(description="Chinese title")]
    year: Annotated[int | None, Meta(description="Year of publication, or in which the trial started")]
    ids: Annotated[tuple[str, ...], Meta(description="All own identifiers as scheme:value")]
    members: Annotated[tuple[str, ...], Meta(description="Ids of the records merged in it, sorted")]
    texts: Annotated[str, Meta(description="Names its two abstracts by what they say; empty where there is none")]
    body: Annotated[str, Meta(description="The canonical record with the source of every field as JSON")]


class CoverageRow(msgspec.Struct, frozen=True, gc=False):
    """What of a canonical record is translated."""

    id: Annotated[str, Meta(description="Of the canonical record")]
    kind: Annotated[str, Meta(description="paper or trial")]
    status: Annotated[
        str, Meta(description="full, partial, none, english only, chinese only, no abstract; empty: not aligned")
    ]
    en: Annotated[int, Meta(description="English sentences of the abstract")]
    en_translated: Annotated[int, Meta(description="Those that have a translation")]
    zh: Annotated[int, Meta(description="Chinese sentences of the abstract")]
    zh_translated: Annotated[int, Meta(description="Those that have a translation")]
    findings: Annotated[int, Meta(description="Numbers and the like that differ between the two languages")]
    confidence: Annotated[float | None, Meta(description="The lowest of its pairs of sentences, 0 to 1")]
    texts: Annotated[str, Meta(description="Names its two abstracts by what they say; empty where there is none")]
    aligner: Annotated[str, Meta(description="Model and version that aligned them; empty where nothing was aligned")]
    body: Annotated[str, Meta(description="Sentences, beads and findings as JSON; empty where not aligned")]


class FailureRow(msgspec.Struct, frozen=True, gc=False):
    """What a build gave up on, and why."""

    stage: Annotated[str, Meta(description="read, compare or align")]
    name: Annotated[str, Meta(description="A file (a.zip!x/y.html), what many records share, or a canonical id")]
    reason: Annotated[str, Meta(description="Why, in a sentence")]


TABLES: dict[str, type[msgspec.Struct]] = {
    "about": About,
    "files": FileRow,
    "records": RecordRow,
    "links": LinkRow,
    "canonicals": CanonicalRow,
    "beads": BeadRow,
    "coverage": CoverageRow,
    "failures": FailureRow,
}
"""The tables of a result, by the name of their folder."""


def record_row(record: Record) -> RecordRow:
    """Return the row of a record."""
    return RecordRow(
        id=record.id,
        kind=record.kind,
        site=record.site,
        path=record.source.path,
        member=record.source.member or "",
        url=record.source.url or "",
        title_en=record.title.get("en", ""),
        title_zh=record.title.get("zh", ""),
        year=year(record),
        body=_json(record),
    )


def link_row(link: Link, left_canonical: str, right_canonical: str) -> LinkRow:
    """Return the row of a link between members of two canonical records, or of one."""
    ends = left_canonical, right_canonical
    return LinkRow(link.left, link.right, link.kind, link.verdict, link.probability, *ends, _json(link))


def canonical_row(canonical: Canonical) -> CanonicalRow:
    """Return the row of a canonical record."""
    record = canonical.record
    return CanonicalRow(
        id=canonical.id,
        kind=canonical.kind,
        site=record.site,
        title_en=record.title.get("en", ""),
        title_zh=record.title.get("zh", ""),
        year=year(record),
        ids=tuple(f"{one.scheme}:{one.value}" for one in own_ids(record)),
        members=canonical.members,
        texts=text_key(record.abstract),
        body=_json(canonical),
    )


def coverage_row(canonical: Canonical, bitext: Bitext | None, aligner: str) -> CoverageRow:
    """Return what of a canonical record is translated; without a bitext nothing was aligned."""
    texts = text_key(canonical.record.abstract)
    found = bitext.coverage if bitext else None
    en, zh = (found.en, found.zh) if found else (Side(), Side())
    return CoverageRow(
        id=canonical.id,
        kind=canonical.kind,
        status=found.status if found else "" if texts else NO_ABSTRACT,
        en=en.sentences,
        en_translated=en.translated,
        zh=zh.sentences,
        zh_translated=zh.translated,
        findings=sum(found.findings.values()) if found else 0,
        confidence=confidence(bitext) if bitext else None,
        texts=texts,
        aligner=aligner if bitext else "",
        body=_json(bitext) if bitext else "",
    )


def _json(what: object) -> str:
    return msgspec.json.encode(what).decode()
