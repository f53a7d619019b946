"""The folder of a result: what is made stays aside until all of it is there, whenever a run ends."""

import pytest
from sparking import needs_java, spark  # noqa: F401

from bicorpus import InputError, UsageError
from corpus.lake import FailureRow
from corpus.spark_tables import Tables, open_tables, qualified

pytestmark = needs_java
ABOUT = {"format": "1", "version": "0", "folder": "/pages"}


@pytest.fixture
def tables(spark, tmp_path):  # noqa: F811 - how pytest hands a fixture over
    return open_tables(spark, str(tmp_path / "out"), lambda _: None)


def failures(tables: Tables, *names: str):
    return tables.spark.createDataFrame(
        [("read", name, "why") for name in names], "stage string, name string, reason string"
    )


def names_in(tables: Tables):
    return sorted(row.name for row in tables.read("failures").collect())


def again(tables: Tables) -> Tables:
    """The same result, as the next run opens it."""
    return open_tables(tables.spark, tables.folder, lambda _: None)


def test_a_result_that_is_not_there_has_empty_tables(tables):
    assert tables.about() == {}
    assert names_in(tables) == []
    assert tables.read("failures").columns == list(FailureRow.__struct_fields__)


def test_new_tables_take_the_place_of_the_former_all_at_once(tables):
    tables.replace(failures(tables, "one"), "failures")
    assert names_in(tables) == []
    tables.publish(ABOUT)
    assert (names_in(tables), tables.about()) == (["one"], ABOUT)
    tables.replace(failures(tables, "two"), "failures")
    tables.publish({**ABOUT, "folder": "/other"})
    assert (names_in(tables), tables.about()["folder"]) == (["two"], "/other")


def test_what_a_run_that_ended_left_half_done_is_thrown_away(tables, tmp_path):
    tables.replace(failures(tables, "one"), "failures")
    tables.publish(ABOUT)
    tables.replace(failures(tables, "two"), "failures")
    tables.keep(failures(tables, "three"), "texts")
    assert names_in(again(tables)) == ["one"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["about", "failures"]


@pytest.mark.parametrize("moved", [False, True])
def test_a_run_that_ended_while_it_moved_tables_is_ended_by_the_next(tables, tmp_path, moved):
    tables.replace(failures(tables, "one"), "failures")
    tables.publish(ABOUT)
    tables.keep_reading(failures(tables, "two"))
    tables.replace(failures(tables, "two"), "failures")
    tables.replace(
        tables.spark.createDataFrame([("folder", '"/new"'), ("format", '"1"')], "key string, value string"), "about"
    )
    out = tmp_path / "out"
    (out / "_ready").touch()
    if moved:
        (out / "failures").rename(tmp_path / "old")
        (out / "_new" / "failures").rename(out / "failures")
    tables = again(tables)
    assert (names_in(tables), tables.about()["folder"]) == (["two"], "/new")
    assert sorted(path.name for path in out.iterdir()) == ["about", "failures"]


def test_what_was_read_outlives_a_run_that_ended(tables):
    tables.keep_reading(failures(tables, "one"))
    tables.keep_reading(failures(tables, "two"))
    tables = again(tables)
    assert [row.name for reading in tables.readings() for row in reading.collect()] == ["one", "two"]
    tables.publish(ABOUT)
    assert tables.readings() == []


def test_a_reading_that_was_cut_off_counts_for_nothing(tables, tmp_path):
    tables.keep_reading(failures(tables, "one"))
    (tmp_path / "out" / "_reading" / "000000" / "_SUCCESS").unlink()
    assert again(tables).readings() == []


def test_a_folder_of_something_else_is_not_written_to(spark, tmp_path):  # noqa: F811
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(UsageError, match=r"holds letter\.txt, which is no table"):
        open_tables(spark, str(tmp_path), lambda _: None)
    with pytest.raises(UsageError, match="a file; --engine spark writes a folder"):
        open_tables(spark, str(tmp_path / "letter.txt"), lambda _: None)


def test_tables_of_another_version_are_not_read(tables):
    tables.publish({**ABOUT, "format": "0", "version": "9.9"})
    with pytest.raises(InputError, match=r"built by bicorpus 9\.9"):
        tables.about()


def test_a_place_is_named_as_every_machine_names_it(spark, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.chdir(tmp_path)  # where Java was not started
    assert qualified(spark, "pages") == f"file:{tmp_path}/pages"
    assert qualified(spark, f"file:{tmp_path}/pages") == f"file:{tmp_path}/pages"
    assert qualified(spark, str(tmp_path / "a b")) == f"file:{tmp_path}/a b"
