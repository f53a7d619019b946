"""Run a function over items in processes that can be killed: a time limit that holds, and crashes that stay local.

Items travel in chunks, since handing over one small page costs a tenth of reading it; the limits hold for each item
all the same. ``concurrent.futures`` can neither stop a call nor survive the death of a worker; Pebble can do both, but
takes 0.12 ms for each item and leaves a worker that hangs running for good when the parent is killed.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Generic

from ingest.worker import Death, Item, Limits, Outcome, Report, Result, Worker

__all__ = ["Limits", "in_workers"]

_CHUNK_SECONDS = 0.1
"""How long a worker should be busy with a chunk: long beside handing it over (1 ms), short for people who wait."""
_LARGEST_CHUNK = 64
_AHEAD = 128
"""Items per worker that are taken before their turn: workers stay busy and memory flat."""
_AHEAD_BYTES = 64 * 2**20
"""What all of them may weigh together."""
_DEATHS = 2
"""Workers that die with an item in hand until it is blamed: of one, the system may have wanted the memory."""
_GLANCE = 0.01
"""Seconds between looks at the workers while results are being taken."""


@dataclass(slots=True)
class _Slot(Generic[Item, Result]):
    """An item and its place in the order."""

    item: Item
    weight: int
    outcome: Outcome[Result] | None = None
    deaths: int = 0
    """Of workers, with it in hand."""


@dataclass(slots=True)
class _Crew(Generic[Item, Result]):
    """The workers, and who works on what."""

    function: Callable[[Item], Result]
    size: int
    limits: Limits
    idle: list[Worker[Item, Result]] = field(default_factory=list)
    busy: dict[Worker[Item, Result], list[_Slot[Item, Result]]] = field(default_factory=dict)
    todo: deque[_Slot[Item, Result]] = field(default_factory=deque)
    """What nobody works on yet, in order."""
    chunk: int = 1
    """Items that a worker is given at once, by the time that the last ones took."""

    def employ(self) -> None:
        """Give the next items to workers that have nothing to do, starting those that are needed."""
        while self.todo and (self.idle or len(self.busy) < self.size):
            worker = self.idle.pop() if self.idle else Worker(self.function, self.limits)
            share = max(1, min(self.chunk, len(self.todo) // self.size))
            chunk = [self.todo.popleft() for _ in range(share)]
            self.busy[worker] = chunk
            worker.give([slot.item for slot in chunk])

    def attend(self, seconds: float) -> None:
        """Wait so long at most for workers to report or die, and note what came of their chunks."""
        ready = wait([worker.results for worker in self.busy], seconds)
        for worker in list(self.busy):
            if worker.results in ready:
                self._note(worker, worker.collect())
            elif worker.is_late():
                self._note(worker, worker.kill())

    def _note(self, worker: Worker[Item, Result], news: Report[Result] | Death) -> None:
        chunk = self.busy.pop(worker)
        if isinstance(news, Death):
            self._bury(chunk, news)
            worker.stop()
            return
        for slot, outcome in zip(chunk, news.outcomes, strict=True):
            slot.outcome = outcome
        self.chunk = max(1, min(_LARGEST_CHUNK, int(_CHUNK_SECONDS * len(chunk) / max(news.seconds, 1e-6))))
        self.idle.append(worker)

    def _bury(self, chunk: list[_Slot[Item, Result]], death: Death) -> None:
        """Blame the item that a worker died of, and have the others of its chunk read by another."""
        place = death.place or 0
        chunk[place].deaths += 1
        if death.is_overtime or chunk[place].deaths == _DEATHS:
            chunk.pop(place).outcome = Outcome(failure=death.reason)
        self.todo.extendleft(reversed(chunk))

    def patience(self) -> float:
        """Return the seconds until the first worker is overdue."""
        return max(0.0, min(worker.deadline for worker in self.busy) - time.monotonic()) + _GLANCE

    def dismiss(self) -> None:
        for worker in (*self.idle, *self.busy):
            worker.stop()


def _weightless(_: object) -> int:
    return 0


def _unready(_: object) -> bool:
    return False


def in_workers(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    limits: Limits,
    ready: Callable[[Item], bool] = _unready,
    weigh: Callable[[Item], int] = _weightless,
) -> Iterator[tuple[Item, Result | None, str | None]]:
    """Yield (item, result, None) or (item, None, why) in the order of the items.

    Args:
        function: called with an item, in a worker; both must be picklable.
        items: taken some way ahead. No process is started where there are none.
        workers: how many processes at most.
        limits: what one item may cost.
        ready: tells whether an item needs no work; it takes its turn as (item, None, None).
        weigh: returns how many bytes an item holds while it waits.
    """
    crew = _Crew(function, workers, limits)
    try:
        for slot in _in_order(crew, _slots(items, ready, weigh)):
            result, failure = slot.outcome or Outcome()
            yield slot.item, result, failure
    finally:
        crew.dismiss()


def _slots(
    items: Iterable[Item], ready: Callable[[Item], bool], weigh: Callable[[Item], int]
) -> Iterator[_Slot[Item, Result]]:
    for item in items:
        yield _Slot(item, weigh(item), Outcome() if ready(item) else None)


def _in_order(crew: _Crew[Item, Result], source: Iterator[_Slot[Item, Result]]) -> Iterator[_Slot[Item, Result]]:
    """Yield the slots in order, each with its outcome."""
    waiting: deque[_Slot[Item, Result]] = deque()
    weight, looked = 0, 0.0
    while True:
        while len(waiting) < crew.size * _AHEAD and weight < _AHEAD_BYTES and (slot := next(source, None)):
            waiting.append(slot)
            weight += slot.weight
            if slot.outcome is None:
                crew.todo.append(slot)
        crew.employ()
        if not waiting:
            return
        if waiting[0].outcome is None:
            crew.attend(crew.patience())
        else:
            weight -= waiting[0].weight
            yield waiting.popleft()
            if crew.busy and time.monotonic() - looked > _GLANCE:
                crew.attend(0)
                looked = time.monotonic()
