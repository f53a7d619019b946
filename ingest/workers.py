"""Run a function over items in processes that can be killed: a time limit that holds, and crashes that stay local.

On Pebble, since ``concurrent.futures`` can neither stop a running call nor survive the death of a worker, and a parser
written in C may need both.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OverTime
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8
"""Items per worker that are handed out before their results are taken: workers stay busy and memory flat."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost."""

    seconds: float = 60.0
    """Wall-clock time; then the worker is killed."""
    memory: int = 4 * 2**30
    """Bytes of address space of a worker, where the system can limit it."""


def in_workers(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int, limits: Limits
) -> Iterator[tuple[Item, Result | None, str | None]]:
    """Yield (item, result, None) or (item, None, why) in the order of the items.

    ``function`` and the items must be picklable. No process is started for an empty iterable.
    """
    from pebble import ProcessPool

    source = iter(items)
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(workers, context=context, initializer=_prepare, initargs=(limits.memory,))
    try:
        while True:
            for item in islice(source, workers * _AHEAD - len(waiting)):
                waiting.append((item, pool.schedule(function, args=(item,), timeout=limits.seconds)))
            if not waiting:
                break
            item, future = waiting.popleft()
            yield item, *_outcome(future, limits)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _outcome(future: "Future[Result]", limits: Limits) -> tuple[Result | None, str | None]:
    from pebble import ProcessExpired

    try:
        return future.result(), None
    except OverTime:
        return None, f"took longer than {limits.seconds:g} s and was stopped"
    except ProcessExpired as exc:
        return None, f"brought its reading process down ({_cause(exc.exitcode)})"


def _cause(exitcode: int) -> str:
    if exitcode >= 0:
        return f"exit code {exitcode}"
    try:
        return signal.Signals(-exitcode).name
    except ValueError:
        return f"signal {-exitcode}"


def _prepare(memory: int) -> None:
    """Prepare a worker: Ctrl-C is the parent's affair, and memory has a ceiling."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    ceiling = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
