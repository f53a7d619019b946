"""The queue of uncertain pairs: a page of it at a time, likeliest first, without those that somebody has decided."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from corpus.journal import Verdict
from corpus.store import Store
from ingest.record import Kind

PAGE = 50
"""Pairs that the list of the queue shows at once."""
_DECIDED = """
    SELECT verdict FROM decisions AS d
    WHERE d.left_id = min(l.left_id, l.right_id) AND d.right_id = max(l.left_id, l.right_id)
"""
_UNCERTAIN = "l.verdict = 'uncertain' AND (?1 = '' OR l.left_kind = ?1)"
_QUEUE = f"FROM links AS l WHERE {_UNCERTAIN} AND (({_DECIDED}) IS NOT NULL) = ?2"
_COLUMNS = f"""
    SELECT l.left_id, l.right_id, l.probability, l.left_canonical, l.right_canonical, ({_DECIDED})
"""
_LATER = """
    AND l.probability <= ?3
    AND (l.probability < ?3 OR (l.left_id, l.right_id) > (?4, ?5))
"""
_EARLIER = """
    AND l.probability >= ?3
    AND (l.probability > ?3 OR (l.left_id, l.right_id) < (?4, ?5))
"""
_FORTH = " ORDER BY l.probability DESC, l.left_id, l.right_id LIMIT {limit} OFFSET {offset}"
_OPEN = 0
"""In place of ``decided``."""
_BACK = " ORDER BY l.probability, l.left_id DESC, l.right_id DESC LIMIT 1"

Filter = Kind | Literal[""]
"""Of papers, of trials, or of both."""


class Place(NamedTuple):
    """Where in the queue a pair is or would be."""

    probability: float
    left: str
    right: str


class Waiting(msgspec.Struct, frozen=True):
    """A pair of the queue."""

    left: str
    right: str
    probability: float
    left_canonical: str
    right_canonical: str
    verdict: Verdict | None
    """What somebody decided, where that is not applied yet."""

    @property
    def place(self) -> Place:
        return Place(self.probability, self.left, self.right)


def page(store: Store, kind: Filter, number: int, *, decided: bool = False) -> tuple[Waiting, ...]:
    """Return a page of the queue, counted from 1; with ``decided``, of the pairs that have left it."""
    forth = _FORTH.format(limit=PAGE, offset=(number - 1) * PAGE)
    return tuple(_found(store, _COLUMNS + _QUEUE + forth, kind, decided))


def count(store: Store, kind: Filter, *, decided: bool = False) -> int:
    """Return how many pairs are in the queue; with ``decided``, how many have left it."""
    return _number(store, f"SELECT count(*) {_QUEUE}", kind, decided)


def rank(store: Store, kind: Filter, place: Place) -> int:
    """Return the number in the queue, from 1, of the pair at a place."""
    return 1 + _number(store, f"SELECT count(*) {_QUEUE} {_EARLIER}", kind, _OPEN, *place)


def after(store: Store, kind: Filter, place: Place | None = None) -> Waiting | None:
    """Return the next pair of the queue, or the first."""
    sql = _COLUMNS + _QUEUE + (_LATER if place else "") + _FORTH.format(limit=1, offset=0)
    return next(_found(store, sql, kind, _OPEN, *(place or ())), None)


def before(store: Store, kind: Filter, place: Place) -> Waiting | None:
    """Return the pair of the queue before a place."""
    return next(_found(store, _COLUMNS + _QUEUE + _EARLIER + _BACK, kind, _OPEN, *place), None)


def verdict(store: Store, left: str, right: str) -> Verdict | None:
    """Return what people decided last on two records."""
    sql = "SELECT verdict FROM decisions WHERE left_id = ? AND right_id = ?"
    return next((word for (word,) in store.rows(sql, *sorted((left, right)))), None)


def _found(store: Store, sql: str, *values: object) -> Iterator[Waiting]:
    return (Waiting(*row) for row in store.rows(sql, *values))


def _number(store: Store, sql: str, *values: object) -> int:
    [(number,)] = store.rows(sql, *values)
    return int(number)
