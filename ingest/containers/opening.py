"""Tell a container by its first bytes, and read it and what is packed in it as one folder."""

import io
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from msgspec.structs import replace

from bicorpus import InputError
from ingest.containers.budget import DEEPEST, Budget, SpentError
from ingest.containers.member import Member, Names, harmless
from ingest.containers.tars import is_tar, read_tar
from ingest.containers.unpacked import PACKINGS, Unpacked, read_up_to
from ingest.containers.warcs import MAGIC, read_warc
from ingest.containers.zips import read_zip

HEAD = 512
"""Bytes that tell what a file is: a tar's first header."""
_SEALED = {
    b"7z\xbc\xaf\x27\x1c": "a 7-zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "packed by zstd",
}
"""Containers that nothing here opens, by their first bytes."""
_SUFFIXES = (".gz", ".bz2", ".xz")

Reader = Callable[[BinaryIO, str, Budget], Iterator[Member]]
"""Yields the members of an open file; the name is what a single packed file is called unpacked."""


def is_container(head: bytes) -> bool:
    """Tell whether a file that begins so holds other files."""
    return _reader(head) is not None


def members(file: BinaryIO, name: str, budget: Budget, depth: int = 1) -> Iterator[Member]:
    """Yield the files in a container, those of containers in it among them, each under a name of its own.

    Args:
        file: open at its beginning; seekable.
        name: what it is called.
        budget: what it may cost.
        depth: how many containers one is in here.

    Raises:
        InputError: it is damaged, costs too much, or is a document; what could be read has been yielded.
    """
    read = _reader(file.read(HEAD))
    file.seek(0)
    assert read is not None, "asked of a file that is no container"
    names = Names()
    for member in read(file, _unpacked_name(name), budget):
        named = replace(member, name=names.unique(member.name))
        if named.error is None and is_container(named.data[:HEAD]):
            yield from _nested(named, budget, depth + 1)
        else:
            yield named


def _nested(outer: Member, budget: Budget, depth: int) -> Iterator[Member]:
    """Yield what a member holds; its damage is its own, and what follows it is read."""
    if depth > DEEPEST:
        yield replace(outer, data=b"", error=f"an archive within archives, more than {DEEPEST} deep: unpack it first")
        return
    try:
        for member in members(io.BytesIO(outer.data), outer.name, budget, depth):
            yield replace(member, name=f"{outer.name}!{member.name}")
    except SpentError:
        raise
    except InputError as exc:
        yield replace(outer, data=b"", error=str(exc))


def _reader(head: bytes) -> Reader | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_zip
    if any(map(head.startswith, PACKINGS)):
        return _read_packed
    if any(map(head.startswith, _SEALED)):
        return _refuse
    return _plain_reader(head)


def _plain_reader(head: bytes) -> Reader | None:
    if MAGIC.match(head):
        return read_warc
    return read_tar if is_tar(head) else None


def _read_packed(file: BinaryIO, stem: str, budget: Budget) -> Iterator[Member]:
    """Yield the members of a packed tar or WARC, or the one file that was packed."""
    magic = next(filter(file.read(HEAD).startswith, PACKINGS))
    file.seek(0)
    stream = io.BufferedReader(Unpacked(file, PACKINGS[magic], budget), HEAD * 128)
    read = _plain_reader(stream.peek(HEAD)[:HEAD])
    if read:
        yield from read(stream, stem, budget)
    else:
        budget.count()
        yield Member(stem, read_up_to(stream, budget.largest))


def _refuse(file: BinaryIO, stem: str, budget: Budget) -> Iterator[Member]:  # noqa: ARG001 - as all readers
    what = _SEALED[next(filter(file.read(HEAD).startswith, _SEALED))]
    raise InputError(f"{what}: unpack it first")


def _unpacked_name(name: str) -> str:
    """Return what a file is called unpacked by its own name; the name noted inside is a stranger's word."""
    path = PurePosixPath(harmless(name.rpartition("!")[2]))
    if path.suffix.lower() == ".tgz":
        return f"{path.stem}.tar"
    return path.stem if path.suffix.lower() in _SUFFIXES else path.name
