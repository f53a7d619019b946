"""Folders of anything: every file becomes records or a reason, in a stable order."""

import os
from pathlib import Path

import pytest

from bicorpus import InputError
from ingest import read
from ingest.bulk import FileEntry, Limits, read_file, read_files, walk

PAGE = (
    "# 第{n}种居家游泳训练对膝痛的影响\n\n摘要：将九十六例患者随机分为两组，干预十二周，比较两组患者的疼痛评分。\n\n"
    "Abstract: Ninety-six adults were randomised to two groups, and pain was compared after {n} weeks.\n"
)


def write(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(n=number), encoding="utf-8")


def paths(folder: Path) -> list[str]:
    return [entry.path for entry in walk(folder)]


def test_files_come_in_the_order_of_their_names_folder_by_folder(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/a/1.txt", "a.txt", "B.txt", "膝痛/一.md", "c/x.html")
    assert paths(tmp_path) == ["B.txt", "a/a/1.txt", "a/z.txt", "a.txt", "b.txt", "c/x.html", "膝痛/一.md"]
    assert paths(tmp_path) == paths(tmp_path)


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/config", "seen.txt", "deep/.DS_Store")
    assert paths(tmp_path) == ["seen.txt"]


def test_a_file_is_described_by_size_and_time_without_being_opened(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(5, 7))
    [entry] = walk(tmp_path)
    assert entry == FileEntry("a.txt", tmp_path / "a.txt", (tmp_path / "a.txt").stat().st_size, 7, None)


def test_links_are_followed_to_files_inside_the_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    write(folder, "a.txt", "deep/b.txt")
    write(tmp_path, "outside.txt")
    (folder / "broken").symlink_to("nowhere.txt")
    (folder / "circle").symlink_to("circle")
    (folder / "file").symlink_to("a.txt")
    (folder / "folder").symlink_to("deep")
    (folder / "out").symlink_to(tmp_path / "outside.txt")
    (folder / "up").symlink_to(tmp_path)
    assert {entry.path: entry.error for entry in walk(folder)} == {
        "a.txt": None,
        "broken": "broken or circular link",
        "circle": "broken or circular link",
        "deep/b.txt": None,
        "file": None,
        "folder": "a folder, or a link to one: not followed",
        "out": "link to a place outside the folder: not followed",
        "up": "link to a place outside the folder: not followed",
    }


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    [entry] = walk(tmp_path)
    assert [result.error for result in read_file(entry)] == ["a pipe, socket or device, not a file"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    [result] = read_files(walk(tmp_path), limits=Limits(size=10))
    assert result.error == "too large: 250 bytes; files up to 10 bytes are read"
    assert result.sha256 == ""


def test_a_name_that_is_not_utf8_is_written_with_escapes_and_read(tmp_path: Path) -> None:
    name = b"\xff\xce.txt"
    try:
        (tmp_path / os.fsdecode(name)).write_text(PAGE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    [entry] = walk(tmp_path)
    assert entry.path == r"\xff\xce.txt"
    [result] = read_file(entry)
    assert result.error is None
    assert result.records[0].source.path == entry.path


def test_a_folder_that_may_not_be_listed_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "locked/b.txt", "z.txt")
    listed = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [(e.path, e.error) for e in walk(tmp_path)] == [
        ("a.txt", None),
        ("locked", "folder cannot be listed: Permission denied"),
        ("z.txt", None),
    ]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(InputError, match=r"missing: no such folder"):
        list(walk(tmp_path / "missing"))
    with pytest.raises(InputError, match=r"a\.txt: not a folder"):
        list(walk(tmp_path / "a.txt"))
    assert list(walk(tmp_path)) != []


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert list(read_files(walk(tmp_path))) == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"%PDF-1.4\n", "damaged PDF"),
        (b"<div>" * 20_000, "no text|nested too deeply"),
    ],
    ids=["empty", "image", "pdf", "deep"],
)
def test_one_file_that_cannot_be_read_gives_its_path_and_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "膝痛.html"
    path.write_bytes(data)
    with pytest.raises(InputError, match=reason) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}: ")


def test_a_missing_file_and_a_folder_are_refused_by_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.txt: no such file"):
        read(tmp_path / "a.txt")
    with pytest.raises(InputError, match="a folder"):
        read(tmp_path)


def test_a_fault_of_a_parser_becomes_a_reason_with_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")

    def broken(data: bytes, path: str) -> None:
        raise ValueError("x" * 1000)

    monkeypatch.setattr("ingest.formats.read_bytes", broken)
    [entry] = walk(tmp_path)
    [result] = read_file(entry)
    assert result.records == ()
    assert len(result.sha256) == 64
    assert result.error
    assert result.error.startswith("cannot be parsed: ValueError: xxx")
    assert len(result.error) <= 300


@pytest.mark.parametrize("step", ["pathlib.Path.read_bytes", "ingest.formats.read_bytes"])
def test_a_file_that_takes_all_memory_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    write(tmp_path, "a.txt")

    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(step, greedy)
    [entry] = walk(tmp_path)
    [result] = read_file(entry)
    assert result.error == "needs more memory than a worker may use"


def test_a_file_that_went_away_is_a_reason(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    [entry] = walk(tmp_path)
    entry.absolute.unlink()
    assert [result.error for result in read_file(entry)] == ["cannot be opened: No such file or directory"]


def test_any_number_of_workers_gives_the_same_results_in_the_same_order(tmp_path: Path) -> None:
    write(tmp_path, *(f"{n:02}.txt" for n in range(20)))
    (tmp_path / "05.txt").write_bytes(b"")
    (tmp_path / "11.txt").write_bytes(b"\x89PNG")
    entries = list(walk(tmp_path))
    one, two = (list(read_files(iter(entries), workers)) for workers in (1, 2))
    assert one == two
    assert [result.records for result in one] == [result.records for entry in entries for result in read_file(entry)]
    assert [result.entry for result in one] == entries
    assert [result.entry.path for result in one if result.error] == ["05.txt", "11.txt"]
    assert [r.records[0].title["zh"] for r in one if r.records][:2] == [
        "第0种居家游泳训练对膝痛的影响",
        "第1种居家游泳训练对膝痛的影响",
    ]
