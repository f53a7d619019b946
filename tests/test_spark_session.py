"""What a session of Spark asks for before it starts, and how its failures are told."""

import subprocess
import sys

import pytest
from conftest import ROOT
from sparking import needs_java, spark  # noqa: F401 - a fixture

from bicorpus import BicorpusError, InputError, UsageError
from corpus.java import find_java
from corpus.spark_failures import explained
from corpus.spark_session import open_session


def a_java(folder, version):
    """Put a command there that calls itself a Java of that version."""
    (folder / "bin").mkdir(parents=True)
    command = folder / "bin" / "java"
    settings = f"    java.home = {folder}\\n    java.specification.version = {version}\\n"
    command.write_text(f"#!/bin/sh\nprintf '{settings}' >&2\n", encoding="utf-8")
    command.chmod(0o755)
    return folder


def test_java_home_comes_before_the_path(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(a_java(tmp_path / "named", "21")))
    monkeypatch.setenv("PATH", str(a_java(tmp_path / "other", "17") / "bin"))
    assert find_java() == (tmp_path / "named", 21)


def test_an_old_java_home_gives_way_to_the_path(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(a_java(tmp_path / "named", "1.8")))
    monkeypatch.setenv("PATH", str(a_java(tmp_path / "other", "17") / "bin"))
    assert find_java() == (tmp_path / "other", 17)


def test_old_and_broken_javas_are_named_with_the_way_to_a_new_one(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "gone"))
    monkeypatch.setenv("PATH", str(a_java(tmp_path / "old", "11") / "bin"))
    with pytest.raises(InputError, match=r"gone is no Java that runs; .*java is Java 11\. .*openjdk-17-jre-headless"):
        find_java()


@pytest.mark.parametrize(
    ("master", "kind", "says"),
    [
        ("spark://127.0.0.1:1", InputError, "no master of Spark answers"),
        ("spark://127.0.0.1:port", UsageError, "looks like spark://host:7077"),
        ("sc://127.0.0.1", UsageError, "Spark Connect"),
    ],
)
def test_a_master_that_cannot_serve_is_refused_at_once(master, kind, says):
    pytest.importorskip("pyspark")
    done = [sys.executable, "-c", f"from corpus.spark_session import *\nwith open_session({master!r}): pass"]
    told = subprocess.run(done, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60).stderr
    assert f"{kind.__name__}: " in told
    assert says in told


WORKER = """An exception was thrown from the Python worker:
Traceback (most recent call last):
  File "/x/partitions/aligning.py", line 26, in align
    raise oops
{}
"""


def test_what_a_worker_refused_keeps_its_words_and_kind():
    told = explained(RuntimeError(WORKER.format("bicorpus.errors.InputError: m.bin: no such model; give another")))
    assert isinstance(told, InputError)
    assert str(told) == "m.bin: no such model; give another"


def test_a_fault_in_a_worker_is_told_by_its_last_line():
    told = explained(RuntimeError(WORKER.format("KeyError: 'doi'")))
    assert str(told).startswith("in a Python worker: KeyError: 'doi'")


@pytest.mark.parametrize(
    ("says", "advice"),
    [
        ("Caused by: java.io.IOException: No space left on device", "spark.local.dir"),
        ("java.lang.OutOfMemoryError: Java heap space", "spark.driver.memory"),
        ("java.net.BindException: Cannot assign requested address", "spark.driver.bindAddress"),
        ("ExecutorLostFailure (executor 1 exited)", "spark.executor.memory"),
        ("All masters are unresponsive! Giving up.", "see that it is up"),
        (WORKER.format("ModuleNotFoundError: No module named 'ingest'"), "PYSPARK_PYTHON"),
    ],
)
def test_a_known_failure_comes_with_what_to_do(says, advice):
    told = explained(RuntimeError(says))
    assert isinstance(told, InputError)
    assert advice in str(told)


def test_an_unknown_failure_is_told_by_its_innermost_cause():
    told = explained(RuntimeError("Job aborted.\n\tat a.b\nCaused by: x.Odd: this\n\tat c.d"))
    assert type(told) is BicorpusError
    assert str(told) == "Spark: x.Odd: this; --debug shows more"


def test_why_java_ended_is_taken_from_its_last_words():
    told = explained(RuntimeError("gone"), "WARNING: x\nInvalid maximum heap size: -Xmxlots\n\tat a\n")
    assert str(told) == "Spark's Java ended: Invalid maximum heap size: -Xmxlots"


@needs_java
def test_an_open_session_is_used_and_left_open(spark):  # noqa: F811
    with open_session() as same:
        assert same is spark
    assert spark.range(3).count() == 3


@needs_java
def test_another_master_than_that_of_the_open_session_is_refused(spark):  # noqa: F811
    with pytest.raises(UsageError, match="a session of Spark is open on"), open_session("local[7]"):
        pass
