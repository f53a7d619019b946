"""What people did to a corpus: each act with what it changed, so that all of it can be told and undone.

An act is one transaction with what it changes, so several reviewers and a build may work at once: of two people who
change one thing from the same state, the second is told (``ConflictError``), and nothing of the first is lost.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TypeVar

import msgspec

from bicorpus import InputError
from corpus import state
from corpus.bitext import Bitext
from corpus.catalogue import Catalogue
from corpus.schema import transaction
from dedupe.link import Decision

T = TypeVar("T")
LAST_ACT = 2**63 - 1
"""No act has a higher number: they are integers of SQLite."""
ActKind = Literal["pair", "alignment"]
Verdict = Literal["same", "different"]

_COLUMNS = "number, at, who, kind, subject, canonical, what, undone"


class ConflictError(InputError):
    """Somebody changed the same thing in the meantime."""


class Act(NamedTuple):
    """One thing that a person did."""

    number: int
    at: str
    """UTC, ISO 8601 to the second."""
    who: str
    kind: ActKind
    subject: str
    """The pair of records (the first, of several), or the key of the texts."""
    canonical: str
    """The canonical record that it was about, as it was called then."""
    what: str
    undone: bool


class Word(NamedTuple):
    """What the corpus holds on a pair of records; ``verdict`` is None, and ``number`` 0, where nobody decided."""

    left: str
    right: str
    verdict: Verdict | None
    number: int
    """Decisions with higher numbers outweigh those with lower ones."""


class Said(msgspec.Struct, frozen=True, gc=False):
    """Of a sentence, what it says."""

    text: str


class Texts(msgspec.Struct, frozen=True):
    """Of a bitext, what its sentences say, which is read in a quarter of the time of all of it."""

    en: tuple[Said, ...]
    zh: tuple[Said, ...]


class Journal:
    """The acts of a corpus, with what they act on. Every method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._catalogue = Catalogue(connection)

    # Pairs of records

    def decide(
        self,
        decisions: Sequence[Decision],
        what: str = "",
        who: str = "",
        saw: Sequence[Verdict | None] | None = None,
    ) -> int:
        """Keep a person's word on pairs of records, one act in all; return its number.

        The decisions hold from the next build on, in place of earlier ones on the same pairs.

        Args:
            decisions: one or more.
            what: the person did, in a few words; the verdict if not given.
            who: their name.
            saw: what they saw decided on each pair; None where that does not matter.

        Raises:
            InputError: there is no decision, or one is on a record and itself.
            ConflictError: something else is decided than they saw.
        """
        if not decisions or any(decision.left == decision.right for decision in decisions):
            raise InputError("a decision is on two different records")
        with transaction(self._db):
            pairs = [tuple(sorted((decision.left, decision.right))) for decision in decisions]
            before = [self._word(*pair) for pair in pairs]
            verdicts = [word.verdict for word in before]
            if saw is not None and verdicts != list(saw):
                raise ConflictError(
                    f"somebody decided in the meantime: {', '.join(verdict or 'undone' for verdict in verdicts)}; "
                    "your word was not taken: look at it again, and decide anew if you think otherwise"
                )
            number = self._number("SELECT coalesce(max(number), 0) FROM decisions")
            after = [
                Word(left, right, decision.verdict, place)
                for place, ((left, right), decision) in enumerate(zip(pairs, decisions, strict=True), number + 1)
            ]
            self._set_words(after)
            what = what or decisions[0].verdict
            return self._note(who, "pair", " | ".join(pairs[0]), self._canonical_of(pairs[0][0]), what, before, after)

    # Aligned texts

    def review(self, texts: str, canonical: str, before: Bitext, after: Bitext, what: str, who: str = "") -> int:
        """Put a bitext as a person left it in place of the one that they saw; return the act's number.

        Args:
            texts: the key of the aligned texts.
            canonical: the id of the record they belong to.
            before: what the person saw.
            after: what they made of it.
            what: what they did, in a few words.
            who: their name.

        Raises:
            ConflictError: the corpus holds another bitext than ``before``.
        """
        with transaction(self._db):
            if self._bitext(texts) != before:
                raise ConflictError("somebody changed this alignment in the meantime; look at it again")
            self._set_bitext(texts, canonical, after)
            return self._note(who, "alignment", texts, canonical, what, before, after)

    # All acts

    def acts(
        self, *, subject: str | None = None, canonical: str | None = None, before: int | None = None, limit: int = 100
    ) -> Iterator[Act]:
        """Yield acts, the latest first: all, or those on a subject or canonical record, or those before a number."""
        sql = f"""
            SELECT {_COLUMNS} FROM acts
            WHERE (:subject IS NULL OR subject = :subject) AND (:canonical IS NULL OR canonical = :canonical)
                AND (:before IS NULL OR number < :before) ORDER BY number DESC LIMIT :limit
        """  # noqa: S608 - the columns are a constant
        values = {"subject": subject, "canonical": canonical, "before": before, "limit": limit}
        return (_act(row) for row in self._db.execute(sql, values))

    def act(self, number: int) -> Act:
        """Return an act.

        Raises:
            InputError: there is none of that number.
        """
        row = self._db.execute(f"SELECT {_COLUMNS} FROM acts WHERE number = ?", (number,)).fetchone()  # noqa: S608
        if row is None:
            raise InputError(f"there is no act {number}")
        return _act(row)

    def words(self, number: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """Return what an act on pairs found decided, and what it decided."""
        return self._sides(number, tuple[Word, ...])

    def bitexts(self, number: int) -> tuple[Bitext, Bitext]:
        """Return the bitext that an act on an alignment found, and the one that it left."""
        return self._sides(number, Bitext)

    def texts(self, number: int) -> tuple[Texts, Texts]:
        """Return what the sentences of both said."""
        return self._sides(number, Texts)

    def undo(self, number: int) -> Act:
        """Take an act back, and return it.

        Raises:
            InputError: there is no such act, or it is undone already.
            ConflictError: what it left is no longer there, so later acts are to be undone first.
        """
        with transaction(self._db):
            act = self.act(number)
            if act.undone:
                raise ConflictError(f"act {number} ({act.what}) is undone already")
            if not (self._restore_words(number) if act.kind == "pair" else self._restore_bitext(act)):
                raise ConflictError(f"act {number} ({act.what}) was followed by others on the same; undo those first")
            self._db.execute("UPDATE acts SET undone = 1 WHERE number = ?", (number,))
        return act._replace(undone=True)

    def _restore_words(self, number: int) -> bool:
        before, after = self.words(number)
        if any(self._word(word.left, word.right) != word for word in after):
            return False
        self._set_words(before)
        return True

    def _restore_bitext(self, act: Act) -> bool:
        before, after = self.bitexts(act.number)
        if self._bitext(act.subject) != after:
            return False
        self._set_bitext(act.subject, act.canonical, before)
        return True

    def _note(self, who: str, kind: ActKind, subject: str, canonical: str, what: str, *sides: object) -> int:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        sql = (
            "INSERT INTO acts (at, who, kind, subject, canonical, what, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        values = (at, who, kind, subject, canonical, what, *map(msgspec.json.encode, sides))
        return int(self._db.execute(sql, values).lastrowid or 0)

    def _sides(self, number: int, kind: type[T]) -> tuple[T, T]:
        before, after = self._db.execute("SELECT before, after FROM acts WHERE number = ?", (number,)).fetchone()
        return msgspec.json.decode(before, type=kind), msgspec.json.decode(after, type=kind)

    def _word(self, left: str, right: str) -> Word:
        sql = "SELECT verdict, number FROM decisions WHERE left_id = ? AND right_id = ?"
        return Word(left, right, *(self._db.execute(sql, (left, right)).fetchone() or (None, 0)))

    def _set_words(self, words: Sequence[Word]) -> None:
        for left, right, verdict, number in words:
            self._db.execute("DELETE FROM decisions WHERE left_id = ? AND right_id = ?", (left, right))
            if verdict is not None:
                self._db.execute("INSERT INTO decisions VALUES (?, ?, ?, ?)", (left, right, verdict, number))
        state.count_change(self._db, "decisions")

    def _bitext(self, texts: str) -> Bitext | None:
        row = self._db.execute("SELECT body FROM bitexts WHERE texts = ?", (texts,)).fetchone()
        return None if row is None else msgspec.json.decode(row[0], type=Bitext)

    def _set_bitext(self, texts: str, canonical: str, bitext: Bitext) -> None:
        values = (canonical, msgspec.json.encode(bitext), texts)
        self._db.execute("UPDATE bitexts SET canonical = ?, body = ?, reviewed = 1 WHERE texts = ?", values)
        self._catalogue.note(texts, bitext)

    def _canonical_of(self, record: str) -> str:
        sql = "SELECT id FROM members JOIN canonicals USING (number) WHERE record_id = ?"
        row = self._db.execute(sql, (record,)).fetchone()
        return "" if row is None else str(row[0])

    def _number(self, sql: str) -> int:
        return int(self._db.execute(sql).fetchone()[0])


def _act(row: Sequence[object]) -> Act:
    return Act._make((*row[:-1], bool(row[-1])))
