"""What deduplication found, put in place of what it had found before; what stays the same is left as it is.

A canonical record keeps its number while it keeps its id, and a build that changes a few of a million records writes
and indexes those few.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from corpus.bitext import text_key
from corpus.catalogue import Catalogue
from dedupe.link import Canonical, Link

LinkRow = tuple[str | float | bytes, ...]

_canonical = msgspec.json.Decoder(Canonical)


class Changes(NamedTuple):
    """What canonical records differ from those that are there."""

    put: list[Canonical]
    """New, or no longer what they were."""
    removed: list[tuple[int, Canonical]]
    """As they were: those that are gone and those that changed, with their numbers."""


def put_canonicals(connection: sqlite3.Connection, changes: Changes) -> None:
    """Bring the canonical records up to date, within the caller's transaction."""
    numbers = {canonical.id: number for number, canonical in changes.removed}
    remove_canonicals(connection, changes.removed)
    put = sorted(changes.put, key=lambda canonical: canonical.id not in numbers)  # new ones must not take their numbers
    add_canonicals(connection, [(numbers.get(canonical.id), canonical) for canonical in put])


def remove_canonicals(connection: sqlite3.Connection, removed: Sequence[tuple[int, Canonical]]) -> None:
    """Take canonical records out, given as they are with their numbers."""
    Catalogue(connection).remove(removed)
    connection.executemany("DELETE FROM canonicals WHERE number = ?", ((number,) for number, _ in removed))


def add_canonicals(connection: sqlite3.Connection, added: Sequence[tuple[int | None, Canonical]]) -> None:
    """Enter canonical records, whose own records are there already; one without a number is given the next."""
    connection.executemany("INSERT INTO canonicals VALUES (?, ?, ?, ?)", (_row(*one) for one in added))
    numbered = list(_numbered(connection, (canonical for _, canonical in added)))
    connection.executemany(
        "INSERT INTO members VALUES (?, ?)", ((member, number) for number, c in numbered for member in c.members)
    )
    Catalogue(connection).replace((number, c, _sites(connection, number)) for number, c in numbered)


def put_links(connection: sqlite3.Connection, rows: Iterable[LinkRow]) -> None:
    """Make these the links of the corpus, within the caller's transaction."""
    connection.execute("DELETE FROM links")
    connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def link_rows(links: Iterable[Link], canonicals: Iterable[Canonical]) -> list[LinkRow]:
    """Return what ``put_links`` writes."""
    canonical_of = {member: canonical for canonical in canonicals for member in canonical.members}
    return [_link_row(link, canonical_of) for link in links]


def find_changes(connection: sqlite3.Connection, canonicals: Sequence[Canonical]) -> Changes:
    """Compare canonical records, sorted by id, with those that are there."""
    changes = Changes([], [])
    stored = connection.execute("SELECT id, number, body FROM canonicals ORDER BY id")
    there = next(stored, None)
    for canonical in canonicals:
        while there and there[0] < canonical.id:
            changes.removed.append((there[1], _canonical.decode(there[2])))
            there = next(stored, None)
        if not there or there[0] != canonical.id:
            changes.put.append(canonical)
            continue
        if there[2] != msgspec.json.encode(canonical):
            changes.removed.append((there[1], _canonical.decode(there[2])))
            changes.put.append(canonical)
        there = next(stored, None)
    rest = ((number, body) for _, number, body in ((there, *stored) if there else ()))
    changes.removed.extend((number, _canonical.decode(body)) for number, body in rest)
    return changes


def _numbered(connection: sqlite3.Connection, canonicals: Iterable[Canonical]) -> Iterator[tuple[int, Canonical]]:
    for canonical in canonicals:
        [number] = connection.execute("SELECT number FROM canonicals WHERE id = ?", (canonical.id,)).fetchone()
        yield number, canonical


def _sites(connection: sqlite3.Connection, number: int) -> list[str]:
    sql = "SELECT DISTINCT site FROM members JOIN records ON id = record_id WHERE number = ? ORDER BY site"
    return [site for (site,) in connection.execute(sql, (number,))]


def _row(number: int | None, canonical: Canonical) -> tuple[int | None, str, str, bytes]:
    return number, canonical.id, text_key(canonical.record.abstract), msgspec.json.encode(canonical)


def _link_row(link: Link, canonical_of: Mapping[str, Canonical]) -> LinkRow:
    left, right = canonical_of[link.left], canonical_of[link.right]
    ends = left.id, right.id, left.kind
    return link.left, link.right, link.kind, link.verdict, link.probability, *ends, msgspec.json.encode(link)
