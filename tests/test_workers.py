"""Items that hang, crash or take all memory cost nobody else anything."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.worker import Death, Report, Worker
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
        case "busy":
            while True:  # as a parser does that never comes back, in Python or in C
                sum(range(10**6))
        case "raise":
            raise LookupError("no such thing")
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
    return f"{item} 读完"


def allocate(size: int) -> str:
    try:
        return f"{len(bytearray(size))} bytes"
    except MemoryError:
        return "refused"


def pid(item: int) -> int:
    return os.getpid()


def pid_slowly(item: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def pid_or_raise(item: int) -> int:
    if item == 0:
        raise ValueError
    return os.getpid()


def tell_and_hang(note: str) -> None:
    Path(note).write_text(str(os.getpid()))
    time.sleep(NEVER)


class Unpicklable:
    """Ends the process that takes it out of its wrapping."""

    def __reduce__(self) -> tuple:
        return os._exit, (1,)


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


def test_a_chunk_of_many_loses_only_the_item_that_brought_its_worker_down() -> None:
    items = [f"{n}" for n in range(200)]
    items[150] = "killed"  # by then chunks are large
    found = outcomes(items, 1)
    assert list(found) == items
    assert [item for item, (_, failure) in found.items() if failure] == ["killed"]


def test_a_worker_that_never_comes_back_is_ended_by_its_own_alarm_clock() -> None:
    assert outcomes(["busy", "a"])["busy"] == (None, "took longer than 2 s and was stopped")


def test_a_worker_that_was_stopped_is_killed_by_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.worker._GRACE", 0.5)
    assert outcomes(["stop", "a"]) == {
        "stop": (None, "took longer than 2 s and was stopped"),
        "a": ("a 读完", None),
    }


def test_an_exception_is_a_reason_and_the_worker_lives_on() -> None:
    assert outcomes(["raise", "a"], 1)["raise"] == (None, "LookupError: no such thing")
    raised, other = (result for _, result, _ in in_workers(pid_or_raise, [0, 1], 1, SHORT))
    assert raised is None
    assert other


def test_a_worker_that_died_while_it_was_idle_costs_no_item() -> None:
    results = in_workers(pid, iter(range(1000)), 1, SHORT)
    _, worker, _ = next(results)
    assert worker
    os.kill(worker, signal.SIGKILL)
    found = list(results)
    assert len(found) == 999
    assert all(result and not failure for _, result, failure in found)


def test_a_worker_that_had_not_begun_blames_nothing() -> None:
    worker = Worker(visit, SHORT)
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.join()
    worker.give(["a"])
    assert worker.collect() == Death(None, "brought its reading process down (SIGKILL)")
    worker.stop()


def test_a_worker_reports_on_a_chunk_in_order() -> None:
    worker = Worker(visit, SHORT)
    worker.give(["a", "raise", "b"])
    report = worker.collect()
    worker.stop()
    assert isinstance(report, Report)
    assert [outcome.result for outcome in report.outcomes] == ["a 读完", None, "b 读完"]


def test_what_cannot_be_started_ends_the_run_and_does_not_try_for_ever() -> None:
    [(_, result, failure)] = in_workers(visit, [Unpicklable()], 1, SHORT)
    assert result is None
    assert failure
    assert failure.startswith("brought its reading process down (exit code 1)")


def test_ready_items_take_their_turn_and_no_process_is_started_for_them_alone() -> None:
    found = in_workers(pid, range(6), 2, SHORT, ready=lambda item: item % 2 == 0)
    assert [(item, bool(result)) for item, result, _ in found] == [(n, n % 2 == 1) for n in range(6)]
    assert [found for found, *_ in in_workers(pid, range(6), 2, SHORT, ready=lambda _: True)] == list(range(6))


def test_items_that_are_heavy_are_not_taken_ahead() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for item in range(50):
            taken.append(item)
            yield item

    results = in_workers(pid, source(), 2, SHORT, weigh=lambda _: 30 * 2**20)
    for number, _ in enumerate(results, 1):
        assert len(taken) <= number + 3


@settings(max_examples=6)
@given(st.lists(st.sampled_from(["a", "b", "raise", "exit", "killed"]), max_size=12), st.integers(1, 3))
def test_every_item_comes_back_once_and_in_order(items: list[str], workers: int) -> None:
    found = list(in_workers(visit, items, workers, SHORT))
    assert [item for item, _, _ in found] == items
    assert all((result is None) == (item in {"raise", "exit", "killed"}) for item, result, _ in found)


ORPHAN = """
import os, sys
sys.path.insert(0, sys.argv[1])
from test_workers import Limits, in_workers, tell_and_hang
if __name__ == "__main__":
    list(in_workers(tell_and_hang, [sys.argv[2]], 1, Limits(seconds=2)))
"""


def test_a_worker_that_hangs_does_not_outlive_its_killed_parent_for_long(tmp_path: Path) -> None:
    (tmp_path / "orphan.py").write_text(ORPHAN)
    note = tmp_path / "pid"
    command = [sys.executable, str(tmp_path / "orphan.py"), str(Path(__file__).parent), str(note)]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}) as parent:
        while not note.exists() or not note.read_text():
            time.sleep(0.01)
        parent.kill()
    worker = int(note.read_text())
    for _ in range(1000):
        if not is_running(worker):
            return
        time.sleep(0.01)
    pytest.fail("the worker is still there")


UNGUARDED = """
import sys
sys.path.insert(0, sys.argv[1])
from test_workers import Limits, in_workers, pid
print("begun", len(list(in_workers(pid, [1, 2], 1, Limits()))))
"""


def test_a_worker_does_not_run_the_program_that_started_it(tmp_path: Path) -> None:
    (tmp_path / "unguarded.py").write_text(UNGUARDED)
    command = [sys.executable, str(tmp_path / "unguarded.py"), str(Path(__file__).parent)]
    paths = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(command, env=paths, capture_output=True, text=True, check=True).stdout == "begun 2\n"


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_that_somebody_else_killed_costs_no_item() -> None:
    results = in_workers(pid_slowly, range(40), 1, SHORT)
    _, worker, _ = next(results)
    assert worker
    os.kill(worker, signal.SIGKILL)
    assert all(result and not failure for _, result, failure in results)


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


def test_an_item_that_a_worker_cannot_take_in_becomes_a_reason_and_the_next_is_fine(capfd):
    limits = Limits(memory=400 * 2**20)
    reasons = [failure for *_, failure in in_workers(len, [b"x" * (500 * 2**20), b"x"], 1, limits)]
    assert reasons == ["needs more memory than a worker may use", None]
    assert capfd.readouterr().err == ""
