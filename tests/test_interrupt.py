"""A build killed at any moment goes on where it was: no finished file is read twice, the exports are the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import zipped
from corpora import page, write_pages

from corpus.cli import main
from corpus.store import open_store

ROOT = Path(__file__).resolve().parent.parent
PAGES = range(8)
FORMATS = ("jsonl", "tmx", "csv")

BUILD = """
import os, signal, sys
import corpus.pipeline
from pydoc import locate
from corpus.cli import main

folder, path, log, method, moment, count, blow = sys.argv[1:]
owner, name = method.rsplit(".", 1)
owner = locate(owner)
handed_over, original = corpus.pipeline.read_files, getattr(owner, name)
calls = 0

def noted(entries, *options):
    def each():
        for entry in entries:
            print("opened", entry.path, file=log, flush=True)
            yield entry
    for result in handed_over(each(), *options):
        yield result

def struck(*arguments):
    global calls
    calls += 1
    if moment == "before" and calls == int(count):
        os.kill(os.getpid(), int(blow))
    outcome = original(*arguments)
    if name == "put_file":
        print("kept", arguments[1].name, file=log, flush=True)
    if moment == "after" and calls == int(count):
        os.kill(os.getpid(), int(blow))
    return outcome

with open(log, "a") as log:
    corpus.pipeline.read_files = noted
    setattr(owner, name, struck)
    sys.exit(main(["build", folder, path]))
"""
"""The command, struck by a signal before or after the n-th call of a function or method; it notes what it opens."""


def build(folder: Path, corpus: Path, log: Path, blow: tuple[str, str, int], with_signal: int) -> tuple[int, str]:
    """Run a build that is struck at ``blow`` (function, moment, call); return its exit status and what it said."""
    command = [sys.executable, "-c", BUILD, *map(str, (folder, corpus, log, *blow, with_signal))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stderr


def exports(corpus: Path) -> dict[str, bytes]:
    out = {name: corpus.with_suffix(f".{name}") for name in FORMATS}
    for name, path in out.items():
        assert main(["export", str(corpus), "-f", name, "-o", str(path), "--force"]) == 0
    return {name: path.read_bytes() for name, path in out.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pages = tmp_path_factory.mktemp("pages")
    write_pages(pages, PAGES)
    (pages / "damaged.pdf").write_bytes(b"%PDF-1.4\n1 0 obj")
    (pages / "more.zip").write_bytes(zipped({f"{n}.html": page(n).encode() for n in range(20, 24)}))
    return pages


@pytest.fixture(scope="module")
def uninterrupted(folder, tmp_path_factory):
    corpus = tmp_path_factory.mktemp("whole") / "whole.corpus"
    assert main(["build", str(folder), str(corpus)]) == 1
    return exports(corpus)


def test_killed_at_every_stage_it_finishes_with_the_same_bytes_and_reads_nothing_twice(folder, uninterrupted, tmp_path):
    corpus, log = tmp_path / "killed.corpus", tmp_path / "log"
    blows = [
        ("corpus.store.Store.put_file", "before", 1),  # nothing is in yet
        ("corpus.store.Store.put_file", "after", 3),
        ("corpus.store.Store.put_file", "before", 4),
        ("corpus.state.count_change", "after", 1),  # inside the transaction of a file
        ("corpus.store.Store.put_file", "after", 5),  # inside a container, of which two members are in
        ("corpus.store.Store._see", "after", 1),  # of a member that is known
        ("corpus.store.Store._forget_unseen", "before", 1),  # inside the transaction that ends a container
        ("corpus.store.Store.put_result", "before", 1),  # deduplicated, not stored
        ("corpus.store.put_canonicals", "after", 1),  # inside the transaction that stores it
        ("corpus.store.put_links", "after", 1),
        ("corpus.store.Store.put_bitext", "before", 1),
        ("corpus.store.Store.put_bitext", "after", 2),
        ("corpus.store.Store.indexing", "before", 1),
        ("corpus.catalogue.Catalogue.index", "after", 1),  # inside the transaction of a batch
    ]
    for blow in blows:
        status, _ = build(folder, corpus, log, blow, signal.SIGKILL)
        assert status == -signal.SIGKILL, f"the process outlived {blow}"
    status, said = build(folder, corpus, log, ("corpus.store.Store.counts", "never", 0), signal.SIGKILL)
    assert status == 1, said
    assert exports(corpus) == uninterrupted
    assert not opened_after_it_was_kept(log)


def opened_after_it_was_kept(log: Path) -> set[str]:
    kept, twice = set(), set()
    for line in log.read_text().splitlines():
        deed, path = line.split(" ", 1)
        if deed == "kept":
            kept.add(path)
        elif path in kept:
            twice.add(path)
    return twice


def test_the_log_of_what_was_opened_can_tell(tmp_path):
    log = tmp_path / "log"
    log.write_text("opened a\nkept a\nopened b\nopened b\nopened a\n")
    assert opened_after_it_was_kept(log) == {"a"}


def test_killed_from_outside_while_it_reads_it_finishes_with_the_same_bytes(folder, uninterrupted, tmp_path):
    corpus = tmp_path / "killed.corpus"
    command = [sys.executable, "-m", "bicorpus", "build", str(folder), str(corpus)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and files_in(corpus) < 2:
            time.sleep(0.005)
        running.kill()
    assert main(["build", str(folder), str(corpus)]) == 1
    assert exports(corpus) == uninterrupted


def files_in(corpus: Path) -> int:
    if not corpus.exists() or corpus.stat().st_size == 0:
        return 0
    with open_store(corpus) as store:
        return len(store.files())


def test_ctrl_c_says_one_line_and_the_next_build_goes_on(folder, uninterrupted, tmp_path):
    corpus, log = tmp_path / "interrupted.corpus", tmp_path / "log"
    status, said = build(folder, corpus, log, ("corpus.store.Store.put_file", "after", 2), signal.SIGINT)
    assert status == 130
    assert said == "bicorpus: interrupted; what was finished is kept\n"
    assert files_in(corpus) == 2
    assert main(["build", str(folder), str(corpus)]) == 1
    assert exports(corpus) == uninterrupted


def test_an_unfinished_corpus_says_so_when_it_is_exported(folder, tmp_path, capfd):
    corpus, log = tmp_path / "unfinished.corpus", tmp_path / "log"
    build(folder, corpus, log, ("corpus.store.Store.put_bitext", "after", 2), signal.SIGKILL)
    assert main(["export", str(corpus), "-f", "jsonl", "-o", os.devnull]) == 0
    assert "build did not end; run it again" in capfd.readouterr().err


INGEST = """
import os, signal, sys
from corpus.cli import main
from corpus.verbs import ingest

