"""The corpus in one SQLite file: files, their records, canonical records, links and bitexts.

What people did is in ``Store.journal``, what lists of records are made of in ``Store.catalogue``.

Three rules make a killed run harmless. A file and its records are one transaction; all that deduplication found is one,
together with the state of the records it was found in; and bitexts are kept by the texts they align, so that those
which were finished serve every later run. Everything is read back in the order of its ids, never in that of arrival.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from bicorpus import InputError, __version__
from corpus import schema, state
from corpus.bitext import Bitext, text_key
from corpus.catalogue import Catalogue
from corpus.census import Census
from corpus.holdings import Counts, Entry, Failure, FileState, Origin, Unaligned
from corpus.incoming import Incoming
from corpus.journal import Journal
from corpus.results import find_changes, link_rows, put_canonicals, put_links
from corpus.schema import transaction
from dedupe.link import Canonical, Decision, Link, Result
from dedupe.relate import Relation, once
from ingest.bulk import FileEntry, FileResult
from ingest.record import Record, from_json, to_json

BATCH = 500
"""Records that the search is told of in one transaction: a tenth of a second, which others wait for.

Their words are made before, in as much time, so that others have their turn.
"""
_UNSEEN = -(2**63)
"""In place of the date of a member that its container had when it was last read, and that has not turned up since."""


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
        self.catalogue = Catalogue(connection)
        self.journal = Journal(connection)

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query on the tables of ``corpus.schema``."""
        return self._db.execute(sql, values)

    # Files and their records

    def folder(self) -> str | None:
        """Return the folder that the corpus was built from, as ``set_folder`` was told."""
        return state.get(self._db, "folder")

    def set_folder(self, folder: str) -> None:
        with transaction(self._db):
            state.put(self._db, "folder", folder)

    def model(self) -> tuple[str, str | None]:
        """Return the name and the prompt of the encoder that the corpus was built with, as ``set_model`` was told."""
        name, prompt = msgspec.json.decode(state.get(self._db, "model") or '["bundled", null]')
        return name, prompt

    def set_model(self, name: str, prompt: str | None) -> None:
        with transaction(self._db):
            self._put_model(name, prompt)

    def lake(self) -> str | None:
        """Return the result of a build on Spark that the corpus was imported from, as ``adopt`` was told."""
        return state.get(self._db, "lake")

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
        return {path: FileState(*state) for path, *state in self.rows(sql, __version__)}

    def census(self, entries: Iterable[FileEntry]) -> Census:
        """Note which files there are, to be compared with those that the corpus knows."""
        return Census(self._db, entries)

    def failures(self) -> tuple[Failure, ...]:
        """Return the files and members that gave no record, in the order of their names."""
        sql = """
            SELECT CASE member WHEN '' THEN path ELSE path || '!' || member END, error
            FROM files WHERE error IS NOT NULL ORDER BY path, member
        """
        return tuple(Failure(*row) for row in self.rows(sql))

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
            records = [(record.id, *place, record.site, to_json(record)) for record in result.records]
            with transaction(self._db):
                if result.is_known:
                    self._see(*place, entry.mtime_ns)
                    return
                removed = self._remove_records(*place)
                self._db.execute("REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                self._db.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?)", records)
                if result.member is None:
                    removed += self._forget_unseen(entry.path)
                if removed or records:
                    state.count_change(self._db, "records")
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
                state.count_change(self._db, "records")
        return len(gone)

    def records(self) -> Iterator[Record]:
        """Yield every record, in the order of ids."""
        return (from_json(body) for (body,) in self.rows("SELECT body FROM records ORDER BY id"))

    def record(self, record_id: str) -> Record | None:
        """Return the record of that id, or None where there is none."""
        return next(
            (from_json(body) for (body,) in self.rows("SELECT body FROM records WHERE id = ?", record_id)), None
        )

    # What deduplication found

    def revision(self) -> int:
        """Return a number that grows with every change of records or decisions."""
        return state.revision(self._db)

    def is_deduplicated(self, method: str) -> bool:
        """Tell whether the canonical records are those that ``method`` makes of the present records and decisions."""
        return state.get(self._db, "deduplicated") == f"{self.revision()} {method}"

    def is_current(self) -> bool:
        """Tell whether the canonical records are made of the present records and decisions, by whatever method."""
        return (state.get(self._db, "deduplicated") or "").startswith(f"{self.revision()} ")

    def put_result(self, result: Result, revision: int, method: str) -> None:
        """Keep what deduplication made of the records as they were at ``revision``, in place of all it made before."""
        # Compared before the transaction: a million records take a minute, and others want to write.
        count, changes = state.get(self._db, "results"), find_changes(self._db, result.canonicals)
        links = link_rows((*result.links, *result.uncertain), result.canonicals)
        with transaction(self._db):
            if state.get(self._db, "results") != count:  # another build came in between
                changes = find_changes(self._db, result.canonicals)
            put_canonicals(self._db, changes)
            put_links(self._db, links)
            self._end_result(revision, method, result.warnings)

    def incoming(self, name: str) -> Incoming:
        """Return tables to be filled with what another build made, which messages call by that name."""
        return Incoming(self._db, name)

    def adopt(self, incoming: Incoming, lake: str, origin: Origin) -> None:
        """Put what another build made in place of files, records and all that was made of them.

        What people did stays. Their decisions, which that build did not know, wait for the next one.

        Args:
            incoming: what it made.
            lake: where that was.
            origin: how it was made.
        """
        with transaction(self._db):
            incoming.adopt()
            state.put(self._db, "lake", lake)
            state.put(self._db, "folder", origin.folder)
            self._put_model(origin.model, origin.prompt)
            state.count_change(self._db, "records")
            self._end_result(self.revision(), origin.method, origin.warnings)
            if self._number("SELECT count(*) FROM decisions"):
                state.count_change(self._db, "decisions")

    def canonicals(self) -> Iterator[Canonical]:
        """Yield every canonical record, in the order of ids."""
        return (_canonical.decode(body) for (body,) in self.rows("SELECT body FROM canonicals ORDER BY id"))

    def canonical_of(self, record_id: str) -> str | None:
        """Return the id of the canonical record that a record is a member of."""
        sql = "SELECT canonicals.id FROM members JOIN canonicals USING (number) WHERE record_id = ?"
        return next((canonical for (canonical,) in self.rows(sql, record_id)), None)

    def link(self, left: str, right: str) -> Link | None:
        """Return the link between two records, in either order."""
        sql = "SELECT body FROM links WHERE left_id = :a AND right_id = :b OR left_id = :b AND right_id = :a"
        found = self._db.execute(sql, {"a": left, "b": right})
        return next((_link.decode(body) for (body,) in found), None)

    def uncertain(self) -> Iterator[Link]:
        """Yield the pairs that a person should look at, likeliest first."""
        sql = "SELECT body FROM links WHERE verdict = 'uncertain' ORDER BY probability DESC, left_id, right_id"
        return (_link.decode(body) for (body,) in self.rows(sql))

    def warnings(self) -> tuple[str, ...]:
        """Return which decisions the canonical records leave aside, and why."""
        return msgspec.json.decode(state.get(self._db, "warnings") or "[]", type=tuple[str, ...])

    def decisions(self) -> tuple[Decision, ...]:
        """Return people's decisions in the order in which they were taken."""
        rows = self.rows("SELECT left_id, right_id, verdict FROM decisions ORDER BY number")
        return tuple(Decision(*row) for row in rows)

    def pending(self) -> int:
        """Return how many decisions the canonical records do not show yet; those left aside for good do not count."""
        if self.is_current():
            return 0
        return self._number("""
            SELECT count(*) FROM decisions
            JOIN members AS a ON a.record_id = left_id JOIN members AS b ON b.record_id = right_id
            WHERE (verdict = 'same') <> (a.number = b.number)
        """)

    # Aligned texts

    def unaligned(self, aligner: str) -> Iterator[Unaligned]:
        """Yield one canonical for every pair of texts that ``aligner`` has not aligned, in the order of ids."""
        sql = """
            SELECT canonicals.body, bitexts.body, reviewed, min(id) FROM canonicals LEFT JOIN bitexts USING (texts)
            WHERE texts <> '' AND aligner IS NOT ? GROUP BY texts ORDER BY min(id)
        """
        for canonical_body, bitext_body, is_reviewed, _ in self.rows(sql, aligner):
            canonical = _canonical.decode(canonical_body)
            reviewed = _bitext.decode(bitext_body) if is_reviewed else None
            yield Unaligned(canonical, reviewed, None if bitext_body else self._former(canonical))

    def put_bitext(self, todo: Unaligned, bitext: Bitext, aligner: str) -> bool:
        """Keep how texts were aligned; return False, and keep nothing, where a person has worked on them meanwhile."""
        texts = text_key(todo.canonical.record.abstract)
        with transaction(self._db):
            row = self._db.execute("SELECT body FROM bitexts WHERE texts = ? AND reviewed", (texts,)).fetchone()
            if (_bitext.decode(row[0]) if row else None) != todo.reviewed:
                return False
            reviewed = todo.reviewed is not None or bool(bitext.accepted or bitext.edits)
            values = (texts, todo.canonical.id, aligner, reviewed, msgspec.json.encode(bitext))
            self._db.execute("REPLACE INTO bitexts VALUES (?, ?, ?, ?, ?)", values)
            self.catalogue.note(texts, bitext)
        return True

    def reviewed(self) -> Iterator[tuple[str, Bitext]]:
        """Yield every bitext that a person had a hand in, with its canonical record's id, in the order of ids."""
        sql = "SELECT canonical, body FROM bitexts WHERE reviewed ORDER BY canonical, texts"
        return ((canonical, _bitext.decode(body)) for canonical, body in self.rows(sql))

    def indexing(self) -> Iterator[int]:
        """Let the search know the records that it does not know yet; yield how many it has been told of."""
        with transaction(self._db):
            self.catalogue.renew()
        told = 0
        while todo := self.catalogue.next_unindexed(BATCH):
            with transaction(self._db):
                self.catalogue.index(todo)
            yield (told := told + len(todo))

    # All together

    def entries(self) -> Iterator[Entry]:
        """Yield every canonical record with its links and aligned texts, in the order of ids."""
        return map(self._entry, self.rows(f"{_ENTRIES} ORDER BY id"))

    def entry(self, canonical: str) -> Entry | None:
        """Return the canonical record of that id with its links and aligned texts, or None where there is none."""
        return next(map(self._entry, self.rows(f"{_ENTRIES} WHERE id = ?", canonical)), None)

    def counts(self) -> Counts:
        kinds = dict(self.rows("SELECT kind, count(*) FROM catalogue GROUP BY kind"))
        statuses = self.rows(
            "SELECT status, count(*) FROM catalogue WHERE texts <> '' AND status IS NOT NULL GROUP BY 1"
        )
        return Counts(
            files=self._number("SELECT count(*) FROM files WHERE member = ''"),
            records=self._number("SELECT count(*) FROM records"),
            papers=kinds.get("paper", 0),
            trials=kinds.get("trial", 0),
            uncertain=self._number("SELECT count(*) FROM links WHERE verdict = 'uncertain'"),
            statuses={status: count for status, count in statuses if status},
            findings=self._number("SELECT coalesce(sum(findings), 0) FROM catalogue"),
        )

    def is_finished(self) -> bool:
        """Tell whether a build has run to its end since records changed; that decisions wait is another matter."""
        merged, _, method = (state.get(self._db, "deduplicated") or "0").partition(" ")
        if not method or int(merged) < state.changed(self._db, "records"):
            return False
        return not self._number("SELECT count(*) FROM catalogue WHERE status IS NULL")

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        canonical = _canonical.decode(row[0])
        return Entry(canonical, self._relations(canonical.id), _bitext.decode(row[1]) if row[1] else None)

    def _former(self, canonical: Canonical) -> Bitext | None:
        """Return what people made of texts that a canonical record, or one that it came of, had and lost."""
        names = {canonical.id, *canonical.founders}
        sql = f"""
            SELECT body FROM bitexts WHERE reviewed AND canonical IN ({", ".join("?" * len(names))})
            ORDER BY canonical <> ?, canonical, texts
        """  # noqa: S608 - question marks only
        return next((_bitext.decode(body) for (body,) in self.rows(sql, *sorted(names), canonical.id)), None)

    def _relations(self, canonical: str) -> tuple[Relation, ...]:
        sql = """
            SELECT body, right_canonical FROM links WHERE left_canonical = :id
            UNION ALL SELECT body, left_canonical FROM links WHERE right_canonical = :id AND left_canonical <> :id
        """
        found = self._db.execute(sql, {"id": canonical})
        return once(canonical, (Relation(_link.decode(body), other) for body, other in found))

    def _put_model(self, name: str, prompt: str | None) -> None:
        state.put(self._db, "model", msgspec.json.encode((name, prompt)).decode())

    def _end_result(self, revision: int, method: str, warnings: tuple[str, ...]) -> None:
        """Note that the canonical records are those that ``method`` made of the records at ``revision``."""
        self._db.execute(_FORGET_BITEXTS)
        state.put(self._db, "warnings", msgspec.json.encode(warnings).decode())
        state.put(self._db, "deduplicated", f"{revision} {method}")
        state.put(self._db, "results", str(int(state.get(self._db, "results") or 0) + 1))

    def _remove_records(self, path: str, member: str) -> int:
        return self._db.execute("DELETE FROM records WHERE path = ? AND member = ?", (path, member)).rowcount

    def _see(self, path: str, member: str, mtime_ns: int) -> None:
        sql = "UPDATE files SET mtime_ns = ? WHERE path = ? AND member = ?"
        self._db.execute(sql, (mtime_ns, path, member))

    def _forget_unseen(self, path: str) -> int:
        sql = "DELETE FROM files WHERE path = ? AND member <> '' AND mtime_ns = ?"
        return self._db.execute(sql, (path, _UNSEEN)).rowcount

    def _number(self, sql: str) -> int:
        return int(self._db.execute(sql).fetchone()[0])


_canonical = msgspec.json.Decoder(Canonical)
_link = msgspec.json.Decoder(Link)
_bitext = msgspec.json.Decoder(Bitext)
_ENTRIES = "SELECT canonicals.body, bitexts.body FROM canonicals LEFT JOIN bitexts USING (texts)"
_FORGET_BITEXTS = """
    DELETE FROM bitexts WHERE texts IN (SELECT texts FROM bitexts EXCEPT SELECT texts FROM canonicals) AND NOT reviewed
"""
"""Those of texts that no record has; told from two indexes, without a look at each bitext."""
