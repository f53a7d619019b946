"""JSON Lines in: rows with the place each was read at."""

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


def json_lines(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield (place, line) for every line that is not blank; the place reads ``pairs.jsonl:12``.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{name}:{number}", line
    except OSError as exc:
        raise InputError(f"{name}: cannot be read: {exc.strerror}") from exc
