"""What a build makes of a crawl does not depend on the engine: one corpus file and one result on Spark say the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sparking
from same_tables import Tables, differences, tables_of_corpus, tables_of_lake

from bench.mixed import files, write_folder, write_parquet
from corpus.encoder import LateEncoder
from corpus.pipeline import Report, build, method
from corpus.store import open_store
from ingest.bulk import Limits

pytestmark = sparking.needs_java
spark = sparking.spark

MANY, SOME = 20_000, 2_000
"""Records of the crawl that is built once, and of those that are built in several ways."""
ALONE = 0.1
"""Share of the records on pages of their own; reading them is half of the time of a build."""
OTHERWISE_CUT = {
    "spark_sql_shuffle_partitions": 7,
    "spark_sql_adaptive_enabled": "false",
    "spark_sql_execution_arrow_maxRecordsPerBatch": 50,
}
FEW_BETWEEN = 1_000
"""Pairs of an English and a Chinese record, of which these crawls have more."""


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("some") / "pages"
    write_folder(files(SOME, seed=7, alone=ALONE), folder)
    return folder


@pytest.fixture(scope="module")
def expected(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """What one machine makes of that crawl."""
    return in_a_file(crawl, tmp_path_factory.mktemp("here") / "my.corpus")


def in_a_file(pages: Path, corpus: Path) -> Tables:
    """Build a corpus file, or bring it up to date, and return what it holds."""
    encoder = LateEncoder()
    with open_store(corpus, write=True) as store:
        build(pages, store, encoder=encoder)
        return tables_of_corpus(store, method(encoder))


def on_spark(session, pages: Path, out: Path) -> tuple[Report, Tables]:
    """Build a result on Spark, or bring it up to date, and return what was done and what it holds."""
    from corpus.spark import build_tables
    from corpus.spark_reading import Source
    from corpus.spark_report import report
    from corpus.spark_tables import open_tables, qualified

    tables = open_tables(session, str(out), lambda _: None)
    source = Source(qualified(session, str(pages)), Limits())
    done = report(tables, build_tables(tables, source, LateEncoder()))
    return done, tables_of_lake(out)


@contextmanager
def settings(session, **values: object) -> Iterator[None]:
    """Change settings of Spark for a block; dots are underscores here."""
    changed = {name.replace("_", "."): str(value) for name, value in values.items()}
    before = {name: session.conf.get(name) for name in changed}
    for name, value in changed.items():
        session.conf.set(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            session.conf.set(name, value)


def assert_same(expected: Tables, found: Tables) -> None:
    told = differences(expected, found)
    assert not told, "\n" + "\n".join(told)


def test_both_engines_make_the_same_of_many_records(spark, tmp_path):
    pages = tmp_path / "pages"
    write_folder(files(MANY, alone=ALONE), pages)
    expected = in_a_file(pages, tmp_path / "my.corpus")
    _, found = on_spark(spark, pages, tmp_path / "out")
    assert len(expected["records"]) == MANY
    assert {row["kind"] for row in expected["links"].values()} == {"same-as", "version-of", "reports"}
    assert len({row["status"] for row in expected["coverage"].values()}) >= 6
    assert_same(expected, found)


def test_parquet_in_any_cut_gives_what_the_folder_gives(spark, expected, tmp_path):
    write_parquet(files(SOME, seed=7, alone=ALONE), tmp_path / "pages")
    with settings(spark, **OTHERWISE_CUT):
        _, found = on_spark(spark, tmp_path / "pages", tmp_path / "out")
    for tables in (expected, found):
        for row in tables["files"].values():
            row.pop("size")  # a list of Parquet's rows does not say how long each of them is
    assert_same(expected, found)


def test_both_engines_make_the_same_where_too_many_pairs_are_between_the_languages(
    spark, crawl, expected, tmp_path, monkeypatch
):
    for module in ("dedupe.run", "corpus.spark"):
        monkeypatch.setattr(f"{module}.MOST_BETWEEN", FEW_BETWEEN)
    by_marks = in_a_file(crawl, tmp_path / "my.corpus")
    done, found = on_spark(spark, crawl, tmp_path / "out")
    assert "too many to compare by meaning" in done.warnings[0]
    assert differences(by_marks, expected), "the bound was not passed, or changes nothing"
    assert_same(by_marks, found)


def test_a_later_build_reads_only_what_is_new_and_keeps_ids(spark, crawl, tmp_path):
    pages, every = tmp_path / "pages", sorted(path for path in crawl.rglob("*") if path.is_file())
    first, second = every[::2], every[1::2]
    copied(first, crawl, pages)
    before = in_a_file(pages, tmp_path / "my.corpus")
    _, found = on_spark(spark, pages, tmp_path / "out")
    assert_same(before, found)

    copied(second, crawl, pages)
    [gone, changed, *_] = (pages / path.relative_to(crawl) for path in first if path.suffix == ".ris")
    gone.unlink()
    changed.write_bytes(changed.read_bytes() + second[0].read_bytes())
    after = in_a_file(pages, tmp_path / "my.corpus")
    done, found = on_spark(spark, pages, tmp_path / "out")
    assert_same(after, found)
    assert (done.read, done.unchanged, done.gone) == (len(second) + 1, len(first) - 2, 1)
    fewer = before["canonicals"].keys() - after["canonicals"].keys()
    assert len(fewer) < len(before["canonicals"]) / 4, "ids are not kept"

    done, found = on_spark(spark, pages, tmp_path / "out")
    assert (done.read, done.gone) == (0, 0)
    assert_same(after, found)


def copied(paths: list[Path], above: Path, below: Path) -> None:
    for path in paths:
        target = below / path.relative_to(above)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
