"""Parquet: the same table as CSV, one row per bead, with types."""

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from bicorpus import MissingExtraError
from corpus.export.rows import Row, rows
from corpus.store import Entry

ROW_GROUP = 50_000
"""Rows held in memory at a time: about 20 MB of sentences."""
TYPES = {int: "int32", float: "float64", str: "string"}


def write(entries: Iterable[Entry], out: BinaryIO) -> None:
    """Write one row per bead, in row groups of ``ROW_GROUP``.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as exc:
        raise MissingExtraError("Parquet export", "parquet") from exc
    schema = pa.schema([(name, TYPES[Row.__annotations__[name]]) for name in Row._fields])
    beads = rows(entries)
    with ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(beads, ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist([row._asdict() for row in group], schema))
