"""Run one aligner in a process of its own, so that its memory is its own, and in an environment of its own.

``run`` starts ``python -m bench.align_worker NAME``, which takes and gives JSON.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from textwrap import shorten

from align import load_encoder
from bench.align_sets import Document
from bench.aligners import Found, built_in
from bench.peers import PEERS

WARM = ["The dose was 5 mg.", "Nobody died."], ["剂量为5 mg。", "无人死亡。"]
"""Aligned before the clock starts: some peers compile themselves when first used."""
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
ROOT = Path(__file__).resolve().parent.parent
MESSAGE = 80
"""Characters of why an aligner gave up."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a run."""

    name: str
    found: list[list[Found]]
    """Of each document."""
    seconds: float
    """For all documents, text in to beads out, the encoder loaded and warm."""
    megabytes: float
    """The most memory that was held."""


class FailedError(Exception):
    """An aligner that is not there, or gave up; says why."""


def run(name: str, documents: Sequence[Document], model: str, python: str, limit: float | None = None) -> Ran:
    """Align documents with the aligner of that name, by that interpreter, in so many seconds at most."""
    given = json.dumps({"model": model, "documents": [[one.en, one.zh] for one in documents]})
    result = json.loads(_work([python, "-m", "bench.align_worker", name], given, limit))
    found = [[Found(tuple(en), tuple(zh), sure) for en, zh, sure in beads] for beads in result["found"]]
    return Ran(result["name"], found, result["seconds"], result["megabytes"])


def _work(command: Sequence[str], given: str, limit: float | None) -> str:
    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            env=os.environ | ONE_CORE,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise FailedError(f"more than {limit:.0f} s") from exc
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["killed"])[-1]
        raise FailedError(shorten(last.removeprefix("ModuleNotFoundError: "), MESSAGE, placeholder=" …"))
    return done.stdout


def main() -> None:
    name, given = sys.argv[1], json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):
        align = {**built_in(), **PEERS}[name](load_encoder(given["model"]))
        align(*WARM)
        begin = time.perf_counter()
        found = [align(en, zh) for en, zh in given["documents"]]
        seconds = time.perf_counter() - begin
    title = f"{name} {version(name)}" if name in PEERS and name != "hunalign" else name
    # numpy's integers are no JSON
    json.dump({"name": title, "found": found, "seconds": seconds, "megabytes": _peak()}, sys.stdout, default=int)


def _peak() -> float:
    """Return the most memory, in MB, that this process and its children have held; getrusage counts the parent's in."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    states = [Path(f"/proc/{process}/status").read_text() for process in ("self", *children)]
    return sum(int(re.findall(r"VmHWM:\s+(\d+)", state)[0]) * 1024 / 1e6 for state in states)


if __name__ == "__main__":
    main()