written, original = 0, ingest.write

def struck(*arguments):
    global written
    original(*arguments)
    written += 1
    if written == 3:
        os.kill(os.getpid(), signal.SIGINT)

ingest.write = struck
sys.exit(main(["ingest", *sys.argv[1:]]))
"""


def test_ctrl_c_leaves_an_output_with_all_that_was_finished(folder, tmp_path):
    out = tmp_path / "records.jsonl"
    command = [sys.executable, "-c", INGEST, str(folder), "-o", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 130
    assert done.stderr.endswith("bicorpus: interrupted; what was finished is kept\n")
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["000.html", "001.html", "002.html"]
    assert list(tmp_path.iterdir()) == [out]


def test_a_signal_to_all_processes_of_a_terminal_says_one_line(folder, tmp_path):
    command = [sys.executable, "-m", "bicorpus", "build", str(folder), str(tmp_path / "x.corpus"), "--workers", "2"]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while files_in(tmp_path / "x.corpus") < 1:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (130, "bicorpus: interrupted; what was finished is kept\n")
    assert not [path for path in tmp_path.iterdir() if path.name != "x.corpus"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_full_disk_is_told_in_one_line(folder):
    command = [sys.executable, "-m", "bicorpus", "ingest", str(folder), "-o", "/dev/full"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "bicorpus: [Errno 28] No space left on device"


LIMITED = """
import resource, sys
from corpus.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(["build", *sys.argv[2:]]))
"""


@pytest.mark.parametrize("room", [1000, 70_000, 120_000, 200_000])
def test_a_build_that_found_no_room_goes_on_when_there_is_some(folder, uninterrupted, tmp_path, room):
    pytest.importorskip("resource")
    corpus = tmp_path / "full.corpus"
    command = [sys.executable, "-c", LIMITED, str(room), str(folder), str(corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr.startswith(f"bicorpus: {corpus}: ")
    assert len(done.stderr.splitlines()) == 1
    assert main(["build", str(folder), str(corpus)]) == 1
    assert exports(corpus) == uninterrupted
