"""gzip, bzip2 and xz as streams whose cost is counted, and whose damage has one kind of error.

The readers of the standard library cannot limit the memory that xz asks for, and tell damage in five ways.
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from bicorpus import InputError
from ingest.containers.budget import Budget, TooLargeError, check_ratio

_BLOCK = 2**16
_XZ_MEMORY = 192 * 2**20
"""Bytes for xz to work in; ``xz -9`` needs 65 MiB to unpack, and a header may claim 4 GiB."""


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes | None: ...


class Decompressor(Protocol):
    """What the standard library's incremental decompressors have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Zlib:
    """zlib's decompressor with the manners of those for bzip2 and xz; for gzip it checks length and CRC-32."""

    def __init__(self, wbits: int = 16 + zlib.MAX_WBITS) -> None:
        self._zlib = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


def _xz() -> Decompressor:
    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


PACKINGS: dict[bytes, Callable[[], Decompressor]] = {
    b"\x1f\x8b": Zlib,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": _xz,
}
"""By first bytes."""


class Unpacked(io.RawIOBase):
    """What a packed stream holds; several streams one after another are one, as for ``gzip -d``.

    Reading raises InputError where the stream is damaged, ends too early or costs too much.
    """

    def __init__(self, packed: BinaryIO, new: Callable[[], Decompressor], budget: Budget) -> None:
        super().__init__()
        self._packed, self._new, self._budget = packed, new, budget
        self._decompressor = new()
        self._rest = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._next(len(target))
        except (zlib.error, lzma.LZMAError, OSError, ValueError) as exc:
            raise InputError(f"damaged after {self._given:,} bytes of what was packed: {exc}") from exc
        target[: len(data)] = data
        self._given += len(data)
        self._budget.spend(len(data))
        check_ratio(self._given, self._taken)
        return len(data)

    def _next(self, size: int) -> bytes:
        """Return at least one byte, unless there are no more."""
        data = b""
        while not data:
            if self._decompressor.eof and not self._begins_again():
                return b""
            data = self._decompressor.decompress(self._more(), size)
        return data

    def _begins_again(self) -> bool:
        """Begin the next stream behind padding; tell whether there is one."""
        rest = self._decompressor.unused_data.lstrip(b"\0")
        while not rest:
            packed = self._read()
            if not packed:
                return False
            rest = packed.lstrip(b"\0")
        self._rest, self._decompressor = rest, self._new()
        return True

    def _more(self) -> bytes:
        """Return packed bytes to go on with; none where the decompressor has not used up what it got."""
        if not self._decompressor.needs_input:
            return b""
        rest, self._rest = self._rest or self._read(), b""
        if not rest:
            raise InputError(f"cut off after {self._given:,} bytes of what was packed")
        return rest

    def _read(self) -> bytes:
        packed = self._packed.read(_BLOCK)
        self._taken += len(packed)
        return packed


def read_up_to(stream: Readable, limit: int) -> bytes:
    """Return what is left of a stream.

    Raises:
        TooLargeError: it is more than the limit; nothing beyond it was read.
    """
    pieces, size = [], 0
    while piece := stream.read(min(_BLOCK, limit + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise TooLargeError(f"too large: more than {limit:,} bytes")
    return b"".join(pieces)
