"""What a build on Spark finds: the files that one machine finds, from any store, and no byte of them too early."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from archives import warc, zipped
from sparking import needs_java, spark  # noqa: F401 - a fixture

from bicorpus import InputError
from ingest.bulk import Limits, read_files, walk
from ingest.record import to_json

pytestmark = needs_java

PAGE = (
    "# 第{n}种居家游泳训练对膝痛的影响\n\n摘要：将九十六例患者随机分为两组，干预十二周，比较两组患者的疼痛评分。\n\n"
    "Abstract: Ninety-six adults were randomised to two groups, and pain was compared after {n} weeks.\n"
)
NAMES = [
    "a b.html", "100%25 x.html", "膝痛/一.md", "x[1]{2}?.html", "_under.html", "_deep/y.html", "star*.html",
    "k=1/z#2.html", ".hidden.html", ".git/config", "deep/.DS_Store",
]  # fmt: skip


def page(number: int) -> bytes:
    return PAGE.format(n=number).encode()


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(params=["disk", "store"])
def named(request, spark) -> Callable[[Path], str]:  # noqa: F811
    """Return how Spark is told of a folder: as one on a disk, or as one in a store that only Hadoop can open."""

    def stored(folder: Path) -> str:
        host = f"t{abs(hash(folder))}"
        key = f"fs.viewfs.mounttable.{host}.link./data"
        spark.sparkContext._jsc.hadoopConfiguration().set(key, folder.as_uri())
        return f"viewfs://{host}/data"

    return str if request.param == "disk" else stored


def found(spark, source: str) -> dict[str, tuple[int, str]]:  # noqa: F811
    from corpus.spark_source import find_files

    return {row.path: (row.size, row.error) for row in find_files(spark, source).collect()}


def read(spark, source: str, todo=None) -> dict[tuple[str, str], tuple[str, list[str]]]:  # noqa: F811
    """Read what was found as a build does; error and records by path and member."""
    from corpus.partitions.arrow import mapped
    from corpus.partitions.reading import Found, ReadRow
    from corpus.partitions.reading import read as read_rows
    from corpus.spark_source import find_files, with_content

    todo = find_files(spark, source) if todo is None else todo
    rows = mapped(with_content(spark, source, todo), partial(read_rows, limits=Limits()), Found, ReadRow).collect()
    assert len({(row.path, row.member) for row in rows}) == len(rows)
    return {(row.path, row.member): (row.error, list(row.bodies)) for row in rows}


def test_names_are_those_of_one_machine_whatever_is_in_them(tmp_path: Path, spark, named) -> None:  # noqa: F811
    put(tmp_path, {name: page(n) for n, name in enumerate(NAMES)})
    assert found(spark, named(tmp_path)) == {entry.path: (entry.size, "") for entry in walk(tmp_path)}


def test_records_are_those_of_one_machine(tmp_path: Path, spark, named) -> None:  # noqa: F811
    files = {name: page(n) for n, name in enumerate(NAMES)} | {"blank.html": b" "}
    files |= {"a.zip": zipped({"b/1.md": page(1), "2.md": b""}), "c.warc": warc({"https://a.example/3": page(3)})}
    expected = {
        (one.entry.path, one.member or ""): (one.error or "", [to_json(record).decode() for record in one.records])
        for one in read_files(walk(put(tmp_path, files)))
    }
    assert read(spark, named(tmp_path)) == expected


def test_a_glob_names_files_by_the_part_before_it(tmp_path: Path, spark, named) -> None:  # noqa: F811
    put(tmp_path, {"s1/a/1.html": b"1", "s1/a/.h": b"2", "s2/3.html": b"3", "s2/4.txt": b"4", "t/5.html": b"5"})
    assert set(found(spark, f"{named(tmp_path)}/s*/*")) == {"s1/a/1.html", "s2/3.html", "s2/4.txt"}
    assert set(found(spark, f"{named(tmp_path)}/{{s2,t}}/*.html")) == {"s2/3.html", "t/5.html"}


def test_one_file_is_named_by_its_name(tmp_path: Path, spark, named) -> None:  # noqa: F811
    put(tmp_path, {"x[1].warc": b"1", "x1.warc": b"2"})
    assert found(spark, f"{named(tmp_path)}/x[1].warc") == {"x[1].warc": (1, "")}


def test_only_what_is_asked_for_is_opened(tmp_path: Path, spark, named) -> None:  # noqa: F811
    from corpus.spark_source import find_files

    put(tmp_path, {f"{n}.html": page(n) for n in range(20)})
    source = named(tmp_path)
    for n in range(15):
        os.utime(tmp_path / f"{n}.html", (1, 1))
    todo = find_files(spark, source).filter("path in ('16.html', '3.html')")
    assert set(read(spark, source, todo)) == {("16.html", ""), ("3.html", "")}
    assert (tmp_path / "5.html").stat().st_atime == 1


def test_a_file_that_is_gone_is_named(tmp_path: Path, spark, named) -> None:  # noqa: F811
    from corpus.spark_source import find_files, lost, with_content

    put(tmp_path, {f"{n}.html": page(n) for n in range(3)})
    source = named(tmp_path)
    todo = spark.createDataFrame(find_files(spark, source).toArrow())
    (tmp_path / "1.html").unlink()
    rows = read(spark, source, todo)
    gone = {row.path: row.error for row in lost(todo, with_content(spark, source, todo)).collect()}
    named_by = {path: error for (path, _), (error, _) in rows.items() if error} | gone
    assert set(named_by) == {"1.html"}
    assert {path for path, _ in rows} | set(gone) == {"0.html", "1.html", "2.html"}


@pytest.mark.parametrize("name", ["missing", "missing/*.html", "no[pe]"])
def test_what_is_not_there_is_refused(tmp_path: Path, spark, name: str) -> None:  # noqa: F811
    with pytest.raises(InputError, match="no such folder or file"):
        found(spark, str(tmp_path / name))


def test_an_empty_folder_is_refused(tmp_path: Path, spark, named) -> None:  # noqa: F811
    put(tmp_path, {".hidden": b""})
    with pytest.raises(InputError, match="holds no file"):
        found(spark, named(tmp_path))


def test_a_store_that_nobody_knows_is_refused(spark) -> None:  # noqa: F811
    with pytest.raises(InputError, match=r"nosuch://x/y: cannot be looked at: No FileSystem for scheme"):
        found(spark, "nosuch://x/y")


class TestParquet:
    def put(self, spark, folder: Path, rows: list, columns: str = "path string, content binary, other int") -> None:  # noqa: F811
        spark.createDataFrame(rows, columns).coalesce(1).write.mode("append").parquet(str(folder))

    @pytest.mark.parametrize("kind", ["binary", "string"])
    def test_rows_are_files(self, tmp_path: Path, spark, kind: str) -> None:  # noqa: F811
        content = page(1) if kind == "binary" else page(1).decode()
        self.put(spark, tmp_path / "p", [("https://a.example/1\n", content, 7)], f"path string, content {kind}, n int")
        rows = read(spark, str(tmp_path / "p"))
        [((path, _), (error, bodies))] = rows.items()
        assert (path, error, len(bodies)) == ("https://a.example/1\N{REPLACEMENT CHARACTER}", "", 1)

    def test_a_container_may_be_a_row(self, tmp_path: Path, spark) -> None:  # noqa: F811
        self.put(spark, tmp_path / "p", [("a.zip", zipped({"1.md": page(1)}), 0)])
        assert [len(bodies) for _, bodies in read(spark, str(tmp_path / "p")).values()] == [1, 0]

    def test_of_rows_with_one_path_the_newest_is_read_and_the_others_are_named(self, tmp_path: Path, spark) -> None:  # noqa: F811
        self.put(spark, tmp_path / "p", [("a", page(1), 0), ("a", page(2), 0), ("b", page(3), 0)])
        rows = read(spark, str(tmp_path / "p"))
        assert set(rows) == {("a", ""), ("a (2)", ""), ("b", "")}
        assert rows["a (2)", ""] == ("another row has the same path: each needs one of its own", [])
        assert "第1种" in rows["a", ""][1][0]

    def test_tables_of_known_rows_are_not_opened(self, tmp_path: Path, spark) -> None:  # noqa: F811
        from corpus.spark_source import find_files

        for n in range(3):
            self.put(spark, tmp_path / "p", [(f"{n}a", page(n), 0), (f"{n}b", page(n), 0)])
        todo = find_files(spark, str(tmp_path / "p")).filter("path in ('0a', '0b', '1a')")
        assert {path for path, _ in read(spark, str(tmp_path / "p"), todo)} == {"0a", "0b", "1a"}

    def test_other_columns_are_refused_by_name(self, tmp_path: Path, spark) -> None:  # noqa: F811
        self.put(spark, tmp_path / "p", [("a", "b")], "url string, html string")
        with pytest.raises(InputError, match=r"columns path .* it has url \(string\), html \(string\)"):
            found(spark, str(tmp_path / "p"))
