"""Build generated crawls of growing size with both engines: ``python -m bench.spark --records 10000 100000``.

The crawls are those of ``bench.mixed``: as a folder for the one-machine engine, as Parquet for Spark. Each build is the
command that people type, in a process of its own. Seconds of processor and peak memory are those of the process and all
that it started (Java, Python workers), looked at while it runs, and told apart by the steps of the build; bytes are
those of Spark's event log. What stands in ``--work`` already is not generated again.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.bulk import processor
from bench.measure import family, resident
from bench.mixed import SHARES, files, write_folder, write_parquet
from bench.spark_log import LOGGED, Step, steps

ALONE = 0.05
"""Share of the records on pages of their own; the rest stands in lists, as in exports of databases."""
POLL = 0.2
"""Seconds between looks at a process."""
PROGRAM = "from corpus.cli import main; raise SystemExit(main())"
GROUPS = {
    "read": ("starting", "files_found", "files_unread", "reading", "files_stale", "files_gone", "records_kept",
             "shared_ids", "files", "records"),
    "describe": ("features", "headings", "items"),
    "pair": ("copies", "blocks", "pairs"),
    "translations": ("translations", "marks"),
    "compare": ("texts", "judgements"),
    "cluster": ("former_ids", "components", "clusters"),
    "merge": ("links", "canonicals"),
    "align": ("texts_unaligned", "texts_aligned", "bitexts", "coverage", "beads"),
}  # fmt: skip
"""Stages of a build, and the tables that each makes; what is left is counted as ``publish``."""
REST = "publish"
MEGABYTE = 1e6
_ROUND = re.compile(r"[-_]\d+$")


class Look(NamedTuple):
    """What a process and all that it started have taken, at one moment."""

    at: float
    processor: float
    """Seconds so far."""
    memory: int
    """Bytes resident; pages that processes share count for each."""


class Cost(NamedTuple):
    """What a part of a run took."""

    wall: float
    processor: float
    peak: int


def watched(command: Sequence[str], log: Path) -> list[Look]:
    """Run a command to its end and return what it took meanwhile.

    Raises:
        SystemExit: it failed; the message is the end of what it said.
    """
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
        taken: dict[int, float] = {}
        looks = [Look(time.time(), 0.0, 0)]
        while process.poll() is None:
            everybody = family(process.pid)
            taken |= {one: max(taken.get(one, 0.0), processor(one)) for one in everybody}
            looks.append(Look(time.time(), sum(taken.values()), sum(map(resident, everybody))))
            time.sleep(POLL)
    if process.returncode > 1:  # 1 says that some files could not be read
        raise SystemExit(log.read_text(encoding="utf-8", errors="replace")[-2000:])
    return looks


def cost(looks: Sequence[Look], start: float, end: float) -> Cost:
    """Return what was taken between two moments."""
    before = max((look for look in looks if look.at <= start), default=looks[0])
    after = [look for look in looks if start < look.at <= end + POLL] or [before]
    return Cost(end - start, after[-1].processor - before.processor, max(look.memory for look in after))


def whole(looks: Sequence[Look]) -> Cost:
    return cost(looks, looks[0].at, looks[-1].at)


def made(work: Path, records: int, translated: float) -> Path:
    """Return the folder of the crawl of a size in both forms, generated if it is not there."""
    place = work / f"{records}-{translated:g}"
    for name, write in (("pages", write_folder), ("parquet", write_parquet)):
        if not (place / name).exists():
            part = place / f"{name}.part"
            shutil.rmtree(part, ignore_errors=True)
            write(files(records, alone=ALONE, translated=translated), part)
            part.rename(place / name)
    return place


def on_one_machine(place: Path, workers: int) -> tuple[Cost, dict[str, Cost]]:
    """Build a corpus file; return what it took in all and by stage."""
    corpus, log = place / "my.corpus", place / "sqlite.log"
    for old in place.glob("my.corpus*"):
        old.unlink()
    command = [sys.executable, "-m", "bench.spark", "--build", str(place / "pages"), str(corpus), str(workers)]
    looks = watched(command, log)
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("[")]
    return whole(looks), {name: cost(looks, start, end) for name, start, end in told}


def build(pages: Path, corpus: Path, workers: int) -> None:
    """Build a corpus file and print when each stage began and ended."""
    from corpus.pipeline import build
    from corpus.store import open_store

    def track(items: Iterable, name: str, *_: object) -> Iterator:
        start = time.time()
        yield from items
        print(json.dumps([name, start, time.time()]), flush=True)

    with open_store(corpus, write=True) as store:
        build(pages, store, workers=workers, track=track)


def on_spark(
    place: Path, cores: int, conf: Sequence[str], *, keep: bool = False
) -> tuple[Cost, list[tuple[Step, Cost]], list[str]]:
    """Build a result on Spark, or with ``keep`` go on with one; return what it took, in all and by step, and said."""
    out, events, scratch, log = (place / name for name in ("out", "events", "scratch", "spark.log"))
    for folder in (events, scratch) if keep else (out, events, scratch):
        shutil.rmtree(folder, ignore_errors=True)
    events.mkdir()
    settings = LOGGED | {"spark.eventLog.dir": events.as_uri(), "spark.local.dir": str(scratch)}
    given = [f"{key}={value}" for key, value in settings.items()] + list(conf)
    command = [sys.executable, "-c", PROGRAM, "build", str(place / "parquet"), str(out), "--engine", "spark"]
    command += ["--master", f"local[{cores}]", *(part for one in given for part in ("--conf", one))]
    looks = watched(command, log)
    [events_log] = events.iterdir()
    found = [(step, cost(looks, step.start, step.end)) for step in steps(events_log)]
    shutil.rmtree(scratch, ignore_errors=True)
    return whole(looks), found, log.read_text(encoding="utf-8", errors="replace").splitlines()


def group_of(name: str) -> str:
    """Return the stage that a step is part of, which makes or writes a table, perhaps in several rounds."""
    table = _ROUND.sub("", name.rpartition(" ")[2])
    return next((group for group, tables in GROUPS.items() if table in tables), REST)


def print_stages(records: int, found: Sequence[tuple[Step, Cost]]) -> None:
    """Print what each stage took, as a table in Markdown."""
    print(f"\n{records:,} records on Spark, by stage:\n")
    print("| stage | wall s | processor s | tasks | longest task s | shuffled MB | spilled MB | written MB | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for group in (*GROUPS, REST):
        of_it = [(step, used) for step, used in found if group_of(step.name) == group]
        if of_it:
            taken, used = zip(*of_it, strict=True)
            print(
                f"| {group} | {sum(one.wall for one in used):.1f} | {sum(one.processor for one in used):.1f} "
                f"| {sum(one.tasks for one in taken)} | {max(one.longest for one in taken):.1f} "
                f"| {sum(one.shuffled for one in taken) / MEGABYTE:,.1f} "
                f"| {sum(one.spilled for one in taken) / MEGABYTE:,.1f} "
                f"| {sum(one.written for one in taken) / MEGABYTE:,.1f} "
                f"| {max(one.peak for one in used) / MEGABYTE:,.0f} |"
            )


def print_steps(found: Sequence[tuple[Step, Cost]]) -> None:
    """Print what each step took."""
    for step, used in found:
        print(
            f"    {step.name:32} {used.wall:8.1f} s wall {used.processor:8.1f} s processor {step.tasks:6} tasks "
            f"{step.longest:7.1f} s longest {step.shuffled / MEGABYTE:10,.1f} MB shuffled"
        )


def row(records: int, engine: str, used: Cost, shuffled: str = "") -> str:
    """Return the line of a run in the table of all."""
    return (
        f"| {records:,} | {engine} | {used.wall:,.0f} | {used.processor:,.0f} | {records / used.wall:,.0f} "
        f"| {records / used.processor:,.0f} | {shuffled} | {used.peak / MEGABYTE:,.0f} |"
    )


def compared(place: Path, records: int, options: argparse.Namespace) -> list[str]:
    """Build the crawl of a size with both engines, print its stages, and return the lines of the table of all."""
    lines = []
    if "sqlite" in options.only:
        used, stages = on_one_machine(place, options.cores)
        lines.append(row(records, "one machine", used))
        print(f"\n{records:,} records on one machine:", end=" ")
        parts = [f"{name} {one.wall:.0f} s ({one.processor:.0f} s of processor)" for name, one in stages.items()]
        print("; ".join(parts))
    if "spark" in options.only:
        used, found, said = on_spark(place, options.cores, options.conf)
        shuffled = sum(step.shuffled for step, _ in found) / MEGABYTE
        lines.append(row(records, "Spark", used, f"{shuffled:,.0f}"))
        print_stages(records, found)
        if options.steps:
            print_steps(found)
        print(*(line for line in said if " canonical  " in line or " records  " in line), sep="\n", flush=True)
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "bench-spark")
    parser.add_argument("--cores", type=int, default=2, help="of Spark, and workers of the other engine")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark")
    parser.add_argument("--only", choices=("sqlite", "spark"), nargs="+", default=("sqlite", "spark"))
    parser.add_argument(
        "--translated", type=float, default=SHARES["translated"], help="how many papers have texts to align"
    )
    parser.add_argument("--steps", action="store_true", help="print every step too")
    parser.add_argument("--build", nargs=3, metavar=("PAGES", "CORPUS", "WORKERS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        pages, corpus, workers = options.build
        build(Path(pages), Path(corpus), int(workers))
        return
    lines = [
        line
        for records in options.records
        for line in compared(made(options.work, records, options.translated), records, options)
    ]
    print("\n| records | engine | wall s | processor s | records/s | of processor | shuffled MB | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    print(*lines, sep="\n")


if __name__ == "__main__":
    main()
