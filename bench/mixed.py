"""Write what a crawl of papers and trials leaves: ``python -m bench.mixed OUT --records 20000 [--parquet]``.

OUT is a folder of files (pages of one record, lists of many, some pages in WARCs and zips, a few broken files), or with
``--parquet`` of Parquet files with the columns path and content. The same numbers give the same bytes. Nothing but the
project itself is needed, unlike for ``bench.damage``.
"""

import argparse
import gzip
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from random import Random

from bench.bulk import warc_record
from bench.mixed_pages import LISTS, PAGES
from bench.mixed_works import SHARES, Seen, works

RECORDS = 20_000
ALONE = 0.2
"""Share of the records on a page of their own, where a list could hold them too."""
LISTED = 100
"""Records of a list."""
PACKED = 100
"""Pages of a container."""
IN_WARC, IN_ZIP = 0.04, 0.04
"""Shares of the pages."""
BROKEN_EVERY = 200
"""Files."""
BROKEN: dict[str, bytes] = {
    "empty.html": b"",
    "cut.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog",
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "login.html": b"<html><head><title>Sign in</title></head><body><form>Password</form></body></html>",
    "cut.zip": b"PK\x03\x04 what was left of it",
}
SCATTERED = 5_000
"""Records among which those of one paper are scattered."""
PER_FOLDER = 500
ROWS = 500
"""Files of a Parquet file: few enough that small crawls have some for every core."""

File = tuple[str, bytes]


def files(
    records: int, seed: int = 1, alone: float = ALONE, translated: float = SHARES["translated"]
) -> Iterator[File]:
    """Yield (path, bytes) of files that hold so many records between them.

    Args:
        records: number of records that a perfect reader finds.
        seed: of all chance.
        alone: share of the records on a page of their own.
        translated: how often a translated paper is invented, beside the other ``SHARES``; they take all the aligning.
    """
    rng = Random(seed)
    seen = scattered(islice(chain.from_iterable(works(seed, translated)), records), rng)
    for number, (ending, data) in enumerate(packed(written(seen, rng, alone), rng)):
        yield f"crawl/{number // PER_FOLDER:04}/{number:07}.{ending}", data
        if number % BROKEN_EVERY == BROKEN_EVERY // 2:
            name, broken = list(BROKEN.items())[number // BROKEN_EVERY % len(BROKEN)]
            yield f"broken/{number // PER_FOLDER:04}/{number:07}.{name}", broken


def scattered(seen: Iterator[Seen], rng: Random) -> Iterator[Seen]:
    """Yield records in another order: those of one paper come from many places of a crawl."""
    held = list(islice(seen, SCATTERED))
    rng.shuffle(held)
    for one in seen:
        at = rng.randrange(len(held))
        yield held[at]
        held[at] = one
    yield from held


def written(seen: Iterable[Seen], rng: Random, alone: float) -> Iterator[File]:
    """Yield (ending, bytes) of pages as they come, and of lists as they are full."""
    lists: dict[str, list[str]] = defaultdict(list)
    for one in seen:
        medium = medium_of(one, rng, alone)
        if medium in PAGES:
            yield medium, PAGES[medium](one.row).encode()
            continue
        lists[medium].append(LISTS[medium][0](one.row))
        if len(lists[medium]) == LISTED:
            yield medium, _list(medium, lists.pop(medium))
    yield from ((medium, _list(medium, entries)) for medium, entries in sorted(lists.items()))


def medium_of(one: Seen, rng: Random, alone: float) -> str:
    """Choose what shows a record: what PubMed has stands in its lists, a Chinese trial in its registry."""
    if one.kind == "trial":
        return rng.choice(("veeva.html", "mirror.txt", "registry.html") if "nct" in one.row else ("registry.html",))
    if rng.random() < alone:
        return rng.choice(("html", "html", "md")) if one.row["doi"] and one.row["abstract"] else "html"
    return rng.choice(("nbib", "xml")) if one.row.get("pmid") else "ris"


def _list(medium: str, entries: Sequence[str]) -> bytes:
    before, after = LISTS[medium][1]
    return "".join((before, *entries, after)).encode()


def packed(pages: Iterable[File], rng: Random) -> Iterator[File]:
    """Yield most files as they are, and some pages in WARCs and zips."""
    held: dict[str, list[File]] = {"warc.gz": [], "zip": []}
    pack = {"warc.gz": _warc, "zip": _zip}
    for number, (ending, data) in enumerate(pages):
        chance = rng.random() if ending in PAGES else 1.0
        container = "warc.gz" if chance < IN_WARC else "zip" if chance < IN_WARC + IN_ZIP else ""
        if not container:
            yield ending, data
            continue
        held[container].append((f"{number:07}.{ending}", data))
        if len(held[container]) == PACKED:
            yield container, pack[container](held[container])
            held[container] = []
    yield from ((container, pack[container](members)) for container, members in held.items() if members)


def _warc(members: Sequence[File]) -> bytes:
    return b"".join(gzip.compress(warc_record(name, data), 6, mtime=0) for name, data in members)


def _zip(members: Sequence[File]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def write_folder(found: Iterable[File], out: Path) -> None:
    """Write files below a folder."""
    for name, data in found:
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_parquet(found: Iterable[File], out: Path) -> None:
    """Write files as rows (path, content) of Parquet files in a folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([("path", pa.string()), ("content", pa.binary())])
    found = iter(found)
    for number, rows in enumerate(iter(lambda: list(islice(found, ROWS)), [])):
        table = pa.table(dict(zip(schema.names, map(list, zip(*rows, strict=True)), strict=True)), schema)
        pq.write_table(table, out / f"part-{number:05}.parquet", compression="zstd")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", type=float, default=ALONE, help="share of the records on pages of their own")
    parser.add_argument("--parquet", action="store_true", help="write Parquet with the columns path and content")
    options = parser.parse_args()
    write = write_parquet if options.parquet else write_folder
    write(files(options.records, options.seed, options.alone), options.out)


if __name__ == "__main__":
    main()
