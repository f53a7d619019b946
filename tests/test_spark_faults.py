"""A build on a cluster of which parts are killed, fill up or never come back ends with the same tables as any other.

Blows fall here in stages of every sort; ``python -m bench.spark_faults`` deals them in every stage there is.
"""

import shutil
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest
from sparking import needs_java

from bench.one_title import DIFFERING, EQUAL
from corpus.cli import main
from tests import spark_faults as faults
from tests.small_disk import why_no_small_disk
from tests.spark_cluster import PROC, Cluster, loopback_cluster
from tests.spark_faults import Build, Site
from tests.spark_results import members, members_here, reasons, reasons_here, rows, tables

pytestmark = [
    needs_java,
    pytest.mark.skipif(not (PROC / "self" / "stat").exists(), reason="processes are looked for in /proc"),
]

SORTS = ("reading", "making blocks", "writing beads")
"""Stages to kill a worker in: of reading, a shuffle, and what is written last but for the failures."""
DRIVEN = "making blocks"
"""A stage to kill the driver in."""
TITLED = 2_000
"""Records of one title; ``bench.spark_faults`` takes 100,000."""


class Undisturbed(NamedTuple):
    """What a build on which no blow fell left."""

    build: Build
    tables: Mapping[str, list[str]]
    stages: list[str]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    with loopback_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="module")
def site(cluster, tmp_path_factory) -> Site:
    pages = tmp_path_factory.mktemp("pages")
    faults.write_pages(pages)
    return Site(cluster, pages)


@pytest.fixture(scope="module")
def undisturbed(site, tmp_path_factory) -> Undisturbed:
    build, stages = faults.undisturbed(site, tmp_path_factory.mktemp("undisturbed"))
    return Undisturbed(build, tables_of(build), stages)


def tables_of(build: Build) -> Mapping[str, list[str]]:
    """Return the tables of a build that ended as one does that had files to list as failed."""
    outcome = build.outcome
    assert outcome.status == 1, outcome.said
    assert "\nfailed:\n" in outcome.said
    assert "Traceback" not in outcome.said
    return tables(build.out)


def test_a_worker_killed_in_any_sort_of_stage_costs_nothing_but_time(site, undisturbed, tmp_path):
    assert set(SORTS) <= set(undisturbed.stages)
    builds, missed = faults.killed(site, "worker", SORTS, tmp_path)
    assert not missed
    for build in builds:
        assert tables_of(build) == undisturbed.tables


def test_a_driver_killed_while_it_adds_pages_leaves_what_was_there_and_the_next_goes_on(site, undisturbed, tmp_path):
    pages = shutil.copytree(site.pages, tmp_path / "pages")
    faults.write_more(pages)
    later = Site(site.cluster, pages, ("--force",))
    shutil.copytree(undisturbed.build.out, tmp_path / "out")
    in_a_stage, while_publishing, ended = faults.driver_killed(later, [DRIVEN], tmp_path / "out")
    assert in_a_stage.outcome.landed
    assert in_a_stage.seen == undisturbed.build.seen
    assert while_publishing.outcome.landed
    assert "\n  files      0 read" in ended.outcome.said
    assert tables_of(ended)
    main(["build", str(site.pages), str(tmp_path / "here.corpus")])
    assert main(["build", str(pages), str(tmp_path / "here.corpus"), "--force"]) == 1
    assert members(ended.out) == members_here(tmp_path / "here.corpus")
    assert len(rows(ended.out, "records")) > len(rows(undisturbed.build.out, "records"))


def test_files_that_hang_their_reader_or_take_all_memory_are_named_and_the_rest_is_as_ever(cluster, tmp_path):
    build, site = faults.hostile(cluster, tmp_path)
    assert tables_of(build)["records"]
    failed = reasons(build.out)
    assert failed["hangs.html"] == f"took longer than {faults.SECONDS} s and was stopped"
    assert failed["grows.html"] == "needs more memory than a worker may use"
    assert main(["build", str(site.pages), str(tmp_path / "here.corpus"), *site.options]) == 1
    assert members(build.out) == members_here(tmp_path / "here.corpus")
    assert failed == reasons_here(tmp_path / "here.corpus")


def test_records_of_one_title_are_compared_within_bounds_and_that_is_told(cluster, tmp_path):
    build, pages = faults.crowded(cluster, TITLED, (DIFFERING, EQUAL), tmp_path)
    assert build.outcome.status == 0, build.outcome.said
    assert main(["build", str(pages), str(tmp_path / "here.corpus")]) == 0
    assert members(build.out) == members_here(tmp_path / "here.corpus")
    assert sorted({len(found) for found in members(build.out).values()}) == [DIFFERING.per_paper, TITLED]
    told = [row["reason"] for row in rows(build.out, "failures") if row["stage"] == "compare"]
    assert any(reason.startswith(f"shared by {TITLED:,} records") for reason in told)
    assert "not all were compared" in build.outcome.said


@pytest.mark.skipif(bool(why_no_small_disk()), reason=why_no_small_disk())
def test_a_full_disk_is_told_and_with_room_the_build_goes_on(site, undisturbed, tmp_path):
    refused = faults.output_full(site, tmp_path / "disk", tmp_path / "out")
    assert faults.is_told(refused.outcome), refused.outcome.said
    assert not refused.seen
    assert tables_of(faults.built(site, tmp_path / "out")) == undisturbed.tables
