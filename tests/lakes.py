"""The result of a build on Spark, written from a corpus that was built on one machine."""

import random
from collections.abc import Iterable
from pathlib import Path

import msgspec

from bicorpus import __version__
from corpus import lake
from corpus.export.rows import rows as bead_rows
from corpus.export.table import arrow_schema, write_parquet
from corpus.store import Store
from dedupe.link import Link


def write_lake(store: Store, out: Path, parts: int = 2) -> Path:
    """Write what a corpus holds as the tables of ``corpus.lake``, each in so many files, its rows in any order."""
    for table, rows in _tables(store).items():
        write_table(out, table, rows, parts)
    return out


def write_table(out: Path, table: str, rows: Iterable[msgspec.Struct], parts: int = 2) -> None:
    folder = out / table
    folder.mkdir(parents=True, exist_ok=True)
    shuffled = list(rows)
    random.Random(table).shuffle(shuffled)
    for part in range(parts):
        with (folder / f"part-{part:05}.snappy.parquet").open("wb") as file:
            write_parquet(iter(shuffled[part::parts]), arrow_schema(lake.TABLES[table]), file)
    (folder / "_SUCCESS").touch()


def _tables(store: Store) -> dict[str, Iterable[msgspec.Struct]]:
    return {
        "about": _about(store),
        "files": _files(store),
        "records": map(lake.record_row, store.records()),
        "links": _links(store),
        "canonicals": map(lake.canonical_row, store.canonicals()),
        "beads": bead_rows(store.entries()),
        "coverage": _coverage(store),
        "failures": (lake.FailureRow("read", *failure) for failure in store.failures()),
    }


def _about(store: Store) -> Iterable[lake.About]:
    model, prompt = store.model()
    [(deduplicated,)] = store.rows("SELECT value FROM state WHERE key = 'deduplicated'")
    values = {
        "format": lake.FORMAT,
        "version": __version__,
        "folder": store.folder(),
        "model": model,
        "prompt": prompt,
        "method": deduplicated.partition(" ")[2],
        "warnings": store.warnings(),
    }
    return (lake.About(key, msgspec.json.encode(value).decode()) for key, value in values.items())


def _files(store: Store) -> Iterable[lake.FileRow]:
    sql = "SELECT path, member, size, mtime_ns, sha256, reader, coalesce(error, ''), 0 FROM files"
    return (lake.FileRow(*row) for row in store.rows(sql))


def _links(store: Store) -> Iterable[lake.LinkRow]:
    sql = "SELECT body, left_canonical, right_canonical FROM links"
    return (lake.link_row(msgspec.json.decode(body, type=Link), *ends) for body, *ends in store.rows(sql))


def _coverage(store: Store) -> Iterable[lake.CoverageRow]:
    aligners = dict(store.rows("SELECT texts, aligner FROM bitexts"))
    for canonical, _, bitext in store.entries():
        row = lake.coverage_row(canonical, bitext, "")
        yield msgspec.structs.replace(row, aligner=aligners.get(row.texts, ""))
