"""The catalogue of canonical records: written by builds and reviewers, looked through by search, facets and sorting.

A record has a narrow row here, of what lists are filtered, sorted and summed by, and its words in the index of FTS5.
Rows are written with what they tell of; words are indexed later, in short transactions, and ``indexed`` tells where
that stands. The index keeps no texts: what is taken out of it must be the words that were put in, and these are made
of the record as it was (``corpus.search.words``).
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from align.coverage import Side
from corpus import state
from corpus.bitext import Bitext, text_key
from corpus.catalogue.find import Found, Query, find
from corpus.catalogue.table import Table, latest, next_version, snapshot
from corpus.search.words import Words, index_version, searched
from dedupe.link import Canonical
from ingest.record import Record

NO_ABSTRACT = "no abstract"
"""The status of a record that there is nothing to align of."""
TAKEN_OUT = 8_000
"""Records whose words are taken out in one transaction, of 4 s; with more, all words are put in anew later."""

_YEAR = re.compile(r"[12][0-9]{3}(?![0-9])")
_COLUMNS = ", ".join(Words._fields)
_SLOTS = ", ".join("?" * len(Words._fields))
_PUT = f"INSERT INTO search (rowid, {_COLUMNS}) VALUES (?, {_SLOTS})"  # noqa: S608
_TAKE = f"INSERT INTO search (search, rowid, {_COLUMNS}) VALUES ('delete', ?, {_SLOTS})"  # noqa: S608
_ROW = """
    INSERT INTO catalogue (number, texts, kind, year, langs, title, members, status, version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NOTE = """
    UPDATE catalogue SET status = ?, en = ?, en_translated = ?, zh = ?, zh_translated = ?, findings = ?,
        confidence = ?, accepted = ?, beads = ?, version = ?
    WHERE texts = ?
"""
_FORGET_KINDS = "DELETE FROM finding_kinds WHERE number IN (SELECT number FROM catalogue WHERE texts = ?)"
_PUT_KIND = "INSERT INTO finding_kinds SELECT number, ?, ? FROM catalogue WHERE texts = ?"
_UNINDEXED = """
    SELECT number, version, body FROM catalogue JOIN canonicals USING (number)
    WHERE NOT indexed ORDER BY number LIMIT ?
"""
_INDEXED = "UPDATE catalogue SET indexed = 1 WHERE number = ? AND version = ? AND NOT indexed"


class Unindexed(NamedTuple):
    """A record that the search does not know yet."""

    number: int
    version: int
    """Of its row, when its words were made."""
    words: Words


class Catalogue:
    """The catalogue of an open corpus. What writes does so in the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def find(self, query: Query) -> Found:
        """Return a page of what a query asks for, outside of any transaction."""
        return find(self._db, query)

    def table(self) -> Table:
        """Return all rows, for sums, outside of any transaction."""
        with snapshot(self._db):
            return latest(self._db)

    def replace(self, numbered: Iterable[tuple[int, Canonical, Sequence[str]]]) -> None:
        """Enter canonical records with their numbers and the sites of their members; none of them has a row."""
        version, aligned = next_version(self._db), set()
        for number, canonical, sites in numbered:
            texts = text_key(canonical.record.abstract)
            self._db.execute(_ROW, (number, texts, *_row(canonical), None if texts else NO_ABSTRACT, version))
            self._db.executemany("INSERT INTO sites VALUES (?, ?)", ((site, number) for site in sites))
            aligned.add(texts)
        for texts in sorted(aligned):
            for (body,) in self._db.execute("SELECT body FROM bitexts WHERE texts = ?", (texts,)):
                self.note(texts, _bitext.decode(body))

    def remove(self, canonicals: Iterable[tuple[int, Canonical]]) -> None:
        """Take canonical records out, given as they were when they were entered."""
        next_version(self._db)
        removed = list(canonicals)
        if len(removed) > TAKEN_OUT:
            self.forget_words()
        has_words = self._is_current()
        for number, canonical in removed:
            rows = self._db.execute("DELETE FROM catalogue WHERE number = ? RETURNING indexed", (number,)).fetchall()
            if has_words and (1,) in rows:
                self._db.execute(_TAKE, (number, *searched(canonical)))

    def note(self, texts: str, bitext: Bitext) -> None:
        """Enter how texts are aligned, with every record that has them."""
        coverage, sides = bitext.coverage, (bitext.coverage.en, bitext.coverage.zh)
        sentences = (count for side in sides for count in _sentences(side))
        findings, accepted = sum(coverage.findings.values()), len(bitext.accepted)
        row = (coverage.status, *sentences, findings, _doubt(bitext), accepted, len(bitext.beads))
        self._db.execute(_NOTE, (*row, next_version(self._db), texts))
        self._db.execute(_FORGET_KINDS, (texts,))
        self._db.executemany(_PUT_KIND, ((kind, count, texts) for kind, count in coverage.findings.items()))

    def unindexed(self) -> int:
        """Return how many records the search does not know yet."""
        known = "WHERE NOT indexed" if self._is_current() else ""  # an index has those that are not
        return int(self._db.execute(f"SELECT count(*) FROM catalogue {known}").fetchone()[0])  # noqa: S608

    def renew(self) -> None:
        """Begin the index anew where another version made it."""
        if not self._is_current():
            self.forget_words()

    def next_unindexed(self, most: int) -> list[Unindexed]:
        """Return the next records that the search does not know; to make their words needs no transaction."""
        rows = self._db.execute(_UNINDEXED, (most,)).fetchall()
        return [Unindexed(number, version, searched(_canonical.decode(body))) for number, version, body in rows]

    def index(self, records: Iterable[Unindexed]) -> None:
        """Let the search know records, but for those that somebody has changed since."""
        for number, version, words in records:
            if self._db.execute(_INDEXED, (number, version)).rowcount:
                self._db.execute(_PUT, (number, *words))

    def forget_words(self) -> None:
        """Begin the index anew."""
        self._db.execute("INSERT INTO search (search) VALUES ('delete-all')")
        self._db.execute("UPDATE catalogue SET indexed = 0 WHERE indexed")
        state.put(self._db, "search", index_version())

    def _is_current(self) -> bool:
        return state.get(self._db, "search") == index_version()


def _row(canonical: Canonical) -> tuple[str, int | None, str, str, int]:
    """Return kind, year, languages, title and number of members."""
    record = canonical.record
    has = [lang for lang in ("en", "zh") if record.title.get(lang) or record.abstract.get(lang)]
    langs = "both" if len(has) > 1 else "".join(has)
    return canonical.kind, year(record), langs, _title(canonical), len(canonical.members)


def year(record: Record) -> int | None:
    """Return the year in which a paper came out or a trial began, if its date begins with one."""
    found = _YEAR.match(record.published or (record.trial and record.trial.start) or "")
    return int(found[0]) if found else None


def _title(canonical: Canonical) -> str:
    """Return what a list is sorted by: English titles first, without case, then Chinese ones."""
    title = canonical.record.title
    return title.get("en", "").casefold().strip(" \"'“‘([") or title.get("zh") or canonical.id


def _sentences(side: Side) -> tuple[int, int]:
    return side.sentences, side.translated


def _doubt(bitext: Bitext) -> float | None:
    """Return the lowest confidence of the beads that have two sides and that nobody has accepted."""
    accepted = set(bitext.accepted)
    doubts = (b.confidence for place, b in enumerate(bitext.beads) if b.en and b.zh and place not in accepted)
    return min(doubts, default=None)


_canonical = msgspec.json.Decoder(Canonical)
_bitext = msgspec.json.Decoder(Bitext)
