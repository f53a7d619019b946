"""A corpus from containers: what did not change is not read again, member by member, whatever interrupts it."""

import os
from pathlib import Path
from threading import Thread

import pytest
from archives import tarred, warc_gz, zipped
from corpora import page, write_pages

from corpus import pipeline
from corpus.cli import main
from corpus.pipeline import build
from corpus.store import open_store
from ingest.bulk import Limits, read_files


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pages").mkdir()
    return tmp_path / "pages"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "some.corpus", write=True) as opened:
        yield opened


@pytest.fixture(autouse=True)
def parsed(monkeypatch):
    """The names of what was really parsed, not passed on as known."""
    names = []

    def noted(*arguments):
        for result in read_files(*arguments):
            if not result.is_known and (result.member or result.records):
                names.append(result.name)
            yield result

    monkeypatch.setattr(pipeline, "read_files", noted)
    return names


def pages(*numbers: int) -> dict[str, bytes]:
    return {f"{n}.html": page(n).encode() for n in numbers}


def ids(store) -> list[str]:
    return [record.id for record in store.records()]


def test_members_are_records_and_the_container_is_one_file(folder, store):
    (folder / "a.zip").write_bytes(zipped(pages(1, 2) | {"bad.html": b""}))
    (folder / "b.warc.gz").write_bytes(warc_gz({"https://j.example/3": page(3).encode()}))
    report = build(folder, store)
    assert ids(store) == ["a.zip!1.html", "a.zip!2.html", "b.warc.gz!https://j.example/3"]
    assert report.failures == (("a.zip!bad.html", "empty file"),)
    assert (report.read, report.counts.files, report.counts.records) == (2, 2, 3)
    assert set(store.files()) == {"a.zip", "b.warc.gz"}


def test_a_container_that_did_not_change_is_not_opened_again(folder, store, parsed, monkeypatch):
    (folder / "a.zip").write_bytes(zipped(pages(1, 2)))
    before = build(folder, store)
    monkeypatch.setattr("ingest.bulk.members", lambda *_: pytest.fail("opened"))
    parsed.clear()
    after = build(folder, store)
    os.utime(folder / "a.zip", ns=(1, 1))
    redated = build(folder, store)
    assert parsed == []
    assert (after.read, after.unchanged, redated.read, redated.unchanged) == (0, 1, 0, 1)
    assert before.counts == after.counts == redated.counts


def test_of_a_changed_container_only_what_changed_is_parsed_and_what_vanished_is_forgotten(folder, store, parsed):
    (folder / "a.zip").write_bytes(zipped(pages(1, 2, 3)))
    build(folder, store)
    parsed.clear()
    (folder / "a.zip").write_bytes(zipped(pages(1, 4) | {"3.html": page(9).encode()}))
    report = build(folder, store)
    assert parsed == ["a.zip!4.html", "a.zip!3.html"]
    assert ids(store) == ["a.zip!1.html", "a.zip!3.html", "a.zip!4.html"]
    assert report.counts.papers == 3


def test_a_container_that_is_gone_takes_its_members_along(folder, store):
    (folder / "a.zip").write_bytes(zipped(pages(1, 2) | {"bad.html": b""}))
    write_pages(folder, range(5, 6))
    build(folder, store)
    (folder / "a.zip").unlink()
    report = build(folder, store)
    assert (report.gone, ids(store), report.failures) == (1, ["005.html"], ())


def test_a_container_that_becomes_a_page_leaves_no_member_behind(folder, store):
    (folder / "a.zip").write_bytes(zipped(pages(1, 2)))
    build(folder, store)
    (folder / "a.zip").write_bytes(page(3).encode())
    build(folder, store)
    assert ids(store) == ["a.zip"]
    (folder / "a.zip").write_bytes(zipped(pages(1)))
    build(folder, store)
    assert ids(store) == ["a.zip!1.html"]


def test_a_container_that_was_cut_off_keeps_what_is_there_and_says_so_until_it_is_whole(folder, store, parsed):
    whole = tarred(pages(1, 2))
    (folder / "a.tar").write_bytes(whole[:2000])
    report = build(folder, store)
    assert ids(store) == ["a.tar!1.html"]
    assert [failure.name for failure in report.failures] == ["a.tar"]
    assert build(folder, store).read == 0
    parsed.clear()
    (folder / "a.tar").write_bytes(whole)
    assert build(folder, store).failures == ()
    assert parsed == ["a.tar!2.html"]


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_interrupted_within_a_container_what_was_finished_is_kept_and_not_parsed_again(
    folder, store, parsed, monkeypatch, stop
):
    (folder / "a.zip").write_bytes(zipped(pages(1, 2, 3)))

    class Interruption(BaseException):
        pass

    def interrupted(*arguments):
        for number, result in enumerate(read_files(*arguments)):
            if number == stop:
                raise Interruption
            yield result

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read_files", interrupted)
        with pytest.raises(Interruption):
            build(folder, store)
    assert len(ids(store)) == stop
    build(folder, store)
    assert parsed == [f"a.zip!{n}.html" for n in (1, 2, 3)[stop:]]
    assert build(folder, store).read == 0


