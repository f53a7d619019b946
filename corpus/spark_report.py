"""What a build on Spark did and what its tables hold, in the words of a build on one machine."""

from pyspark.sql import functions as F  # noqa: N812 - the name that its users know

from corpus.holdings import Counts, Failure
from corpus.partitions.rows import link_of
from corpus.pipeline import Report
from corpus.spark_reading import Reading
from corpus.spark_tables import Tables

SHOWN = 100
"""Failures that are listed; a crawl has thousands, and a table of its own has them all."""
UNCERTAIN_SHOWN = 10


def report(tables: Tables, reading: Reading) -> Report:
    """Count what the tables hold."""
    rank = F.desc("probability"), F.col("left"), F.col("right")
    links = tables.read("links").filter("verdict = 'uncertain'").orderBy(*rank).limit(UNCERTAIN_SHOWN)
    failed = tables.read("failures").filter("stage <> 'compare'").orderBy("stage", "name")
    return Report(
        read=reading.read,
        unchanged=reading.unchanged,
        gone=reading.gone,
        counts=_counts(tables),
        uncertain=tuple(link_of(row.body) for row in links.collect()),
        failures=tuple(Failure(row.name, row.reason) for row in failed.limit(SHOWN).collect()),
        warnings=(*tables.about()["warnings"], *_crowded(tables)),
        passed_over=reading.passed_over,
        more_failures=max(0, failed.count() - SHOWN),
    )


def _counts(tables: Tables) -> Counts:
    canonicals: dict[str, int] = dict(tables.read("canonicals").groupBy("kind").count().collect())
    covered = tables.read("coverage").filter("body <> ''").groupBy("status")
    statuses = covered.agg(F.count("*"), F.sum("findings")).collect()
    return Counts(
        files=tables.read("files").filter("member = ''").count(),
        records=tables.read("records").count(),
        papers=canonicals.get("paper", 0),
        trials=canonicals.get("trial", 0),
        uncertain=tables.read("links").filter("verdict = 'uncertain'").count(),
        statuses={status: count for status, count, _ in sorted(statuses)},
        findings=sum(findings for *_, findings in statuses),
    )


def _crowded(tables: Tables) -> list[str]:
    """Say where not every record was compared with every other."""
    blocks = tables.read("failures").filter("stage = 'compare'")
    if not (count := blocks.count()):
        return []
    shared = f"{count:,} titles, authors or the like are shared by so many records that not all were compared"
    return [f"{shared}: see {tables.folder}/failures"]
