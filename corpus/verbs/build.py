"""Bring a corpus up to date with a folder of scraped pages.

Reads every file, merges records of one paper or trial, and aligns their English and Chinese sentences. Interrupted, it
goes on where it was when run again; files that did not change are not read again. Archives (zip, tar, gzip, bzip2, xz,
WARC) are read like folders.

With --engine spark the same stages run on Apache Spark, and the result is a folder of Parquet tables.
"""

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.arguments import add_force, add_model, add_workers
from corpus.limits import add_limits, limits_of
from corpus.messages import counted, holdings, say, say_failures

if TYPE_CHECKING:
    from corpus.pipeline import Report

UNCERTAIN_SHOWN = 10
ENGINES = ("sqlite", "spark")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        help="scraped files, at any depth; for Spark whatever Hadoop can read (docs/spark.md)",
    )
    parser.add_argument(
        "corpus", metavar="CORPUS", help="one file, such as my.corpus; for Spark a folder of tables; made if not there"
    )
    add_workers(parser)
    add_limits(parser)
    parser.add_argument("--retry", action="store_true", help="read files again that failed in an earlier run")
    add_model(parser)
    add_force(parser, "take the corpus from another folder than before, or empty it")
    _add_engine(parser)


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="sqlite: this machine, into one file (default); spark: Apache Spark, into a folder of Parquet tables",
    )
    parser.add_argument("--master", metavar="URL", help="Spark: the cluster, such as spark://host:7077 or local[4]")
    parser.add_argument(
        "--conf", metavar="KEY=VALUE", type=_setting, action="append", help="Spark: a setting of its own; repeatable"
    )
    parser.add_argument(
        "--add", action="store_true", help="Spark: keep what CORPUS holds from files that are not in FOLDER"
    )


def run(options: argparse.Namespace) -> int:
    if options.engine == "spark":
        report = _on_spark(options)
        more = next_on_spark(options.corpus)
    else:
        report = _here(options)
        more = next_steps(Path(options.corpus))
    for line in summary(report, options.corpus):
        say(line)
    status = say_failures(f"{failure.name}: {failure.reason}" for failure in report.failures)
    if report.more_failures:
        say(f"  and {report.more_failures:,} more, all of them in {options.corpus}/failures")
    for line in more:
        say(line)
    return status


def _here(options: argparse.Namespace) -> "Report":
    from bicorpus import UsageError
    from corpus.encoder import LateEncoder
    from corpus.pipeline import build
    from corpus.progress import bar
    from corpus.store import open_store

    for option in ("master", "conf", "add"):
        if getattr(options, option):
            raise UsageError(f"--{option} is for --engine spark")
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    with open_store(Path(options.corpus), write=True) as store:
        return build(
            folder,
            store,
            encoder=LateEncoder(options.model, options.prompt),
            workers=options.workers,
            limits=limits_of(options),
            retry=options.retry,
            force=options.force,
            track=bar,
        )


def _on_spark(options: argparse.Namespace) -> "Report":
    from corpus.encoder import LateEncoder
    from corpus.spark_session import open_session

    with open_session(options.master, dict(options.conf or ())) as spark:
        from corpus.spark import build_tables
        from corpus.spark_reading import Source
        from corpus.spark_report import report
        from corpus.spark_tables import open_tables, qualified

        tables = open_tables(spark, options.corpus, say)
        place = qualified(spark, options.folder)
        source = Source(place, limits_of(options), options.retry, options.add, options.force)
        return report(tables, build_tables(tables, source, LateEncoder(options.model, options.prompt)))


def _setting(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise argparse.ArgumentTypeError(f"{text!r} is no KEY=VALUE, such as spark.executor.memory=8g")
    return key, value


def summary(report: "Report", corpus: str) -> Iterator[str]:
    """Yield what a build did and what the corpus holds now, line by line."""
    counts = report.counts
    yield f"{corpus}: {counted(counts.canonicals, 'canonical record')} from {counted(counts.files, 'file')}"
    yield (
        f"  files      {report.read:,} read, {report.unchanged:,} unchanged, {report.gone:,} gone, "
        f"{len(report.failures) + report.more_failures:,} failed"
    )
    if report.passed_over:
        yield f"             {counted(report.passed_over, 'member')} of archives passed over, being no pages"
    yield from holdings(counts)
    yield from report.warnings
    if report.uncertain:
        yield "perhaps one paper or trial, not merged:"
        yield from (
            f"  {link.probability:.0%}  {link.left} | {link.right}" for link in report.uncertain[:UNCERTAIN_SHOWN]
        )
        if len(report.uncertain) > UNCERTAIN_SHOWN:
            yield f"  and {len(report.uncertain) - UNCERTAIN_SHOWN:,} more, less likely; jsonl has all of them as links"


def next_steps(corpus: Path) -> Iterator[str]:
    """Yield commands to look at the corpus and to carry it away."""
    name = shlex.quote(str(corpus))
    yield "next:"
    yield f"  bicorpus coverage {name}"
    yield f"  bicorpus review {name} --open"
    yield f"  bicorpus export {name} -f tmx -o {shlex.quote(corpus.stem + '.tmx')}"


def next_on_spark(result: str) -> Iterator[str]:
    """Yield the command that makes a corpus file of tables."""
    yield "next:"
    yield f"  bicorpus import {shlex.quote(result)} my.corpus"
