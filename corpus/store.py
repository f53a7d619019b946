"""The corpus in one SQLite file: files, their records, canonical records, links, bitexts and people's decisions.

Three rules make a killed run harmless. A file and its records are one transaction; all that deduplication found is one,
together with the state of the records it was found in; and bitexts are kept by the texts they align, so that those
which were finished serve every later run. Everything is read back in the order of its ids, never in that of arrival.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bicorpus import InputError, __version__
from corpus import schema
from corpus.bitext import Bitext, text_key
from corpus.census import Census
from corpus.schema import transaction
from dedupe.link import Canonical, Decision, Link, Result
from dedupe.relate import Relation, once
from ingest.bulk import FileEntry, FileResult
from ingest.record import Record, from_json, to_json

_UNSEEN = -(2**63)
"""In place of the date of a member that its container had when it was last read, and that has not turned up since."""


class FileState(NamedTuple):
    """A file as it was when it was read."""

    size: int
    mtime_ns: int
    sha256: str
    """Empty where it could not be opened: such a file is tried again every time."""


class Failure(NamedTuple):
    """A file that gave no record, or a canonical record that could not be aligned, and why."""

    name: str
    """The file's path, through a container to its member (``a.zip!x/y.html``), or the record's id."""
    reason: str


class Entry(NamedTuple):
    """One canonical record with everything that the corpus holds about it."""

    canonical: Canonical
    relations: tuple[Relation, ...]
    bitext: Bitext | None
    """None where the record has no abstract."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a corpus holds."""

    files: int
    """A container with all its members is one."""
    records: int
    papers: int
    trials: int
    uncertain: int
    """Pairs of records for a person to look at."""
    statuses: Mapping[str, int]
    """Canonical records by coverage status; those without an abstract are not among them."""
    findings: int
    """Numbers and the like that differ between the two languages."""

    @property
    def canonicals(self) -> int:
        return self.papers + self.trials

    @property
    def merged(self) -> int:
        """Records that another record of the same paper or trial made superfluous."""
        return self.records - self.canonicals


@contextmanager
def open_store(path: Path, *, write: bool = False) -> Iterator["Store"]:
    """Open the corpus file at ``path``; only with ``write`` is it created or changed.

    Raises:
        InputError, UsageError: it cannot be opened so; or, from within the block, the disk failed.
    """
    with (schema.writing if write else schema.reading)(path) as connection:
        yield Store(connection, path)


