"""One file, or one member of a container, to its records or the reason why there are none: what a worker does."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from bicorpus import InputError
from ingest.containers import Member
from ingest.folder import FileEntry
from ingest.record import Record
from ingest.worker import NO_MEMORY


class Reading(NamedTuple):
    """What came of some bytes."""

    sha256: str
    """Their hash, in hex; empty when they could not be read."""
    records: tuple[Record, ...] = ()
    error: str | None = None
    is_known: bool = False
    """Whether nobody looked at them, because what comes of them is known."""
    passed_over: int = 0
    """Of a container: members that are no pages and that nobody asked for."""


class Job(msgspec.Struct, frozen=True):
    """A file or a member to be read, or one that needs no reading; it travels to a worker and back."""

    entry: FileEntry
    member: Member | None = None
    """None for a file itself."""
    ready: Reading | None = None
    reached: int = 0
    """Bytes of the file that are behind when a member has been taken out."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of a file or of a member: records, or the reason why there are none.

    A container itself comes after its members, without records.
    """

    entry: FileEntry
    sha256: str
    """Of its bytes, in hex; empty when they could not be read."""
    records: tuple[Record, ...]
    error: str | None
    member: str | None = None
    """Path inside the file, when that is a container."""
    is_known: bool = False
    """Whether it was not read, because the caller knows what comes of its bytes."""
    passed_over: int = 0
    """Of a container: members that are no pages and that nobody asked for."""
    reached: int = 0
    """Bytes of all the files up to here."""

    @property
    def name(self) -> str:
        """The path, through a container to its member: ``a.zip!x/y.html``."""
        return self.entry.path if self.member is None else f"{self.entry.path}!{self.member}"


def result(job: Job, reading: Reading, reached: int = 0) -> FileResult:
    """Put what came of a job to where it came from; its bytes are done with."""
    member = None if job.member is None else job.member.name
    return FileResult(job.entry.bare(), *reading[:3], member, reading.is_known, reading.passed_over, reached)


def read_job(job: Job) -> Reading:
    """Read one file or member in this process; whatever goes wrong becomes the reason."""
    digest = ""
    try:
        data = _bytes(job)
        digest = hashlib.sha256(data).hexdigest()
        return Reading(digest, _records(job, data))
    except InputError as exc:
        reason = str(exc)
    except OSError as exc:
        reason = f"cannot be opened: {exc.strerror or exc}"
    except MemoryError:
        reason = NO_MEMORY
    except RecursionError:
        reason = "nested too deeply"
    except Exception as exc:  # noqa: BLE001 - parsers of hostile input raise anything; the run must go on
        reason = f"cannot be parsed: {type(exc).__name__}: {exc}"[:300]
    return Reading(digest, error=reason)


def _bytes(job: Job) -> bytes:
    if job.member is not None:
        return job.member.data
    return job.entry.absolute.read_bytes() if job.entry.data is None else job.entry.data


def _records(job: Job, data: bytes) -> tuple[Record, ...]:
    from ingest.formats import read_bytes

    if job.member is None:
        return tuple(read_bytes(data, job.entry.path))
    return tuple(read_bytes(data, job.entry.path, job.member.name, job.member.url))
