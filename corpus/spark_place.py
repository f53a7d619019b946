"""Where the files of a build on Spark are: a folder, file or glob, found through Hadoop; on a disk, listed as ever."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from bicorpus import InputError
from ingest.folder import FileEntry, describe, walk

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_WILD = frozenset("*?[{\\")


class Place(NamedTuple):
    """What a person named, as Hadoop writes it: ``hdfs://host/pages``, ``file:/home/me/pages``."""

    base: str
    """The folder that paths are relative to."""
    root: str
    """What is read."""
    is_glob: bool

    @property
    def is_near(self) -> bool:
        """Tell whether it is on a disk, and in no store that only Hadoop knows."""
        return self.base.startswith("file:")


def find_place(spark: "SparkSession", source: str) -> Place:
    """Return where a source is: what has this very name, brackets and all, else what it means as a glob.

    Raises:
        InputError: there is no such thing, or it may not be looked at.
    """
    from py4j.protocol import Py4JJavaError

    try:
        path, files = _opened(spark, source)
        root = files.makeQualified(path)
        if files.exists(root):
            base = root if files.getFileStatus(root).isDirectory() else root.getParent()
            return Place(base.toString(), root.toString(), is_glob=False)
        if not (_WILD & set(source) and files.globStatus(root)):
            raise InputError(f"{source}: no such folder or file")
    except Py4JJavaError as exc:
        raise InputError(f"{source}: cannot be looked at: {exc.java_exception.getMessage()}") from exc
    base = root
    while _WILD & set(base.toString()):
        base = base.getParent()
    return Place(base.toString(), root.toString(), is_glob=True)


def files_near(spark: "SparkSession", place: Place) -> Iterator[FileEntry]:
    """Yield the files of a place on a disk, named and refused as a build on one machine does."""
    base = _local(place.base)
    for root in _roots(spark, place):
        prefix = root.relative_to(base)
        if any(part.startswith(".") for part in prefix.parts):
            continue
        if root.is_dir():
            yield from (replace(entry, path=(prefix / entry.path).as_posix()) for entry in walk(root))
        else:
            yield describe(root, prefix.as_posix(), base.resolve())


def _roots(spark: "SparkSession", place: Place) -> list[Path]:
    if not place.is_glob:
        return [_local(place.root)]
    path, files = _opened(spark, place.root)
    return sorted(_local(found.getPath().toString()) for found in files.globStatus(path))


def _opened(spark: "SparkSession", name: str) -> tuple[Any, Any]:
    """Return a path, and the file system that it is on, as objects of Java."""
    context: Any = spark.sparkContext
    path = context._jvm.org.apache.hadoop.fs.Path(name)  # noqa: SLF001 - as PySpark's own readers do
    return path, path.getFileSystem(context._jsc.hadoopConfiguration())  # noqa: SLF001


def _local(path: str) -> Path:
    return Path("/" + path.removeprefix("file:").lstrip("/"))
