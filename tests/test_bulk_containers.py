"""Containers in a run: every member a result of its own, in order, and then the container."""

import os
from pathlib import Path

import pytest
from archives import http, tarred, warc, warc_gz, warc_record, zipped
from msgspec.structs import replace
from papers import pdf
from papers import put as draw

from bicorpus import InputError
from ingest import read
from ingest.bulk import FileEntry, FileResult, Limits, read_file, read_files, walk

PAGE = (
    "# 第{n}种居家游泳训练对膝痛的影响\n\n摘要：将九十六例患者随机分为两组，干预十二周，比较两组患者的疼痛评分。\n\n"
    "Abstract: Ninety-six adults were randomised to two groups, and pain was compared after {n} weeks.\n"
)


def pages(*numbers: int) -> dict[str, bytes]:
    return {f"deep/{n}.md": PAGE.format(n=n).encode() for n in numbers}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def results(folder: Path, **options) -> list[FileResult]:
    return list(read_files(walk(folder), **options))


def test_members_come_in_order_before_their_container_and_name_where_they_are(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"a.zip": zipped(pages(1, 2)), "b.md": PAGE.format(n=3).encode(), "c.tar.gz": tarred(pages(4), "w:gz")},
    )
    found = results(tmp_path, workers=2)
    assert [(one.name, one.error) for one in found] == [
        ("a.zip!deep/1.md", None),
        ("a.zip!deep/2.md", None),
        ("a.zip", None),
        ("b.md", None),
        ("c.tar.gz!deep/4.md", None),
        ("c.tar.gz", None),
    ]
    [record] = found[1].records
    assert record.id == "a.zip!deep/2.md"
    assert (record.source.path, record.source.member) == ("a.zip", "deep/2.md")
    assert record.source.sha256 == found[1].sha256


def test_any_number_of_workers_gives_the_same(tmp_path: Path) -> None:
    files = {f"{n}.zip": zipped(pages(*range(n, n + 9)) | {"empty.md": b""}) for n in range(4)}
    put(tmp_path, files | {"x.warc.gz": warc_gz({f"http://a/{n}": page for n, page in pages(*range(9)).items()})})
    assert results(tmp_path, workers=1) == results(tmp_path, workers=3)


def test_a_page_of_a_crawl_has_its_address_and_pictures_are_counted(tmp_path: Path) -> None:
    picture = warc_record("https://a.example/x.png", http(b"\x89PNG", media_type="image/png"))
    put(tmp_path, {"crawl": warc({"https://a.example/7": PAGE.format(n=7).encode()}) + picture})
    page, crawl = results(tmp_path)
    assert page.records[0].source.url == "https://a.example/7"
    assert page.records[0].id == "crawl!https://a.example/7"
    assert (crawl.error, crawl.passed_over) == (None, 1)


def test_a_container_of_nothing_says_so(tmp_path: Path) -> None:
    picture = warc_record("https://a.example/x.png", http(b"\x89PNG", media_type="image/png"))
    put(tmp_path, {"a.zip": zipped({}), "b.warc": picture})
    assert [one.error for one in results(tmp_path)] == [
        "nothing in it to read (0 passed over, being no pages)",
        "nothing in it to read (1 passed over, being no pages)",
    ]


def test_a_damaged_container_keeps_what_comes_before_the_damage(tmp_path: Path) -> None:
    put(tmp_path, {"a.tar": tarred(pages(1, 2))[:1500], "b.md": PAGE.format(n=3).encode()})
    member, container, other = results(tmp_path)
    assert (len(member.records), len(other.records)) == (1, 1)
    assert container.name == "a.tar"
    assert container.sha256
    assert container.error
    assert "cut off" in container.error


def test_a_member_that_takes_too_long_costs_no_other(tmp_path: Path) -> None:
    slow = b"".join(b"<div>the end of page %d<p>of a trial</div>\n" % n for n in range(400_000))
    put(tmp_path, {"a.zip": zipped({"1.md": pages(1)["deep/1.md"], "slow.html": slow} | pages(2))})
    first, late, second, container = results(tmp_path, limits=Limits(seconds=4))
    assert late.error == "took longer than 4 s and was stopped"
    assert late.sha256, "or it would be tried again and again"
    assert (len(first.records), len(second.records), container.error) == (1, 1, None)


def test_a_pipe_that_took_the_place_of_a_file_holds_up_a_worker_until_its_time_is_over(tmp_path: Path) -> None:
    put(tmp_path, {f"{n}.md": PAGE.format(n=n).encode() for n in range(3)})
    entries = list(walk(tmp_path))
    (tmp_path / "1.md").unlink()
    os.mkfifo(tmp_path / "1.md")
    found = list(read_files(entries, limits=Limits(seconds=4)))
    assert [one.error for one in found] == [None, "took longer than 4 s and was stopped", None]


