"""Read pages into records, one JSON object per line.

A folder is read at any depth. Paths are kept as they were given, or relative to the folder where that is the only PATH;
- reads one page from standard input.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bicorpus import InputError, UsageError
from corpus.arguments import add_output, add_workers
from corpus.messages import say, say_failures

if TYPE_CHECKING:
    from ingest.bulk import FileEntry, FileResult


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files and folders; - is standard input")
    add_output(parser)
    add_workers(parser)


def run(options: argparse.Namespace) -> int:
    from tempfile import TemporaryDirectory

    from corpus.output import open_output
    from corpus.progress import bar
    from ingest.bulk import read_files

    failures, records = [], 0
    with TemporaryDirectory() as folder, open_output(options.output, force=options.force) as out:
        entries = list(entries_of(options.paths, Path(folder) / "stdin"))
        for result in bar(read_files(entries, workers=options.workers), "reading", len(entries)):
            try:
                out.writelines(lines(result))
                records += len(result.records)
            except InputError as exc:
                failures.append(f"{result.entry.path}: {exc}")
    say(f"{records:,} records from {len(entries):,} files; {len(failures):,} failed")
    return say_failures(failures)


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


def entries_of(paths: Sequence[Path], standard_input: Path) -> Iterator["FileEntry"]:
    """Yield the files under the given paths, each named so that no two can have one name.

    Args:
        paths: files and folders, as given.
        standard_input: where to put what ``-`` stands for.

    Raises:
        UsageError: a path does not exist.
    """
    from ingest.bulk import FileEntry, walk

    for path in paths:
        if str(path) == "-":
            standard_input.write_bytes(sys.stdin.buffer.read())
            yield FileEntry("-", standard_input)
        elif path.is_dir():
            prefix = f"{path.as_posix()}/" if len(paths) > 1 else ""
            yield from (replace(entry, path=prefix + entry.path) for entry in walk(path))
        elif path.exists():
            yield FileEntry(os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"), path)
        else:
            raise UsageError(f"{path}: no such file or folder")
