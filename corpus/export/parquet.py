"""Parquet: the same table as CSV, one row per bead, with types; beside it a schema that says what each column means."""

from collections.abc import Iterable
from typing import BinaryIO

from corpus.export.rows import Row, rows
from corpus.export.table import arrow_schema, json_schema, write_parquet
from corpus.holdings import Entry


def write(entries: Iterable[Entry], out: BinaryIO) -> None:
    """Write one row per bead.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    write_parquet(rows(entries), arrow_schema(Row), out)


def schema() -> bytes:
    """Describe the columns in JSON Schema."""
    return json_schema(Row)
