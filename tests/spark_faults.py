"""What can go wrong with a build on a cluster, done to one: each function tries a fault and returns its builds."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.mixed import BROKEN, files, write_folder, write_parquet
from bench.one_title import Variant
from bench.one_title import files as of_one_title
from tests.small_disk import small_disk
from tests.spark_blows import Blow, Outcome, build_command, described, struck, struck_at
from tests.spark_cluster import WORKERS, Cluster
from tests.spark_results import visible

RECORDS, LATER = 200, 60
"""In the pages that are built, and in those that come later."""
ATTEMPTS = 3
"""Builds until a blow has fallen in every stage: the shortest last for some hundredths of a second."""
FEW = 30
"""Records beside files that are hostile."""
SECONDS, MEGABYTES = 4, 600
"""What a file may take of a reader where one is to take more."""
TABLES_DISK, SCRATCH_DISK = 300_000, 100_000
"""Bytes of disks that cannot hold all tables, and not all that is shuffled."""
EVENTS = {
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
}
FULL = "bicorpus: a disk is full: "


class Site(NamedTuple):
    """Where faults are tried."""

    cluster: Cluster
    pages: Path
    options: tuple[str, ...] = ()
    """Of every build."""


class Build(NamedTuple):
    """A build, and what its result was like after it."""

    outcome: Outcome
    out: Path
    seen: Mapping[str, str]
    """What readers of the result saw: digests of files by name."""


def write_pages(folder: Path) -> None:
    """Write pages of all kinds, with broken ones among them."""
    write_folder([*files(RECORDS), *((f"broken/{name}", data) for name, data in BROKEN.items())], folder)


def write_more(folder: Path) -> None:
    """Write what comes later."""
    write_folder(((f"later/{name}", data) for name, data in files(LATER, seed=2)), folder)


def built(site: Site, out: Path, blows: Sequence[Blow] = (), settings: Mapping[str, str] | None = None) -> Build:
    """Build into a folder while blows fall."""
    command = build_command(site.pages, out, site.cluster.master, *site.options, settings=settings)
    return Build(struck(site.cluster, command, blows), out, visible(out))


def undisturbed(site: Site, folder: Path) -> tuple[Build, list[str]]:
    """Return a build on which no blow falls, and the stages of its plan."""
    events = folder / "events"
    events.mkdir(parents=True)
    build = built(site, folder / "out", settings=EVENTS | {"spark.eventLog.dir": events.as_uri()})
    [log] = events.iterdir()
    return build, described(log)


def killed(site: Site, target: str, stages: Sequence[str], folder: Path) -> tuple[list[Build], list[Blow]]:
    """Kill a worker, an executor or the Python of one in each of the stages; return what was not hit in any build."""
    builds: list[Build] = []
    todo = [Blow(stage, target) for stage in stages]
    while todo and len(builds) < ATTEMPTS:
        builds.append(built(site, folder / f"out-{len(builds)}", todo))
        todo = [blow for blow in todo if blow not in builds[-1].outcome.landed]
    return builds, todo


def driver_killed(site: Site, stages: Sequence[str], out: Path) -> list[Build]:
    """Kill the driver in each of the stages, and while it puts the tables in place; the last build runs to its end."""
    builds = [built(site, out, [Blow(stage, "driver")]) for stage in stages]
    command = build_command(site.pages, out, site.cluster.master, *site.options)
    publishing = Build(struck_at(site.cluster, command, lambda: is_half_moved(out)), out, visible(out))
    return [*builds, publishing, built(site, out)]


def is_half_moved(out: Path) -> bool:
    """Tell whether the first of the new tables is in place, and the last is not."""
    new = out / "_new"
    return (out / "_ready").exists() and (new / "records").exists() and not (new / "about").exists()


def hostile(cluster: Cluster, folder: Path) -> tuple[Build, Site]:
    """Build from pages that hang their reader or take all memory; return also where they are, and their limits."""
    site = Site(cluster, folder / "pages", ("--timeout", str(SECONDS), "--memory", str(MEGABYTES)))
    hanging = b"".join(b"<div>the end of page %d<p>of a trial</div>\n" % n for n in range(200_000))
    growing = ("<p>" + "患者" * 30_000_000).encode()
    write_folder([*files(FEW), ("hangs.html", hanging), ("grows.html", growing)], site.pages)
    return built(site, folder / "out"), site


def crowded(
    cluster: Cluster, records: int, variants: Sequence[Variant], folder: Path, settings: Mapping[str, str] | None = None
) -> tuple[Build, Path]:
    """Build from lists whose records all have one title, of each variant another; return also the lists as a folder."""
    pages = [page for variant in variants for page in of_one_title(records, variant)]
    write_folder(pages, folder / "pages")
    write_parquet(pages, folder / "parquet")
    return built(Site(cluster, folder / "parquet"), folder / "out", settings=settings), folder / "pages"


def disks_full(site: Site, folder: Path) -> list[Build]:
    """Build onto a full disk, then with workers whose scratch is on one, then with room; it is all one result."""
    folder.mkdir(exist_ok=True)
    out = folder / "out"
    try:
        refused = [output_full(site, folder / "disk", out), _scratch_full(site, folder / "scratch", out)]
    finally:
        site.cluster.replace_workers(WORKERS)
    return [*refused, built(site, out)]


def output_full(site: Site, folder: Path, out: Path) -> Build:
    with small_disk(folder, TABLES_DISK) as disk:
        site.cluster.replace_workers(WORKERS, disk.within)
        command = build_command(site.pages, disk.folder / "out", site.cluster.master)
        outcome = struck(site.cluster, [*disk.within, *command])
        shutil.copytree(disk.shown / "out", out)
        return Build(outcome, out, visible(out))


def _scratch_full(site: Site, folder: Path, out: Path) -> Build:
    with small_disk(folder, SCRATCH_DISK) as disk:
        site.cluster.replace_workers(WORKERS, disk.within, SPARK_LOCAL_DIRS=str(folder))
        return built(site, out)


def is_told(outcome: Outcome) -> bool:
    """Tell whether a build ended by saying in a line that a disk is full."""
    return outcome.status == 1 and outcome.said.splitlines()[-1].startswith(FULL) and "Traceback" not in outcome.said
