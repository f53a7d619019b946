"""Records of a cluster → canonical record → aligned sentences and their coverage."""

from collections.abc import Iterator

import msgspec

from corpus.bitext import Bitext, text_key
from corpus.encoder import LateEncoder, loaded_once
from corpus.export.rows import Row as BeadRow
from corpus.export.rows import rows as bead_rows
from corpus.holdings import Entry, Failure, Unaligned
from corpus.lake import CanonicalRow, CoverageRow, RecordRow, canonical_row, coverage_row, record_row
from corpus.partitions.rows import Aligned, Covered, Member, Raw, Text, canonical_of, grouped, json_of, record_of
from corpus.pipeline import aligned
from dedupe.merge import merge

_bitext = msgspec.json.Decoder(Bitext)
_founders = msgspec.json.Decoder(dict[str, tuple[str, ...]])


def keep(rows: Iterator[Raw]) -> Iterator[RecordRow]:
    """Make the rows of the records that were read."""
    return (record_row(record_of(row.body)) for row in rows)


def combine(rows: Iterator[Member]) -> Iterator[CanonicalRow]:
    """Merge the records of each canonical record, of rows sorted by it."""
    for canonical, group in grouped(rows, lambda row: row.canonical):
        members = list(group)
        founders = _founders.decode(members[0].founders)
        yield canonical_row(merge([record_of(member.body) for member in members], canonical, founders))


def align(rows: Iterator[Text], encoder: LateEncoder) -> Iterator[Aligned]:
    """Align the abstracts of canonical records."""
    todo = (Unaligned(canonical_of(row.canonical), None, None) for row in rows)
    for each, outcome in aligned(todo, loaded_once(encoder)):
        texts = text_key(each.canonical.record.abstract)
        if isinstance(outcome, Failure):
            yield Aligned(texts, "", *outcome)
        else:
            yield Aligned(texts, json_of(outcome), "", "")


def cover(rows: Iterator[Covered], aligner: str) -> Iterator[CoverageRow]:
    """Tell what of each canonical record is translated."""
    return (coverage_row(entry.canonical, entry.bitext, aligner) for entry in _entries(rows))


def beads(rows: Iterator[Covered]) -> Iterator[BeadRow]:
    """Yield the sentences of each canonical record."""
    return bead_rows(_entries(rows))


def _entries(rows: Iterator[Covered]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(canonical_of(row.canonical), (), _bitext.decode(row.bitext) if row.bitext else None)
