"""What a list shows of the records that it found."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from corpus.catalogue.table import NOT_ALIGNED
from corpus.search.marks import LENGTH, Marked, Place, hits, marked, snippet
from ingest.record import Identifier, Kind, Lang

LOOKED_THROUGH = 20_000
"""Characters of a text in which words are marked: an abstract has 3,000, and what has more was read as one page."""
TITLE = 1000
"""Characters of a title that a list shows: what is longer is none, and would be told for each of fifty records."""
_COLUMNS = """
    SELECT canonicals.number, body, year, status, members, en, en_translated, zh, zh_translated, findings, confidence,
        accepted, beads, (SELECT json_group_array(site) FROM sites WHERE sites.number = canonicals.number)
    FROM canonicals JOIN catalogue USING (number) WHERE canonicals.number IN ({})
"""


class _Record(msgspec.Struct, frozen=True):
    """Of a record, what a list shows."""

    title: Mapping[Lang, str] = {}
    abstract: Mapping[Lang, str] = {}
    authors: tuple[str, ...] = ()
    journal: str | None = None
    ids: tuple[Identifier, ...] = ()


class _Canonical(msgspec.Struct, frozen=True):
    id: str
    kind: Kind
    record: _Record


@dataclass(frozen=True, slots=True)
class Snippet:
    """The part of an abstract that the words of a query stand in."""

    lang: Lang
    text: Marked


@dataclass(frozen=True, slots=True)
class Hit:
    """A canonical record in a list."""

    id: str
    kind: Kind
    title: Mapping[Lang, Marked]
    """With the words of the query marked."""
    authors: tuple[str, ...]
    journal: str | None
    year: int | None
    ids: tuple[Identifier, ...]
    """Its own."""
    sites: tuple[str, ...]
    status: str
    members: int
    en: int
    """Sentences."""
    en_translated: int
    zh: int
    zh_translated: int
    findings: int
    confidence: float | None
    """The lowest of the beads with two sides that nobody has accepted; None where there is none."""
    accepted: int
    beads: int
    snippet: Snippet | None
    """None where the abstract has none of the words, or only far behind its beginning."""


def read_hits(connection: sqlite3.Connection, numbers: Sequence[int], expression: str) -> tuple[Hit, ...]:
    """Read the records of these numbers, in their order, and mark in them what an expression of FTS5 matches."""
    sql = _COLUMNS.format(", ".join("?" * len(numbers)))
    rows = {number: (_canonical.decode(body), *rest) for number, body, *rest in connection.execute(sql, numbers)}
    numbers = [number for number in numbers if number in rows]
    texts = [text for number in numbers for field in _fields(rows[number][0]) for text in field.values()]
    places = dict(zip(texts, hits([text[:LOOKED_THROUGH] for text in texts], expression), strict=True))
    return tuple(_hit(places, *rows[number]) for number in numbers)


def _fields(canonical: _Canonical) -> tuple[Mapping[Lang, str], ...]:
    return canonical.record.title, canonical.record.abstract


def _hit(
    places: Mapping[str, list[Place]], canonical: _Canonical, year: int | None, status: str | None, *rest: Any
) -> Hit:
    record, (*counts, sites) = canonical.record, rest
    members, en, en_translated, zh, zh_translated, findings, confidence, accepted, beads = counts
    return Hit(
        id=canonical.id,
        kind=canonical.kind,
        title={lang: _title(text, places[text]) for lang, text in record.title.items()},
        authors=record.authors,
        journal=record.journal,
        year=year,
        ids=tuple(name for name in record.ids if name.role == "own"),
        sites=tuple(json.loads(sites)),
        status=status or NOT_ALIGNED,
        members=members,
        en=en,
        en_translated=en_translated,
        zh=zh,
        zh_translated=zh_translated,
        findings=findings,
        confidence=confidence,
        accepted=accepted,
        beads=beads,
        snippet=_snippet(record.abstract, places),
    )


def _title(text: str, places: Sequence[Place]) -> Marked:
    if len(text) <= TITLE:
        return marked(text, places)
    return marked(f"{text[:TITLE]}…", [(start, end) for start, end in places if end <= TITLE])


def _snippet(abstract: Mapping[Lang, str], places: Mapping[str, list[Place]]) -> Snippet | None:
    """Return a part of the abstract in the language that has most hits."""
    lang = max(abstract, key=lambda lang: len(places[abstract[lang]]), default=None)
    if lang is None or not places[abstract[lang]]:
        return None
    return Snippet(lang, snippet(abstract[lang], places[abstract[lang]], LENGTH[lang]))


_canonical = msgspec.json.Decoder(_Canonical)
