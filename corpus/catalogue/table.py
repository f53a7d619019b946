"""The catalogue in memory: one array per column, brought up to date by the rows that changed.

SQLite takes a third of a second to count 100,000 records by seven facets, numpy some milliseconds. Read once, the table
serves every request until rows change, and then those alone are read.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from corpus import state

NOT_ALIGNED = "not aligned yet"
"""The status of a record whose abstracts the build has not come to."""
UNKNOWN = "unknown"
"""The year, or language, of a record that tells none."""
FACETS: Final = ("kind", "status", "lang", "year", "site", "finding", "reviewed")
KEPT = 4
"""Corpora whose tables are in memory at a time; one of 100,000 records takes 5 MB."""

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
"""Into the table's rows."""

_ROW = np.dtype(
    [("number", "i8"), ("published", "i4"), ("translated", "f4"), ("findings", "i4"), ("confidence", "f4")]
    + [(facet, "i4") for facet in FACETS]
)
_CHANGED = "FROM catalogue WHERE version > ? ORDER BY number"
_ROWS = f"""
    SELECT number, year, en + zh, en_translated + zh_translated, findings, confidence, kind, status, langs,
        CASE accepted WHEN 0 THEN 'none' WHEN beads THEN 'all' ELSE 'some' END
    {_CHANGED}
"""
_SITES = f"SELECT number, site FROM sites WHERE number IN (SELECT number {_CHANGED}) ORDER BY number, site"  # noqa: S608
_KINDS = f"SELECT number, kind FROM finding_kinds WHERE number IN (SELECT number {_CHANGED}) ORDER BY number, kind"  # noqa: S608

Values = dict[tuple[str, ...], int]
"""The values that a record can have of a facet, several of a site or finding, and the code of each such set."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in the order of their numbers."""

    version: int
    rows: NDArray[Any]
    values: Mapping[str, Values]

    def __len__(self) -> int:
        return len(self.rows)

    def having(self, facet: str, is_wanted: Callable[[str], bool]) -> Mask:
        """Tell of every row whether one of its values is wanted."""
        wanted = [any(map(is_wanted, values)) for values in self.values[facet]]
        return cast(Mask, np.array(wanted, dtype=bool)[self.rows[facet]])

    def counts(self, facet: str, among: Mask) -> Counter[str]:
        """Count rows by value; one with several values counts for each."""
        found: Counter[str] = Counter()
        codes = np.bincount(self.rows[facet][among], minlength=len(self.values[facet]))
        for values, count in zip(self.values[facet], codes.tolist(), strict=True):
            found.update(dict.fromkeys(values, count))
        return +found

    def places(self, numbers: NDArray[np.int64]) -> Places:
        """Return where numbers stand; those that the table does not hold are left out."""
        places = np.searchsorted(self.rows["number"], numbers)
        there = places < len(self)
        there[there] = self.rows["number"][places[there]] == numbers[there]
        return places[there]


_tables: dict[str, Table] = {}


def latest(connection: sqlite3.Connection) -> Table:
    """Return the catalogue as it is now, in the caller's transaction."""
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
    changed, values = _read(connection, table)
    kept = table.rows[~np.isin(table.rows["number"], changed["number"])]
    [(count,)] = connection.execute("SELECT count(*) FROM catalogue")
    if len(kept) + len(changed) != count:  # some were removed
        present = np.fromiter((n for (n,) in connection.execute("SELECT number FROM catalogue")), np.int64, count)
        kept = kept[np.isin(kept["number"], present)]
    rows = np.concatenate([kept, changed])
    return Table(version, rows[np.argsort(rows["number"], kind="stable")], values)


def _read(connection: sqlite3.Connection, table: Table) -> tuple[NDArray[Any], Mapping[str, Values]]:
    """Return the rows that changed since a table was made, and its values with theirs."""
    since = (table.version,)
    sites, kinds = (_grouped(connection.execute(sql, since)) for sql in (_SITES, _KINDS))
    values = {facet: dict(known) for facet, known in table.values.items()}

    def coded(row: tuple[Any, ...]) -> tuple[Any, ...]:
        number, year, sentences, translated, findings, confidence, kind, status, langs, reviewed = row
        facets: tuple[tuple[str, ...], ...] = (
            (kind,),
            (status or NOT_ALIGNED,),
            (langs or UNKNOWN,),
            (UNKNOWN if year is None else str(year),),
            sites.get(number, ()),
            kinds.get(number, ()),
            (reviewed,),
        )
        codes = (values[name].setdefault(one, len(values[name])) for name, one in zip(FACETS, facets, strict=True))
        share = translated / sentences if sentences else np.nan
        return number, year or 0, share, findings, np.nan if confidence is None else confidence, *codes

    return np.array([coded(row) for row in connection.execute(_ROWS, since)], dtype=_ROW), values


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    return {number: tuple(value for _, value in group) for number, group in groupby(pairs, itemgetter(0))}


_EMPTY = Table(0, np.empty(0, dtype=_ROW), {facet: {} for facet in FACETS})
