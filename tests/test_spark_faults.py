"""A build on a cluster of which parts are killed, fill up or never come back ends with the same tables as any other."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from small_disk import small_disk
from spark_blows import Blow, Outcome, build_command, described, struck
from spark_cluster import Cluster, loopback_cluster, why_no_cluster

from bench.mixed import BROKEN, files
from corpus.cli import main
from corpus.lake import TABLES
from corpus.store import open_store

pytestmark = pytest.mark.skipif(bool(why_no_cluster()), reason=why_no_cluster())

RECORDS = 200
ATTEMPTS = 3
"""Builds until a blow has fallen in every stage: the shortest last for some hundredths of a second."""
EVENTS = {
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
}
FULL = "bicorpus: a disk is full: "
TITLED, PER_LIST = 100_000, 1000
TITLE = "Effects of exercise on knee pain in adults: a randomised controlled trial"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    with loopback_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    broken = {f"broken/{name}": data for name, data in BROKEN.items()}
    return written(tmp_path_factory.mktemp("pages"), dict(files(RECORDS)) | broken)


def written(folder: Path, pages: Mapping[str, bytes]) -> Path:
    for name, data in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def undisturbed(cluster, pages, tmp_path_factory) -> tuple[dict[str, list[str]], list[str]]:
    """The tables of a build on which no blow falls, and the stages of its plan."""
    folder = tmp_path_factory.mktemp("undisturbed")
    events = folder / "events"
    events.mkdir()
    settings = EVENTS | {"spark.eventLog.dir": events.as_uri()}
    ended(struck(cluster, build_command(pages, folder / "out", cluster.master, settings=settings)))
    [log] = events.iterdir()
    return tables(folder / "out"), described(log)


def ended(outcome: Outcome) -> Outcome:
    """Check that a build ended as one does that had files to list as failed, and return it."""
    assert outcome.status == 1, outcome.said
    assert "\nfailed:\n" in outcome.said
    assert "Traceback" not in outcome.said
    return outcome


def tables(out: Path) -> dict[str, list[str]]:
    """Return the rows of every table of a result, sorted."""
    return {name: sorted(json.dumps(row, ensure_ascii=False) for row in rows(out, name)) for name in TABLES}


def rows(out: Path, name: str) -> list[dict]:
    from pyarrow import dataset

    return dataset.dataset(out / name, format="parquet").to_table().to_pylist()


def visible(out: Path) -> dict[str, str]:
    """Return the digest of every file of a result that its readers see."""
    found = {path.relative_to(out): path for path in out.rglob("*") if path.is_file()}
    return {
        str(name): hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
        if not any(part.startswith((".", "_")) for part in name.parts)
    }


def test_a_worker_killed_in_every_stage_costs_nothing_but_time(cluster, pages, undisturbed, tmp_path):
    expected, stages = undisturbed
    todo = [Blow(stage, "worker") for stage in stages]
    for attempt in range(ATTEMPTS):
        out = tmp_path / f"out-{attempt}"
        outcome = ended(struck(cluster, build_command(pages, out, cluster.master), todo))
        assert tables(out) == expected
        todo = [blow for blow in todo if blow not in outcome.landed]
    assert not todo


def test_a_killed_driver_leaves_nothing_half_written_and_the_next_one_goes_on(cluster, pages, undisturbed, tmp_path):
    expected, stages = undisturbed
    command = build_command(pages, tmp_path / "out", cluster.master)
    for stage in (stages[0], stages[len(stages) // 2], stages[-1]):
        outcome = struck(cluster, command, [Blow(stage, "driver")])
        assert outcome.landed, f"it ended before it could be killed in {stage}"
        assert not visible(tmp_path / "out")
    ended(struck(cluster, command))
    assert tables(tmp_path / "out") == expected


def test_files_that_hang_their_reader_or_take_all_memory_are_named_and_the_rest_is_as_ever(cluster, tmp_path):
    hostile = {
        "hangs.html": b"".join(b"<div>the end of page %d<p>of a trial</div>\n" % n for n in range(200_000)),
        "grows.html": ("<p>" + "患者" * 15_000_000).encode(),
    }
    pages, limits = written(tmp_path / "pages", dict(files(30)) | hostile), ("--timeout", "4", "--memory", "250")
    ended(struck(cluster, build_command(pages, tmp_path / "out", cluster.master, *limits)))
    failures = {row["name"]: row["reason"] for row in rows(tmp_path / "out", "failures")}
    assert failures["hangs.html"] == "took longer than 4 s and was stopped"
    assert failures["grows.html"] == "needs more memory than a worker may use"
    assert main(["build", str(pages), str(tmp_path / "here.corpus"), *limits]) == 1
    assert members(tmp_path / "out") == members_here(tmp_path / "here.corpus")
    with open_store(tmp_path / "here.corpus") as store:
        assert failures == {failure.name: failure.reason for failure in store.failures()}


def members(out: Path) -> dict[str, tuple[str, ...]]:
    """Return the members of every canonical record of a result."""
    return {row["id"]: tuple(row["members"]) for row in rows(out, "canonicals")}


def members_here(corpus: Path) -> dict[str, tuple[str, ...]]:
    with open_store(corpus) as store:
        return {canonical.id: canonical.members for canonical in store.canonicals()}


def test_a_hundred_thousand_records_of_one_title_are_compared_within_bounds_and_that_is_told(cluster, tmp_path):
    pages = written(tmp_path / "pages", titled(TITLED))
    outcome = struck(cluster, build_command(pages, tmp_path / "out", cluster.master))
    assert outcome.status == 0, outcome.said
    assert main(["build", str(pages), str(tmp_path / "here.corpus")]) == 0
    assert members(tmp_path / "out") == members_here(tmp_path / "here.corpus")
    crowded = [row for row in rows(tmp_path / "out", "failures") if row["stage"] == "compare"]
    assert any(f"{TITLED:,}" in row["reason"] for row in crowded)
    assert "not all were compared" in outcome.said


def titled(count: int) -> dict[str, bytes]:
    """Return lists of papers by one title; there are two records of each."""
    papers = [titled_paper(number // 2) for number in range(count)]
    starts = range(0, count, PER_LIST)
    return {f"{start:07}.ris": "".join(papers[start : start + PER_LIST]).encode() for start in starts}


def titled_paper(number: int) -> str:
    lines = (
        "TY  - JOUR",
        f"TI  - {TITLE}",
        f"AU  - Author{number % 977}, {chr(ord('A') + number % 26)}.",
        f"JO  - Annals of Invented Medicine {number % 499}",
        f"PY  - {1980 + number % 40}",
        f"VL  - {1 + number % 83}",
        f"SP  - {1 + number % 1999}",
        f"DO  - 10.5555/equal.{number}",
        "ER  - ",
    )
    return "".join(f"{line}\n" for line in lines)


def test_a_result_that_finds_no_room_is_as_before_and_ends_when_there_is_some(cluster, pages, undisturbed, tmp_path):
    expected, _ = undisturbed
    with small_disk(tmp_path / "disk", 300_000) as disk:
        cluster.replace_workers(2, disk.within)
        refused = struck(cluster, [*disk.within, *build_command(pages, disk.folder / "out", cluster.master)])
        cluster.replace_workers(2)
        assert is_told(refused), refused.said
        assert not visible(disk.shown / "out")
        shutil.copytree(disk.shown / "out", tmp_path / "out")
    ended(struck(cluster, build_command(pages, tmp_path / "out", cluster.master)))
    assert tables(tmp_path / "out") == expected


def is_told(outcome: Outcome) -> bool:
    """Tell whether a build ended by saying in a line that a disk is full."""
    return outcome.status == 1 and outcome.said.splitlines()[-1].startswith(FULL) and "Traceback" not in outcome.said


def test_workers_whose_disks_are_full_end_a_build_that_goes_on_elsewhere(cluster, pages, undisturbed, tmp_path):
    expected, _ = undisturbed
    command = build_command(pages, tmp_path / "out", cluster.master)
    with small_disk(tmp_path / "disk", 100_000) as disk:
        cluster.replace_workers(2, disk.within, SPARK_LOCAL_DIRS=str(disk.folder))
        refused = struck(cluster, command)
        cluster.replace_workers(2)
    assert is_told(refused), refused.said
    assert not visible(tmp_path / "out")
    ended(struck(cluster, command))
    assert tables(tmp_path / "out") == expected
