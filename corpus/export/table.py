"""Tables whose columns a ``msgspec.Struct`` describes: as JSON Schema, as an Arrow schema, as Parquet."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, NewType, get_type_hints

import msgspec

from bicorpus import MissingExtraError

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 20_000
"""Rows held in memory at a time: about 20 MB of sentences."""
COMPRESSION = "zstd"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""What ``msgspec.json.schema`` writes."""
Int64 = NewType("Int64", int)
"""A number that may pass two thousand million."""
_LIST = "list<string>"
TYPES = {
    str: "string",
    bytes: "binary",
    int: "int32",
    Int64: "int64",
    float: "float64",
    bool: "bool",
    str | None: "string",
    int | None: "int32",
    float | None: "float64",
    tuple[str, ...]: _LIST,
}
"""Arrow's name of what a column is annotated as."""


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: str
    """Arrow's name of it, such as ``list<string>``."""
    description: str


def columns(row: type[msgspec.Struct]) -> tuple[Column, ...]:
    """Return the columns of a table from the annotations of its rows, ``Annotated[type, Meta(description=…)]``."""
    hints = get_type_hints(row, include_extras=True)
    return tuple(Column(name, TYPES[hint.__origin__], hint.__metadata__[0].description) for name, hint in hints.items())


def json_schema(row: type[msgspec.Struct]) -> bytes:
    """Describe a row in JSON Schema (draft 2020-12), with a description of every column."""
    schema = {"$schema": DIALECT, **msgspec.json.schema(row)}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def arrow_schema(row: type[msgspec.Struct]) -> "pa.Schema":
    """Return the Arrow schema of a table; each field's metadata hold its description.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as exc:
        raise MissingExtraError("Parquet export", "parquet") from exc
    types = {
        name: pa.list_(pa.string()) if name == "list<string>" else pa.type_for_alias(name) for name in TYPES.values()
    }
    return pa.schema(
        [pa.field(name, types[kind], metadata={"description": description}) for name, kind, description in columns(row)]
    )


def write_parquet(rows: Iterator[msgspec.Struct], schema: "pa.Schema", out: BinaryIO) -> None:
    """Write rows in groups of ``ROW_GROUP``; no other is in memory."""
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(out, schema, compression=COMPRESSION) as writer:
        while group := list(islice(rows, ROW_GROUP)):
            writer.write_batch(record_batch(group, schema))


def record_batch(rows: Sequence[msgspec.Struct], schema: "pa.Schema") -> "pa.RecordBatch":
    import pyarrow as pa

    values = zip(*map(msgspec.structs.astuple, rows), strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
