"""A Spark standalone cluster on this machine, every part a process of its own, for tests that kill parts of it.

Each part leads a session of the operating system, in which all stays that it starts: the executors of a worker, their
Python, the processes that read files. So everything is found again, and ended, whatever became of its parent.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.request import ProxyHandler, build_opener

from corpus.java import find_java

T = TypeVar("T")

HOST = "127.0.0.1"
WORKERS = 2
DAEMON_MEMORY, WORKER_MEMORY = "192m", "1g"
"""Of the master and each worker; of all executors on a worker, by Spark's reckoning."""
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What runs for seconds starts in half the time so."""
DAEMON_OPTIONS = f"{QUICK_JAVA} -Dspark.master.rest.enabled=false"
PATIENCE = 120.0
"""Seconds to wait for what takes one or two, on a machine that may be busy."""
GLANCE = 0.02
PROC = Path("/proc")
MASTER_ADDRESS = re.compile(r"Starting Spark master at (spark://\S+)")
MASTER_PAGE = re.compile(r"Bound MasterWebUI to \S+, and started at http://[^:]+:(\d+)")
EXECUTOR = "CoarseGrainedExecutorBackend"
_OPENER = build_opener(ProxyHandler({}))
"""Nothing on loopback is asked for through a proxy."""


class Process(NamedTuple):
    """A running process."""

    pid: int
    session: int
    command: str


class Executor(NamedTuple):
    """A running executor."""

    pid: int
    id: str
    """The driver's name for it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A master, a worker or a driver: the leader of a session, and what it has said."""

    process: subprocess.Popen
    log: Path

    def processes(self) -> list[Process]:
        """Return all that runs in its session, itself too."""
        return [process for process in running() if process.session == self.process.pid]

    def executors(self) -> list[Executor]:
        return [
            Executor(process.pid, process.command.split("--executor-id ")[1].split()[0])
            for process in self.processes()
            if EXECUTOR in process.command and "--executor-id " in process.command
        ]

    def pythons(self) -> list[int]:
        """Return the processes in its session that are no Java."""
        return [process.pid for process in self.processes() if "java" not in process.command.split(" ")[0]]

    def signal(self, number: int) -> None:
        """Send a signal to all of the session."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)

    def kill(self) -> None:
        """End all of the session, also what is being started meanwhile, and wait until it is gone."""
        waited_for(lambda: self.signal(signal.SIGKILL) or not self.processes(), f"{self.log.stem} to end")
        self.process.wait()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


@dataclass(slots=True)
class Cluster:
    """A master and its workers, numbered from 0 in the order in which they were started."""

    folder: Path
    """Where logs and all that executors write lie."""
    parts: list[Part] = field(default_factory=list)
    """The master and all workers there ever were."""
    master: str = ""
    """The address that an application is given."""
    page: str = ""

    def start_worker(self, within: Sequence[str] = (), **environment: str) -> int:
        """Start a worker and return its number; the master knows it a little later.

        Args:
            within: what its command begins with, if it is to run somewhere.
            environment: what it finds there besides what this process does.
        """
        number = len(self.parts) - 1
        options = ["--cores", "1", "--memory", WORKER_MEMORY, "--work-dir", str(self.folder / f"worker-{number}")]
        self._start(f"worker-{number}", "worker.Worker", [*options, self.master], within, environment)
        return number

    def await_workers(self, count: int) -> None:
        """Wait until the master knows so many workers."""
        waited_for(lambda: len(self.alive()) == count, f"{count} workers to register", self.parts[-1])

    def replace_workers(self, count: int, within: Sequence[str] = (), **environment: str) -> None:
        """Have so many new workers in place of those there are."""
        for number in self.workers():
            self.kill_worker(number)
        self.await_workers(0)
        for _ in range(count):
            self.start_worker(within, **environment)
        self.await_workers(count)

    def worker(self, number: int) -> Part:
        return self.parts[number + 1]

    def workers(self) -> list[int]:
        """Return the numbers of the workers that run."""
        return [number for number, part in enumerate(self.parts[1:]) if part.process.poll() is None]

    def kill_worker(self, number: int) -> None:
        """Kill a worker at once with its executors and their Python, as a machine does that loses power."""
        self.worker(number).kill()

    def kill_executors(self, number: int) -> None:
        """Kill the executors of a worker, which starts others."""
        for executor in self.worker(number).executors():
            with suppress(ProcessLookupError):
                os.kill(executor.pid, signal.SIGKILL)

    def kill_python(self, number: int) -> None:
        """Kill the Python of a worker's executors, which start it anew."""
        for pid in self.worker(number).pythons():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def alive(self) -> list[dict]:
        """Return the workers as the master sees them."""
        return [worker for worker in fetched(f"{self.page}/json/")["workers"] if worker["state"] == "ALIVE"]

    def start_master(self) -> None:
        part = self._start("master", "master.Master", (), (), {})
        self.master = waited_for(lambda: MASTER_ADDRESS.search(part.said()), "a master", part)[1]
        port = waited_for(lambda: MASTER_PAGE.search(part.said()), "the master's page", part)[1]
        self.page = f"http://{HOST}:{port}"

    def driver(self, command: list[str], name: str = "driver", **environment: str) -> Part:
        """Start a program that uses the cluster."""
        return start(command, self.folder / f"{name}.log", environment)

    def _start(
        self,
        name: str,
        java_class: str,
        arguments: Sequence[str],
        within: Sequence[str],
        environment: Mapping[str, str],
    ) -> Part:
        command = [*within, str(spark_home() / "bin" / "spark-class"), f"org.apache.spark.deploy.{java_class}"]
        command += ["--host", HOST, "--port", "0", "--webui-port", "0", *arguments]
        self.parts.append(start(command, self.folder / f"{name}.log", environment))
        return self.parts[-1]


