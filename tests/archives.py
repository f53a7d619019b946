"""Containers built for tests, honest and hostile."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:
        for name, data in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return target.getvalue()


def tar_header(name: str, kind: bytes, *, size: int = 0, link: str = "") -> bytes:
    header = tarfile.TarInfo(name)
    header.type, header.size, header.linkname = kind, size, link
    return header.tobuf(tarfile.GNU_FORMAT)


def http(body: bytes, *headers: str, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    top = (f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers, "", "")
    return "\r\n".join(top).encode() + body


def warc_record(url: str, block: bytes, kind: str = "response", *headers: str, length: object = None) -> bytes:
    top = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-03-11T08:00:00Z",
        f"Content-Length: {len(block) if length is None else length}",
        *headers,
        "",
        "",
    )
    return "\r\n".join(top).encode() + block + b"\r\n\r\n"


def warc(pages: Mapping[str, bytes]) -> bytes:
    return b"".join(warc_record(url, http(page)) for url, page in pages.items())


def warc_gz(pages: Mapping[str, bytes]) -> bytes:
    """Every record packed on its own, as the standard has it."""
    return b"".join(gzip.compress(warc({url: page}), mtime=0) for url, page in pages.items())


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def zip_by_hand(name: bytes, data: bytes, *, said: int | None = None, crc: int | None = None, flags: int = 0) -> bytes:
    """A zip of one deflated member whose headers may lie about its size and checksum."""
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(data) + packer.flush()
    size = len(data) if said is None else said
    check = zlib.crc32(data) if crc is None else crc
    fields = struct.pack("<HHHHHLLLHH", 20, flags, 8, 0, 33, check, len(packed), size, len(name), 0)
    local = b"PK\3\4" + fields + name + packed
    table = b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(table), len(local), 0)
    return local + table + end
