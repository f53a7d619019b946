"""Folders and containers -> records, in worker processes, so that no file can stop, stall or crash a run."""

import hashlib
import io
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from bicorpus import InputError
from ingest.containers import HEAD, LARGEST_FILE, Budget, Member, is_container, members
from ingest.folder import FileEntry, describe, walk
from ingest.reading import FileResult, Job, Reading, read_job, result
from ingest.record import Record
from ingest.workers import Limits, in_workers

__all__ = ["LARGEST_FILE", "FileEntry", "FileResult", "Limits", "describe", "read", "read_file", "read_files", "walk"]

_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
Known = Callable[[str, str, str], bool]
"""Tells whether a member is known with its bytes: path of the container, member, SHA-256 in hex."""


def read(path: str | Path) -> list[Record]:
    """Return the records of one file, or of all the files in a container.

    Of a container, members that cannot be read are told by warnings while others can.

    Raises:
        InputError: nothing of it can be read; the message begins with the path and says why.
    """
    results = list(read_file(describe(Path(path), Path(path).name)))
    records = [record for one in results for record in one.records]
    reasons = [f"{path}{one.name.removeprefix(one.entry.path)}: {one.error}" for one in results if one.error]
    if reasons and not records:
        raise InputError(reasons[0] + (f" (and {len(reasons) - 1:,} more)" if len(reasons) > 1 else ""))
    for reason in reasons:
        warnings.warn(reason, stacklevel=2)
    return records


def read_file(entry: FileEntry) -> Iterator[FileResult]:
    """Read one file, or the members of a container and then itself, in this process, where nothing can be stopped."""
    return (result(job, job.ready or read_job(job)) for job in _jobs(entry, Limits()))


def read_files(
    entries: Iterable[FileEntry], workers: int = 1, limits: Limits | None = None, known: Known | None = None
) -> Iterator[FileResult]:
    """Read files in worker processes; results come in the order of the entries, whatever the number of workers.

    A container gives a result for each of its members, then one for itself. A file or member that takes longer than
    the limit, or brings its worker down, becomes a reason like any other.

    Args:
        entries: the files, on a disk or with their bytes at hand; containers among them are told by content and opened
            here, in the calling process.
        workers: how many processes read.
        limits: what one file or member may cost.
        known: asked for each member; one that is known is passed on unread.
    """
    limits = limits or Limits()
    jobs = chain.from_iterable(_jobs(entry, limits, known) for entry in entries)
    behind = 0
    for job, reading, failure in in_workers(read_job, jobs, workers, limits, ready=_is_ready, weigh=_weight):
        reached = job.entry.size if job.member is None else min(job.reached, job.entry.size)
        yield result(job, job.ready or reading or Reading(_digest(job), error=failure), behind + reached)
        behind += job.entry.size if job.member is None else 0


def _jobs(entry: FileEntry, limits: Limits, known: Known | None = None) -> Iterator[Job]:
    """Yield what is to be done for a file: itself, or the members of a container and then itself, which is done."""
    if entry.error:
        yield Job(entry, ready=Reading("", error=entry.error))
    elif _begins_container(entry):
        yield from _unpacked(entry, limits, known)
    elif entry.size > limits.size:
        reason = f"too large: {entry.size:,} bytes; files up to {limits.size:,} bytes are read"
        yield Job(entry.bare(), ready=Reading("", error=reason))
    else:
        yield Job(entry)


def _begins_container(entry: FileEntry) -> bool:
    try:
        with _opened(entry) as file:
            return is_container(file.read(HEAD))
    except OSError:  # the worker will say why
        return False


def _opened(entry: FileEntry) -> io.FileIO | io.BytesIO:
    """Open a file without waiting; a pipe may have taken its place since it was described."""
    if entry.data is not None:
        return io.BytesIO(entry.data)
    return io.FileIO(os.open(entry.absolute, os.O_RDONLY | _NO_WAITING))


def _unpacked(entry: FileEntry, limits: Limits, known: Known | None) -> Iterator[Job]:
    budget, digest, reason, is_empty = Budget(entry.size, limits.size), "", None, True
    bare = entry.bare()  # its members travel without it
    try:
        with io.BufferedReader(_opened(entry)) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            for member in members(file, entry.path, budget):
                is_empty = False
                yield Job(bare, member, _foreseen(entry, member, known), file.tell())
    except InputError as exc:
        reason = str(exc)
    except OSError as exc:
        reason = f"cannot be opened: {exc.strerror or exc}"
    except Exception as exc:  # noqa: BLE001 - archives of hostile origin find every fault
        reason = f"cannot be unpacked: {type(exc).__name__}: {exc}"[:300]
    if reason is None and is_empty:
        reason = f"nothing in it to read ({budget.passed_over:,} passed over, being no pages)"
    yield Job(bare, ready=Reading(digest, error=reason, passed_over=budget.passed_over))


def _foreseen(entry: FileEntry, member: Member, known: Known | None) -> Reading | None:
    """Return what comes of a member without reading it, where that can be said."""
    if member.error:
        return Reading("", error=member.error)
    if known and known(entry.path, member.name, digest := hashlib.sha256(member.data).hexdigest()):
        return Reading(digest, is_known=True)
    return None


def _is_ready(job: Job) -> bool:
    return job.ready is not None


def _weight(job: Job) -> int:
    """Return the bytes that a job holds in memory while it waits."""
    data = job.entry.data if job.member is None else job.member.data
    return len(data or b"")


def _digest(job: Job) -> str:
    """Return the hash of what brought its reader down, so that it is not tried again until it changes."""
    if job.member is not None:
        return hashlib.sha256(job.member.data).hexdigest()
    try:
        with _opened(job.entry) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
