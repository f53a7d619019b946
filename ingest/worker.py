"""A process that runs a function over items and can be killed: what it does when, and how it ended.

The time limit is the kernel's affair: an alarm clock, wound up anew for each item, ends the process even while it is
deep in a C library, and also when its parent is no longer there to do it.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ctypes import c_uint64
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from types import ModuleType
from typing import Generic, NamedTuple, TypeVar

from ingest.containers import LARGEST_FILE

Item = TypeVar("Item")
Result = TypeVar("Result")

_NOWHERE = 2**64 - 1
NO_MEMORY = "needs more memory than a worker may use"
_NO_MEMORY = 71  # EX_OSERR of sysexits.h
"""How a worker ends that cannot take in what it is given."""
_GRACE = 5.0
"""Seconds after which the parent kills a worker that no alarm clock has ended: one that was stopped, or has none."""
_PRELOADED = ["ingest.formats", "ingest.html", "ingest.sites", "ingest.text"]
"""What the server imports from which workers are forked: it starts one in 10 ms, a fresh interpreter in 400."""
_ALARM = getattr(signal, "SIGALRM", 0)
"""Windows has none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost."""

    seconds: float = 60.0
    """Wall-clock time; then the worker is killed."""
    memory: int = 4 * 2**30
    """Bytes of address space of a worker, where the system can limit it."""
    size: int = LARGEST_FILE
    """Bytes of a file, or of a member of a container."""


class Outcome(NamedTuple, Generic[Result]):
    """What came of an item: a result, or the reason why there is none."""

    result: Result | None = None
    failure: str | None = None


class Report(NamedTuple, Generic[Result]):
    """What a worker sends when it is through with a chunk."""

    outcomes: list[Outcome[Result]]
    seconds: float


class Death(NamedTuple):
    """How a worker ended, and in which item of its chunk."""

    place: int | None
    """None where it had not begun."""
    reason: str
    is_overtime: bool = False
    """Whether it was ended for taking too long."""


class Worker(Generic[Item, Result]):
    """A running process."""

    def __init__(self, function: Callable[[Item], Result], limits: Limits) -> None:
        context = _context()
        tasks, self._tasks = context.Pipe(duplex=False)
        self.results, results = context.Pipe(duplex=False)
        self._place = context.RawValue(c_uint64, _NOWHERE)  # survives whatever happens to the process
        arguments = (function, tasks, results, self._place, limits)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        with _as_if_alone():
            self._process.start()
        tasks.close()
        results.close()
        self._limits = limits
        self._seen = _NOWHERE
        self.deadline = 0.0
        """When it will have been at one item for too long, as far as is known."""

    def give(self, items: Sequence[Item]) -> None:
        """Hand over a chunk; the worker must have reported on the one before."""
        self._place.value = self._seen = _NOWHERE
        self.deadline = time.monotonic() + self._limits.seconds + _GRACE
        with suppress(OSError):  # it has died, which collecting will tell
            self._tasks.send(items)

    def collect(self) -> Report[Result] | Death:
        """Return what the worker reports, or how it ended; waits for one or the other."""
        try:
            report: Report[Result] = self.results.recv()
        except (EOFError, OSError):
            return self._death()
        return report

    def is_late(self) -> bool:
        """Tell whether the worker has been at one item for longer than it may."""
        if self._place.value != self._seen:
            self._seen = self._place.value
            self.deadline = time.monotonic() + self._limits.seconds + _GRACE
        return time.monotonic() > self.deadline

    def kill(self) -> Death:
        """End a worker that is late."""
        self._process.kill()
        self._process.join(_GRACE)
        return self._overtime()

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join(_GRACE)  # the system may not let go of one that waits for a disk that is gone
        self._tasks.close()
        self.results.close()

    def _death(self) -> Death:
        self._process.join(_GRACE)
        self._process.kill()  # where it only closed its end
        code = self._process.exitcode or 0
        if code == -_ALARM:
            return self._overtime()
        if code == _NO_MEMORY:
            return Death(self._begun(), NO_MEMORY)
        return Death(self._begun(), f"brought its reading process down ({_cause(code)})")

    def _begun(self) -> int | None:
        return None if self._place.value == _NOWHERE else int(self._place.value)

    def _overtime(self) -> Death:
        return Death(self._begun(), f"took longer than {self._limits.seconds:g} s and was stopped", is_overtime=True)


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


@contextmanager
def _as_if_alone() -> Iterator[None]:
    """Keep a process that is started here from running the program that starts it again, as ``multiprocessing`` would.

    It needs nothing of it: PySpark's takes a second to import, and a script without a guard would build all anew.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def _serve(
    function: Callable[[Item], Result], tasks: Connection, results: Connection, place: c_uint64, limits: Limits
) -> None:
    """Work on chunks until the parent is gone."""
    _prepare(limits.memory)
    while True:
        try:
            items: Sequence[Item] = tasks.recv()
        except EOFError:
            return
        except MemoryError:  # the chunk itself is too much
            os._exit(_NO_MEMORY)
        start, outcomes = time.perf_counter(), []
        for number, item in enumerate(items):
            place.value = number
            _wind_up(limits.seconds)
            outcomes.append(_outcome(function, item))
        _wind_up(0)
        try:
            results.send(Report(outcomes, time.perf_counter() - start))
        except OSError:
            return


def _outcome(function: Callable[[Item], Result], item: Item) -> Outcome[Result]:
    try:
        return Outcome(function(item))
    except Exception as exc:  # noqa: BLE001 - told to whoever asked, and the worker lives on
        return Outcome(failure=f"{type(exc).__name__}: {exc}"[:300])


def _wind_up(seconds: float) -> None:
    """Set the alarm clock; 0 stops it."""
    if _ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _cause(exitcode: int) -> str:
    if exitcode >= 0:
        return f"exit code {exitcode}"
    try:
        return signal.Signals(-exitcode).name
    except ValueError:
        return f"signal {-exitcode}"


def _prepare(memory: int) -> None:
    """Prepare a worker: Ctrl-C is the parent's affair, the alarm ends it, and memory has a ceiling."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _ALARM:
        signal.signal(_ALARM, signal.SIG_DFL)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    ceiling = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
