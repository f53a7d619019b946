import os
import signal
import threading
import time
from pathlib import Path

import pytest
from corpora import write_pages
from reviewing import client

from corpus.pipeline import build
from corpus.store import open_store
from corpus.web.jobs import Job, Jobs
from dedupe.link import Decision

PATIENCE_S = 120
"""For what takes two seconds; only what hangs is told by it."""


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "pages"
    write_pages(folder, range(2))
    (folder / "copy.html").write_bytes((folder / "000.html").read_bytes())
    (folder / "late.html").write_bytes(b"")
    with open_store(tmp_path / "j.corpus", write=True) as store:
        build(folder, store)
    return tmp_path / "j.corpus"


@pytest.fixture
def jobs():
    jobs = Jobs()
    yield jobs
    jobs.stop()


def ended(jobs: Jobs) -> Job:
    until = time.monotonic() + PATIENCE_S
    while jobs.current is None or jobs.current.running:
        assert time.monotonic() < until, jobs.current
        time.sleep(0.02)
    return jobs.current


def test_decisions_are_applied(corpus, jobs):
    with open_store(corpus, write=True) as store:
        assert store.counts().canonicals == 2
        store.journal.decide([Decision("000.html", "copy.html", "different")])
        assert store.pending() == 1
    assert jobs.start("apply", corpus)
    job = ended(jobs)
    assert job.error == ""
    assert job.outcome.canonicals == 3
    with open_store(corpus) as store:
        assert store.pending() == 0
        assert store.is_finished()


def test_failed_files_are_read_again(corpus, jobs):
    late = corpus.parent / "pages" / "late.html"
    stat = late.stat()
    late.write_bytes(b"")
    os.utime(late, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    (corpus.parent / "pages" / "002.html").write_bytes((corpus.parent / "pages" / "001.html").read_bytes())
    jobs.start("retry", corpus)
    assert ended(jobs).outcome == (2, 0, 1)
    with open_store(corpus) as store:
        assert store.counts().records == 4


def test_only_one_runs_at_a_time(corpus, jobs):
    assert jobs.start("apply", corpus)
    assert not jobs.start("apply", corpus)
    ended(jobs)
    assert jobs.start("apply", corpus)
    ended(jobs)


def test_one_that_cannot_begin_says_why(tmp_path, jobs):
    (tmp_path / "x.corpus").write_text("no database at all, but long enough to be taken for one" * 20)
    jobs.start("apply", tmp_path / "x.corpus")
    assert "is not a corpus" in ended(jobs).error


def test_one_whose_folder_is_gone_says_so(corpus, jobs):
    (corpus.parent / "pages").rename(corpus.parent / "moved")
    jobs.start("retry", corpus)
    assert str(corpus.parent / "pages") in ended(jobs).error


def test_one_that_dies_says_so(corpus, jobs):
    jobs.start("apply", corpus)
    os.kill(jobs.process_id, signal.SIGKILL)
    assert "died" in ended(jobs).error
    jobs.dismiss()
    assert jobs.current is None


def test_it_ends_with_the_server(corpus, jobs):
    jobs.start("apply", corpus)
    number = jobs.process_id
    jobs.stop()
    assert not Path(f"/proc/{number}").exists()
    with open_store(corpus) as store:
        assert store.counts().canonicals == 2


def test_a_job_that_runs_is_not_dismissed(corpus, jobs):
    jobs.start("apply", corpus)
    jobs.dismiss()
    assert jobs.current is not None
    ended(jobs)


class TestPages:
    def wait(self, asker):
        until = time.monotonic() + PATIENCE_S
        while (job := asker.get("/jobs.json").json()["job"]) and job["running"]:
            assert time.monotonic() < until
            time.sleep(0.05)
        return job

    def test_what_waits_is_told_applied_and_told(self, corpus):
        asker = client(corpus)
        assert "waits to be applied" not in asker.get("/").text
        with open_store(corpus, write=True) as store:
            store.journal.decide([Decision("000.html", "copy.html", "different")])
        assert "1 decision waits to be applied" in asker.get("/history").text
        page = asker.post("/jobs/apply").text
        assert 'hx-get="/jobs"' in page
        assert "waits to be applied" not in page
        assert self.wait(asker)["outcome"]["canonicals"] == 3
        assert "The decisions are applied." in asker.get("/jobs").text
        assert "3 canonical records" in asker.get("/records").text
        asker.post("/jobs/dismiss")
        assert "The decisions are applied." not in asker.get("/records").text

    def test_a_second_is_refused_while_one_runs(self, corpus):
        asker = client(corpus)
        asker.post("/jobs/retry")
        answer = asker.post("/jobs/apply")
        assert answer.status_code == 409
        assert "another job is running" in answer.text
        self.wait(asker)

    def test_nobody_waits_for_it(self, corpus):
        asker = client(corpus)
        asker.post("/jobs/apply")
        assert asker.get("/records").status_code == 200
        assert threading.active_count() < 100
        self.wait(asker)
