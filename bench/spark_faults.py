"""Kill, fill and hang every part of builds on a cluster, and print what came out: ``python -m bench.spark_faults``.

The cluster is one of Spark's own on loopback, a master and two workers, each a process. Every row is one fault: what
was killed or wrong, in how many stages of the plan, whether the tables are those of a build that nothing befell (of
pages that are hostile, and of many records of one title: those of the one-machine engine), what ``failures`` names.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.one_title import DIFFERING, EQUAL, Variant
from tests import spark_faults as faults
from tests.spark_blows import Outcome
from tests.spark_cluster import Cluster, loopback_cluster
from tests.spark_faults import Build, Site
from tests.spark_results import members, members_here, reasons, reasons_here, rows, tables

KINDS = ("killed", "hostile", "full", "crowded")
TITLED = 100_000
ROOMY = {
    "spark.executor.memory": "1g",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
}
"""Settings for more than a few hundred records."""
PROGRAM = "from corpus.cli import main; raise SystemExit(main())"
SHOWN = 170
"""Characters of a reason."""


class Row(NamedTuple):
    """A fault and what came of it."""

    fault: str
    where: str
    came: str
    """How the builds ended, the last one at the end."""
    is_same: bool
    """Whether the tables are as they should be."""
    named: str
    """What ``failures`` says of it."""
    seconds: float
    """Of all builds that it took."""
    whole: int = 0
    """Builds of the same pages that went to their end, to be held against undisturbed ones."""


class Expected(NamedTuple):
    """What a build that nothing befell left."""

    tables: Mapping[str, list[str]]
    stages: Sequence[str]
    seconds: float


def killed(site: Site, expected: Expected, work: Path) -> Iterator[Row]:
    """Kill drivers in the first, a middle and the last stage, and every part of the workers in every stage."""
    yield _driver_killed(site, expected, work / "driver")
    for target in ("worker", "executor", "python"):
        builds, missed = faults.killed(site, target, expected.stages, work / target)
        hit = f"{len(expected.stages) - len(missed)} of {len(expected.stages)} stages"
        where = hit + "".join(f"; not {_named(blow.stage)}" for blow in missed)
        came = "; ".join(f"{len(build.outcome.landed)} kills: {_ending(build.outcome)}" for build in builds)
        is_same = all(tables(build.out) == expected.tables for build in builds)
        yield Row(f"{target} killed", where, came, is_same, "nothing more", _seconds(builds), len(builds))


def _driver_killed(site: Site, expected: Expected, out: Path) -> Row:
    stages = (expected.stages[0], expected.stages[len(expected.stages) // 2], expected.stages[-1])
    *struck, ended = faults.driver_killed(site, stages, out)
    is_same = tables(ended.out) == expected.tables and not any(build.seen for build in struck[: len(stages)])
    landed = [_named(blow.stage) for build in struck for blow in build.outcome.landed]
    came = f"killed {len(landed)} times, nothing half written seen; the next build {_ending(ended.outcome)}"
    return Row("driver killed", "; ".join(landed), came, is_same, "nothing more", _seconds([*struck, ended]), 1)


def hostile(cluster: Cluster, work: Path) -> Iterator[Row]:
    """Read files that hang their reader or take all memory."""
    build, site = faults.hostile(cluster, work / "hostile")
    corpus = _on_one_machine(site.pages, work / "hostile.corpus", *site.options)
    failed = reasons(build.out)
    is_same = members(build.out) == members_here(corpus) and failed == reasons_here(corpus)
    for name, fault in (("hangs.html", "a file hangs its reader"), ("grows.html", "a file exhausts memory")):
        yield Row(fault, "reading", _ending(build.outcome), is_same, f"{name}: {failed[name]}", build.outcome.seconds)


def crowded(cluster: Cluster, records: int, work: Path) -> Iterator[Row]:
    """Build from records that all have one title."""
    for variant in (DIFFERING, EQUAL):
        yield _crowded(cluster, records, variant, work / variant.name)


def _crowded(cluster: Cluster, records: int, variant: Variant, work: Path) -> Row:
    build, pages = faults.crowded(cluster, records, [variant], work, ROOMY)
    is_same = members(build.out) == members_here(_on_one_machine(pages, work / "here.corpus"))
    told = sorted(f"{row['name']}: {row['reason']}" for row in rows(build.out, "failures"))
    named = f"{len(told)} blocks: {_cut(max(told, key=_shared))}" if told else "nothing: copies are not crossed"
    fault = f"{records:,} records of one title, {variant.name}"
    where = f"{len(members(build.out)):,} canonical records"
    return Row(fault, where, _ending(build.outcome), is_same, named, build.outcome.seconds)


def _shared(told: str) -> int:
    """Return how many records a block has that is told of."""
    return int(told.rpartition("shared by ")[2].split()[0].replace(",", ""))


def full(site: Site, expected: Expected, work: Path) -> Iterator[Row]:
    """Fill the disk of the result, then those of the workers."""
    output, scratch, ended = faults.disks_full(site, work / "full")
    is_same = tables(ended.out) == expected.tables
    for fault, build in (("disk of the result full", output), ("workers' scratch disks full", scratch)):
        is_kept = is_same and faults.is_told(build.outcome) and not build.seen
        came = f"{_cut(build.outcome.said.splitlines()[-1])}; with room: {_ending(ended.outcome)}"
        yield Row(fault, _last_step(build.outcome), came, is_kept, "nothing more", build.outcome.seconds)


def _last_step(outcome: Outcome) -> str:
    steps = [line.strip() for line in outcome.said.splitlines() if line.startswith("  ")]
    return steps[-1] if steps else ""


def _named(stage: str) -> str:
    """Return the name of a stage; before the first that has one, the workers are asked for their versions."""
    return stage or "asking workers"


def _ending(outcome: Outcome) -> str:
    """Say how a build ended; status 1 is that of one that names failures."""
    return f"ended, status {outcome.status}"


def _seconds(builds: Sequence[Build]) -> float:
    return sum(build.outcome.seconds for build in builds)


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _on_one_machine(pages: Path, corpus: Path, *options: str) -> Path:
    """Build with the other engine, and return the corpus file."""
    command = [sys.executable, "-c", PROGRAM, "build", str(pages), str(corpus), *options]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return corpus


def line(row: Row, undisturbed: float) -> str:
    """Return a row as a line of a table in Markdown."""
    same = "same" if row.is_same else "**DIFFERENT**"
    extra = f" ({row.seconds - row.whole * undisturbed:+.0f})" if row.whole else ""
    cells = (row.fault, row.where, row.came, same, row.named.replace("|", "\\|"), f"{row.seconds:.0f}{extra}")
    return f"| {' | '.join(cells)} |"


def tried(cluster: Cluster, work: Path, options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the table as they come."""
    site = Site(cluster, work / "pages")
    faults.write_pages(site.pages)
    build, stages = faults.undisturbed(site, work / "undisturbed")
    expected = Expected(tables(build.out), stages, build.outcome.seconds)
    yield line(Row("nothing", f"{len(stages)} stages", _ending(build.outcome), True, "", expected.seconds), 0)  # noqa: FBT003
    kinds = {
        "killed": lambda: killed(site, expected, work),
        "hostile": lambda: hostile(cluster, work),
        "full": lambda: full(site, expected, work),
        "crowded": lambda: crowded(cluster, options.titled, work),
    }
    for name in options.only:
        yield from (line(row, expected.seconds) for row in kinds[name]())
    yield f"\nThe stages: {', '.join(map(_named, stages))}."


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--only", choices=KINDS, nargs="+", default=KINDS)
    parser.add_argument("--titled", type=int, default=TITLED, help="records of one title")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="faults-"))
    print("| what was wrong | where | what came | tables | named in failures | seconds (beside undisturbed) |")
    print("|---|---|---|---|---|---|", flush=True)
    try:
        with loopback_cluster(work) as cluster:
            for told in tried(cluster, work, options):
                print(told, flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
