"""Deduplicate generated sets of growing size on one machine and on Spark: ``python -m bench.spark_dedupe``.

The sets are those of ``bench.dedupe_scale``, their records given to Spark as if a run before had read them, so that
what is measured is what follows reading: which a million records do not make long. One machine runs ``bicorpus
dedupe``, Spark ``bicorpus build``, which aligns and covers too; its stages are told apart. Groups are scored.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.dedupe_scale import SIZES, made, read_groups, read_truth, score
from bench.spark import MEGABYTE, PROGRAM, on_spark, print_stages, row, watched, whole
from corpus.export.table import Int64
from corpus.partitions.arrow import batches_of
from corpus.partitions.reading import ReadRow
from dedupe import write_groups
from dedupe.link import Cluster
from ingest.record import to_json
from ingest.references.table import read_csv

TOGETHER = 500
"""Records that are given as one member of the file."""
PARTS = 32
"""Files of the table that they are given in."""


def give(records: Path, place: Path) -> None:
    """Leave the records of a file where a build on Spark finds what it had read when it was ended."""
    import pyarrow.parquet as pq

    source, reading = place / "parquet", place / "out" / "_reading" / "000000"  # where bench.spark looks for them
    for folder in (source, place / "out"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    reading.mkdir(parents=True)
    (source / records.name).hardlink_to(records)
    rows = _rows(source / records.name)
    writers: dict[int, pq.ParquetWriter] = {}
    for number, batch in enumerate(batches_of(ReadRow, rows)):
        part = number % PARTS
        if part not in writers:
            writers[part] = pq.ParquetWriter(reading / f"part-{part:02}.parquet", batch.schema)
        writers[part].write_batch(batch)
    for writer in writers.values():
        writer.close()
    (reading / "_SUCCESS").touch()


def _rows(file: Path) -> Iterator[ReadRow]:
    state = file.stat()
    known = {"path": file.name, "size": Int64(state.st_size), "mtime_ns": Int64(state.st_mtime_ns)}
    known |= {"sha256": "0" * 64, "reader": _version(), "error": "", "passed_over": 0}
    records = iter(read_csv(file.read_bytes()))
    number = 0
    while bodies := tuple(to_json(record).decode() for record in islice(records, TOGETHER)):
        number += 1
        yield ReadRow(member=str(number), bodies=bodies, **known)
    yield ReadRow(member="", bodies=(), **known)


def _version() -> str:
    from bicorpus import __version__

    return __version__


def quality(groups: list[list[str]], folder: Path) -> str:
    """Return how good groups are, in a line."""
    found = score(read_truth(folder), groups)
    return f"F1 {found.f1:.4f}, {found.false:,} false pairs of {found.found + found.false:,}"


def groups_of(out: Path) -> list[list[str]]:
    """Return the members of the canonical records of a result on Spark."""
    import polars as pl

    members = pl.scan_parquet(out / "canonicals" / "*.parquet").select("members").collect()["members"]
    clusters = [Cluster(str(number), "paper", tuple(some)) for number, some in enumerate(members.to_list())]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "groups.csv"
        write_groups(clusters, path)
        return read_groups(path)


def compared(size: int, options: argparse.Namespace) -> list[str]:
    """Deduplicate a set with both engines, print what was found, and return the lines of the table of all."""
    folder, place = made(options.work, size), options.work / f"{size}-spark"
    records, groups = folder / "records.csv", place / "groups.csv"
    give(records, place)
    lines = []
    if "sqlite" in options.only:
        command = [sys.executable, "-c", PROGRAM, "dedupe", str(records), "--groups", str(groups), "-o", "/dev/null"]
        lines.append(row(size, "one machine", whole(watched([*command, "--force"], place / "here.log"))))
        print(f"{size:,} on one machine: {quality(read_groups(groups), folder)}", flush=True)
    if "spark" in options.only:
        used, found, said = on_spark(place, options.cores, options.conf, keep=True)
        lines.append(row(size, "Spark", used, f"{sum(step.shuffled for step, _ in found) / MEGABYTE:,.0f}"))
        print_stages(size, found)
        print(*(line for line in said if " canonical  " in line), sep="\n")
        print(f"{size:,} on Spark: {quality(groups_of(place / 'out'), folder)}", flush=True)
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "bench-spark-dedupe")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark")
    parser.add_argument("--only", choices=("sqlite", "spark"), nargs="+", default=("sqlite", "spark"))
    options = parser.parse_args()
    lines = [line for size in options.sizes.split(",") for line in compared(int(size), options)]
    print("\n| records | engine | wall s | processor s | records/s | of processor | shuffled MB | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    print(*lines, sep="\n")


if __name__ == "__main__":
    main()
