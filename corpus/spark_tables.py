"""The folder of a result while Spark works on it: what is made is put aside, and put in place when all of it is there.

Names that begin with ``_`` are no tables to Spark and to others that read the folder. Moving a table takes two steps,
so a marker tells that all is there: a run that ends in between leaves the rest of the moving to the next one.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from bicorpus import InputError, UsageError
from corpus.lake import FORMAT, MOVING, TABLES
from corpus.partitions.arrow import ddl

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_WORK = "_work"
_READING = "_reading"
"""What was read and is in no table yet; it outlives a run that was ended."""
_NEW = "_new"


def open_tables(spark: "SparkSession", folder: str, tell: Callable[[str], None]) -> "Tables":
    """Return the tables of a folder, as Hadoop names it, after ending what an earlier run was about to do there.

    Args:
        spark: a session.
        folder: where the result is or is to be.
        tell: told of every step.

    Raises:
        UsageError: it is a file, or holds something else.
    """
    tables = Tables(spark, qualified(spark, folder), tell)
    tables.recover()
    return tables


def qualified(spark: "SparkSession", place: str) -> str:
    """Return where a path is for every machine of a cluster: ``file:/home/me/pages`` for ``pages``."""
    context: Any = spark.sparkContext
    hadoop, settings = context._jvm.org.apache.hadoop.fs, context._jsc.hadoopConfiguration()  # noqa: SLF001
    if hadoop.Path(place).getFileSystem(settings).getScheme() == "file" and not place.startswith("file:"):
        place = os.path.abspath(place)  # noqa: PTH100 - no link is followed; Java may have been started elsewhere
    path = hadoop.Path(place)
    return str(path.getFileSystem(settings).makeQualified(path).toString())


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a result, those that a run makes on its way, and those that are to take the place of the former."""

    spark: "SparkSession"
    folder: str
    tell: Callable[[str], None]

    def recover(self) -> None:
        """End what an earlier run was about to do, and throw away what it left half done.

        Raises:
            UsageError: the folder is a file, or holds something else than a result.
        """
        self._check()
        if self._exists(MOVING):
            self._move()
        self._delete(_NEW)
        self._delete(_WORK)

    def read(self, name: str) -> "DataFrame":
        """Return a table of the result, without rows where there is none."""
        if not self._exists(name):
            return self.spark.createDataFrame([], ddl(TABLES[name]))
        return self.spark.read.parquet(self._path(name)).select(*TABLES[name].__struct_fields__)

    def about(self) -> dict[str, Any]:
        """Return what holds for the whole result; nothing where there is none.

        Raises:
            InputError: another version made it, whose tables this one does not read.
        """
        held = {row.key: msgspec.json.decode(row.value) for row in self.read("about").collect()}
        if held and held.get("format") != FORMAT:
            raise InputError(
                f"{self.folder}: was built by bicorpus {held.get('version')}, whose tables this version does not read; "
                "build it anew, into another folder"
            )
        return held

    def keep(self, frame: "DataFrame", name: str) -> "DataFrame":
        """Put a table of the way aside, so that what follows does not depend on the machines that made it."""
        return self._written(frame, f"{_WORK}/{name}", f"making {name}")

    def keep_reading(self, frame: "DataFrame") -> None:
        """Put aside what was read; the next run finds it, if this one does not end."""
        self._written(frame, f"{_READING}/{len(self._names(_READING)):06}", "reading")

    def readings(self) -> "list[DataFrame]":
        """Return what was read and is in no table yet."""
        names = self._names(_READING)
        whole = [name for name in names if self._exists(f"{_READING}/{name}/_SUCCESS")]
        return [self.spark.read.parquet(self._path(f"{_READING}/{name}")) for name in whole]

    def replace(self, frame: "DataFrame", name: str) -> "DataFrame":
        """Write a table that is to take the place of the former one, with its columns in order."""
        return self._written(frame.select(*TABLES[name].__struct_fields__), f"{_NEW}/{name}", f"writing {name}")

    def publish(self, about: Mapping[str, Any]) -> None:
        """Put the new tables in place of the former ones."""
        rows = [(key, msgspec.json.encode(value).decode()) for key, value in about.items()]
        self.replace(self.spark.createDataFrame(rows, ddl(TABLES["about"])).coalesce(1), "about")
        self._files.create(self._at(MOVING)).close()
        self._move()
        self._delete(_WORK)

    def _check(self) -> None:
        if self._exists("") and not self._files.getFileStatus(self._at("")).isDirectory():
            raise UsageError(f"{self.folder}: a file; --engine spark writes a folder of tables: name another one")
        foreign = [name for name in self._names("") if name not in TABLES and not name.startswith(("_", "."))]
        if foreign:
            raise UsageError(f"{self.folder}: holds {foreign[0]}, which is no table of a result; name another folder")

    def _move(self) -> None:
        """Put all in place; what was read is in the tables then."""
        for name in self._names(_NEW):
            self._delete(name)
            if not self._files.rename(self._at(f"{_NEW}/{name}"), self._at(name)):
                raise InputError(f"{self._path(name)}: the new table cannot be put in place; see who may write there")
        self._delete(_NEW)
        self._delete(_READING)  # before the marker, or the next run would take it for new
        self._delete(MOVING)

    def _written(self, frame: "DataFrame", name: str, what: str) -> "DataFrame":
        self.tell(f"  {what}")
        self.spark.sparkContext.setJobDescription(what)
        frame.write.mode("overwrite").parquet(self._path(name))
        return self.spark.read.schema(frame.schema).parquet(self._path(name))

    @property
    def _files(self) -> Any:
        """Hadoop's view of the file system that the folder is on."""
        context = self.spark.sparkContext
        return self._at("").getFileSystem(context._jsc.hadoopConfiguration())  # noqa: SLF001 - as PySpark's own readers

    def _at(self, name: str) -> Any:
        jvm: Any = self.spark.sparkContext._jvm  # noqa: SLF001
        return jvm.org.apache.hadoop.fs.Path(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self.folder}/{name}" if name else self.folder

    def _exists(self, name: str) -> bool:
        return bool(self._files.exists(self._at(name)))

    def _names(self, folder: str) -> list[str]:
        if not self._exists(folder):
            return []
        return sorted(found.getPath().getName() for found in self._files.listStatus(self._at(folder)))

    def _delete(self, name: str) -> None:
        self._files.delete(self._at(name), True)  # noqa: FBT003 - Java takes it by place
