"""A disk of a few megabytes, to be filled; it takes no rights beyond those of a person, where Linux allows that."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """Yield a folder on a file system of so many bytes; the test is skipped where there can be none.

    It is mounted where one process sees it, and others reach it through that process: nothing is left behind, whatever
    becomes of the test.
    """
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
        yield Path(f"/proc/{holder.pid}/root{folder}")
        holder.stdin.close()
