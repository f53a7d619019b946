"""Two reviewers and builds at once, each a process of its own, on one corpus: nothing that a person said is lost."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from select import select
from threading import Event

import pytest
from corpora import write_pages
from doubtful import write_pairs
from reviewers import (
    Person,
    Reviewer,
    assert_answers_hold,
    assert_decisions_hold,
    assert_each_knew_the_one_before,
    assert_told,
    assert_whole,
    building,
    meet,
    run_build,
)
from serving import PATIENCE_S, Server

from corpus.cli import main
from corpus.store import open_store

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


def canonical_of(corpus: Path, record: str) -> str:
    with open_store(corpus) as store:
        return store.canonical_of(record)


def accepted_of(corpus: Path, record: str) -> tuple[int, ...]:
    with open_store(corpus) as store:
        return store.entry(store.canonical_of(record)).bitext.accepted


@pytest.fixture
def people(corpus):
    """Two at servers of their own; each has pairs that are theirs to decide, and there is one that both decide on."""
    pairs = [names(number) for number in PAIRS]
    both = Person(corpus, "Ilse", pairs[:3], pairs[-1]), Person(corpus, "Wen", pairs[3:-1], pairs[-1])
    yield both
    for person in both:
        person.server.stop()


@contextmanager
def at_work(alignment: str) -> Iterator[Callable[[Person], Future[None]]]:
    """Let people start to work; afterwards they have come to rest, and nothing went wrong with any of them."""
    stop, started = Event(), []
    with ThreadPoolExecutor() as threads:

        def start(person: Person) -> Future[None]:
            started.append(threads.submit(person.work, alignment, stop))
            return started[-1]

        try:
            yield start
        finally:
            stop.set()
    for each in started:
        each.result()


def test_what_two_servers_confirm_is_kept_while_one_is_killed_and_a_folder_grows(place, corpus, people):
    ilse, wen = people
    with at_work(f"/records/{canonical_of(corpus, PAPER)}/alignment") as start:
        start(wen)
        work = start(ilse)
        write_pages(place / "pages", range(20, 21))
        run_build(place)
        ilse.server.process.kill()
        work.result(PATIENCE_S)
        ilse.server.stop()
        ilse.server = Server(corpus, "Ilse")
        start(ilse)
        write_pages(place / "pages", range(21, 22))
        run_build(place)
    for number in PAIRS:
        people[number % 2].decide(*names(number), ("same", "different")[number // 2 % 2])
    run_build(place)
    assert_whole(corpus)
    assert_decisions_hold(corpus)
    assert_each_knew_the_one_before(corpus)
    for person in people:
        assert_answers_hold(corpus, person)
    with open_store(corpus) as store:
        assert len(store.decisions()) == len(PAIRS)
        assert {*store.files()} == {path.name for path in (place / "pages").iterdir()}


def test_processes_that_open_a_corpus_at_one_moment_wait_for_each_other(corpus):
    meet(corpus.parent, corpus.name, people=3, rounds=100)
    assert_whole(corpus)


def test_processes_that_create_a_corpus_at_one_moment_make_one_that_is_whole(tmp_path):
    meet(tmp_path, "{}.corpus", people=3, rounds=30)
    for number in range(30):
        assert_whole(tmp_path / f"{number}.corpus")


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
    ilse.die()
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
