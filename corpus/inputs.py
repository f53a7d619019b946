"""Inputs of commands: files, or standard input for ``-``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bicorpus import InputError


@contextmanager
def open_input(name: str) -> Iterator[BinaryIO]:
    """Open a file, or standard input for ``-``, for reading.

    Raises:
        InputError: the file cannot be read; also where that comes up in the block.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as stream:
            yield stream
    except OSError as exc:
        raise InputError(f"{name}: cannot be read: {exc.strerror}") from exc


def read_input(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Raises:
        InputError: the file cannot be read.
    """
    with open_input(name) as stream:
        return stream.read()


def lines_of(name: str) -> Iterator[bytes]:
    """Yield the lines of a file, or of standard input for ``-``, with their ends.

    Raises:
        InputError: the file cannot be read.
    """
    with open_input(name) as stream:
        yield from stream
