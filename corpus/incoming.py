"""What another build made, on its way into a corpus: taken in row by row as it comes, then put in place all at once.

SQLite keeps it in tables that are gone with the connection, so that millions of rows take no memory, and what turns out
to be damaged or incomplete has changed nothing. It is put in place in the order of ids, whatever the order it came in.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

import msgspec

from bicorpus import InputError
from corpus.bitext import Bitext
from corpus.catalogue import Catalogue
from corpus.catalogue.catalogue import TAKEN_OUT
from corpus.results import add_canonicals, remove_canonicals
from dedupe.link import Canonical, Link
from ingest.record import Record, to_json

T = TypeVar("T")
FileRow = tuple[str, str, int, int, str, str, str | None]
"""As the table ``files`` has it."""
AGAIN = "copy the whole folder again, or run the build that wrote it once more"
"""What to do about a result that is damaged or incomplete."""
AT_ONCE = 500
"""Canonical records that are objects at once: some megabytes."""

_TABLES = """
    CREATE TEMP TABLE incoming_files
        (path, member, size, mtime_ns, sha256, reader, error, PRIMARY KEY (path, member)) WITHOUT ROWID;
    CREATE TEMP TABLE incoming_records (id PRIMARY KEY, path, member, site, body);
    CREATE TEMP TABLE incoming_canonicals (id PRIMARY KEY, kind, number, is_same NOT NULL DEFAULT 0, body);
    CREATE TEMP TABLE incoming_members (record_id PRIMARY KEY, id) WITHOUT ROWID;
    CREATE TEMP TABLE incoming_founders (name, id);
    CREATE TEMP TABLE incoming_links
        (left_id, right_id, kind, verdict, probability, left_canonical, right_canonical, body);
    CREATE TEMP TABLE incoming_bitexts (texts PRIMARY KEY, id, aligner, body);
"""
_PUT_BITEXT = """
    INSERT INTO incoming_bitexts VALUES (?, ?, ?, ?) ON CONFLICT (texts)
    DO UPDATE SET id = excluded.id, aligner = excluded.aligner, body = excluded.body WHERE excluded.id < id
"""
_FAULTS = {
    "the table 'canonicals' names {0!r}, which the table 'records' lacks": """
        SELECT record_id FROM incoming_members WHERE record_id NOT IN (SELECT id FROM incoming_records) LIMIT 1
    """,
    "no row of the table 'canonicals' names {0!r}, which the table 'records' has": """
        SELECT id FROM incoming_records WHERE id NOT IN (SELECT record_id FROM incoming_members) LIMIT 1
    """,
    "the table 'records' names {0!r}, which the table 'files' lacks": """
        SELECT CASE member WHEN '' THEN path ELSE path || '!' || member END FROM incoming_records AS r
        WHERE NOT EXISTS (SELECT 1 FROM incoming_files AS f WHERE f.path = r.path AND f.member = r.member) LIMIT 1
    """,
    "the table 'links' takes {0!r} for a member of {1!r}, which it is not in the table 'canonicals'": """
        SELECT record_id, named FROM (
            SELECT left_id AS record_id, left_canonical AS named FROM incoming_links
            UNION ALL SELECT right_id, right_canonical FROM incoming_links
        ) LEFT JOIN incoming_members AS m USING (record_id) WHERE m.id IS NOT named LIMIT 1
    """,
    "the table 'coverage' names {0!r}, which the table 'canonicals' lacks": """
        SELECT id FROM incoming_bitexts WHERE id NOT IN (SELECT id FROM incoming_canonicals) LIMIT 1
    """,
}
"""What tables that belong together do not say, and what finds it if they do."""
_LEAVE_OUT_FILES = """
    DELETE FROM incoming_files WHERE member <> '' AND NOT EXISTS
        (SELECT 1 FROM incoming_records AS r WHERE r.path = incoming_files.path AND r.member = incoming_files.member)
"""
_UNREAD_CONTAINERS = """
    UPDATE incoming_files SET sha256 = ''
    WHERE member = '' AND path IN (SELECT path FROM incoming_files WHERE member <> '')
"""
_MATCH = """
    UPDATE incoming_canonicals SET number = c.number, is_same = c.body = incoming_canonicals.body
    FROM canonicals AS c WHERE c.id = incoming_canonicals.id
"""
_REMOVED = """
    SELECT number FROM canonicals EXCEPT SELECT number FROM incoming_canonicals WHERE is_same
"""
_ADDED = "SELECT number, body FROM incoming_canonicals WHERE NOT is_same ORDER BY number IS NULL, id"
_PUT_LINKS = """
    INSERT INTO links SELECT left_id, right_id, l.kind, verdict, probability, left_canonical, right_canonical, c.kind,
        l.body FROM incoming_links AS l JOIN incoming_canonicals AS c ON c.id = left_canonical
    ORDER BY verdict = 'uncertain', CASE verdict WHEN 'uncertain' THEN -probability END, left_id, right_id
"""
_LEAVE_REVIEWED = """
    DELETE FROM incoming_bitexts WHERE texts IN (SELECT texts FROM bitexts WHERE reviewed)
        OR id IN (SELECT canonical FROM bitexts WHERE reviewed)
        OR id IN (SELECT id FROM incoming_founders JOIN bitexts ON canonical = name WHERE reviewed)
"""
"""A person's alignment stays; texts that took the place of such are aligned here, to carry over what is accepted."""
_RENEWED = """
    SELECT texts FROM incoming_bitexts AS i LEFT JOIN bitexts AS b USING (texts)
    WHERE b.body IS NOT i.body AND texts IN (SELECT texts FROM canonicals) ORDER BY texts
"""