def test_interrupted_within_a_changed_container_the_old_one_put_back_is_read_again(folder, store, monkeypatch):
    old = zipped(pages(1, 2))
    (folder / "a.zip").write_bytes(old)
    os.utime(folder / "a.zip", ns=(1, 1))
    build(folder, store)

    def interrupted(entries, *_):
        for _ in entries:
            raise KeyboardInterrupt
        yield

    (folder / "a.zip").write_bytes(zipped(pages(1, 3)))
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read_files", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(folder, store)
    (folder / "a.zip").write_bytes(old)
    os.utime(folder / "a.zip", ns=(1, 1))
    assert build(folder, store).read == 1
    assert ids(store) == ["a.zip!1.html", "a.zip!2.html"]


def test_what_failed_is_tried_again_only_when_asked_for(folder, store, parsed):
    (folder / "a.zip").write_bytes(zipped(pages(1) | {"large.html": page(2).encode() * 9}))
    (folder / "large.html").write_bytes(page(3).encode() * 9)
    tight, wide = Limits(size=4000), Limits()
    assert len(build(folder, store, limits=tight).failures) == 2
    assert build(folder, store, limits=wide).failures == (("a.zip!large.html", "too large: more than 4,000 bytes"),)
    parsed.clear()
    assert build(folder, store, limits=wide, retry=True).failures == ()
    assert parsed == ["a.zip!large.html"]


def test_a_member_that_hung_is_tried_again_only_when_asked_for(folder, store, parsed):
    slow = b"".join(b"<div>the end of page %d<p>of a trial</div>\n" % n for n in range(400_000))
    (folder / "a.zip").write_bytes(zipped(pages(1) | {"slow.html": slow}))
    report = build(folder, store, limits=Limits(seconds=4))
    assert report.failures == (("a.zip!slow.html", "took longer than 4 s and was stopped"),)
    parsed.clear()
    (folder / "a.zip").write_bytes(zipped(pages(1, 2) | {"slow.html": slow}))
    build(folder, store, limits=Limits(seconds=4))
    assert parsed == ["a.zip!2.html"]
    build(folder, store, limits=Limits(seconds=4), retry=True)
    assert parsed == ["a.zip!2.html", "a.zip!slow.html"]


def test_the_commands_read_containers(tmp_path, folder, capfdbinary):
    (folder / "a.zip").write_bytes(zipped(pages(1, 2) | {"bad.html": b""}))
    assert main(["ingest", str(folder / "a.zip")]) == 1
    out, err = capfdbinary.readouterr()
    assert len(out.splitlines()) == 2
    assert b"2 records from 1 files; 1 failed" in err
    assert f"{folder}/a.zip!bad.html: empty file".encode() in err
    assert main(["build", str(folder), str(tmp_path / "x.corpus"), "--timeout", "30", "--memory", "2000"]) == 1
    assert b"  a.zip!bad.html: empty file" in capfdbinary.readouterr().err


def test_a_container_may_come_from_standard_input(monkeypatch, capfdbinary, tmp_path):
    (tmp_path / "in.zip").write_bytes(zipped(pages(1)))
    with (tmp_path / "in.zip").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["ingest", "-"]) == 0
        assert capfdbinary.readouterr().out.startswith(b'{"id":"-!1.html"')
        assert main(["ingest", "-"]) == 1, "it has been read to its end"


def test_a_pipe_that_was_asked_for_is_read(tmp_path, capfdbinary):
    os.mkfifo(tmp_path / "pipe")
    writer = Thread(target=(tmp_path / "pipe").write_bytes, args=(zipped(pages(1)),))
    writer.start()
    assert main(["ingest", str(tmp_path / "pipe")]) == 0
    writer.join()
    assert b"pipe!1.html" in capfdbinary.readouterr().out


@pytest.mark.parametrize("option", ["--timeout=0", "--timeout=soon", "--memory=-1", "--max-size=nan", "--timeout=inf"])
def test_a_limit_that_is_none_is_refused(option, tmp_path, capfd):
    with pytest.raises(SystemExit, match="2"):
        main(["ingest", str(tmp_path), option])
    assert "is not a number above 0" in capfd.readouterr().err


def test_the_options_and_the_library_have_the_same_limits():
    from argparse import ArgumentParser

    from corpus.limits import add_limits, limits_of

    parser = ArgumentParser()
    add_limits(parser)
    assert limits_of(parser.parse_args([])) == Limits()


def test_a_folder_of_many_files_is_looked_through_page_by_page(tmp_path, store, monkeypatch):
    monkeypatch.setattr("corpus.census._PAGE", 7)
    write_pages(Path(tmp_path / "many"), range(30))
    assert build(tmp_path / "many", store).read == 30
    (tmp_path / "many" / "007.html").write_text(page(40), encoding="utf-8")
    os.utime(tmp_path / "many" / "008.html", ns=(1, 1))
    report = build(tmp_path / "many", store)
    assert (report.read, report.unchanged) == (1, 29)
