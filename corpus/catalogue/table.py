"""The catalogue in memory: one array per column, brought up to date by the rows that changed.

SQLite takes a third of a second to count 100,000 records by seven facets, numpy some milliseconds. Read once, the table
serves every request until rows change, and then those alone are read.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, product
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from corpus import state

NOT_ALIGNED = "not aligned yet"
"""The status of a record whose abstracts the build has not come to."""
UNKNOWN = "unknown"
"""The year, or language, of a record that tells none."""
FACETS: Final = ("kind", "status", "lang", "year", "reviewed", "site", "finding")
SUMMED: Final = ("findings", "en", "en_translated", "zh", "zh_translated", "beads", "accepted")
"""Columns that can be added up."""
KEPT = 4
"""Corpora whose tables are in memory at a time; one of 100,000 records takes 9 MB."""

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
"""Into the table's rows."""

_ROW = np.dtype(
    [("number", "i8"), ("published", "i4"), *((name, "i4") for name in SUMMED), ("confidence", "f4")]
    + [(facet, "i4") for facet in FACETS]
)
_ROWS = f"""
    SELECT number, coalesce(year, 0), {", ".join(SUMMED)}, confidence,
        kind, coalesce(status, '{NOT_ALIGNED}'), coalesce(nullif(langs, ''), '{UNKNOWN}'),
        coalesce(CAST(year AS TEXT), '{UNKNOWN}'),
        CASE accepted WHEN 0 THEN 'none' WHEN beads THEN 'all' ELSE 'some' END
    FROM catalogue WHERE version > ? ORDER BY number
"""  # noqa: S608
_SETS = tuple(
    f"SELECT number, group_concat({table}.{value}, char(10)) FROM catalogue CROSS JOIN {table} USING (number) "  # noqa: S608
    "WHERE version > ? GROUP BY number"
    for table, value in (("sites", "site"), ("finding_kinds", "kind"))
)


class Codes(dict[str, int]):
    """The values that records have of a facet, each with its code; several sites or findings are lines of one value."""

    def __missing__(self, value: str) -> int:
        self[value] = len(self)
        return self[value]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in the order of their numbers."""

    version: int
    rows: NDArray[Any]
    place_of: Places
    """By number; -1 where no row has it."""
    by_title: Places
    codes: Mapping[str, Codes]

    def __len__(self) -> int:
        return len(self.rows)

    def having(self, facet: str, is_wanted: Callable[[str], bool]) -> Mask:
        """Tell of every row whether one of its values is wanted."""
        wanted = [any(map(is_wanted, value.splitlines())) for value in self.codes[facet]]
        return cast(Mask, np.array(wanted, dtype=bool)[self.rows[facet]])

    def counts(self, facet: str, among: Mask) -> Counter[str]:
        """Count rows by value; one with several values counts for each."""
        found: Counter[str] = Counter()
        codes = self.codes[facet]
        counts = np.bincount(self.rows[facet][among], minlength=len(codes))
        for value, count in zip(codes, counts.tolist(), strict=True):
            found.update(dict.fromkeys(value.splitlines(), count))
        return +found

    def sums(self, *facets: str) -> dict[tuple[str, ...], Counter[str]]:
        """Return for every combination of values the number of its ``records``, and the sums of ``SUMMED``.

        A row with several values, such as sites, counts for each.
        """
        codes = [self.codes[facet] for facet in facets]
        shape = [len(known) or 1 for known in codes]
        cell_of = np.ravel_multi_index([self.rows[facet] for facet in facets], shape)
        sums_of = [np.bincount(cell_of), *(np.bincount(cell_of, self.rows[name]) for name in SUMMED)]
        cells = np.flatnonzero(sums_of[0])
        totals = np.stack([sums[cells] for sums in sums_of], axis=1)
        found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for places, total in zip(zip(*np.unravel_index(cells, shape), strict=True), totals.tolist(), strict=True):
            sums = dict(zip(("records", *SUMMED), map(int, total), strict=True))
            for values in product(*(list(known)[at].splitlines() for known, at in zip(codes, places, strict=True))):
                found[values].update(sums)
        return found

    def places(self, those: NDArray[np.int64]) -> Places:
        """Return where numbers stand; those that the table does not hold are left out."""
        return _places(self.place_of, those)


_tables: dict[str, Table] = {}


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all statements in the block see one state of the corpus."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def latest(connection: sqlite3.Connection) -> Table:
    """Return what the caller's snapshot holds; 100,000 rows, read for the first time, take half a second."""
    name, version = _stamp(connection)
    table = _tables.get(name, _EMPTY)
    if table.version < version:
        table = _updated(table, connection, version)
        if name not in _tables and len(_tables) >= KEPT:
            _tables.clear()
        _tables[name] = table
    return table


def next_version(connection: sqlite3.Connection) -> int:
    """Return the version of rows that are written in the caller's transaction, and let the readers know of them."""
    name, version = _stamp(connection)
    state.put(connection, "catalogue", f"{name} {version + 1}")
    return version + 1


def _stamp(connection: sqlite3.Connection) -> tuple[str, int]:
    """Return a name that no other corpus has, and the version of its catalogue."""
    stamp = state.get(connection, "catalogue")
    if stamp is None:
        [(stamp,)] = connection.execute("SELECT lower(hex(randomblob(16))) || ' 0'")
    name, version = stamp.split()
    return name, int(version)


def _updated(table: Table, connection: sqlite3.Connection, version: int) -> Table:
    changed, codes = _read(connection, table)
    titled = numbers(connection, "SELECT number FROM catalogue ORDER BY title, number")
    kept = np.zeros(len(table), dtype=bool)
    kept[table.places(titled)] = True
    kept[table.places(changed["number"])] = False
    rows = np.concatenate([table.rows[kept], changed])
    rows = rows[np.argsort(rows["number"], kind="stable")]
    place_of = np.full(rows["number"].max(initial=0) + 1, -1)
    place_of[rows["number"]] = np.arange(len(rows))
    return Table(version, rows, place_of, _places(place_of, titled), codes)


def numbers(connection: sqlite3.Connection, sql: str, *values: str) -> NDArray[np.int64]:
    """Return the numbers that a query yields."""
    return np.array(list(chain.from_iterable(connection.execute(sql, values))), dtype=np.int64)


def _places(place_of: Places, those: NDArray[np.int64]) -> Places:
    found = place_of[those[those < len(place_of)]]
    return found[found >= 0]


def _read(connection: sqlite3.Connection, table: Table) -> tuple[NDArray[Any], Mapping[str, Codes]]:
    """Return the rows that changed since a table was made, and its codes with theirs."""
    read = connection.execute(_ROWS, (table.version,)).fetchall()
    sets = (dict(connection.execute(sql, (table.version,)).fetchall()) for sql in _SETS)
    columns = (*zip(*read, strict=True), *([found.get(row[0], "") for row in read] for found in sets))
    codes = {facet: Codes(known) for facet, known in table.codes.items()}
    rows = np.empty(len(read), dtype=_ROW)
    for name, column in zip(_ROW.names or (), columns if read else (), strict=bool(read)):
        values = [codes[name][value] for value in column] if name in FACETS else column
        rows[name] = np.array(values, dtype=_ROW[name])
    return rows, codes


_NO_PLACES = np.empty(0, dtype=np.intp)
_EMPTY = Table(0, np.empty(0, dtype=_ROW), _NO_PLACES, _NO_PLACES, {facet: Codes() for facet in FACETS})
