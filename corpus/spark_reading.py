"""The plan of reading on Apache Spark: which files are new, which are gone, and the records of all that are there."""

from dataclasses import dataclass
from functools import partial, reduce
from typing import NamedTuple

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F  # noqa: N812 - the name that its users know

from bicorpus import __version__
from corpus.lake import FileRow, RecordRow
from corpus.partitions import merging, reading
from corpus.partitions.arrow import Stage, ddl, mapped
from corpus.partitions.rows import Raw
from corpus.spark_source import TABLE, find_files, lost, with_content
from corpus.spark_tables import Tables
from ingest.bulk import Limits

READ_AT_ONCE = 2**40
"""Bytes of files after which what was read is put aside: a run that is ended loses the reading of no more."""
MOST_AT_ONCE = 10_000_000
"""Files after which it is put aside, however small they are."""
CLASH = "a record here has the id of a record in another file"
_FILE = ["path", "size", "mtime_ns"]
"""What tells that a file is the one that was read."""
_PLACE = ["path", "member"]


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read, and how."""

    place: str
    """A folder or glob that Hadoop can read, or Parquet with the columns path and content."""
    limits: Limits
    retry: bool = False
    """Whether files that failed in an earlier run are read again."""
    add: bool = False
    """Whether the result keeps what it holds from files that are not in this place."""
    force: bool = False
    """Whether the result may be taken from another place than before."""


class Reading(NamedTuple):
    """The files and records of a result, old and new."""

    files: DataFrame
    records: DataFrame
    read: int
    """Files that were read."""
    unchanged: int
    gone: int
    """Files whose records left the result."""
    passed_over: int
    """Members of containers that are no pages, in what was read."""
    is_changed: bool
    """Whether the files and records are others than before."""


def read(tables: Tables, source: Source) -> Reading:
    """Read what is new or changed, and leave out what is gone.

    Raises:
        InputError: the source cannot be read.
    """
    found = tables.keep(find_files(tables.spark, source.place), "files_found")
    count = _read_unknown(tables, source, found)
    old, new = tables.read("files"), _latest(tables, found)
    absent = old.join(found, "path", "left_anti").select("path").distinct()
    gone = tables.keep(absent.limit(0) if source.add else absent, "files_gone")
    counts = count, found.count() - count, gone.count()
    if not tables.readings() and gone.isEmpty():
        return Reading(old, tables.read("records"), *counts, 0, is_changed=False)
    dropped = gone.unionAll(new.select("path")).distinct()
    files = old.join(dropped, "path", "left_anti").unionByName(new.select(*FileRow.__struct_fields__))
    bodies = mapped(new.select(F.explode("bodies").alias("body")), merging.keep, Raw, RecordRow)
    records = tables.read("records").join(dropped, "path", "left_anti").unionByName(bodies)
    files, records = _without_clashes(tables, files, tables.replace(records, "records"))
    [(passed_over,)] = new.agg(F.sum("passed_over")).collect()
    return Reading(tables.replace(files, "files"), records, *counts, int(passed_over or 0), is_changed=True)


def _read_unknown(tables: Tables, source: Source, found: DataFrame) -> int:
    """Read the files that neither the result nor an earlier run that was ended knows, and return how many."""
    known = reduce(DataFrame.unionByName, [one.drop("bodies") for one in tables.readings()], tables.read("files"))
    done = known.filter((F.col("member") == "") & (F.col("sha256") != "") & (F.col("reader") == F.lit(__version__)))
    if source.retry:
        done = done.join(known.filter(F.col("error") != "").select("path").distinct(), "path", "left_anti")
    todo = tables.keep(found.join(done, _FILE, "left_anti"), "files_unread")
    [(count, size)] = todo.agg(F.count("*"), F.coalesce(F.sum("size"), F.lit(0))).collect()
    parts, stage = max(-(-size // READ_AT_ONCE), -(-count // MOST_AT_ONCE)), partial(reading.read, limits=source.limits)
    for part in range(parts):
        share = todo.filter(F.pmod(F.xxhash64(F.expr(TABLE)), F.lit(parts)) == part)
        content = with_content(tables.spark, source.place, share)
        tables.keep_reading(mapped(content, stage, reading.Found, reading.ReadRow))
    if count:
        _note_lost(tables, todo, parts, stage)
    return int(count)


def _note_lost(tables: Tables, todo: DataFrame, parts: int, stage: Stage[reading.Found, reading.ReadRow]) -> None:
    """Let the files of which nothing came, because they were gone when their turn came, end as failures."""
    came = reduce(DataFrame.unionAll, (one.filter("member = ''").select("path") for one in tables.readings()[-parts:]))
    if came.count() < todo.count():
        tables.keep_reading(mapped(lost(todo, came), stage, reading.Found, reading.ReadRow))


def _latest(tables: Tables, found: DataFrame) -> DataFrame:
    """Return what was read and is in no table yet, of the files as they are now."""
    numbered = [one.withColumn("run", F.lit(run)) for run, one in enumerate(tables.readings())]
    if not numbered:
        return tables.spark.createDataFrame([], ddl(reading.ReadRow))
    every = reduce(DataFrame.unionByName, numbered)
    runs = every.select(*_FILE, "run").distinct().join(found.select(*_FILE, F.lit(1).alias("here")), _FILE, "left")
    last = F.max(F.when(F.col("here") == 1, F.col("run"))).over(Window.partitionBy("path"))
    stale = runs.withColumn("last", last).filter("here is null or run < last").select("path", "run")
    return every.join(tables.keep(stale, "files_stale"), ["path", "run"], "left_anti").drop("run")


def _without_clashes(tables: Tables, files: DataFrame, records: DataFrame) -> tuple[DataFrame, DataFrame]:
    """Leave out the records of a file in which one has the id of a record in another, and note why."""
    first = records.groupBy("id").agg(F.count("*").alias("times"), F.min(F.struct(*_PLACE)).alias("first"))
    shared = tables.keep(first.filter(F.col("times") > 1).select("id", "first"), "shared_ids")
    if shared.isEmpty():
        return files, records
    places = records.join(shared, "id").filter(F.struct(*_PLACE) != F.col("first")).select(*_PLACE).distinct()
    clashing = tables.keep(places.withColumn("clash", F.lit(CLASH)), "clashing")
    files = files.join(clashing, _PLACE, "left").withColumn("error", F.coalesce("clash", "error")).drop("clash")
    kept = tables.keep(records.join(clashing, _PLACE, "left_anti"), "records_kept")
    return files, tables.replace(kept, "records")
