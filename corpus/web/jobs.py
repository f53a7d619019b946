"""Work that takes longer than a request: a process of its own, one at a time, whose progress every page can show."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from bicorpus import BicorpusError
from corpus.progress import Track

if TYPE_CHECKING:
    from corpus.store import Store

T = TypeVar("T")
JobKind = Literal["apply", "retry"]
TOLD_EVERY_S = 0.2
"""How often a process tells of its progress: more than that nobody sees."""
GRACE_S = 5.0
"""For a process to end when told so; SQLite takes back what it was in the midst of, whenever it is killed."""


class Outcome(NamedTuple):
    """What the corpus holds after a job."""

    canonicals: int
    uncertain: int
    failed: int


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work as it stands."""

    kind: JobKind
    stage: str = ""
    """``reading``, ``merging``, ``aligning``, ``indexing``; empty before the first."""
    done: int = 0
    total: int | None = None
    """Of the stage, in its own units."""
    running: bool = True
    outcome: Outcome | None = None
    error: str = ""
    """Why it failed; empty where it did not."""

    @property
    def share(self) -> float | None:
        """How much of the stage is done, 0 to 1; None where nobody knows."""
        return min(self.done / self.total, 1.0) if self.total else None


class Jobs:
    """The jobs of one server: the one that runs, or the last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._job: Job | None = None
        self._process: BaseProcess | None = None

    @property
    def current(self) -> Job | None:
        return self._job

    @property
    def process_id(self) -> int | None:
        """Return the number of the process that runs the last job."""
        return self._process.pid if self._process else None

    def start(self, kind: JobKind, corpus: Path) -> bool:
        """Start a job; return False where one is running already."""
        with self._lock:
            if self._job and self._job.running:
                return False
            context = multiprocessing.get_context("spawn")
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(kind, corpus, sender), name=f"bicorpus {kind}")
            process.start()
            sender.close()  # the child's alone, so that its death ends the stream
            self._job, self._process = Job(kind), process
        Thread(target=self._follow, args=(self._job, receiver, process), daemon=True).start()
        return True

    def dismiss(self) -> None:
        """Forget the last job, unless it is still running."""
        with self._lock:
            if self._job and not self._job.running:
                self._job = None

    def stop(self) -> None:
        """End the process of the job that runs, with those that it has started."""
        process = self._process
        if process is None or not process.is_alive():
            return
        _signal(process, signal.SIGTERM)
        process.join(GRACE_S)
        if process.is_alive():
            process.kill()
            process.join()

    def _follow(self, job: Job, receiver: "Connection[Job]", process: BaseProcess) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._job = job = receiver.recv()
        process.join()
        if job.running:
            self._job = replace(job, running=False, error=f"the process died (exit status {process.exitcode})")


def _signal(process: BaseProcess, number: signal.Signals) -> None:
    if hasattr(os, "killpg") and process.pid:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
    else:
        process.terminate()


def _work(kind: JobKind, corpus: Path, sender: "Connection[Job]") -> None:
    """Do a job, in a process and process group of its own, and tell how it goes and ends."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C is the server's to answer
    try:
        from corpus.store import open_store

        with open_store(corpus, write=True) as store:
            outcome = _run(kind, store, _Telling(kind, sender))
        sender.send(Job(kind, running=False, outcome=outcome))
    except (BicorpusError, OSError) as exc:
        sender.send(Job(kind, running=False, error=str(exc)))
    except Exception as exc:  # noqa: BLE001 - told on the page; nobody sees a traceback
        sender.send(Job(kind, running=False, error=f"this is a fault of bicorpus: {type(exc).__name__}: {exc}"))


def _run(kind: JobKind, store: "Store", track: Track) -> Outcome:
    from corpus.encoder import LateEncoder
    from corpus.pipeline import build, complete

    encoder = LateEncoder(*store.model())
    folder = store.folder()
    if kind == "retry" and folder:
        workers = os.cpu_count() or 1
        failures = build(Path(folder), store, encoder=encoder, workers=workers, retry=True, track=track).failures
    else:
        failures = *store.failures(), *complete(store, encoder, track)
    counts = store.counts()
    return Outcome(counts.canonicals, counts.uncertain, len(failures))


@dataclass(frozen=True, slots=True)
class _Telling:
    """A ``Track`` that sends how far the work is."""

    kind: JobKind
    sender: "Connection[Job]"

    def __call__(
        self, items: Iterable[T], what: str, total: int | None = None, reached: Callable[[T], int] | None = None
    ) -> Iterator[T]:
        self.sender.send(Job(self.kind, what, 0, total))
        last = time.monotonic()
        for number, item in enumerate(items, 1):
            yield item
            if time.monotonic() - last >= TOLD_EVERY_S:
                self.sender.send(Job(self.kind, what, reached(item) if reached else number, total))
                last = time.monotonic()
