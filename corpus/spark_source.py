"""What a cluster is to read: found without its bytes being read, then handed to the workers.

Workers open files on a disk themselves, as on one machine. Of other stores Spark brings the bytes, and rows of Parquet
hold them.
"""

from functools import reduce
from typing import Any, cast

import msgspec
import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812 - the name that its users know

from bicorpus import InputError
from corpus.export.table import Int64
from corpus.partitions.arrow import batches_of, ddl
from corpus.spark_place import Place, files_near, find_place
from ingest.folder import FileEntry

LARGEST_ROW = 2**31 - 2**20
"""Bytes of a file that fits a row of Spark with all else in it; Java has no longer arrays."""
SHARE = 32 * 2**20
"""Bytes of files that a worker opens in one task, at some 5 MB a second."""
FEW = 1_000
"""Files that it opens in one task, however small they are."""
NAMED_AT_ONCE = 50_000
"""Files that a scan is asked for by name."""
_SEEN = {"recursiveFileLookup": "true", "ignoredPathSegmentRegex": r"^\."}
"""All at any depth but hidden names; Spark's habit is to pass over names that begin with an underscore, too."""
_UNFAILING = {"ignoreMissingFiles": "true", "ignoreCorruptFiles": "true"}
"""What is gone or may not be opened costs no other file its reading."""
_PARQUET = ".parquet"
_ROW = "#"
"""Between the address of a table and the number of a row of it; in an address itself it is written %23."""
TABLE = f"substring_index(uri, '{_ROW}', 1)"
"""In SQL, of a file that was found: the table that it is a row of, or itself."""
_UNSEEN = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"
"""Characters of a name that nobody would see."""


class Listed(msgspec.Struct, frozen=True, gc=False):
    """A file that was found."""

    path: str
    """Below the source, with forward slashes."""
    uri: str
    """Where it is; of a row of a table: the table, ``#`` and the number of the row."""
    size: Int64
    """Bytes; 0 for a row of a table, which only reading would tell."""
    mtime_ns: Int64
    """When it, or its table, was last changed: nanoseconds since 1970."""
    error: str
    """Why it must not be read; else empty."""


def find_files(spark: SparkSession, source: str) -> DataFrame:
    """Return the files of a source as rows of ``Listed``.

    Args:
        spark: a session.
        source: a folder, file or glob that Hadoop can read; or such a one of Parquet with the columns path and content.

    Raises:
        InputError: there is nothing, it may not be looked at, or it is Parquet without these columns.
    """
    place = find_place(spark, source)
    found = _near(spark, place) if place.is_near else _far(_files(spark, place), place).drop("content")
    if found.isEmpty():
        raise InputError(f"{source}: holds no file")
    return _listed_rows(_tables(spark, place)) if _is_parquet(found) else found


def with_content(spark: SparkSession, source: str, todo: DataFrame) -> DataFrame:
    """Return files that were found, with a column ``content``; it is null where a worker opens the file itself.

    A file that is gone when its turn comes, or cannot be opened, is missing: ``lost`` tells of those.
    """
    place = find_place(spark, source)
    bare = todo.withColumn("content", F.lit(None).cast("binary"))
    if not todo.filter(F.col("uri").contains(_ROW)).isEmpty():
        content = _rows_wanted(_tables(spark, place), todo.filter("error = ''"))
    elif place.is_near:
        return _shared_out(bare)
    else:
        content = _files_wanted(_far(_files(spark, place), place), todo.filter("error = ''"))
    return content.unionByName(bare.filter("error <> ''"))


def lost(todo: DataFrame, read: DataFrame) -> DataFrame:
    """Return the files that were to be read and of which nothing came, with the reason and without content."""
    reason = "gone, or closed to the workers, when its turn to be read came"
    absent = todo.join(read.select("path").distinct(), "path", "left_anti")
    return absent.withColumn("error", F.lit(reason)).withColumn("content", F.lit(None).cast("binary"))


def _near(spark: SparkSession, place: Place) -> DataFrame:
    batches = list(batches_of(Listed, map(_listed, files_near(spark, place))))
    return spark.createDataFrame(pa.Table.from_batches(batches) if batches else [], ddl(Listed))


def _listed(entry: FileEntry) -> Listed:
    size, mtime_ns = Int64(entry.size), Int64(entry.mtime_ns)
    return Listed(entry.path, entry.absolute.as_uri(), size, mtime_ns, entry.error or "")


