"""A corpus file from what a build on Spark left (``corpus.lake``), whole or in part; nothing is computed again.

What people did in the corpus since it was imported before stays; only what that changes is merged or aligned anew.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from bicorpus import InputError, UsageError
from corpus.bitext import Bitext
from corpus.choosing import Wanted, among, choose, every
from corpus.encoder import LateEncoder
from corpus.holdings import Counts, Failure
from corpus.incoming import AGAIN, Incoming
from corpus.incoming import FileRow as StoredFile
from corpus.lake import CanonicalRow, CoverageRow, FileRow, LinkRow, RecordRow
from corpus.lake_reading import Lake, open_lake, table_of
from corpus.pipeline import complete, index_store
from corpus.progress import Track, silent
from corpus.store import Store, open_store
from dedupe.link import Canonical, Link
from ingest.record import Record

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.dataset import Expression

T = TypeVar("T")
R = TypeVar("R", bound=msgspec.Struct)
N = TypeVar("N", Record, Canonical)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and what the corpus holds after it."""

    counts: Counts
    left_out: int
    """Canonical records of the result that were not asked for."""
    failed: int
    """Files and the like that the build of the result gave up on."""
    unknown: tuple[str, ...]
    """Names that were asked for, and that no canonical record has that fits the rest."""
    failures: tuple[Failure, ...]
    """Canonical records that were to be aligned again, and could not."""
    warnings: tuple[str, ...]
    """People's decisions that were left aside because later ones rule them out."""


def import_lake(
    out: str, corpus: Path, wanted: Wanted | None = None, *, force: bool = False, track: Track = silent
) -> Imported:
    """Make a corpus file from the result of a build on Spark, or bring one up to date with it.

    Whatever goes wrong before all of it is there, the corpus is what it was, or not there.

    Args:
        out: folder of the result, or its address, such as ``s3://bucket/result``.
        corpus: the file; what people decided and reviewed in it stays.
        wanted: what to carry over; everything if not given.
        force: whether what the corpus holds is replaced if it is from elsewhere.
        track: told of the progress.

    Raises:
        MissingExtraError: pyarrow is not installed.
        InputError: there is no whole result, or the corpus cannot be written.
        UsageError: the corpus holds something else, without ``force``; or ``wanted`` makes no sense.
    """
    lake = open_lake(out)
    with _opened(corpus) as store:
        _check_origin(store, corpus, lake, force=force)
        chosen = choose(lake, wanted or Wanted())
        if chosen.ids is not None and not len(chosen.ids):
            raise InputError(f"{out}: no canonical record of it fits what was asked for; nothing was imported")
        incoming = store.incoming(lake.name)
        _fill(incoming, lake, chosen.ids, track)
        store.adopt(incoming, lake.name, lake.origin)
        failures = _finish(store, track)
        counts = store.counts()
        return Imported(
            counts=counts,
            left_out=0 if chosen.ids is None else lake.count("canonicals") - len(chosen.ids),
            failed=lake.count("failures"),
            unknown=chosen.unknown,
            failures=failures,
            warnings=store.warnings(),
        )


@contextmanager
def _opened(corpus: Path) -> Iterator[Store]:
    """Open the corpus for writing; one that was not there before is there only if all goes well."""
    is_new = not corpus.exists()
    try:
        with open_store(corpus, write=True) as store:
            yield store
    except BaseException:
        if is_new:
            corpus.unlink(missing_ok=True)
        raise


def _check_origin(store: Store, corpus: Path, lake: Lake, *, force: bool) -> None:
    before = store.lake() or store.folder()
    if not force and before not in {None, lake.name}:
        raise UsageError(
            f"{corpus}: was made from {before}, and its records would be replaced; name another corpus, "
            "or give --force (what people decided and reviewed in it stays)"
        )


def _fill(incoming: Incoming, lake: Lake, ids: "pa.Array | None", track: Track) -> None:
    """Take in the canonical records with these ids, and what belongs to them; or everything.

    Raises:
        InputError: a table is damaged, or tables do not belong together.
    """

    def rows(row: type[R], where: "Expression | None") -> Iterator[R]:
        table = table_of(row)
        return track(lake.rows(row, where), table, lake.count(table) if where is None else None)

    of_id = among("id", ids)
    incoming.put_canonicals(_canonicals(lake, rows(CanonicalRow, of_id)))
    of_record = None if ids is None else among("id", _array(incoming.members()))
    incoming.put_records(_records(lake, rows(RecordRow, of_record)))
    of_path = None if ids is None else among("path", _array(incoming.paths()))
    incoming.put_files(_files(rows(FileRow, of_path)))
    if ids is not None:
        incoming.leave_out_files()
    of_ends = every(among("left_canonical", ids), among("right_canonical", ids))
    incoming.put_links(_links(lake, rows(LinkRow, of_ends)))
    incoming.put_bitexts(_bitexts(lake, rows(CoverageRow, of_id)))
    incoming.check()


def _array(values: Iterable[str]) -> "pa.Array":
    import pyarrow as pa

    return pa.array(values, pa.string())


def _canonicals(lake: Lake, rows: Iterable[CanonicalRow]) -> Iterator[Canonical]:
    return (_decoded(lake, "canonicals", row.id, row.body, Canonical) for row in rows)


def _records(lake: Lake, rows: Iterable[RecordRow]) -> Iterator[tuple[str, str, Record]]:
    return ((row.path, row.member, _decoded(lake, "records", row.id, row.body, Record)) for row in rows)


def _files(rows: Iterable[FileRow]) -> Iterator[StoredFile]:
    return ((f.path, f.member, f.size, f.mtime_ns, f.sha256, f.reader, f.error or None) for f in rows)


def _links(lake: Lake, rows: Iterable[LinkRow]) -> Iterator[tuple[Link, str, str]]:
    for row in rows:
        link = _body(lake, "links", f"{row.left} | {row.right}", row.body, Link)
        yield link, row.left_canonical, row.right_canonical


def _bitexts(lake: Lake, rows: Iterable[CoverageRow]) -> Iterator[tuple[str, str, str, Bitext]]:
    for row in rows:
        if row.body:
            yield row.texts, row.id, row.aligner, _body(lake, "coverage", row.id, row.body, Bitext)


def _decoded(lake: Lake, table: str, name: str, body: str, kind: type[N]) -> N:
    """Read what a row holds, which must bear the name of the row."""
    found = _body(lake, table, name, body, kind)
    if found.id != name:
        raise InputError(f"{lake.name}/{table}: the row {name!r} holds {found.id!r}; {AGAIN}")
    return found


def _body(lake: Lake, table: str, name: str, body: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as exc:
        raise InputError(f"{lake.name}/{table}: the row {name!r} cannot be understood: {exc}; {AGAIN}") from exc


def _finish(store: Store, track: Track) -> tuple[Failure, ...]:
    """Make what follows of people's work, if there is any; return the records that cannot be aligned."""
    if store.decisions() or any(store.reviewed()):
        return complete(store, LateEncoder(*store.model()), track)
    index_store(store, track)
    return ()
