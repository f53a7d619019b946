"""The crawl that other tests and benchmarks are given holds something of everything."""

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.mixed import BROKEN, files, write_folder, write_parquet
from dedupe import Result, deduplicate
from ingest.bulk import FileResult, read_files, walk

RECORDS = 2_500
SEED = 3


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawl")
    write_folder(files(RECORDS, SEED), folder)
    return folder


@pytest.fixture(scope="module")
def read(crawl: Path) -> list[FileResult]:
    return list(read_files(walk(crawl)))


@pytest.fixture(scope="module")
def found(read: list[FileResult]) -> Result:
    return deduplicate(record for one in read for record in one.records)


def test_one_seed_gives_the_same_bytes_and_another_gives_others() -> None:
    first = list(files(300, 1))
    assert list(files(300, 1)) == first
    assert list(files(300, 2)) != first


def test_every_record_is_read_and_only_broken_files_fail(read: list[FileResult]) -> None:
    assert sum(len(one.records) for one in read) == RECORDS
    assert {one.name.partition("/")[0] for one in read if one.error} == {"broken"}


def test_pages_and_lists_of_every_kind_are_in_it(crawl: Path, read: list[FileResult]) -> None:
    sites = Counter(record.site for one in read for record in one.records)
    assert sites.keys() == {"generic", "medline", "pubmed-xml", "registry", "ris", "trial-mirror", "veeva"}
    endings = {path.name.partition(".")[2] for path in crawl.rglob("*.*")}
    assert endings >= {"warc.gz", "zip", "nbib", "ris", "xml", "html", "md"}
    assert endings & BROKEN.keys()


def test_links_of_every_kind_come_of_it(found: Result) -> None:
    assert {link.kind for link in found.links} == {"same-as", "version-of", "reports"}
    assert len(found.uncertain) > 10


def test_abstracts_are_in_either_language_in_both_and_in_none(found: Result) -> None:
    languages = Counter(tuple(sorted(one.record.abstract)) for one in found.canonicals)
    assert min(languages[languages_of] for languages_of in ((), ("en",), ("zh",), ("en", "zh"))) > RECORDS // 50


def test_large_and_small_clusters_come_of_it(found: Result) -> None:
    sizes = Counter(len(one.members) for one in found.canonicals)
    assert sizes[1] > RECORDS // 4
    assert sizes[2] > RECORDS // 20
    assert max(sizes) >= 40


def test_parquet_holds_the_same_files(crawl: Path, tmp_path: Path) -> None:
    write_parquet(files(RECORDS, SEED), tmp_path / "crawl")
    table = pq.read_table(tmp_path / "crawl")
    assert dict(zip(*(column.to_pylist() for column in table.columns), strict=True)) == {
        path.relative_to(crawl).as_posix(): path.read_bytes() for path in crawl.rglob("*") if path.is_file()
    }