def _shared_out(files: DataFrame) -> DataFrame:
    """Return files in partitions that take workers seconds."""
    [(count, size)] = files.agg(F.count("*"), F.sum("size")).collect()
    return files.repartition(max(1, -(-count // FEW), -(-(size or 0) // SHARE)))


def _files(spark: SparkSession, place: Place) -> DataFrame:
    """Return Spark's own table of the files of a store; their bytes are read only where they are asked for.

    Spark leaves out empty files, which no option changes.
    """
    options = {**_SEEN, **_UNFAILING, "__globPaths__": str(place.is_glob).lower()}
    return spark.read.format("binaryFile").options(**options).load(place.root)


def _far(files: DataFrame, place: Place) -> DataFrame:
    """Return the files of a store as ``Listed`` has them, with their content."""
    start = len(place.base.rstrip("/")) + 2
    hint = f" bytes; a row of Spark holds {LARGEST_ROW:,}: split it, or put it on a disk that all workers see"
    reason = F.concat(F.lit("too large: "), F.format_number("length", 0), F.lit(hint))
    return files.select(
        F.col("path").substr(F.lit(start), F.length("path")).alias("path"),
        F.col("_metadata.file_path").alias("uri"),
        F.col("length").alias("size"),
        (F.unix_micros("modificationTime") * 1000).alias("mtime_ns"),
        F.when(F.col("length") > LARGEST_ROW, reason).otherwise("").alias("error"),
        "content",
    )


def _files_wanted(files: DataFrame, todo: DataFrame) -> DataFrame:
    """Return all files in one scan where all are wanted, else those that are named; the others are not opened."""
    whole = files.filter(F.col("size") <= LARGEST_ROW)
    if whole.drop("content").join(todo, "uri", "left_anti").isEmpty():
        return whole
    uris = _strings(todo, "uri")
    starts = range(0, uris.size(), NAMED_AT_ONCE)
    named = (_among("uri", uris.subList(at, min(at + NAMED_AT_ONCE, uris.size()))) for at in starts)
    return reduce(DataFrame.unionAll, (whole.filter(each) for each in named))


def _is_parquet(found: DataFrame) -> bool:
    """Tell whether a source is Parquet: all its files but the marks that Spark leaves beside them are."""
    name = F.substring_index("uri", "/", -1)
    return found.filter(~name.startswith("_") & ~name.endswith(_PARQUET)).isEmpty()


def _tables(spark: SparkSession, place: Place) -> DataFrame:
    """Return the rows of Parquet as ``Listed`` has them, with their content and the table that each is in.

    Raises:
        InputError: the columns are others.
    """
    options = {**_SEEN, "pathGlobFilter": f"*{_PARQUET}", "__globPaths__": str(place.is_glob).lower()}
    rows = spark.read.options(**options).parquet(place.root)
    kinds = dict(rows.dtypes)
    if kinds.get("path") != "string" or kinds.get("content") not in {"binary", "string"}:
        held = ", ".join(f"{name} ({kind})" for name, kind in rows.dtypes)
        raise InputError(
            f"{place.root}: Parquet needs the columns path (string) and content (binary or string); it has {held}"
        )
    table = F.col("_metadata.file_path")
    mtime = F.unix_micros("_metadata.file_modification_time") * 1000
    name = F.regexp_replace(F.coalesce("path", F.lit("")), _UNSEEN, "\N{REPLACEMENT CHARACTER}")
    return rows.select(
        F.when(name == "", F.lit("unnamed")).otherwise(name).alias("path"),
        F.concat(table, F.lit(_ROW), F.col("_metadata.row_index").cast("string")).alias("uri"),
        F.lit(0).cast("bigint").alias("size"),
        mtime.alias("mtime_ns"),
        F.lit("").alias("error"),
        F.coalesce(F.col("content").cast("binary"), F.lit(b"")).alias("content"),
        table.alias("table"),
    )


def _listed_rows(rows: DataFrame) -> DataFrame:
    """Return the rows of Parquet without content; of those with one path the newest counts, the others are failures."""
    order = Window.partitionBy("path").orderBy(F.desc("mtime_ns"), "uri")
    numbered = rows.drop("content", "table").withColumn("number", F.row_number().over(order))
    is_first = F.col("number") == 1
    said = F.lit("another row has the same path: each needs one of its own")
    return numbered.select(
        F.when(is_first, F.col("path")).otherwise(F.format_string("%s (%d)", "path", "number")).alias("path"),
        "uri",
        "size",
        "mtime_ns",
        F.when(is_first, "").otherwise(said).alias("error"),
    )


def _rows_wanted(rows: DataFrame, todo: DataFrame) -> DataFrame:
    """Return the rows that are wanted with their content; tables of which none is wanted are not opened."""
    wanted = todo.groupBy(F.expr(TABLE).alias("table")).agg(F.count("*").alias("wanted"))
    tables = wanted.join(rows.groupBy("table").count(), "table").withColumn("whole", F.expr("wanted = count"))
    whole = rows.filter(_among("table", _strings(tables.filter("whole"), "table")))
    parts = rows.filter(_among("table", _strings(tables.filter("not whole"), "table")))
    return whole.unionAll(parts.join(todo.select("uri"), "uri", "left_semi").select(*rows.columns)).drop("table")


def _strings(frame: DataFrame, column: str) -> Any:
    """Return a column as a list of Java, which Python never sees: it may be long."""
    context, java = cast("Any", frame.sparkSession.sparkContext), cast("Any", frame.select(column))._jdf  # noqa: SLF001
    return getattr(java, "as")(context._jvm.org.apache.spark.sql.Encoders.STRING()).collectAsList()  # noqa: SLF001


def _among(column: str, values: Any) -> Column:
    wrap, of_java = cast("Any", Column), cast("Any", F.col(column))
    found: Column = wrap(of_java._jc.isInCollection(values))  # noqa: SLF001 - Python's own would send them one by one
    return found
