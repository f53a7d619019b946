"""A response of a web server as a crawl stored it -> the bytes of the page (RFC 9112, RFC 9110)."""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from io import BytesIO
from typing import NamedTuple

from bicorpus import InputError
from ingest.containers.budget import Budget, SpentError, TooLargeError
from ingest.containers.unpacked import Decompressor, Unpacked, Zlib, read_up_to

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
LONGEST_HEADERS = 2**16
"""Bytes; browsers take as much."""
_GZIP = frozenset({"gzip", "x-gzip"})
_CHUNK = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


class Response(NamedTuple):
    """What a server answered."""

    status: int
    """0 where the bytes are no HTTP response."""
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


def response(data: bytes) -> Response:
    """Take a response, or the beginning of one, apart; the body is as it went over the wire."""
    status, end = _STATUS.match(data), _HEADERS_END.search(data, 0, LONGEST_HEADERS)
    if status is None or end is None:
        return Response(0, {}, b"")
    return Response(int(status[1]), parse_headers(data[: end.start()].splitlines()[1:]), data[end.end() :])


def parse_headers(lines: Iterable[bytes]) -> dict[str, str]:
    """Return header fields by lower-case name, the first of each; a line that begins with a blank goes on."""
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in {" ", "\t"} and name:
            found[name] += f" {text.strip()}"
        else:
            name, _, value = text.partition(":")
            name = name.strip().lower()
            found.setdefault(name, value.strip())
    return found


def payload(found: Response, budget: Budget) -> bytes:
    """Return the page that a response carries.

    A body that is not coded as its headers say was decoded by whoever stored it, and is taken as it is.

    Raises:
        TooLargeError: it is larger than a file may be.
        SpentError: the container has unpacked more than it may.
    """
    body = found.body
    if "chunked" in found.headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    for coding in reversed(found.headers.get("content-encoding", "").lower().split(",")):
        body = _decoded(body, coding.strip(), budget)
    return body


def _joined(body: bytes) -> bytes:
    """Put chunks together; what follows a broken one is lost, as it would be in a browser."""
    head = _CHUNK.match(body)
    if head is None:
        return body
    chunks = []
    while head and (size := int(head[1], 16)):
        chunks.append(body[head.end() : head.end() + size])
        head = _CHUNK.match(body, head.end() + size)
    return b"".join(chunks)


def _decoded(body: bytes, coding: str, budget: Budget) -> bytes:
    new = _decompressor(coding, body)
    if new is None:
        return body
    try:
        return read_up_to(Unpacked(BytesIO(body), new, budget), budget.largest)
    except (SpentError, TooLargeError):
        raise
    except InputError:
        if coding in _GZIP:  # it has a mark of its own, so it was no plain page
            raise
        return body


def _decompressor(coding: str, body: bytes) -> Callable[[], Decompressor] | None:
    """Return what unpacks a coding; None for one that is unknown, or that a mark shows the body not to have."""
    if coding in _GZIP:
        return Zlib if body.startswith(b"\x1f\x8b") else None
    if coding == "deflate":  # in zlib's wrapping, as it should be, or bare, as some servers send it
        wrapped = len(body) > 1 and body[0] & 15 == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
        return partial(Zlib, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    return _Brotli if coding == "br" else None


class _Brotli:
    """Brotli's decompressor with the manners of the standard library's: what is too much is held back."""

    unused_data = b""

    def __init__(self) -> None:
        import brotli

        self._brotli = brotli.Decompressor()
        self._held = b""
        self._is_full = False

    @property
    def eof(self) -> bool:
        return bool(self._brotli.is_finished()) and not self._held

    @property
    def needs_input(self) -> bool:
        return not (self._held or self._is_full)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        import brotli

        if not self._held:
            try:
                self._held = self._brotli.process(data, output_buffer_limit=max_length)
            except brotli.error as exc:
                raise ValueError(str(exc)) from exc
            self._is_full = len(self._held) >= max_length
        given, self._held = self._held[:max_length], self._held[max_length:]
        return given