@contextmanager
def loopback_cluster(folder: Path, workers: int = WORKERS) -> Iterator[Cluster]:
    """Run a master and workers below a folder; at the end none of their processes is left, whatever has happened."""
    cluster = Cluster(folder)
    try:
        cluster.start_master()
        for _ in range(workers):
            cluster.start_worker()
        cluster.await_workers(workers)
        yield cluster
    finally:
        for part in reversed(cluster.parts):
            part.kill()
        left = [process for process in running() if str(folder) in process.command]
        assert not left, f"still running: {left}"


def start(command: list[str], log: Path, environment: Mapping[str, str]) -> Part:
    """Start a program as the leader of a session; it ends when this process does, also when that is killed."""
    folders = {"SPARK_LOCAL_DIRS": str(log.parent / "scratch"), "SPARK_LOG_DIR": str(log.parent)}
    memory = {"SPARK_DAEMON_MEMORY": DAEMON_MEMORY, "SPARK_DAEMON_JAVA_OPTS": DAEMON_OPTIONS}
    ours = {"SPARK_HOME": str(spark_home()), "JAVA_HOME": str(find_java().home), "SPARK_LOCAL_IP": HOST}
    ours |= {"PYSPARK_PYTHON": sys.executable}
    ours |= {"OMP_NUM_THREADS": "1", **folders, **memory, **environment}
    with log.open("ab") as said:
        process = subprocess.Popen(
            command,
            env=os.environ | ours,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no thread here holds a lock that it would need
        )
    return Part(process, log)


def _die_with_parent() -> None:
    """Have the kernel kill this process when its parent is gone; executors leave with their worker by themselves."""
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def spark_home() -> Path:
    spec = find_spec("pyspark")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


def running() -> Iterator[Process]:
    """Yield all processes but those that have ended and wait to be noticed."""
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                if state not in "ZX":
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    yield Process(int(folder.name), int(session), command)


def fetched(url: str) -> object:
    """Return the JSON at an address."""
    with _OPENER.open(url, timeout=PATIENCE) as answer:
        return json.load(answer)


def waited_for(look: Callable[[], T], what: str, part: Part | None = None, seconds: float = PATIENCE) -> T:
    """Look again and again until there is something, and return it."""
    end = time.monotonic() + seconds
    while not (found := look()):
        ended = part is not None and part.process.poll() is not None
        if ended or time.monotonic() > end:
            said = f", which said:\n{part.said()[-4000:]}" if part else ""
            raise AssertionError(f"waited for {what} in vain{said}")
        time.sleep(GLANCE)
    return found
