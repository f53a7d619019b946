"""A disk of a few kilobytes, to be filled; it takes no rights beyond those of a person, where Linux allows that."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest


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
    """Yield a file system of so many bytes; the test is skipped where there can be none.

    It is mounted in a namespace of its own, so nothing is left behind, whatever becomes of the test.
    """
    folder.mkdir()
    mount = f"mount -t tmpfs -o size={size} none '{folder}' && echo ready && exec cat"
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount]
    try:
        holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        pytest.skip("no unshare here to mount a small disk with")
    with holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stderr
        if holder.stdout.readline() != b"ready\n":
            pytest.skip(f"no small disk can be mounted here: {holder.stderr.read().decode().strip()}")
        within = ("nsenter", f"--target={holder.pid}", "--user", "--mount", "--preserve-credentials")
        yield SmallDisk(folder, within, Path(f"/proc/{holder.pid}/root{folder}"))
        holder.stdin.close()
