"""Outputs that are whole or not there: written beside their place, and moved there at the end."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bicorpus import UsageError


@contextmanager
def open_output(name: str, *, force: bool = False) -> Iterator[BinaryIO]:
    """Open ``name`` for writing, or standard output for ``-``.

    A file appears, or is replaced, when the block ends; after an error in the block nothing has changed. Devices and
    pipes (``/dev/null``) are written directly.

    Raises:
        UsageError: the file exists and ``force`` was not given, or its folder does not exist.
    """
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    path = Path(name).resolve()
    check_output(name, force=force)
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            yield out
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def check_output(name: str, *, force: bool = False) -> None:
    """Raise UsageError where ``open_output`` would; for outputs that are opened after long work."""
    path = Path(name)
    if path.is_dir():
        raise UsageError(f"{name}: is a folder; give the name of a file in it")
    if not path.resolve().parent.is_dir():
        raise UsageError(f"{name}: there is no folder {path.parent}; create it first")
    if path.is_file() and not force:
        raise UsageError(f"{name}: exists already; give another name, or --force to replace it")
