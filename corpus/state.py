"""Single values that a corpus remembers: its folder, its model, how often its records and decisions changed."""

import sqlite3
from typing import Literal


def get(connection: sqlite3.Connection, key: str) -> str | None:
    """Return a value, or None where it was never put."""
    row = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def put(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value, in place of an earlier one; the caller's transaction holds it."""
    connection.execute("REPLACE INTO state VALUES (?, ?)", (key, value))


def revision(connection: sqlite3.Connection) -> int:
    """Return a number that grows with every change of records or decisions."""
    return int(get(connection, "revision") or 0)


def count_change(connection: sqlite3.Connection, what: Literal["records", "decisions"]) -> None:
    """Note that records or decisions change in the caller's transaction."""
    number = str(revision(connection) + 1)
    put(connection, "revision", number)
    put(connection, what, number)


def changed(connection: sqlite3.Connection, what: Literal["records", "decisions"]) -> int:
    """Return the revision at which records or decisions changed last."""
    return int(get(connection, what) or 0)