def test_a_member_larger_than_a_file_may_be_is_a_reason(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"large.md": b"x" * 5000} | pages(1))})
    large, small, container = results(tmp_path, limits=Limits(size=1000))
    assert large.error == "too large: more than 1,000 bytes"
    assert (small.error, container.error) == (None, None)


def test_a_container_itself_may_be_larger_than_a_file(tmp_path: Path) -> None:
    noise = os.urandom(500)
    put(tmp_path, {"a.zip": zipped({f".{n}": noise for n in range(9)} | pages(1)), "b.md": b"x" * 2000})
    assert [one.error for one in results(tmp_path, limits=Limits(size=1000))] == [
        None,
        None,
        "too large: 2,000 bytes; files up to 1,000 bytes are read",
    ]


def test_known_members_are_passed_on_unread(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped(pages(1, 2))})
    one, _, _ = results(tmp_path)
    known = results(tmp_path, known=lambda *place: place == ("a.zip", "deep/1.md", one.sha256))
    assert [(found.member, found.is_known, len(found.records)) for found in known] == [
        ("deep/1.md", True, 0),
        ("deep/2.md", False, 1),
        (None, False, 0),
    ]


def test_the_bytes_that_are_behind_grow_to_the_size_of_all(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"a.tar": tarred(pages(*range(40))), "b.zip": zipped(pages(*range(40))), "c.md": pages(1)["deep/1.md"]},
    )
    reached = [one.reached for one in results(tmp_path)]
    assert reached == sorted(reached)
    assert reached[-1] == sum(entry.size for entry in walk(tmp_path))
    assert reached[30] > 0


class TestRead:
    def test_it_gives_the_records_of_all_members(self, tmp_path: Path) -> None:
        put(tmp_path, {"a.zip": zipped(pages(1, 2))})
        assert [record.id for record in read(tmp_path / "a.zip")] == ["a.zip!deep/1.md", "a.zip!deep/2.md"]

    def test_members_that_cannot_be_read_are_warnings_while_others_can(self, tmp_path: Path) -> None:
        put(tmp_path, {"a.zip": zipped(pages(1) | {"empty.md": b""})})
        with pytest.warns(UserWarning, match=r"a\.zip!empty\.md: empty file"):
            assert len(read(tmp_path / "a.zip")) == 1

    def test_where_nothing_can_be_read_it_refuses(self, tmp_path: Path) -> None:
        put(tmp_path, {"a.zip": zipped({"1.md": b"", "2.md": b""})})
        with pytest.raises(InputError, match=r"a\.zip!1\.md: empty file \(and 1 more\)"):
            read(tmp_path / "a.zip")


def test_a_fault_of_the_unpacker_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("ingest.bulk.members", broken)
    put(tmp_path, {"a.zip": zipped(pages(1))})
    assert [one.error for one in results(tmp_path)] == ["cannot be unpacked: ZeroDivisionError: x"]


@pytest.mark.parametrize("workers", [True, False], ids=["worker", "here"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("膝痛.html", b"<title>Swimming at home for painful knees</title><p>Abstract: Ninety-six adults swam.</p>"),
        ("a.pdf", pdf(lambda page: draw(page, ["Swimming at home", "Abstract", "Ninety-six adults swam."], 72, 72))),
        ("a.zip", zipped(pages(1, 2) | {"inner.tar.gz": tarred(pages(3), "w:gz"), "empty.md": b""})),
        ("a.warc", warc({"https://a.example/7": PAGE.format(n=7).encode()})),
        ("a.warc.gz", warc_gz({f"https://a.example/{n}": PAGE.format(n=n).encode() for n in range(3)})),
        ("cut.zip", zipped(pages(1, 2))[:-30]),
        ("empty.html", b""),
    ],
    ids=["html", "pdf", "zip", "warc", "warc.gz", "damaged", "empty"],
)
def test_bytes_at_hand_give_what_their_file_gave(tmp_path: Path, name: str, data: bytes, workers: bool) -> None:
    put(tmp_path, {name: data})
    [entry] = walk(tmp_path)
    at_hand = replace(entry, data=data)
    from_disk = list(read_files([entry]) if workers else read_file(entry))
    (tmp_path / name).unlink()
    assert list(read_files([at_hand]) if workers else read_file(at_hand)) == from_disk


def test_bytes_at_hand_that_are_too_many_or_take_too_long_are_reasons() -> None:
    slow = b"".join(b"<div>the end of page %d<p>of a trial</div>\n" % n for n in range(400_000))
    entries = [FileEntry(path, Path(path), len(data), data=data) for path, data in [("a", slow), ("b", b"x" * 2**25)]]
    late, large = read_files(entries, limits=Limits(seconds=4, size=2**25 - 1))
    assert (late.error, len(late.sha256)) == ("took longer than 4 s and was stopped", 64)
    assert large.error == "too large: 33,554,432 bytes; files up to 33,554,431 bytes are read"
