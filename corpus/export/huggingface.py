"""A folder that ``datasets.load_dataset`` reads: records and sentences as Parquet, and a data card.

``sentences/train-00000.parquet`` and so on hold one row per bead, ``records/train-00000.parquet`` one per canonical
record. Counts are known at the end, so the card is written last.
"""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus.export.card import Tally, card
from corpus.export.records import RecordRow, record_row
from corpus.export.rows import Row, rows
from corpus.export.table import COMPRESSION, ROW_GROUP, arrow_schema, record_batch
from corpus.holdings import Entry

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetWriter

RECORD_GROUP = 2_000
"""Records held in memory at a time: with abstracts, as much as ``ROW_GROUP`` sentences."""
SHARD = 20 * ROW_GROUP
"""Rows in a file: some 100 MB of sentences; the Hub asks for files under a few hundred."""
PARTS = ("README.md", "records", "sentences")


def write(entries: Iterable[Entry], folder: Path) -> None:
    """Write both tables and the card into a folder that is empty.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    tally = Tally()
    with (
        closing(Shards(folder / "records", RecordRow, RECORD_GROUP)) as records,
        closing(Shards(folder / "sentences", Row, ROW_GROUP)) as sentences,
    ):
        for entry in entries:
            record, beads = record_row(entry), list(rows([entry]))
            records.add([record])
            sentences.add(beads)
            tally.add(record, beads)
    (folder / "README.md").write_text(card(tally), encoding="utf-8", newline="\n")


class Shards:
    """A table over several files, to which rows are added; at most a ``group`` of them is in memory."""

    def __init__(self, folder: Path, row: type[msgspec.Struct], group: int) -> None:
        self._schema = arrow_schema(row)
        self._folder = folder
        self._group = group
        self._rows: list[msgspec.Struct] = []
        self._written = 0
        folder.mkdir()
        self._writer = self._begin()

    def add(self, rows: Iterable[msgspec.Struct]) -> None:
        for row in rows:
            self._rows.append(row)
            if len(self._rows) == self._group:
                self._flush()

    def close(self) -> None:
        """Write what is still in memory; files are readable only after this."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if not self._rows:
            return
        if self._written and self._written % SHARD == 0:
            self._writer.close()
            self._writer = self._begin()
        self._writer.write_batch(record_batch(self._rows, self._schema))
        self._written += len(self._rows)
        self._rows.clear()

    def _begin(self) -> "ParquetWriter":
        from pyarrow.parquet import ParquetWriter

        path = self._folder / f"train-{self._written // SHARD:05}.parquet"
        return ParquetWriter(path, self._schema, compression=COMPRESSION)