class Incoming:
    """Tables like those of a corpus, filled before they take their place."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._db = connection
        self._name = name
        connection.executescript(_TABLES)

    def put_canonicals(self, canonicals: Iterable[Canonical]) -> None:
        with self._loading("canonicals"):
            for some in _batches(canonicals):
                rows = ((c.id, c.kind, msgspec.json.encode(c)) for c in some)
                self._db.executemany("INSERT INTO incoming_canonicals (id, kind, body) VALUES (?, ?, ?)", rows)
                members = ((member, c.id) for c in some for member in c.members)
                self._db.executemany("INSERT INTO incoming_members VALUES (?, ?)", members)
                founders = ((name, c.id) for c in some for name in c.founders if name != c.id)
                self._db.executemany("INSERT INTO incoming_founders VALUES (?, ?)", founders)

    def put_records(self, records: Iterable[tuple[str, str, Record]]) -> None:
        """Take records in, each with the path and the member that it was read from."""
        rows = ((r.id, path, member, r.site, to_json(r)) for path, member, r in records)
        with self._loading("records"):
            self._db.executemany("INSERT INTO incoming_records VALUES (?, ?, ?, ?, ?)", rows)

    def put_files(self, files: Iterable[FileRow]) -> None:
        with self._loading("files"):
            self._db.executemany("INSERT INTO incoming_files VALUES (?, ?, ?, ?, ?, ?, ?)", files)

    def put_links(self, links: Iterable[tuple[Link, str, str]]) -> None:
        """Take links in, each with the canonical records that its ends are members of."""
        rows = (
            (link.left, link.right, link.kind, link.verdict, link.probability, left, right, msgspec.json.encode(link))
            for link, left, right in links
        )
        with self._loading("links"):
            self._db.executemany("INSERT INTO incoming_links VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def put_bitexts(self, bitexts: Iterable[tuple[str, str, str, Bitext]]) -> None:
        """Take aligned texts in: their key, the canonical record that has them, their aligner, and the alignment."""
        rows = ((texts, canonical, aligner, msgspec.json.encode(b)) for texts, canonical, aligner, b in bitexts)
        with self._loading("coverage"):
            self._db.executemany(_PUT_BITEXT, rows)

    def members(self) -> Iterator[str]:
        """Yield the ids of the records that are members of the canonical ones."""
        return (record for (record,) in self._db.execute("SELECT record_id FROM incoming_members"))

    def paths(self) -> Iterator[str]:
        """Yield the paths of the files that the records are from."""
        return (path for (path,) in self._db.execute("SELECT DISTINCT path FROM incoming_records"))

    def leave_out_files(self) -> None:
        """Leave out the members of containers that no record is from; what is left of these counts as unread."""
        with self._loading("files"):
            self._db.execute(_LEAVE_OUT_FILES)
            self._db.execute(_UNREAD_CONTAINERS)

    def check(self) -> None:
        """Compare what the tables say of each other.

        Raises:
            InputError: they are not of one result, or not all of them is there.
        """
        for fault, sql in _FAULTS.items():
            if row := self._db.execute(sql).fetchone():
                raise InputError(f"{self._name}: {fault.format(*row)}; {AGAIN}")

    def adopt(self) -> None:
        """Take the place of what the corpus holds, but for what people did, within the caller's transaction."""
        renewed = [texts for (texts,) in self._db.execute(_RENEWED)]
        self._put_records()
        self._db.execute(_LEAVE_REVIEWED)
        self._db.execute("REPLACE INTO bitexts SELECT texts, id, aligner, 0, body FROM incoming_bitexts ORDER BY id")
        self._put_canonicals()
        self._db.execute("DELETE FROM links")
        self._db.execute(_PUT_LINKS)
        self._note(renewed)

    def _put_records(self) -> None:
        self._db.execute("DELETE FROM records")
        self._db.execute("DELETE FROM files")
        self._db.execute("INSERT INTO files SELECT * FROM incoming_files ORDER BY path, member")
        self._db.execute("INSERT INTO records SELECT * FROM incoming_records ORDER BY id")

    def _put_canonicals(self) -> None:
        """Put new and changed canonical records in place; each keeps its number."""
        self._db.execute(_MATCH)
        removed = self._db.execute(_REMOVED).fetchall()
        if len(removed) > TAKEN_OUT:
            Catalogue(self._db).forget_words()
        for numbers in _batches(removed):
            remove_canonicals(self._db, [(number, self._canonical(number)) for (number,) in numbers])
        for added in _batches(self._db.execute(_ADDED)):
            add_canonicals(self._db, [(number, _canonical.decode(body)) for number, body in added])

    def _canonical(self, number: int) -> Canonical:
        [body] = self._db.execute("SELECT body FROM canonicals WHERE number = ?", (number,)).fetchone()
        return _canonical.decode(body)

    def _note(self, renewed: Iterable[str]) -> None:
        """Let the catalogue know how texts are aligned now whose canonical records did not change."""
        for texts in renewed:
            for (body,) in self._db.execute("SELECT body FROM bitexts WHERE texts = ?", (texts,)):
                Catalogue(self._db).note(texts, _bitext.decode(body))

    @contextmanager
    def _loading(self, table: str) -> Iterator[None]:
        """Fill tables in a transaction that others do not wait for, since it changes nothing of theirs."""
        self._db.execute("BEGIN")
        try:
            yield
        except sqlite3.IntegrityError as exc:
            raise InputError(f"{self._name}: the table {table!r} has a row twice ({exc}); {AGAIN}") from exc
        finally:
            if self._db.in_transaction:
                self._db.execute("COMMIT")


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some


_canonical = msgspec.json.Decoder(Canonical)
_bitext = msgspec.json.Decoder(Bitext)
