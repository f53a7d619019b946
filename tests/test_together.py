"""Two reviewers and builds at once, each a process of its own, on one corpus: nothing that a person said is lost."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from select import select
from typing import NamedTuple

import pytest
from corpora import write_pages
from doubtful import write_pairs

from corpus.cli import main
from corpus.store import open_store

ROOT = Path(__file__).resolve().parent.parent
PAIRS = range(8)
PAPER = "000.html"
BEADS = (0, 1, 2)
"""Of each of the papers that ``write_pages`` writes."""
MOMENTS = (
    "corpus.store.Store.put_file",  # what is decided here is in time for this very build
    "corpus.store.Store.put_result",  # the records are merged, with the decisions of before
    "corpus.store.put_links",
    "corpus.store.Store.put_bitext",
    "corpus.store.Store.indexing",
)
WITHIN_TRANSACTION = {"corpus.store.put_links"}
PATIENCE_S = 120
"""For what takes seconds: only something that hangs is told by it."""

REVIEWER = """
import json, os, signal, sys, time
from pathlib import Path

from bicorpus import UsageError
from corpus.journal import ConflictError, Journal
from corpus.review import accept
from corpus.store import open_store
from dedupe import Decision

path, who, stop = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])

def decide(left, right, verdict):
    with open_store(path, write=True) as store:
        return store.journal.decide([Decision(left, right, verdict)], who=who)

def accepted(canonical, place):
    while True:
        with open_store(path) as store:
            before = store.entry(canonical).bitext
        [(texts,)] = texts_of(canonical)
        try:
            with open_store(path, write=True) as store:
                return store.journal.review(texts, canonical, before, accept(before, place), f"accept {place}", who)
        except ConflictError:
            continue
        except UsageError:  # another did it
            return 0

def texts_of(canonical):
    with open_store(path) as store:
        return list(store.rows("SELECT texts FROM canonicals WHERE id = ?", canonical))

def undo(number):
    try:
        with open_store(path, write=True) as store:
            return store.journal.undo(number).undone
    except ConflictError:  # the other reviewer has decided on that pair since
        return False

