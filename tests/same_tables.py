"""Whether a corpus file and a result on Spark say the same: both as tables of rows by key, and where they differ."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
from pyarrow import dataset

from corpus.export.rows import rows as bead_rows
from corpus.lake import canonical_row, coverage_row, link_row, record_row
from corpus.store import Store
from dedupe.link import Link

Row = dict[str, Any]
Tables = dict[str, dict[tuple[Any, ...], Row]]

KEYS: Mapping[str, tuple[str, ...]] = {
    "files": ("path", "member"),
    "records": ("id",),
    "links": ("left", "right", "kind"),
    "canonicals": ("id",),
    "coverage": ("id",),
    "beads": ("canonical", "bead"),
}
"""The tables that both engines make, and what names a row of each."""
NOT_OF_BOTH = {"files": ("mtime_ns", "passed_over")}
"""Columns that a corpus file does not have, or that a copy of the pages changes."""
SHOWN = 8
"""Differences of a table that are told."""
BESIDE = 60
"""Characters shown of two values, from a little before the first that differs."""


def tables_of_corpus(store: Store, aligner: str) -> Tables:
    """Return what a corpus file holds, as the tables of a result on Spark have it."""
    entries = list(store.entries())
    links = store.rows("SELECT body, left_canonical, right_canonical FROM links")
    files = store.rows("SELECT path, member, size, sha256, reader, error FROM files")
    names = ("path", "member", "size", "sha256", "reader", "error")
    found = {
        "files": [dict(zip(names, (*row[:-1], row[-1] or ""), strict=True)) for row in files],
        "records": map(record_row, store.records()),
        "links": (link_row(msgspec.json.decode(body, type=Link), *ends) for body, *ends in links),
        "canonicals": (canonical_row(entry.canonical) for entry in entries),
        "coverage": (coverage_row(entry.canonical, entry.bitext, aligner) for entry in entries),
        "beads": bead_rows(entries),
    }
    return {name: _by_key(name, map(_plain, rows)) for name, rows in found.items()}


def tables_of_lake(folder: Path) -> Tables:
    """Return what a result on Spark holds."""
    return {
        name: _by_key(name, map(_plain, dataset.dataset(folder / name, format="parquet").to_table().to_pylist()))
        for name in KEYS
    }


def differences(expected: Tables, found: Tables) -> list[str]:
    """Return what a person wants to know first of how tables differ, a line each; nothing where they are the same."""
    lines = []
    for name in KEYS:
        told = list(_differences(name, expected[name], found[name]))
        lines += told[:SHOWN]
        lines += [f"{name}: and {len(told) - SHOWN:,} more"] if len(told) > SHOWN else []
    return lines


def _plain(row: Any) -> Row:
    """Return a row as lists and dictionaries, whichever engine made it."""
    plain: Row = msgspec.to_builtins(row)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def _by_key(name: str, rows: Iterable[Row]) -> dict[tuple[Any, ...], Row]:
    key, found = itemgetter(*KEYS[name]), {}
    for row in rows:
        kept = {column: value for column, value in row.items() if column not in NOT_OF_BOTH.get(name, ())}
        assert key(row) not in found, f"{name}: two rows are {key(row)}"
        found[key(row)] = kept
    return found


def _differences(name: str, expected: Mapping[Any, Row], found: Mapping[Any, Row]) -> Iterator[str]:
    for key in sorted(expected.keys() - found.keys()):
        yield f"{name} {key}: missing; expected {_short(expected[key])}"
    for key in sorted(found.keys() - expected.keys()):
        yield f"{name} {key}: too many: {_short(found[key])}"
    for key in sorted(expected.keys() & found.keys()):
        if expected[key] != found[key]:
            places = islice(_unequal(_opened(expected[key]), _opened(found[key]), ""), 2)
            yield f"{name} {key}: {'; '.join(places)}"


def _opened(row: Row) -> Row:
    """Return a row with its JSON decoded, which says where it differs."""
    return row | {"body": json.loads(row["body"])} if row.get("body") else row


def _unequal(one: Any, other: Any, place: str) -> Iterator[str]:
    """Yield where two values differ, and both."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            yield from _unequal(one.get(name), other.get(name), f"{place}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _unequal(left, right, f"{place}[{number}]")
    elif one != other:
        at = _first_difference(str(one), str(other))
        yield f"{place.lstrip('.')} expected {str(one)[at:][:BESIDE]!r}, is {str(other)[at:][:BESIDE]!r}"


def _first_difference(one: str, other: str) -> int:
    same = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    return max(0, same - BESIDE // 3)


def _short(row: Row) -> str:
    return ", ".join(f"{name}={str(value)[:BESIDE]}" for name, value in row.items() if value not in ("", None))[:300]
