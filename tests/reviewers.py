"""Reviewers and builds as processes of their own, and what a corpus has to hold after all that they did at once."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPException
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

import msgspec
from serving import PATIENCE_S, ROOT, Server

from corpus.journal import Act
from corpus.store import open_store

REVIEWER = """
import json, os, signal, sys, time
from pathlib import Path

from bicorpus import UsageError
from corpus.journal import ConflictError, Journal
from corpus.review import accept
from corpus.store import open_store
from dedupe import Decision

path, who = Path(sys.argv[1]), sys.argv[2]

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

def change_mind(pairs):
    "Decide on pairs and never come to rest."
    count = 0
    while True:
        left, right = pairs[count % len(pairs)]
        number = decide(left, right, ("same", "different")[count // len(pairs) % 2])
        print(json.dumps(["decided", number]), flush=True)
        count += 1
        time.sleep(0.005)  # so that others get a turn of the processor

def die_inside(left, right):
    Journal._note = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
    decide(left, right, "same")

deeds = {each.__name__: each for each in (decide, accepted, change_mind, die_inside)}
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

MEETING = """
import sys, time
from pathlib import Path
from corpus.store import open_store

place, path, me, others, rounds = Path(sys.argv[1]), *sys.argv[2:4], sys.argv[4].split(), int(sys.argv[5])
for number in range(rounds):
    (place / f"{number}.{me}").touch()
    while not all((place / f"{number}.{other}").exists() for other in others):
        time.sleep(0)
    with open_store(place / path.format(number), write=True) as store:
        store.set_folder(me)
"""
"""One of several who open a corpus for writing at the same moment, again and again."""


class Reviewer:
    """A process; what it has said that the corpus keeps is in ``kept``."""

    def __init__(self, corpus: Path, who: str) -> None:
        self.who = who
        command = [sys.executable, "-c", REVIEWER, str(corpus), who]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.kept: list[int] = []

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
        return self._note(line)

    def do(self, *deed: object) -> int:
        self.ask(*deed)
        return self.answer()

    def die(self) -> None:
        self.process.kill()
        said, complaint = self.process.communicate(timeout=PATIENCE_S)
        for line in said.splitlines():
            self._note(line)
        assert (self.process.returncode, complaint) == (-signal.SIGKILL, "")

    def _note(self, line: str) -> tuple[str, int]:
        what, number = json.loads(line)
        if what != "done":
            self.kept.append(number)
        return what, number


class Deed(NamedTuple):
    """Something that a person asked a server for."""

    kind: str
    """``decide``, ``undo`` or ``edit``."""
    what: str
    """Pair and verdict, number of the act, or the text that was typed."""
    status: int | None = None
    """Of the answer; None where the server died before it gave one."""


class Person:
    """Somebody at the pages of a server of their own, who notes what each deed was answered with."""

    def __init__(self, corpus: Path, who: str, mine: Sequence[tuple[str, str]], shared: tuple[str, str]) -> None:
        self.corpus, self.who, self.mine, self.shared = corpus, who, mine, shared
        self.deeds: list[Deed] = []
        self.server = Server(corpus, who)

    def work(self, alignment: str, stop: Event) -> None:
        """Decide, take back and edit until told to stop, or until the server is gone."""
        try:
            for number in count(len(self.deeds)):
                if stop.is_set():
                    return
                self.decide(*(self.shared if number % 4 == 3 else self.mine[number % len(self.mine)]))
                if number % 3 == 2:
                    self.undo()
                self.edit(alignment, f"{self.who}第{number}次改写。")
        except (ConnectionError, HTTPException):
            assert self.server.process.wait(PATIENCE_S) == -signal.SIGKILL

    def decide(self, left: str, right: str, verdict: str = "") -> None:
        """Decide on a pair; if not told how, otherwise than it is decided."""
        if page := self._look(f"/duplicates.json?left={left}&right={right}"):
            seen = page["pair"]["verdict"] or ""
            verdict = verdict or ("different" if seen == "same" else "same")
            if verdict == seen:
                return
            form = {"left": left, "right": right, "verdict": verdict, "kind": "", "seen": seen}
            self._ask("decide", f"{left} | {right} {verdict}", "/duplicates/decide", form)

    def undo(self) -> None:
        """Take the last decision back that this person took and that stands."""
        if (page := self._look("/duplicates.json")) and page["undoable"]:
            number = str(page["undoable"]["number"])
            self._ask("undo", number, "/duplicates/undo", {"number": number})

    def edit(self, alignment: str, text: str) -> None:
        """Give the first segment another translation."""
        if page := self._look(f"{alignment}.json"):
            form = {"act": "edit", "at": "1", "lang": "zh", "text": text, "seen": page["fingerprint"]}
            self._ask("edit", text, alignment, form)

    def kept(self, kind: str) -> Iterator[list[str]]:
        """Yield what the corpus may hold of a kind of deed: what was confirmed, without or with what was unanswered."""
        for statuses in ({303}, {303, None}):
            yield [deed.what for deed in self.deeds if deed.kind == kind and deed.status in statuses]

    def _look(self, path: str) -> Any:
        answer = self.server.get(path)
        assert answer.status in {200, 503}, answer.text
        return msgspec.json.decode(answer.body) if answer.status == 200 else None

    def _ask(self, kind: str, what: str, path: str, form: dict[str, str]) -> None:
        self.deeds.append(Deed(kind, what))
        answer = self.server.post(path, form)
        self.deeds[-1] = Deed(kind, what, answer.status)
        assert answer.status in {303, 409, 503}, answer.text


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


def run_build(place: Path) -> None:
    command = [sys.executable, "-m", "bicorpus", "build", str(place / "pages"), str(place / "the.corpus")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=2 * PATIENCE_S)
    assert done.returncode == 0, done.stderr


def meet(place: Path, corpus: str, people: int, rounds: int) -> None:
    """Let processes open a corpus for writing at the same moments; ``{}`` in its name is the number of the moment."""
    names = [f"opener-{number}" for number in range(people)]
    command = [sys.executable, "-c", MEETING, str(place), corpus]
    openers = [
        subprocess.Popen([*command, name, " ".join(names), str(rounds)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for name in names
    ]
    try:
        # The one that fails keeps the others waiting, so it is looked for first
        while all(opener.poll() is None for opener in openers):
            Event().wait(0.05)
        assert [opener.stderr.read() for opener in openers if opener.poll()] == []
        assert [opener.communicate(timeout=PATIENCE_S)[1] for opener in openers] == [""] * people
    finally:
        for opener in openers:
            opener.kill()
            opener.communicate()


def assert_whole(corpus: Path) -> None:
    """The file is sound, and what is decided is what the journal says that people decided last."""
    with closing(sqlite3.connect(corpus)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        decided = dict(connection.execute("SELECT number, left_id || ' ' || right_id FROM decisions"))
        assert len(decided) == len(set(decided.values()))
    with open_store(corpus) as store:
        told: dict[tuple[str, str], str] = {}
        for act in _acts(store):
            if act.kind == "pair" and not act.undone:
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
        acts = {act.number for act in _acts(store) if act.who == reviewer.who}
    told = Counter(reviewer.kept)
    assert told, "nothing was decided"
    assert set(told.values()) == {1}
    assert told.keys() <= acts


def assert_answers_hold(corpus: Path, person: Person) -> None:
    """What was answered with success is in the journal once and in its order; what was refused is not."""
    with open_store(corpus) as store:
        acts = [act for act in _acts(store) if act.who == person.who]
        edited = [_typed(store, act) for act in acts if act.kind == "alignment"]
    # On the pair that both decide on, a success may say that the other decided the same just before
    shared = " | ".join(person.shared)
    decided = [f"{act.subject} {act.what}" for act in acts if act.kind == "pair" and act.subject != shared]
    assert decided in [[what for what in kept if shared not in what] for kept in person.kept("decide")]
    assert edited in list(person.kept("edit"))
    assert {str(act.number) for act in acts if act.undone} in [set(kept) for kept in person.kept("undo")]
    assert all((decided, edited, person.kept("undo")))


def assert_each_knew_the_one_before(corpus: Path) -> None:
    """No word on a pair was put over one that its author had not seen."""
    with open_store(corpus) as store:
        last: dict[str, str | None] = {}
        for act in _acts(store):
            if act.kind == "pair" and not act.undone:
                [before], [after] = store.journal.words(act.number)
                assert before.verdict == last.get(act.subject), act
                last[act.subject] = after.verdict


def _acts(store: Any) -> list[Act]:
    """Return all acts, the earliest first."""
    return [*store.journal.acts(limit=10**6)][::-1]


def _typed(store: Any, act: Act) -> str:
    before, after = store.journal.bitexts(act.number)
    [text] = {sentence.text for sentence in after.zh} - {sentence.text for sentence in before.zh}
    return text
