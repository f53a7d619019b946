"""The files below a folder, described without being opened."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bicorpus import InputError


class FileEntry(msgspec.Struct, frozen=True):
    """A file that was found, not yet opened."""

    path: str
    """Relative to the folder, with forward slashes; bytes that are not UTF-8 appear as ``\\xNN``."""
    absolute: Path
    """Where it is; nothing looks there where its bytes are at hand."""
    size: int = 0
    mtime_ns: int = 0
    error: str | None = None
    """Why it must not be opened: a pipe, a broken link."""
    data: bytes | None = None
    """Its bytes, where they are at hand."""

    def bare(self) -> "FileEntry":
        """Return the same without its bytes."""
        return self if self.data is None else replace(self, data=None)


def walk(folder: Path) -> Iterator[FileEntry]:
    """Yield the files below a folder in a stable order (by path); hidden files and folders are passed over.

    Links to folders are not followed; links to files are when they stay inside the folder.

    Raises:
        InputError: the folder is not there or is not one.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: not a folder" if folder.exists() else f"{folder}: no such folder")
    yield from _walk(folder.resolve(), folder, "")


def _walk(root: Path, folder: Path, prefix: str) -> Iterator[FileEntry]:
    try:
        with os.scandir(folder) as found:
            names = sorted(
                (os.fsencode(child.name), child.is_dir(follow_symlinks=False))
                for child in found
                if not child.name.startswith(".")
            )
    except OSError as exc:
        yield FileEntry(prefix.rstrip("/"), folder, error=f"folder cannot be listed: {exc.strerror}")
        return
    for name, is_folder in names:
        path, child = prefix + readable_path(name), folder / os.fsdecode(name)
        if is_folder:
            yield from _walk(root, child, path + "/")
        else:
            yield describe(child, path, root)


def describe(absolute: Path, path: str, root: Path | None = None) -> FileEntry:
    """Describe a file without opening it.

    Args:
        absolute: where it is.
        path: its name for provenance.
        root: the folder, resolved, that a link must not lead out of.
    """
    try:
        status = absolute.lstat()
        is_link = stat.S_ISLNK(status.st_mode)
        if is_link:
            status = absolute.stat()
        outside = is_link and root is not None and not absolute.resolve().is_relative_to(root)
    except OSError as exc:
        broken = absolute.is_symlink()
        return FileEntry(path, absolute, error="broken or circular link" if broken else f"{exc.strerror}".lower())
    return FileEntry(path, absolute, status.st_size, status.st_mtime_ns, _refusal(status, outside=outside))


def readable_path(path: bytes) -> str:
    """Return a path as text; what is no UTF-8 in it is shown escaped."""
    return path.decode("utf-8", "backslashreplace")


def _refusal(status: os.stat_result, *, outside: bool) -> str | None:
    if outside:
        return "link to a place outside the folder: not followed"
    if stat.S_ISDIR(status.st_mode):
        return "a folder, or a link to one: not followed"
    if not stat.S_ISREG(status.st_mode):
        return "a pipe, socket or device, not a file"
    return None
