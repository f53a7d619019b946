"""Read pages into records, one JSON object per line.

Folders are read at any depth, and zip, tar, gzip, bzip2, xz and WARC archives like folders. Paths are kept as they
were given, or relative to the folder where that is the only PATH; - reads one page or archive from standard input.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bicorpus import InputError, UsageError
from corpus.arguments import add_output, add_workers
from corpus.limits import add_limits, limits_of
from corpus.messages import counted, say, say_failures

if TYPE_CHECKING:
    from ingest.bulk import FileEntry, FileResult


@dataclass(slots=True)
class Tally:
    """What came of the files so far."""

    files: int = 0
    records: int = 0
    passed_over: int = 0
    failures: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="files, archives and folders; - is standard input"
    )
    add_output(parser)
    add_workers(parser)
    add_limits(parser)


def run(options: argparse.Namespace) -> int:
    from tempfile import TemporaryDirectory

    from corpus.output import open_output
    from corpus.progress import bar
    from ingest.bulk import read_files

    tally, interrupted = Tally(), False
    with TemporaryDirectory() as folder, open_output(options.output, force=options.force) as out:
        paths = spooled(options.paths, Path(folder))
        size = sum(entry.size for entry in entries_of(paths))
        results = read_files(entries_of(paths), options.workers, limits_of(options))
        try:
            for result in bar(results, "reading", size, lambda result: result.reached):
                write(result, out, tally)
        except KeyboardInterrupt:  # the output is closed in order, with all that was finished
            interrupted = True
    say("; ".join(summary(tally)))
    if interrupted:
        raise KeyboardInterrupt
    return say_failures(tally.failures)


def write(result: "FileResult", out: BinaryIO, tally: Tally) -> None:
    """Write the records of a file or member, or note why there are none."""
    tally.files += result.member is None
    tally.passed_over += result.passed_over
    try:
        out.write(b"".join(lines(result)))
        tally.records += len(result.records)
    except InputError as exc:
        tally.failures.append(f"{result.name}: {exc}")


def lines(result: "FileResult") -> list[bytes]:
    """Return the records of a file as lines of JSON.

    Raises:
        InputError: it gave none, or one that holds unpaired surrogates.
    """
    from ingest.record import to_json

    if result.error is not None:
        raise InputError(result.error)
    try:
        return [to_json(record) + b"\n" for record in result.records]
    except UnicodeEncodeError as exc:
        raise InputError(f"a record holds characters that are no text: {exc}") from exc


def summary(tally: Tally) -> Iterator[str]:
    yield f"{tally.records:,} records from {tally.files:,} files"
    if tally.passed_over:
        yield f"{counted(tally.passed_over, 'member')} of archives passed over, being no pages"
    yield f"{len(tally.failures):,} failed"


def spooled(paths: Sequence[Path], folder: Path) -> list[tuple[str, Path]]:
    """Return each path with its name, what can be read only once copied into a folder.

    Raises:
        UsageError: a path does not exist.
    """
    found = []
    for number, path in enumerate(paths):
        name, place = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"), path
        if name == "-" or path.is_fifo() or path.is_char_device():
            place = folder / str(number)
            with place.open("wb") as copy, nullcontext(sys.stdin.buffer) if name == "-" else path.open("rb") as stream:
                shutil.copyfileobj(stream, copy)
        elif not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        found.append((name, place))
    return found


def entries_of(paths: Sequence[tuple[str, Path]]) -> Iterator["FileEntry"]:
    """Yield the files under the given paths, each named so that no two can have one name."""
    from msgspec.structs import replace

    from ingest.bulk import describe, walk

    for name, path in paths:
        if path.is_dir():
            prefix = f"{name}/" if len(paths) > 1 else ""
            yield from (replace(entry, path=prefix + entry.path) for entry in walk(path))
        else:
            yield describe(path, name)
