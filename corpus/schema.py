"""The corpus file: an SQLite database with a mark of its own, opened for reading or for writing."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from bicorpus import InputError, UsageError

APPLICATION_ID = 0x42694370  # "BiCp" in ASCII; SQLite keeps it in the file's header, and `file` prints it
SCHEMA_VERSION = 6
RETRY_S = 0.01
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
CREATE INDEX files_by_error ON files (error); -- a third of the table, which is all that sums over it read
CREATE INDEX files_members ON files (path) WHERE member <> '';
CREATE TABLE records (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    site TEXT NOT NULL,
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
    left_kind TEXT NOT NULL, -- of the canonical record
    body BLOB NOT NULL
);
CREATE INDEX links_by_left ON links (left_canonical);
CREATE INDEX links_by_right ON links (right_canonical);
CREATE INDEX links_by_records ON links (left_id, right_id);
CREATE INDEX links_by_rank ON links (verdict, probability DESC, left_id, right_id, left_kind);
CREATE TABLE canonicals (
    number INTEGER PRIMARY KEY, -- stays while the record does; names it in the tables below
    id TEXT NOT NULL UNIQUE,
    texts TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX canonicals_by_texts ON canonicals (texts);
CREATE TABLE members (
    record_id TEXT PRIMARY KEY,
    number INTEGER NOT NULL REFERENCES canonicals (number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX members_by_number ON members (number);
CREATE TABLE bitexts (
    texts TEXT PRIMARY KEY,
    canonical TEXT NOT NULL, -- the record they were aligned for
    aligner TEXT NOT NULL,
    reviewed INTEGER NOT NULL, -- whether a person had a hand in it; such rows outlive their record
    body BLOB NOT NULL
);
CREATE INDEX bitexts_reviewed ON bitexts (canonical) WHERE reviewed;
-- What lists are filtered, sorted and summed by: narrow rows, so that all of them are read in milliseconds.
CREATE TABLE catalogue (
    number INTEGER PRIMARY KEY REFERENCES canonicals (number) ON DELETE CASCADE,
    indexed INTEGER NOT NULL DEFAULT 0, -- whether the search knows it
    texts TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER, -- of publication; of the start of a trial
    langs TEXT NOT NULL, -- 'both', 'en', 'zh' or ''
    title TEXT NOT NULL, -- as lists sort it
    members INTEGER NOT NULL,
    status TEXT, -- of the translation; NULL until it is aligned
    en INTEGER NOT NULL DEFAULT 0, -- sentences
    en_translated INTEGER NOT NULL DEFAULT 0,
    zh INTEGER NOT NULL DEFAULT 0,
    zh_translated INTEGER NOT NULL DEFAULT 0,
    findings INTEGER NOT NULL DEFAULT 0,
    confidence REAL, -- the lowest of the beads that nobody has accepted
    accepted INTEGER NOT NULL DEFAULT 0, -- beads
    beads INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL -- of the whole catalogue, when this row was last written
);
CREATE INDEX catalogue_by_texts ON catalogue (texts);
CREATE INDEX catalogue_by_title ON catalogue (title);
CREATE INDEX catalogue_by_version ON catalogue (version);
CREATE INDEX catalogue_unindexed ON catalogue (number) WHERE NOT indexed;
CREATE TABLE sites (
    site TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES catalogue (number) ON DELETE CASCADE,
    PRIMARY KEY (site, number)
) WITHOUT ROWID;
CREATE INDEX sites_by_number ON sites (number);
CREATE TABLE finding_kinds (
    number INTEGER NOT NULL REFERENCES catalogue (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (number, kind)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (title, abstract, terms, people, ids,
    content = '', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE decisions (
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (left_id, right_id)
) WITHOUT ROWID;
-- Everything that a person did, so that it can be told and undone.
CREATE TABLE acts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, -- UTC
    who TEXT NOT NULL,
    kind TEXT NOT NULL, -- 'pair' or 'alignment'
    subject TEXT NOT NULL, -- what later acts must not have touched for it to be undone
    canonical TEXT NOT NULL, -- the record to show it with
    what TEXT NOT NULL,
    before BLOB NOT NULL,
    after BLOB NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX acts_by_subject ON acts (subject, number);
CREATE INDEX acts_by_canonical ON acts (canonical, number);
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
                _create(connection)
            _check(connection, path)
            _log_ahead(connection)
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


def _create(connection: sqlite3.Connection) -> None:
    try:
        connection.executescript(_CREATION)
    except sqlite3.OperationalError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if _is_empty(connection):
            raise  # else another process has just created it


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; of two processes that do so at once SQLite turns one away without waiting."""
    patience = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(RETRY_S)
        else:
            return


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
            + ("install a newer one" if version > SCHEMA_VERSION else "build its folder anew, under another name")
        )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as exc:
        if exc.sqlite_errorname == "SQLITE_NOTADB":
            raise InputError(f"{path}: is not a corpus; give another name, or remove it first") from exc
        if exc.sqlite_errorname.startswith("SQLITE_IOERR") and path.with_name(f"{path.name}-wal").exists():
            raise InputError(
                f"{path}: {exc}; if it was removed or replaced while bicorpus review has it open, end that first"
            ) from exc
        if exc.sqlite_errorname == "SQLITE_BUSY":
            raise InputError(
                f"{path}: something has been writing it for {BUSY_TIMEOUT_S:.0f} s, a large build perhaps; "
                "nothing was changed: try again in a while"
            ) from exc
        raise InputError(f"{path}: {exc}") from exc


_CREATION = f"""
BEGIN IMMEDIATE;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
{TABLES}
COMMIT;
"""
