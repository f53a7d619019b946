"""Bring a corpus up to date with a folder of scraped pages.

Reads every file, merges records of one paper or trial, and aligns their English and Chinese sentences. Interrupted, it
goes on where it was when run again; files that did not change are not read again. Archives (zip, tar, gzip, bzip2, xz,
WARC) are read like folders.
"""

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.arguments import add_force, add_model, add_workers
from corpus.limits import add_limits, limits_of
from corpus.messages import counted, say, say_failures

if TYPE_CHECKING:
    from corpus.holdings import Counts
    from corpus.pipeline import Report

UNCERTAIN_SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="scraped files, at any depth")
    parser.add_argument(
        "corpus", metavar="CORPUS", type=Path, help="one file, such as my.corpus; made if it is not there"
    )
    add_workers(parser)
    add_limits(parser)
    parser.add_argument("--retry", action="store_true", help="read files again that failed in an earlier run")
    add_model(parser)
    add_force(parser, "take the corpus from another folder than before, or empty it")


def run(options: argparse.Namespace) -> int:
    from bicorpus import UsageError
    from corpus.encoder import LateEncoder
    from corpus.pipeline import build
    from corpus.progress import bar
    from corpus.store import open_store

    if not options.folder.is_dir():
        raise UsageError(f"{options.folder}: no such folder")
    encoder = LateEncoder(options.model, options.prompt)
    with open_store(options.corpus, write=True) as store:
        report = build(
            options.folder,
            store,
            encoder=encoder,
            workers=options.workers,
            limits=limits_of(options),
            retry=options.retry,
            force=options.force,
            track=bar,
        )
    for line in summary(report, options.corpus):
        say(line)
    status = say_failures(f"{failure.name}: {failure.reason}" for failure in report.failures)
    for line in next_steps(options.corpus):
        say(line)
    return status


def summary(report: "Report", corpus: Path) -> Iterator[str]:
    """Yield what a build did and what the corpus holds now, line by line."""
    counts = report.counts
    yield f"{corpus}: {counted(counts.canonicals, 'canonical record')} from {counted(counts.files, 'file')}"
    yield (
        f"  files      {report.read:,} read, {report.unchanged:,} unchanged, {report.gone:,} gone, "
        f"{len(report.failures):,} failed"
    )
    if report.passed_over:
        yield f"             {counted(report.passed_over, 'member')} of archives passed over, being no pages"
    yield f"  records    {counts.records:,}"
    yield (
        f"  canonical  {counted(counts.papers, 'paper')}, {counted(counts.trials, 'trial')}; "
        f"{counted(counts.merged, 'duplicate')} merged, {counted(counts.uncertain, 'uncertain pair')}"
    )
    yield f"  coverage   {_coverage(counts)}"
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


def _coverage(counts: "Counts") -> str:
    statuses = [f"{number:,} {status}" for status, number in counts.statuses.items()]
    without = counts.canonicals - sum(counts.statuses.values())
    statuses += [f"{without:,} without abstract"] if without else []
    return f"{', '.join(statuses) or 'nothing to translate'}; {counted(counts.findings, 'finding')}"