class Store:
    """An open corpus. Every method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path.resolve()

    # Files and their records

    def folder(self) -> str | None:
        """Return the folder that the corpus was built from, as ``set_folder`` was told."""
        return self._state("folder")

    def set_folder(self, folder: str) -> None:
        with transaction(self._db):
            self._set_state("folder", folder)

    def is_own_file(self, path: Path) -> bool:
        """Tell whether a file is the corpus itself or one that SQLite keeps beside it."""
        return (
            path.name.startswith(self._path.name)
            and path.resolve().parent == self._path.parent
            and (path.name.removeprefix(self._path.name) in {"", "-wal", "-shm", "-journal"})
        )

    def files(self) -> dict[str, FileState]:
        """Return every file as it was read, by path; what another version of bicorpus read counts as never opened."""
        sql = "SELECT path, size, mtime_ns, CASE WHEN reader = ? THEN sha256 ELSE '' END FROM files WHERE member = ''"
        return {path: FileState(*state) for path, *state in self._rows(sql, __version__)}

    def census(self, entries: Iterable[FileEntry]) -> Census:
        """Note which files there are, to be compared with those that the corpus knows."""
        return Census(self._db, entries)

    def failures(self) -> tuple[Failure, ...]:
        """Return the files and members that gave no record, in the order of their names."""
        sql = """
            SELECT CASE member WHEN '' THEN path ELSE path || '!' || member END, error
            FROM files WHERE error IS NOT NULL ORDER BY path, member
        """
        return tuple(Failure(*row) for row in self._rows(sql))

    def has_member(self, path: str, member: str, sha256: str, *, failed: bool = True) -> bool:
        """Tell whether a member is known with these bytes; without ``failed``, only if it gave records."""
        sql = "SELECT error FROM files WHERE path = ? AND member = ? AND sha256 = ? AND reader = ?"
        row = self._db.execute(sql, (path, member, sha256, __version__)).fetchone()
        return row is not None and (failed or row[0] is None)

    def expect(self, entry: FileEntry) -> None:
        """Note that a file is about to be read: until that is finished it counts as unread, whatever comes between.

        The members that it had are kept, until it has been read to its end without them.
        """
        if self._db.execute("SELECT 1 FROM files WHERE path = ? AND member <> '' LIMIT 1", (entry.path,)).fetchone():
            with transaction(self._db):
                self._db.execute("UPDATE files SET mtime_ns = ? WHERE path = ? AND member <> ''", (_UNSEEN, entry.path))
                self._db.execute("UPDATE files SET sha256 = '' WHERE path = ? AND member = ''", (entry.path,))

    def put_file(self, result: FileResult) -> None:
        """Keep what a file or member gave, in place of what it gave before.

        The result of a container, which comes after those of its members, ends the reading of it.

        Raises:
            InputError: the records cannot be kept: an id is another file's, or a text holds unpaired surrogates.
        """
        entry, place = result.entry, (result.entry.path, result.member or "")
        row = (*place, entry.size, entry.mtime_ns, result.sha256, __version__, result.error)
        try:
            records = [(record.id, *place, to_json(record)) for record in result.records]
            with transaction(self._db):
                if result.is_known:
                    self._see(*place, entry.mtime_ns)
                    return
                removed = self._remove_records(*place)
                self._db.execute("REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                self._db.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", records)
                if result.member is None:
                    removed += self._forget_unseen(entry.path)
                if removed or records:
                    self._count_change()
        except sqlite3.IntegrityError as exc:
            raise InputError("a record here has the id of a record in another file") from exc
        except UnicodeEncodeError as exc:
            raise InputError(f"a record holds characters that are no text: {exc}") from exc

    def touch(self, entry: FileEntry) -> None:
        """Note that a file has a new date and the same bytes."""
        with transaction(self._db):
            self._see(entry.path, "", entry.mtime_ns)

    def forget(self, paths: Iterable[str]) -> int:
        """Remove files that are gone, with their members and records; return how many files those were."""
        with transaction(self._db):
            gone = [path for path in paths if self._db.execute("DELETE FROM files WHERE path = ?", (path,)).rowcount]
            if gone:
                self._count_change()
        return len(gone)

    def records(self) -> Iterator[Record]:
        """Yield every record, in the order of ids."""
        return (from_json(body) for (body,) in self._rows("SELECT body FROM records ORDER BY id"))

    # What deduplication found

    def revision(self) -> int:
        """Return a number that grows with every change of records or decisions."""
        return int(self._state("revision") or 0)

    def is_deduplicated(self, method: str) -> bool:
        """Tell whether the canonical records are those that ``method`` makes of the present records and decisions."""
        return self._state("deduplicated") == f"{self.revision()} {method}"

    def put_result(self, result: Result, revision: int, method: str) -> None:
        """Keep what deduplication made of the records as they were at ``revision``, in place of all it made before."""
        canonical_of = {member: canonical.id for canonical in result.canonicals for member in canonical.members}
        with transaction(self._db):
            self._db.execute("DELETE FROM canonicals")
            self._db.execute("DELETE FROM links")
            self._db.executemany("INSERT INTO canonicals VALUES (?, ?, ?, ?)", map(_canonical_row, result.canonicals))
            links = (*result.links, *result.uncertain)
            self._db.executemany(
                "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (_link_row(link, canonical_of) for link in links),
            )
            self._db.execute("DELETE FROM bitexts WHERE texts NOT IN (SELECT texts FROM canonicals)")
            self._set_state("warnings", msgspec.json.encode(result.warnings).decode())
            self._set_state("deduplicated", f"{revision} {method}")

    def canonicals(self) -> Iterator[Canonical]:
        """Yield every canonical record, in the order of ids."""
        return (_canonical.decode(body) for (body,) in self._rows("SELECT body FROM canonicals ORDER BY id"))

    def uncertain(self) -> Iterator[Link]:
        """Yield the pairs that a person should look at, likeliest first."""
        sql = "SELECT body FROM links WHERE verdict = 'uncertain' ORDER BY probability DESC, left_id, right_id"
        return (_link.decode(body) for (body,) in self._rows(sql))

    def warnings(self) -> tuple[str, ...]:
        """Return which decisions the canonical records leave aside, and why."""
        return msgspec.json.decode(self._state("warnings") or "[]", type=tuple[str, ...])

    def decisions(self) -> tuple[Decision, ...]:
        """Return people's decisions in the order in which they were taken."""
        rows = self._rows("SELECT left_id, right_id, verdict FROM decisions ORDER BY number")
        return tuple(Decision(*row) for row in rows)

    def decide(self, decision: Decision) -> None:
        """Keep a person's word on two records, in place of an earlier one; it holds in every later build."""
        left, right = sorted((decision.left, decision.right))
        with transaction(self._db):
            number = self._number("SELECT coalesce(max(number), 0) + 1 FROM decisions")
            self._db.execute("REPLACE INTO decisions VALUES (?, ?, ?, ?)", (left, right, decision.verdict, number))
            self._count_change()

    def undo(self, left: str, right: str) -> bool:
        """Forget what a person decided on two records, in either order; return whether there was a decision."""
        with transaction(self._db):
            sql = "DELETE FROM decisions WHERE left_id = ? AND right_id = ?"
            undone = self._db.execute(sql, sorted((left, right))).rowcount > 0
            if undone:
                self._count_change()
        return undone

    # Aligned texts

    def unaligned(self, aligner: str) -> Iterator[Canonical]:
        """Yield one canonical for every pair of texts that ``aligner`` has not aligned, in the order of ids."""
        sql = """
            SELECT body, min(id) FROM canonicals WHERE texts <> '' AND NOT EXISTS
                (SELECT * FROM bitexts WHERE bitexts.texts = canonicals.texts AND aligner = ?)
            GROUP BY texts ORDER BY min(id)
        """
        return (_canonical.decode(body) for body, _ in self._rows(sql, aligner))

    def put_bitext(self, canonical: Canonical, bitext: Bitext, aligner: str) -> None:
        coverage = bitext.coverage
        row = (text_key(canonical.record.abstract), aligner, coverage.status, sum(coverage.findings.values()))
        with transaction(self._db):
            self._db.execute("REPLACE INTO bitexts VALUES (?, ?, ?, ?, ?)", (*row, msgspec.json.encode(bitext)))

    # All together

    def entries(self) -> Iterator[Entry]:
        """Yield every canonical record with its links and aligned texts, in the order of ids."""
        sql = "SELECT c.body, b.body FROM canonicals c LEFT JOIN bitexts b USING (texts) ORDER BY c.id"
        for canonical_body, bitext_body in self._rows(sql):
            canonical = _canonical.decode(canonical_body)
            bitext = _bitext.decode(bitext_body) if bitext_body else None
            yield Entry(canonical, self._relations(canonical.id), bitext)

    def counts(self) -> Counts:
        kinds = dict(self._rows("SELECT kind, count(*) FROM canonicals GROUP BY kind"))
        statuses = self._rows(
            "SELECT status, count(*) FROM canonicals JOIN bitexts USING (texts) GROUP BY status ORDER BY 1"
        )
        return Counts(
            files=self._number("SELECT count(*) FROM files WHERE member = ''"),
            records=self._number("SELECT count(*) FROM records"),
            papers=kinds.get("paper", 0),
            trials=kinds.get("trial", 0),
            uncertain=self._number("SELECT count(*) FROM links WHERE verdict = 'uncertain'"),
            statuses=dict(statuses),
            findings=self._number("SELECT coalesce(sum(findings), 0) FROM canonicals JOIN bitexts USING (texts)"),
        )

    def is_finished(self) -> bool:
        """Tell whether a build has run to its end since the last change."""
        unaligned = self._number(
            "SELECT count(*) FROM canonicals LEFT JOIN bitexts USING (texts) WHERE texts <> '' AND bitexts.body IS NULL"
        )
        return not unaligned and (self._state("deduplicated") or "").startswith(f"{self.revision()} ")

    def _relations(self, canonical: str) -> tuple[Relation, ...]:
        sql = """
            SELECT body, right_canonical FROM links WHERE left_canonical = :id
            UNION ALL SELECT body, left_canonical FROM links WHERE right_canonical = :id AND left_canonical <> :id
        """
        found = self._db.execute(sql, {"id": canonical})
        return once(canonical, (Relation(_link.decode(body), other) for body, other in found))

    def _remove_records(self, path: str, member: str) -> int:
        return self._db.execute("DELETE FROM records WHERE path = ? AND member = ?", (path, member)).rowcount

    def _see(self, path: str, member: str, mtime_ns: int) -> None:
        sql = "UPDATE files SET mtime_ns = ? WHERE path = ? AND member = ?"
        self._db.execute(sql, (mtime_ns, path, member))

    def _forget_unseen(self, path: str) -> int:
        sql = "DELETE FROM files WHERE path = ? AND member <> '' AND mtime_ns = ?"
        return self._db.execute(sql, (path, _UNSEEN)).rowcount

    def _count_change(self) -> None:
        self._set_state("revision", str(self.revision() + 1))

    def _state(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _set_state(self, key: str, value: str) -> None:
        self._db.execute("REPLACE INTO state VALUES (?, ?)", (key, value))

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        return self._db.execute(sql, values)

    def _number(self, sql: str) -> int:
        return int(self._db.execute(sql).fetchone()[0])


def _canonical_row(canonical: Canonical) -> tuple[str, str, str, bytes]:
    return canonical.id, canonical.kind, text_key(canonical.record.abstract), msgspec.json.encode(canonical)


def _link_row(link: Link, canonical_of: Mapping[str, str]) -> tuple[str | float | bytes, ...]:
    ends = canonical_of[link.left], canonical_of[link.right]
    return link.left, link.right, link.kind, link.verdict, link.probability, *ends, msgspec.json.encode(link)


_canonical = msgspec.json.Decoder(Canonical)
_link = msgspec.json.Decoder(Link)
_bitext = msgspec.json.Decoder(Bitext)
