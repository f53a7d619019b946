"""The corpus file: an SQLite database with a mark of its own, opened for reading or for writing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from bicorpus import InputError, UsageError

APPLICATION_ID = 0x42694370  # "BiCp" in ASCII; SQLite keeps it in the file's header, and `file` prints it
SCHEMA_VERSION = 4
BUSY_TIMEOUT_S = 30.0  # transactions here take milliseconds; half a minute means that something holds the file for good

TABLES = """
CREATE TABLE state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT NOT NULL,
    member TEXT NOT NULL, -- '' is the file itself
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    reader TEXT NOT NULL,
    error TEXT,
    PRIMARY KEY (path, member)
) WITHOUT ROWID;
CREATE TABLE records (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    body BLOB NOT NULL,
    FOREIGN KEY (path, member) REFERENCES files (path, member) ON DELETE CASCADE
);
CREATE INDEX records_by_file ON records (path, member);
CREATE TABLE links (
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    probability REAL NOT NULL,
    left_canonical TEXT NOT NULL,
    right_canonical TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX links_by_left ON links (left_canonical);
CREATE INDEX links_by_right ON links (right_canonical);
CREATE TABLE canonicals (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    texts TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX canonicals_by_texts ON canonicals (texts);
CREATE TABLE bitexts (
    texts TEXT PRIMARY KEY,
    aligner TEXT NOT NULL,
    status TEXT NOT NULL,
    findings INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE decisions (
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (left_id, right_id)
) WITHOUT ROWID;
"""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing corpus; nothing is created or changed.

    Raises:
        InputError: there is no such file, or it is not a corpus that this version can read.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such corpus; make one with: bicorpus build FOLDER {path}")
    with _explained(path):
        connection = _connect(path, "ro")
        try:
            _check(connection, path)
            yield connection
        finally:
            connection.close()


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a corpus, and create it where there is none; closed, it is one file again.

    Raises:
        UsageError: the place cannot hold a corpus.
        InputError: the file is not a corpus that this version can write, or the disk refused.
    """
    _check_place(path)
    with _explained(path):
        connection = _connect(path, "rwc")
        try:
            if _is_empty(connection):
                connection.executescript(_CREATION)
            _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # outlives a killed process; a commit takes 40 µs
            connection.execute("PRAGMA foreign_keys = ON")
            yield connection
        finally:
            # Without its write-ahead log a corpus can be copied, and read from a read-only place. This fails harmlessly
            # while somebody else has it open.
            with suppress(sqlite3.Error):
                connection.execute("PRAGMA journal_mode = DELETE")
            connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit everything in the block or, after an error, nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it already
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    location = f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"
    return sqlite3.connect(location, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; a corpus is one file, such as {path / 'my.corpus'}")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}; create it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UsageError(f"{path}: cannot be written; choose another place or change its permissions")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) = 0 FROM sqlite_master").fetchone()[0])


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise InputError(f"{path}: is a database, but not a corpus")
    if version != SCHEMA_VERSION:
        raise InputError(
            f"{path}: has corpus format {version}, and this version of bicorpus knows {SCHEMA_VERSION}; "
            + ("install a newer one" if version > SCHEMA_VERSION else "build it anew from its folder")
        )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as exc:
        if exc.sqlite_errorname == "SQLITE_NOTADB":
            raise InputError(f"{path}: is not a corpus; give another name, or remove it first") from exc
        raise InputError(f"{path}: {exc}") from exc


_CREATION = f"""
BEGIN IMMEDIATE;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
{TABLES}
COMMIT;
"""
