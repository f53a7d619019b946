"""The files of a folder as they are now, beside those that the corpus knows.

SQLite keeps them, in a table that is gone with the connection, so that millions of files take no memory.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from bicorpus import __version__
from corpus.schema import transaction
from ingest.bulk import FileEntry

_PAGE = 500
"""Files that are taken from the table at once; while they are worked on, no open statement holds others up."""
_TABLE = """
    DROP TABLE IF EXISTS temp.present;
    CREATE TEMP TABLE present (number INTEGER PRIMARY KEY, path, absolute, size, mtime_ns, error);
    CREATE INDEX temp.present_by_path ON present (path);
"""
_INSERT = "INSERT INTO present (path, absolute, size, mtime_ns, error) VALUES (?, ?, ?, ?, ?)"
_ABSENT = "SELECT DISTINCT path FROM files WHERE path NOT IN (SELECT path FROM present) ORDER BY path"
_REDATED = """
    SELECT number, f.sha256, p.path, absolute, p.size, p.mtime_ns, p.error
    FROM present AS p JOIN files AS f ON f.path = p.path AND f.member = ''
    WHERE number > :after AND f.sha256 <> '' AND f.reader = :reader AND f.size = p.size AND f.mtime_ns <> p.mtime_ns
    ORDER BY number LIMIT :page
"""
_UNREAD = """
    SELECT number, '', p.path, absolute, p.size, p.mtime_ns, p.error
    FROM present AS p LEFT JOIN files AS f ON f.path = p.path AND f.member = ''
    WHERE number > :after AND (
        NOT coalesce(f.sha256 <> '' AND f.reader = :reader AND f.size = p.size AND f.mtime_ns = p.mtime_ns, 0)
        OR :retry AND EXISTS (SELECT * FROM files AS e WHERE e.path = p.path AND e.error IS NOT NULL)
    )
    ORDER BY number LIMIT :page
"""


class Census:
    """The files that are present, in the order in which they were found."""

    def __init__(self, connection: sqlite3.Connection, entries: Iterable[FileEntry]) -> None:
        self._db = connection
        connection.executescript(_TABLE)
        with transaction(connection):
            rows = ((e.path, os.fsencode(e.absolute), e.size, e.mtime_ns, e.error) for e in entries)
            connection.executemany(_INSERT, rows)

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM present").fetchone()[0])

    def unread_size(self, *, retry: bool = False) -> tuple[int, int]:
        """Return how many files are unread, and their bytes together."""
        files = size = 0
        for files, entry in enumerate(self.unread(retry=retry), 1):  # noqa: B007 - the last is their number
            size += entry.size
        return files, size

    def absent(self) -> list[str]:
        """Return the paths that the corpus knows and that are no longer there."""
        return [path for (path,) in self._db.execute(_ABSENT)]

    def redated(self) -> Iterator[tuple[FileEntry, str]]:
        """Yield the files that have a new date and their old size, each with the hash of what was read."""
        return self._rows(_REDATED)

    def unread(self, *, retry: bool = False) -> Iterator[FileEntry]:
        """Yield the files that are new, changed or unfinished, and with ``retry`` those that failed too."""
        return (entry for entry, _ in self._rows(_UNREAD, retry=retry))

    def _rows(self, sql: str, **options: bool) -> Iterator[tuple[FileEntry, str]]:
        last = 0
        while rows := self._db.execute(
            sql, {"reader": __version__, "after": last, "page": _PAGE, **options}
        ).fetchall():
            for _, sha256, path, absolute, *rest in rows:
                yield FileEntry(path, Path(os.fsdecode(absolute)), *rest), sha256
            last = rows[-1][0]
