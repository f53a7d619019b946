"""Run a program and measure it: wall seconds, processor seconds and peak memory, with all its children."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

POLL = 0.1
"""Seconds between looks at the memory."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Usage(NamedTuple):
    """What a program took."""

    wall: float
    processor: float
    """Seconds, its children's included."""
    peak: int
    """Bytes resident, of the program and its children together; pages that they share count for each."""
    output: str
    """The end of what it printed."""
    status: int


def measure(command: Sequence[str], folder: Path) -> Usage:
    """Run a command in a folder to its end."""
    log = folder / "output.txt"
    start = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        watched = Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    peak = max(watched.stop(), used.ru_maxrss * 1024)
    tail = log.read_bytes()[-2000:].decode("utf-8", "replace")
    return Usage(wall, used.ru_utime + used.ru_stime, peak, tail, process.returncode)


class Watch:
    """Note the most memory that a process and its descendants hold, until stopped."""

    def __init__(self, process: int) -> None:
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(process,), daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the peak in bytes."""
        self._done.set()
        self._thread.join()
        return self._peak

    def _look(self, process: int) -> None:
        while not self._done.wait(POLL):
            self._peak = max(self._peak, sum(resident(one) for one in family(process)))


def family(process: int) -> list[int]:
    """Return a process and its descendants."""
    found, place = [process], 0
    while place < len(found):
        with suppress(OSError):  # it may end meanwhile
            for thread in Path(f"/proc/{found[place]}/task").glob("*/children"):  # Java starts programs from any thread
                found += map(int, thread.read_text(encoding="ascii").split())
        place += 1
    return found


def resident(process: int) -> int:
    """Return the bytes that a process holds in memory; none when it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
