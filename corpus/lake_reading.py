"""Read what a build on Spark left (``corpus.lake``): from a folder, or from any store of files that pyarrow knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from bicorpus import InputError, MissingExtraError
from corpus.export.table import columns
from corpus.holdings import Origin
from corpus.incoming import AGAIN
from corpus.lake import FORMAT, MOVING, TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.dataset import Dataset, Expression, Fragment

T = TypeVar("T", bound=msgspec.Struct)

READ = ("about", "files", "records", "links", "canonicals", "coverage", "failures")
"""The tables that a corpus is made of; the rows of ``beads`` are in ``coverage`` too."""
ROWS = 500
"""Rows that are made objects at once: some megabytes of pages."""
NARROW_ROWS = 1 << 16
"""Rows that are looked at at once where only their ids and the like are read: some megabytes too."""
READAHEAD = 2
"""Batches that are read while one is worked on."""


@dataclass(frozen=True, slots=True)
class Lake:
    """The tables of a result, whose columns have been checked."""

    name: str
    """Its folder in full, or its address."""
    origin: Origin
    tables: Mapping[str, "Dataset"]

    def count(self, table: str) -> int:
        """Return how many rows a table has, which is told at the end of each of its files."""
        return sum(_count(self.name, _part(table, part), part) for part in self.tables[table].get_fragments())

    def rows(self, row: type[T], where: "Expression | None" = None) -> Iterator[T]:
        """Yield the rows of a table, in no particular order; some hundreds are in memory at a time.

        Raises:
            InputError: a file of it is damaged, or holds something else.
        """
        table = table_of(row)
        names = [column.name for column in columns(row)]
        yield from _rows(self.name, table, row, self.batches(table, names, where, ROWS))

    def batches(
        self, table: str, names: Sequence[str], where: "Expression | None" = None, size: int = NARROW_ROWS
    ) -> Iterator["pa.RecordBatch"]:
        """Yield some columns of the rows for which ``where`` holds; what a file's statistics rule out is not read."""
        yield from _batches(self.name, table, self.tables[table], names, where, size)


def table_of(row: type[msgspec.Struct]) -> str:
    """Return the name of the table that has such rows."""
    return next(name for name, known in TABLES.items() if known is row)


def open_lake(out: str) -> Lake:
    """Open the result of a build.

    Args:
        out: its folder, or an address that pyarrow knows, such as ``s3://bucket/result``.

    Raises:
        MissingExtraError: pyarrow is not installed.
        InputError: there is no such folder, or it holds no result, or half of one, or one of another format.
    """
    try:
        from pyarrow import fs
    except ImportError as exc:
        raise MissingExtraError("Reading the result of a build on Spark", "parquet") from exc
    with _explained(out, ""):
        is_address = "://" in out
        name = out.rstrip("/") if is_address else str(Path(out).resolve())
        files, place = fs.FileSystem.from_uri(name) if is_address else (fs.LocalFileSystem(), name)
        if files.get_file_info(place).type != fs.FileType.Directory:
            raise InputError(f"{out}: no such folder; give what bicorpus build --engine spark wrote")
        names = {entry.base_name for entry in files.get_file_info(fs.FileSelector(place))}
    if "about" not in names:
        raise InputError(f"{out}: is not the result of bicorpus build --engine spark: it has no table 'about'")
    if MOVING in names:
        raise InputError(f"{out}: a build is putting its tables in place, or was ended while it did; run it once more")
    about = _about(out, _table(out, "about", files, f"{place}/about"))
    if missing := [table for table in READ if table not in names]:
        raise InputError(f"{out}: the table {missing[0]!r} is missing; {AGAIN}")
    return Lake(name, about, {table: _table(out, table, files, f"{place}/{table}") for table in READ})


def _table(out: str, name: str, files: Any, place: str) -> "Dataset":
    from pyarrow import dataset

    with _explained(out, name):
        found = dataset.dataset(place, filesystem=files, format="parquet")
        for column in columns(TABLES[name]):
            if column.name not in found.schema.names:
                raise InputError(f"{out}: the table {name!r} has no column {column.name!r}; {AGAIN}")
    return found


def _about(out: str, table: "Dataset") -> Origin:
    row = TABLES["about"]
    found: Iterable[Any] = _rows(out, "about", row, _batches(out, "about", table, ["key", "value"], None, ROWS))
    try:
        values = {one.key: msgspec.json.decode(one.value) for one in found}
        if (form := values.get("format")) != FORMAT:
            raise InputError(
                f"{out}: has format {form!r}, and this version of bicorpus knows {FORMAT!r}; "
                f"use the version that wrote it ({values.get('version')}), or build it anew"
            )
        origin = msgspec.convert(values, Origin)
        return msgspec.structs.replace(origin, folder=_local(origin.folder))
    except msgspec.MsgspecError as exc:
        raise InputError(f"{out}: the table 'about' does not tell what it should: {exc}; {AGAIN}") from exc


def _local(place: str) -> str:
    """Return a folder as this machine names it, if Hadoop took it from a machine's own disk."""
    return place.removeprefix("file:") if place.startswith("file:/") else place


def _rows(out: str, table: str, row: type[T], batches: Iterable["pa.RecordBatch"]) -> Iterator[T]:
    for batch in batches:
        with _explained(out, table):
            found = msgspec.convert(batch.to_pylist(), list[row])  # type: ignore[valid-type]
        yield from found


def _batches(
    out: str, table: str, dataset: "Dataset", names: Sequence[str], where: "Expression | None", size: int
) -> Iterator["pa.RecordBatch"]:
    """Read file by file, so that what is wrong with one can be told with its name."""
    options = {"columns": list(names), "filter": where, "batch_size": size, "batch_readahead": READAHEAD}
    for fragment in dataset.get_fragments():
        part = _part(table, fragment)
        with _explained(out, part):
            batches = fragment.to_batches(schema=dataset.schema, **options)
        while (batch := _next(out, part, batches)) is not None:
            if batch.num_rows:
                yield batch


def _next(out: str, part: str, batches: Iterator["pa.RecordBatch"]) -> "pa.RecordBatch | None":
    with _explained(out, part):
        return next(batches, None)


def _count(out: str, part: str, fragment: "Fragment") -> int:
    with _explained(out, part):
        return int(fragment.count_rows())


def _part(table: str, fragment: "Fragment") -> str:
    return f"{table}/{Path(fragment.path).name}"


@contextmanager
def _explained(out: str, part: str) -> Iterator[None]:
    """Turn what pyarrow says of a file into what a person can act upon."""
    from pyarrow import ArrowException

    at = f"{out}/{part}" if part else out
    try:
        yield
    except msgspec.ValidationError as exc:
        raise InputError(f"{at}: holds a row that none of bicorpus wrote: {exc}; {AGAIN}") from exc
    except FileNotFoundError as exc:
        raise InputError(f"{at}: is gone; if a build is just replacing it, try again when that has ended") from exc
    except (ArrowException, OSError, UnicodeDecodeError) as exc:
        reason = str(exc).partition(". Detail:")[0].strip()
        raise InputError(f"{at}: cannot be read: {reason}; {AGAIN}") from exc
