"""Folders -> records, in worker processes, so that no file can stop, stall or crash a run."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bicorpus import InputError
from ingest.record import Record
from ingest.workers import Limits, in_workers

LARGEST_FILE = 256 * 2**20
"""Bytes; real pages and papers are hundreds of times smaller, and a parser needs some ten times a file's size."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that was found, not yet opened."""

    path: str
    """Relative to the folder, with forward slashes; bytes that are not UTF-8 appear as ``\\xNN``."""
    absolute: Path
    size: int = 0
    mtime_ns: int = 0
    error: str | None = None
    """Why it must not be opened: a pipe, a broken link, too large."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of a file: records, or the reason why there are none."""

    entry: FileEntry
    sha256: str
    """Of its bytes, in hex; empty when they could not be read."""
    records: tuple[Record, ...]
    error: str | None


def read(path: str | Path) -> list[Record]:
    """Return the records of one file.

    Raises:
        InputError: it cannot be read; the message begins with the path and says why.
    """
    entry = _entry(Path(path), Path(path).name)
    result = read_file(entry)
    if result.error:
        raise InputError(f"{path}: {result.error}")
    return list(result.records)


def walk(folder: Path) -> Iterator[FileEntry]:
    """Yield the files below a folder in a stable order (by path); hidden files and folders are passed over.

    Links to folders are not followed; links to files are when they stay inside the folder.

    Raises:
        InputError: the folder is not there or is not one.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: not a folder" if folder.exists() else f"{folder}: no such folder")
    yield from _walk(folder, folder, "")


def _walk(root: Path, folder: Path, prefix: str) -> Iterator[FileEntry]:
    try:
        with os.scandir(folder) as found:
            children = sorted((c for c in found if not c.name.startswith(".")), key=lambda c: os.fsencode(c.name))
    except OSError as exc:
        yield FileEntry(prefix.rstrip("/"), folder, error=f"folder cannot be listed: {exc.strerror}")
        return
    for child in children:
        path = prefix + os.fsencode(child.name).decode("utf-8", "backslashreplace")
        if child.is_dir(follow_symlinks=False):
            yield from _walk(root, Path(child.path), path + "/")
        else:
            yield _entry(Path(child.path), path, root)


def _entry(absolute: Path, path: str, root: Path | None = None) -> FileEntry:
    """Describe a file without opening it."""
    try:
        status = absolute.stat()
        outside = root is not None and absolute.is_symlink() and not absolute.resolve().is_relative_to(root.resolve())
    except OSError as exc:
        broken = absolute.is_symlink()
        return FileEntry(path, absolute, error="broken or circular link" if broken else f"{exc.strerror}".lower())
    return FileEntry(path, absolute, status.st_size, status.st_mtime_ns, _refusal(status, outside=outside))


def _refusal(status: os.stat_result, *, outside: bool) -> str | None:
    if outside:
        return "link to a place outside the folder: not followed"
    if stat.S_ISDIR(status.st_mode):
        return "a folder, or a link to one: not followed"
    if not stat.S_ISREG(status.st_mode):
        return "a pipe, socket or device, not a file"
    if status.st_size > LARGEST_FILE:
        return f"too large: {status.st_size:,} bytes; files up to {LARGEST_FILE:,} bytes are read"
    return None


def read_file(entry: FileEntry) -> FileResult:
    """Read one file in this process; whatever goes wrong becomes the reason."""
    if entry.error:
        return FileResult(entry, "", (), entry.error)
    digest = ""
    try:
        data = entry.absolute.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        from ingest.formats import read_bytes

        return FileResult(entry, digest, tuple(read_bytes(data, entry.path)), None)
    except InputError as exc:
        return FileResult(entry, digest, (), str(exc))
    except OSError as exc:
        return FileResult(entry, digest, (), f"cannot be opened: {exc.strerror or exc}")
    except MemoryError:
        return FileResult(entry, digest, (), "needs more memory than a worker may use")
    except RecursionError:
        return FileResult(entry, digest, (), "nested too deeply")
    except Exception as exc:  # noqa: BLE001 - parsers of hostile input raise anything; the run must go on
        return FileResult(entry, digest, (), f"cannot be parsed: {type(exc).__name__}: {exc}"[:300])


def read_files(entries: Iterable[FileEntry], workers: int = 1, limits: Limits | None = None) -> Iterator[FileResult]:
    """Read files in worker processes; results come in the order of the entries, whatever the number of workers.

    A file that takes longer than the limit, or brings its worker down, becomes a reason like any other.
    """
    for entry, result, failure in in_workers(read_file, entries, workers, limits or Limits()):
        yield result if result is not None else FileResult(entry, _digest(entry), (), failure)


def _digest(entry: FileEntry) -> str:
    """Return the hash of a file that brought its reader down, so that it is not tried again until it changes."""
    try:
        with entry.absolute.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
