"""Records by their ids, as pages name them: what they are called, where they were read, what they are members of."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from starlette.exceptions import HTTPException

from corpus.store import Store
from corpus.web.addresses import web_address
from corpus.web.fields import clipped
from dedupe.link import Canonical
from ingest.record import Record, Source, from_json

AT_ONCE = 500
"""Ids that are looked up by one query; SQLite takes 32,766."""
TITLE = 300
"""Characters of a title that are shown."""
UNTITLED = "(no title)"


class _Merged(msgspec.Struct):
    """As much of a canonical record as tells what it is called."""

    record: Record


class Side(msgspec.Struct, frozen=True):
    """A record, and the canonical record that it is a member of."""

    id: str
    canonical: str
    members: int
    """Of the canonical record."""
    site: str
    place: str
    """The file, and where it stands in an archive."""
    url: str | None
    address: str | None
    """The same, where a browser may follow it."""
    title: str
    lang: str
    """Of the title."""


def side(record: Record, canonical: Canonical) -> Side:
    title, lang = heading(record)
    source = record.source
    return Side(
        id=record.id,
        canonical=canonical.id,
        members=len(canonical.members),
        site=record.site,
        place=place(source),
        url=source.url,
        address=web_address(source.url),
        title=title,
        lang=lang,
    )


def heading(record: Record) -> tuple[str, str]:
    """Return what a record is called, and in which language: its title or, without one, its first identifier."""
    for lang in ("en", "zh"):
        if title := record.title.get(lang, "").strip():
            return clipped(title, TITLE), lang
    return next((i.value for i in record.ids if i.role == "own"), UNTITLED), ""


def headings(store: Store, canonicals: Iterable[str]) -> dict[str, str]:
    """Return what canonical records are called, by their ids."""
    ids = sorted(set(canonicals))
    sql = f"SELECT id, body FROM canonicals WHERE id IN ({', '.join('?' * len(ids))})"  # noqa: S608
    return {name: heading(_merged.decode(body).record)[0] for name, body in store.rows(sql, *ids)}


def place(source: Source) -> str:
    """Return the path of a file, through an archive to its member: ``a.zip!x/y.html``."""
    return source.path if source.member is None else f"{source.path}!{source.member}"


def found(store: Store, record_id: str) -> tuple[Record, Canonical]:
    """Return a record and its canonical record.

    Raises:
        HTTPException: there is none of that id.
    """
    sql = """
        SELECT records.body, canonicals.body FROM records
        JOIN members ON record_id = records.id JOIN canonicals USING (number) WHERE records.id = ?
    """
    for body, canonical in store.rows(sql, record_id):
        return from_json(body), _canonical.decode(canonical)
    raise HTTPException(404, f"no record of this corpus has the id {clipped(record_id, TITLE)!r}")


def records(store: Store, ids: Sequence[str]) -> Iterator[Record]:
    """Yield the records of these ids, in their order; those that are no longer there are left out."""
    names = iter(ids)
    while some := tuple(islice(names, AT_ONCE)):
        marks = ", ".join("?" * len(some))
        bodies = dict(store.rows(f"SELECT id, body FROM records WHERE id IN ({marks})", *some))  # noqa: S608
        yield from (from_json(bodies[name]) for name in some if name in bodies)


def record_named(store: Store, name: str) -> str:
    """Return the id of the record that somebody named: by it, or by the canonical record that it stands for."""
    name = name.strip()
    entry = None if store.canonical_of(name) else store.entry(name)
    return entry.canonical.members[0] if entry else name


_canonical = msgspec.json.Decoder(Canonical)
_merged = msgspec.json.Decoder(_Merged)