def change_mind(pairs):
    "Decide on pairs, take back every third decision, and never come to rest."
    count = 0
    while not stop.exists():
        left, right = pairs[count % len(pairs)]
        number = decide(left, right, ("same", "different")[count // len(pairs) % 2])
        print(json.dumps(["decided", number]), flush=True)
        if count % 3 == 2 and undo(number):
            print(json.dumps(["undone", number]), flush=True)
        count += 1
        time.sleep(0.005)  # so that others get a turn of the processor
    return count

def die_inside(left, right):
    Journal._note = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
    decide(left, right, "same")

deeds = {each.__name__: each for each in (decide, accepted, undo, change_mind, die_inside)}
for line in sys.stdin:
    deed, *words = json.loads(line)
    print(json.dumps(["done", deeds[deed](*words)]), flush=True)
"""
"""A reviewer who does what is asked on standard input, and tells on standard output what the corpus has kept."""

HALTING = """
import os, pydoc, signal, sys
from corpus.cli import main

folder, path, *moments = sys.argv[1:]

def halt_before(moment):
    place, name = moment.rsplit(".", 1)
    owner = pydoc.locate(place)
    original = getattr(owner, name)
    def halted(*arguments):
        setattr(owner, name, original)
        print(moment, flush=True)
        sys.stdin.readline()
        return original(*arguments)
    setattr(owner, name, halted)

for moment in moments:
    halt_before(moment)
sys.exit(main(["build", folder, path]))
"""
"""The command, which stops before the first call of each of some functions until it is sent a line."""


class Reviewer:
    """A process; what it has said that the corpus keeps is in ``kept``."""

    def __init__(self, corpus: Path, who: str) -> None:
        self.who = who
        self.stop = corpus.with_suffix(f".stop-{who}")
        command = [sys.executable, "-c", REVIEWER, str(corpus), who, str(self.stop)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.kept: list[tuple[str, int]] = []

    def ask(self, *deed: object) -> None:
        print(json.dumps(deed), file=self.process.stdin, flush=True)

    def answer(self) -> int:
        """Wait until what was asked is done; return its number."""
        while True:
            what, number = self.listen()
            if what == "done":
                return number

    def listen(self) -> tuple[str, int]:
        line = self.process.stdout.readline()
        assert line, f"{self.who} stopped: {self.process.communicate(timeout=PATIENCE_S)[1]}"
        what, number = json.loads(line)
        if what != "done":
            self.kept.append((what, number))
        return what, number

    def do(self, *deed: object) -> int:
        self.ask(*deed)
        return self.answer()

    def rest(self) -> None:
        """End what never comes to rest by itself."""
        self.stop.touch()
        self.answer()

    def leave(self, with_signal: int | None = None) -> None:
        if with_signal:
            self.process.send_signal(with_signal)
        said, complaint = self.process.communicate(timeout=PATIENCE_S)
        self.kept += [(what, number) for what, number in map(json.loads, said.splitlines()) if what != "done"]
        assert (self.process.returncode, complaint) == (-(with_signal or 0), "")


class HaltingBuild(NamedTuple):
    process: subprocess.Popen[str]

    def halts(self, moment: str) -> None:
        """Wait until it stands before that call."""
        assert self.process.stdout.readline().strip() == moment

    def goes_on(self) -> None:
        print(file=self.process.stdin, flush=True)


@contextmanager
def building(place: Path, *moments: str) -> Iterator[HaltingBuild]:
    command = [sys.executable, "-c", HALTING, str(place / "pages"), str(place / "the.corpus"), *moments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield HaltingBuild(process)
        except BaseException:
            process.kill()
            raise
    assert process.returncode in {0, -signal.SIGKILL}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with uncertain pairs and some papers, and the corpus of it."""
    place = tmp_path_factory.mktemp("together")
    write_pairs(place / "pages", PAIRS)
    write_pages(place / "pages", range(4))
    assert main(["build", str(place / "pages"), str(place / "the.corpus")]) == 0
    return place


@pytest.fixture
def place(built, tmp_path):
    shutil.copytree(built, tmp_path / "copy")
    with open_store(tmp_path / "copy" / "the.corpus", write=True) as store:
        store.set_folder(str((tmp_path / "copy" / "pages").resolve()))
    return tmp_path / "copy"


@pytest.fixture
def corpus(place):
    return place / "the.corpus"


@pytest.fixture
def reviewers(corpus):
    both = Reviewer(corpus, "Ilse"), Reviewer(corpus, "Wen")
    yield both
    for reviewer in both:
        if reviewer.process.poll() is None:
            reviewer.process.kill()
        reviewer.process.communicate()


def names(number: int) -> tuple[str, str]:
    return f"{number:03}a.html", f"{number:03}b.html"


def run_build(place: Path) -> None:
    command = [sys.executable, "-m", "bicorpus", "build", str(place / "pages"), str(place / "the.corpus")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr


def assert_whole(corpus: Path) -> None:
    """The file is sound, and what is decided is what the journal says that people decided last."""
    with closing(sqlite3.connect(corpus)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        decided = dict(connection.execute("SELECT number, left_id || ' ' || right_id FROM decisions"))
        assert len(decided) == len(set(decided.values()))
    with open_store(corpus) as store:
        told: dict[tuple[str, str], str] = {}
        for act in reversed([act for act in store.journal.acts(limit=10**6) if act.kind == "pair" and not act.undone]):
            told |= {(word.left, word.right): word.verdict for word in store.journal.words(act.number)[1]}
        assert {(d.left, d.right): d.verdict for d in store.decisions()} == told


def assert_decisions_hold(corpus: Path) -> None:
    with open_store(corpus) as store:
        assert store.pending() == 0
        assert store.is_finished()
        assert store.warnings() == ()
        for decision in store.decisions():
            one = store.canonical_of(decision.left) == store.canonical_of(decision.right)
            assert one == (decision.verdict == "same"), decision


def assert_told(corpus: Path, reviewer: Reviewer) -> None:
    """Every act that the corpus has confirmed is in the journal, once, under that reviewer's name."""
    with open_store(corpus) as store:
        acts = {act.number: act for act in store.journal.acts(limit=10**6) if act.who == reviewer.who}
    told = Counter(number for what, number in reviewer.kept if what == "decided")
    assert told, "nothing was decided"
    assert set(told.values()) == {1}
    assert told.keys() <= acts.keys()
    assert all(acts[number].undone for what, number in reviewer.kept if what == "undone")


def canonical_of(corpus: Path, record: str) -> str:
    with open_store(corpus) as store:
        return store.canonical_of(record)


def accepted_of(corpus: Path, record: str) -> tuple[int, ...]:
    with open_store(corpus) as store:
        return store.entry(store.canonical_of(record)).bitext.accepted


def test_reviewers_who_never_rest_lose_nothing_to_builds_of_a_growing_folder(place, corpus, reviewers):
    ilse, wen = reviewers
    ilse.ask("change_mind", [names(number) for number in PAIRS[:5]])
    wen.ask("change_mind", [names(number) for number in PAIRS[3:]])
    for reviewer in reviewers:
        reviewer.listen()
    for more in range(2):
        write_pages(place / "pages", range(20 + more, 21 + more))
        run_build(place)
    for reviewer in reviewers:
        reviewer.rest()
    for number in PAIRS:
        reviewers[number % 2].do("decide", *names(number), ("same", "different")[number // 2 % 2])
    run_build(place)
    assert_whole(corpus)
    assert_decisions_hold(corpus)
    for reviewer in reviewers:
        reviewer.leave()
        assert_told(corpus, reviewer)
    with open_store(corpus) as store:
        assert len(store.decisions()) == len(PAIRS)
        assert {*store.files()} == {path.name for path in (place / "pages").iterdir()}


def test_what_is_said_at_any_moment_of_a_build_is_kept_and_holds_from_the_next_on(place, corpus, reviewers):
    write_pages(place / "pages", range(20, 22))
    with building(place, *MOMENTS) as build:
        for number, (moment, (one, other)) in enumerate(zip(MOMENTS, cycle((reviewers, reviewers[::-1])))):
            build.halts(moment)
            one.ask("decide", *names(number), "same")
            other.ask("accepted", canonical_of(corpus, PAPER), number % len(BEADS))
            if moment in WITHIN_TRANSACTION:  # reviewers wait for the build
                build.goes_on()
            one.answer()
            other.answer()
            if moment not in WITHIN_TRANSACTION:
                build.goes_on()
    with open_store(corpus) as store:
        assert store.pending() == len(MOMENTS) - MOMENTS.index("corpus.store.Store.put_result")
    run_build(place)
    assert_whole(corpus)
    assert_decisions_hold(corpus)
    assert accepted_of(corpus, PAPER) == BEADS


def test_a_decision_waits_for_somebody_who_reads_the_whole_corpus(corpus, reviewers):
    reviewers[0].do("decide", *names(1), "same")  # so that it has started by now
    with open_store(corpus) as store:
        entries = store.entries()
        next(entries)
        reviewers[0].ask("decide", *names(0), "same")
        select([reviewers[0].process.stdout], [], [], 1)  # it may have to wait until this has read all
        assert len(list(entries)) > len(PAIRS)
    reviewers[0].answer()
    assert_whole(corpus)


def test_two_who_work_on_one_alignment_while_a_build_runs_lose_no_bead(place, corpus, reviewers):
    write_pages(place / "pages", range(20, 22))
    with building(place, MOMENTS[0]) as build:
        build.halts(MOMENTS[0])
        for bead, reviewer in zip(BEADS, (*reviewers, reviewers[0]), strict=True):
            reviewer.ask("accepted", canonical_of(corpus, PAPER), bead)
        build.goes_on()
        for reviewer in (*reviewers, reviewers[0]):
            reviewer.answer()
    assert accepted_of(corpus, PAPER) == BEADS
    run_build(place)
    assert accepted_of(corpus, PAPER) == BEADS
    with open_store(corpus) as store:
        acts = [act.what for act in store.journal.acts()]
    assert sorted(acts) == [f"accept {bead}" for bead in BEADS]


def test_a_reviewer_killed_at_work_leaves_whole_decisions_and_nobody_waiting(place, corpus, reviewers):
    ilse, wen = reviewers
    ilse.ask("change_mind", [names(number) for number in PAIRS])
    for _ in range(5):
        ilse.listen()
    ilse.leave(signal.SIGKILL)
    wen.do("decide", *names(0), "same")
    assert_whole(corpus)
    assert_told(corpus, ilse)


def test_a_reviewer_killed_within_a_transaction_has_decided_nothing(place, corpus, reviewers):
    ilse, wen = reviewers
    wen.do("decide", *names(0), "different")
    ilse.ask("die_inside", *names(0))
    ilse.process.wait(PATIENCE_S)
    wen.do("decide", *names(1), "same")
    assert_whole(corpus)
    with open_store(corpus) as store:
        assert [decision.verdict for decision in store.decisions()] == ["different", "same"]
    run_build(place)
    assert_decisions_hold(corpus)


def test_a_build_killed_within_its_largest_transaction_costs_no_decision(place, corpus, reviewers):
    ilse, wen = reviewers
    ilse.do("decide", *names(0), "same")
    write_pages(place / "pages", range(20, 22))
    with building(place, "corpus.store.put_links") as build:
        build.halts("corpus.store.put_links")
        wen.ask("decide", *names(1), "same")
        build.process.kill()
    wen.answer()
    ilse.do("accepted", canonical_of(corpus, PAPER), 1)
    assert_whole(corpus)
    run_build(place)
    assert_decisions_hold(corpus)
    assert accepted_of(corpus, PAPER) == (1,)
    with open_store(corpus) as store:
        assert len(store.decisions()) == 2
