"""A disk of a few kilobytes, to be filled; it takes no rights beyond those of a person, where Linux allows that."""

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_APART = ("unshare", "--map-root-user", "--mount", "sh", "-c")


class SmallDisk(NamedTuple):
    """A file system that only those see who are within."""

    folder: Path
    """Where it is for programs within."""
    within: tuple[str, ...]
    """What a command begins with that is to run within."""
    shown: Path
    """Where it is for everybody else."""


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[SmallDisk]:
    """Yield a file system of so many bytes.

    It is mounted in a namespace of its own, so nothing is left behind, whatever becomes of this process.
    """
    folder.mkdir()
    command = [*_APART, f"{_mounting(folder, size)} && echo ready && exec cat"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == b"ready\n"
        within = ("nsenter", f"--target={holder.pid}", "--user", "--mount", "--preserve-credentials")
        yield SmallDisk(folder, within, Path(f"/proc/{holder.pid}/root{folder}"))
        holder.stdin.close()


def why_no_small_disk() -> str:
    """Return why there can be none here; empty where there can."""
    if not shutil.which("unshare"):
        return "no unshare here to mount a small disk with"
    tried = subprocess.run([*_APART, _mounting(Path("/mnt"), 4096)], capture_output=True, text=True, check=False)
    return f"no small disk can be mounted here: {tried.stderr.strip()}" if tried.returncode else ""


def _mounting(folder: Path, size: int) -> str:
    return f"mount -t tmpfs -o size={size} none {shlex.quote(str(folder))}"
