"""Functions from rows to rows, run by Spark over the partitions of a table as Arrow batches (``mapInArrow``).

A row is a ``msgspec.Struct`` whose annotations name and type the columns.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

from corpus.export.table import TYPES

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

In = TypeVar("In", bound=msgspec.Struct)
Out = TypeVar("Out", bound=msgspec.Struct)
Stage = Callable[[Iterator[In]], Iterable[Out]]
"""The rows of a partition, in its order → other rows."""

BATCH = 500
"""Rows handed back to Spark at a time: some megabytes, of the longest pages too."""
_SQL = {
    "string": "string",
    "binary": "binary",
    "int32": "int",
    "int64": "bigint",
    "float64": "double",
    "bool": "boolean",
    "list<string>": "array<string>",
}
"""Spark's names of the types of columns."""


def mapped(frame: "DataFrame", stage: Stage[In, Out], takes: type[In], gives: type[Out]) -> "DataFrame":
    """Return what a stage makes of each partition of a table; columns that it does not take stay behind."""
    return frame.select(*takes.__struct_fields__).mapInArrow(partial(_run, stage, takes, gives), ddl(gives))


def ddl(row: type[msgspec.Struct]) -> str:
    """Return the columns of a row as Spark SQL declares them."""
    return ", ".join(f"`{name}` {_SQL[kind]}" for name, kind in _kinds(row).items())


def rows_of(row: type[In], batches: Iterable["pa.RecordBatch"]) -> Iterator[In]:
    """Yield the rows of batches that have just these columns, in this order."""
    for batch in batches:
        yield from map(row, *(column.to_pylist() for column in batch.columns))


def batches_of(row: type[Out], rows: Iterable[Out]) -> Iterator["pa.RecordBatch"]:
    """Yield the rows in batches."""
    import pyarrow as pa

    schema, rest = _arrow_schema(row), iter(rows)
    while some := list(islice(rest, BATCH)):
        values: Iterable[Any] = zip(*map(msgspec.structs.astuple, some), strict=True)
        arrays = [pa.array(column, kind) for column, kind in zip(values, schema.types, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _run(
    stage: Stage[In, Out], takes: type[In], gives: type[Out], batches: Iterable["pa.RecordBatch"]
) -> Iterator["pa.RecordBatch"]:
    return batches_of(gives, stage(rows_of(takes, batches)))


@cache
def _kinds(row: type[msgspec.Struct]) -> dict[str, str]:
    return {name: TYPES[hint] for name, hint in get_type_hints(row).items()}


@cache
def _arrow_schema(row: type[msgspec.Struct]) -> "pa.Schema":
    import pyarrow as pa

    types = {"list<string>": pa.list_(pa.string())}
    return pa.schema([(name, types.get(kind) or pa.type_for_alias(kind)) for name, kind in _kinds(row).items()])
