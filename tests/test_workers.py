"""Items that hang, crash or take all memory cost nobody else anything."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from ingest.workers import Limits, in_workers

SHORT = Limits(seconds=2.0)
NEVER = 3600.0


def visit(item: str) -> str:
    """Do what the item says; called in a worker."""
    match item:
        case "hang":
            time.sleep(NEVER)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
    return f"{item} 读完"


def allocate(size: int) -> str:
    try:
        return f"{len(bytearray(size))} bytes"
    except MemoryError:
        return "refused"


def pid(item: int) -> int:
    return os.getpid()


def outcomes(items: list[str], workers: int = 2, limits: Limits = SHORT) -> dict[str, tuple[str | None, str | None]]:
    return {item: (result, failure) for item, result, failure in in_workers(visit, items, workers, limits)}


@pytest.mark.parametrize("workers", [1, 2])
def test_items_that_hang_or_crash_become_reasons_while_the_others_are_fine(workers: int) -> None:
    items = ["a", "hang", "b", "killed", "c", "exit", "d", "segfault", "e"]
    found = outcomes(items, workers)
    assert list(found) == items
    assert {item: result for item, (result, _) in found.items() if result} == {n: f"{n} 读完" for n in "abcde"}
    assert {item: failure for item, (_, failure) in found.items() if failure} == {
        "hang": "took longer than 2 s and was stopped",
        "killed": "brought its reading process down (SIGKILL)",
        "exit": "brought its reading process down (exit code 3)",
        "segfault": "brought its reading process down (SIGSEGV)",
    }


def test_the_last_item_may_be_the_one_that_hangs() -> None:
    assert outcomes(["a", "hang"])["hang"] == (None, "took longer than 2 s and was stopped")


def test_results_keep_the_order_of_many_items() -> None:
    items = list(map(str, range(60)))
    assert [(item, result) for item, result, _ in in_workers(visit, items, 2, Limits())] == [
        (item, f"{item} 读完") for item in items
    ]


def test_work_is_done_in_other_processes() -> None:
    pids = {result for _, result, _ in in_workers(pid, range(4), 1, Limits())}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_items_are_taken_a_few_ahead_and_not_all_at_once() -> None:
    taken: list[str] = []

    def source() -> Iterator[str]:
        for item in map(str, range(500)):
            taken.append(item)
            yield item

    results = in_workers(visit, source(), 1, Limits())
    next(results)
    assert 0 < len(taken) < 200
    results.close()


def test_nothing_in_nothing_out() -> None:
    assert list(in_workers(visit, [], 2, Limits())) == []


def test_stopping_early_leaves_no_process_behind() -> None:
    results = in_workers(pid, range(100), 2, Limits())
    _, worker, _ = next(results)
    results.close()
    assert worker
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_worker_gets_no_more_memory_than_its_limit() -> None:
    sizes = [2**20, 3 * 2**30, 2**20]
    found = [result for _, result, _ in in_workers(allocate, sizes, 1, Limits(memory=2 * 2**30))]
    assert found == ["1048576 bytes", "refused", "1048576 bytes"]
