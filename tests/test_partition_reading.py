"""Files of a partition: every one becomes rows, whatever it holds, and the partition goes on."""

import pytest
from archives import warc, zipped

from bicorpus import __version__
from corpus.export.table import Int64
from corpus.partitions.reading import Found, ReadRow, read
from ingest.bulk import FileEntry, FileResult, Limits, read_files, walk
from ingest.record import Record, Source, from_json, to_json

PAGE = (
    "# 第{n}种居家游泳训练对膝痛的影响\n\n摘要：将九十六例患者随机分为两组，干预十二周，比较两组患者的疼痛评分。\n\n"
    "Abstract: Ninety-six adults were randomised to two groups, and pain was compared after {n} weeks.\n"
)


def page(number: int) -> bytes:
    return PAGE.format(n=number).encode()


def found(path: str, content: bytes) -> Found:
    return Found(path, f"hdfs://host/{path}", Int64(len(content)), Int64(7), "", content)


def rows(*files: Found, limits: Limits | None = None) -> list[ReadRow]:
    return list(read(iter(files), limits or Limits()))


def test_every_file_and_member_is_a_row_in_order_and_the_container_comes_last() -> None:
    plain, first, second, container = rows(found("膝/1.md", page(1)), found("a.zip", zipped({"2": page(2), "3": b""})))
    assert (plain.path, plain.member, plain.size, plain.mtime_ns, plain.error) == ("膝/1.md", "", len(page(1)), 7, "")
    assert (plain.reader, len(plain.sha256)) == (__version__, 64)
    assert [from_json(body).id for body in (*plain.bodies, *first.bodies)] == [
        "膝/1.md",
        "a.zip!2",
    ]
    assert [(one.path, one.member, one.error) for one in (first, second, container)] == [
        ("a.zip", "2", ""),
        ("a.zip", "3", "empty file"),
        ("a.zip", "", ""),
    ]
    assert (second.bodies, container.bodies) == ((), ())


def test_the_records_are_those_that_one_machine_reads(tmp_path) -> None:
    files = {"膝.md": page(1), "a.zip": zipped({"b/2.md": page(2)}), "c.warc": warc({"https://a.example/3": page(3)})}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    expected = [to_json(record).decode() for one in read_files(walk(tmp_path)) for record in one.records]
    rows_read = rows(*(found(path, files[path]) for path in sorted(files, key=str.encode)))
    assert [body for row in rows_read for body in row.bodies] == expected


def test_a_file_that_is_known_to_be_unreadable_keeps_its_reason() -> None:
    [row] = rows(Found("big.warc", "hdfs://host/big.warc", Int64(2**31), Int64(7), "too large for a row", None))
    assert (row.path, row.size, row.error, row.sha256, row.bodies) == ("big.warc", 2**31, "too large for a row", "", ())


def test_a_file_that_takes_too_long_costs_no_other() -> None:
    slow = b"".join(b"<div>the end of page %d<p>of a trial</div>\n" % n for n in range(400_000))
    first, late, last = rows(found("1", page(1)), found("slow", slow), found("2", page(2)), limits=Limits(seconds=4))
    assert (late.error, len(late.sha256)) == ("took longer than 4 s and was stopped", 64)
    assert (len(first.bodies), len(last.bodies)) == (1, 1)


def test_a_record_that_is_no_text_is_the_failure_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record(id="a", kind="paper", site="generic", source=Source("a"), title={"en": "half \ud83d"})
    member, container = "half \ud83d.html", FileEntry("a", None, 3, 7)
    results = [FileResult(container, "0" * 64, (record,), None, member), FileResult(container, "1" * 64, (), None)]
    monkeypatch.setattr("corpus.partitions.reading.read_files", lambda entries, **_: results * len(list(entries)))
    row, _ = rows(found("a", b"PK"))
    assert row.error.startswith("a record holds characters that are no text: ")
    assert (row.bodies, row.member) == ((), r"half \ud83d.html")
