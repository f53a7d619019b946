"""Blows dealt to a build that runs on a cluster, each in the middle of a stage of its plan that can be named.

The driver tells at its web page which tasks run where. Whoever is to be hit is stopped first, so that its task cannot
end, then looked at again, and hit only where its task still runs: no blow falls beside its stage.
"""

import json
import os
import signal
import socket
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

from tests.spark_cluster import GLANCE, HOST, QUICK_JAVA, Cluster, Part, fetched

SETTLING = 0.1
"""Seconds in which what a process sent before it was stopped arrives."""
BLINK = 0.001
"""Seconds between looks for what lasts some hundredths of one."""
LONGEST = 1200.0
"""Seconds that a build of a few hundred records may take on a busy machine, with everything that is done to it."""
SMALL = {
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.executor.extraJavaOptions": QUICK_JAVA,
    "spark.driver.extraJavaOptions": QUICK_JAVA,
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.enabled": "true",
    "spark.ui.liveUpdate.period": "0",
}
"""Settings of a Spark that starts quickly, takes little, and tells of every task as it begins and ends."""


class Blow(NamedTuple):
    """What is to be killed, and in which stage."""

    stage: str
    target: str
    """A worker (with all that it has started), its executor, its python, or the driver."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended."""

    status: int
    said: str
    landed: tuple[Blow, ...]
    seconds: float


def build_command(
    source: Path, out: Path, master: str, *options: str, settings: Mapping[str, str] | None = None
) -> list[str]:
    """Return the command that builds on a cluster, with what makes Spark small, quick and talkative."""
    settings = SMALL | dict(settings or {})
    confs = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    command = [sys.executable, "-m", "bicorpus", "build", str(source), str(out), "--engine", "spark"]
    return [*command, "--master", master, *confs, *options]


def struck(
    cluster: Cluster, command: Sequence[str], blows: Sequence[Blow] = (), environment: Mapping[str, str] | None = None
) -> Outcome:
    """Run a build to its end while blows fall on it, at most one in each stage; a worker that is killed is replaced."""
    port, begin = free_port(), time.monotonic()
    driver = cluster.driver([*command, "--conf", f"spark.ui.port={port}"], f"driver-{port}", **environment or {})
    try:
        landed = tuple(_dealt(cluster, driver, port, list(blows)))
        status = driver.process.wait(LONGEST)
    finally:
        driver.kill()
    return Outcome(status, driver.said(), landed, time.monotonic() - begin)


def struck_at(cluster: Cluster, command: Sequence[str], sign: Callable[[], bool]) -> Outcome:
    """Run a build and kill its driver at a sign, for what is no stage; nothing has landed if the sign is gone again."""
    driver, begin = cluster.driver(list(command), f"driver-{free_port()}"), time.monotonic()
    try:
        while driver.process.poll() is None and time.monotonic() - begin < LONGEST and not sign():
            time.sleep(BLINK)
        with suppress(ProcessLookupError):
            os.killpg(driver.process.pid, signal.SIGSTOP)
        landed = (Blow("publishing", "driver"),) if sign() else ()
    finally:
        driver.kill()
    return Outcome(driver.process.wait(), driver.said(), landed, time.monotonic() - begin)


def _dealt(cluster: Cluster, driver: Part, port: int, todo: list[Blow]) -> Iterator[Blow]:
    """Deal every blow when its time comes, until there is none left or the build is over."""
    end = time.monotonic() + LONGEST
    while todo and driver.process.poll() is None and time.monotonic() < end:
        busy = at_work(port)
        for blow in [blow for blow in todo if busy[blow.stage] and _dealt_one(cluster, driver, port, blow)]:
            todo.remove(blow)
            yield blow
        time.sleep(GLANCE)


def _dealt_one(cluster: Cluster, driver: Part, port: int, blow: Blow) -> bool:
    """Deal a blow, and tell whether its stage was at work."""
    if blow.target == "driver":
        driver.kill()
        return True
    hit = {"worker": cluster.kill_worker, "executor": cluster.kill_executors, "python": cluster.kill_python}
    busy = at_work(port)[blow.stage]
    for number in cluster.workers():
        if busy & {executor.id for executor in cluster.worker(number).executors()}:
            return _stopped_and_hit(cluster, number, hit[blow.target], lambda: at_work(port)[blow.stage])
    return False


def _stopped_and_hit(
    cluster: Cluster, number: int, hit: Callable[[int], None], busy: Callable[[], frozenset[str]]
) -> bool:
    worker = cluster.worker(number)
    worker.signal(signal.SIGSTOP)
    time.sleep(SETTLING)
    is_busy = bool(busy() & {executor.id for executor in worker.executors()})
    if is_busy:
        hit(number)
    worker.signal(signal.SIGCONT)
    if number not in cluster.workers():
        cluster.start_worker()
    return is_busy


def at_work(port: int) -> defaultdict[str, frozenset[str]]:
    """Return the executors that have a task of each stage, by its description; none of what is not at work.

    Args:
        port: of the driver's page; nothing is at work while there is none.
    """
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    try:
        [application] = fetched(f"http://{HOST}:{port}/api/v1/applications")
        active = fetched(
            f"http://{HOST}:{port}/api/v1/applications/{application['id']}/stages?status=active&details=true"
        )
    except (OSError, HTTPException, ValueError):
        return found
    for stage in active:
        found[stage.get("description", "")] |= _executors(stage)
    return found


def _executors(stage: dict) -> frozenset[str]:
    tasks = stage.get("tasks", {}).values()
    return frozenset(task["executorId"] for task in tasks if task["status"] == "RUNNING")


def described(log: Path) -> list[str]:
    """Return the descriptions of all stages that had tasks, in their order, from the event log of a build."""
    names = {}
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if event["Event"] == "SparkListenerStageSubmitted":
                names.setdefault(event["Properties"].get("spark.job.description", ""))
    return list(names)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return taken.getsockname()[1]
