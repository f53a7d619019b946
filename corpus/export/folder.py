"""Outputs that are folders: whole or not there, like files."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from bicorpus import UsageError


@contextmanager
def open_folder(name: str, parts: Collection[str], *, force: bool = False) -> Iterator[Path]:
    """Make a folder to write into; it appears under ``name``, or replaces what was there, when the block ends.

    Args:
        name: of the folder to be; it may be there already if it is empty.
        parts: names of the files and folders that are written into it.
        force: whether an earlier output is replaced; a folder that holds anything but ``parts`` never is.

    Raises:
        UsageError: the folder is not free, or that which it is to be in does not exist.
    """
    path = Path(name).resolve()
    _check_folder(name, path, parts, force=force)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.mkdir()
    try:
        yield beside
        _replace(beside, path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _check_folder(name: str, path: Path, parts: Collection[str], *, force: bool) -> None:
    if name == "-":
        raise UsageError("this format is a folder and cannot go to standard output; name a folder with -o")
    if not path.parent.is_dir():
        raise UsageError(f"{name}: there is no folder {Path(name).parent}; create it first")
    if path.exists() and not path.is_dir():
        raise UsageError(f"{name}: is a file; give the name of a folder to be made")
    present = {entry.name for entry in path.iterdir()} if path.exists() else set()
    if present and not force:
        raise UsageError(f"{name}: exists already; give another name, or --force to replace it")
    if foreign := present.difference(parts):
        raise UsageError(f"{name}: holds {min(foreign)!r}, which no export writes; give the name of a new folder")


def _replace(new: Path, path: Path) -> None:
    """Move a folder to its place; what was there goes only once the new one is whole."""
    if not path.exists():
        new.rename(path)
        return
    old = path.with_name(f"{new.name}.old")
    path.rename(old)
    new.rename(path)
    shutil.rmtree(old)
