"""Zip archives, member by member."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from bicorpus import InputError
from ingest.containers.budget import Budget, SpentError, check_ratio
from ingest.containers.member import Member, harmless, is_hidden, readable
from ingest.containers.unpacked import read_up_to

_LARGEST_TABLE = 64 * 2**20
"""Bytes of a table of contents: half a million members with names of 80 characters. It is held in memory, ten times as
large for the shortest names."""
_IS_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
"""Of LZMA in a zip the memory cannot be limited, and nobody uses it."""
_DOCUMENTS = {
    "[Content_Types].xml": "a Microsoft Office document: save it as PDF or HTML",
    "mimetype": "an EPUB book or OpenDocument file: save it as PDF, HTML or text",
    "META-INF/MANIFEST.MF": "a Java program",
    "AndroidManifest.xml": "an Android program",
}
"""Members by which other formats that are zips are known."""

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError
)  # fmt: skip
"""What ``zipfile`` raises over one archive or another."""


class _Modest:
    """A file that gives no table of contents so large that it would take all memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Read as a file does.

        Raises:
            SpentError: at once so much is only asked for where a table says so.
        """
        if size > _LARGEST_TABLE:
            raise SpentError(f"its table of contents has {size:,} bytes; split it, or unpack it first")
        return self._file.read(size)


def read_zip(file: BinaryIO, stem: str, budget: Budget) -> Iterator[Member]:  # noqa: ARG001 - as all readers
    """Yield the members in the order of the table of contents.

    Raises:
        InputError: it is damaged where no member can be found, or is a document rather than an archive.
    """
    with _opened(file) as archive:
        for info in archive.infolist():
            budget.count()
            name = _name(info)
            is_folder = name.endswith("/")
            if is_folder or is_hidden(name):
                budget.passed_over += not is_folder
            else:
                yield _member(archive, info, harmless(name), budget)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(_Modest(file))
    except _DAMAGE as exc:
        raise InputError(f"a damaged zip archive, perhaps cut off: {exc}") from exc
    for name, what in _DOCUMENTS.items():
        if name in archive.NameToInfo:
            raise InputError(what)
    return archive


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    try:
        return Member(name, _bytes(archive, info, budget))
    except SpentError:
        raise
    except InputError as exc:
        return Member(name, error=str(exc))
    except _DAMAGE as exc:
        return Member(name, error=f"damaged in its archive: {exc or 'cut off'}")


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    if info.flag_bits & _IS_ENCRYPTED:
        raise InputError("encrypted: unpack the archive with its password first")
    if info.compress_type not in _METHODS:
        raise InputError(f"compressed in a rare way (method {info.compress_type}): unpack the archive first")
    with archive.open(info) as stream:
        data = read_up_to(stream, budget.largest)
    budget.spend(len(data))
    check_ratio(len(data), info.compress_size)
    return data


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _IS_UTF8 or info.filename.isascii():
        return info.filename
    return readable(info.filename.encode("cp437"))
