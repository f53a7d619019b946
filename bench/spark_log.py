"""What each stage of a build on Spark took, from Spark's own event log, which needs no page to be served."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

LOGGED = {
    "spark.eventLog.enabled": "true",
    "spark.eventLog.compress": "false",
    "spark.eventLog.rolling.enabled": "false",
}
"""Settings that leave the log as one file of lines; ``spark.eventLog.dir`` says where."""
DESCRIPTION = "spark.job.description"


class Step(NamedTuple):
    """What the jobs of one description did, one after the other."""

    name: str
    start: float
    end: float
    """Seconds since 1970, from the first job to the last."""
    tasks: int
    running: float
    """Seconds of all tasks together, waiting for a core included."""
    longest: float
    """Seconds of the task that took longest: what one more machine does not shorten."""
    shuffled: int
    """Bytes written for other tasks; they read about as many."""
    spilled: int
    """Bytes put on disks because memory was full."""
    read: int
    """Bytes read from files."""
    written: int


def steps(log: Path) -> list[Step]:
    """Return the steps of a build in the order in which they began."""
    began: dict[str, float] = {}
    ended: dict[str, float] = {}
    name_of_job: dict[int, str] = {}
    name_of_stage: dict[int, str] = {}
    tasks: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for event in _events(log):
        match event["Event"]:
            case "SparkListenerJobStart":
                name = (event["Properties"] or {}).get(DESCRIPTION, "starting")
                name_of_job[event["Job ID"]] = name
                name_of_stage |= dict.fromkeys(event["Stage IDs"], name)
                began.setdefault(name, event["Submission Time"] / 1000)
            case "SparkListenerJobEnd":
                ended[name_of_job[event["Job ID"]]] = event["Completion Time"] / 1000
            case "SparkListenerTaskEnd" if event.get("Task Metrics"):
                tasks[name_of_stage[event["Stage ID"]]].append(event)
    return [_step(name, start, ended.get(name, start), tasks[name]) for name, start in began.items()]


def _events(log: Path) -> Iterator[dict[str, Any]]:
    with log.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _step(name: str, start: float, end: float, tasks: list[Mapping[str, Any]]) -> Step:
    metrics = [task["Task Metrics"] for task in tasks]
    ran = [one["Executor Run Time"] / 1000 for one in metrics]
    return Step(
        name, start, end, len(tasks), sum(ran), max(ran, default=0.0),
        shuffled=sum(one["Shuffle Write Metrics"]["Shuffle Bytes Written"] for one in metrics),
        spilled=sum(one["Disk Bytes Spilled"] for one in metrics),
        read=sum(one["Input Metrics"]["Bytes Read"] for one in metrics),
        written=sum(one["Output Metrics"]["Bytes Written"] for one in metrics),
    )  # fmt: skip
