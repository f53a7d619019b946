"""Tar archives, packed or not, as one stream: nothing is sought, nothing is written, no link is followed."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, Self

from bicorpus import InputError
from ingest.containers.budget import Budget, TooLargeError
from ingest.containers.member import Member, harmless, is_hidden, readable
from ingest.containers.unpacked import read_up_to

_BLOCK = 512
_CHECKSUM = slice(148, 156)
_LARGEST_EXTENSION = 2**20
"""Bytes of a header that only describes the next member: its long name, its dates. ``tarfile`` takes it into memory."""
_EXTENSIONS = frozenset({
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
})  # fmt: skip


class _Header(tarfile.TarInfo):
    """A member's header, refused where it is none, would take all memory or lead backwards."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a header from its block.

        Raises:
            InputError: it is damaged, or what it says of a size cannot be; ``tarfile`` would end there in silence.
        """
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as exc:
            if len(buf) == _BLOCK and not any(buf):  # the mark of the end
                raise
            raise InputError(f"a damaged tar archive, or cut off: {exc}") from exc
        if header.size < 0 or (header.type in _EXTENSIONS and header.size > _LARGEST_EXTENSION):
            raise _unbelievable(header)
        return header


def is_tar(head: bytes) -> bool:
    """Tell whether bytes begin with a header of a tar archive, of any dialect, by its checksum."""
    if len(head) < _BLOCK or not head[_CHECKSUM].rstrip(b"\0 ").lstrip().isdigit():
        return False
    try:
        tarfile.TarInfo.frombuf(head[:_BLOCK], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def read_tar(file: BinaryIO, stem: str, budget: Budget) -> Iterator[Member]:  # noqa: ARG001 - as all readers
    """Yield the members in their order.

    Raises:
        InputError: it is damaged or ends too early; the members before have been yielded.
    """
    try:
        with tarfile.open(fileobj=file, mode="r|", tarinfo=_Header, encoding="utf-8") as archive:
            while (header := archive.next()) is not None:
                budget.count()
                archive.members.clear()  # type: ignore[attr-defined]  # it would grow to all that were met
                yield from _members(archive, header, budget)
    except (tarfile.TarError, OSError, EOFError, ValueError, OverflowError) as exc:
        raise InputError(f"a damaged tar archive, or cut off: {exc}") from exc


def _members(archive: tarfile.TarFile, header: tarfile.TarInfo, budget: Budget) -> Iterator[Member]:
    """Yield the member, unless it is a folder or hidden."""
    if header.size < 0:  # an extension may say so of the header after it, and would lead backwards
        raise _unbelievable(header)
    name = readable(header.name.encode("utf-8", "surrogateescape"))
    if header.isdir() or is_hidden(name):
        budget.passed_over += not header.isdir()
    elif header.issym() or header.islnk():
        yield Member(harmless(name), error=f"a link to {harmless(header.linkname)!r}: not followed")
    elif not header.isfile() or header.issparse():
        yield Member(harmless(name), error="a pipe, device or file with holes: not read")
    elif (stream := archive.extractfile(header)) is not None:
        try:
            yield Member(harmless(name), read_up_to(stream, budget.largest))
        except TooLargeError as exc:
            yield Member(harmless(name), error=str(exc))


def _unbelievable(header: tarfile.TarInfo) -> InputError:
    return InputError(f"a header in it claims a size of {header.size:,} bytes; nothing behind it was read")
