"""Inputs of commands: files, or standard input for ``-``."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bicorpus import InputError


def read_input(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Raises:
        InputError: the file cannot be read.
    """
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as exc:
        raise InputError(f"{name}: cannot be read: {exc.strerror}") from exc


def lines_of(name: str) -> Iterator[bytes]:
    """Yield the lines of a file, or of standard input for ``-``, with their ends.

    Raises:
        InputError: the file cannot be read.
    """
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as lines:
            yield from lines
    except OSError as exc:
        raise InputError(f"{name}: cannot be read: {exc.strerror}") from exc
