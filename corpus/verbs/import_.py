"""Make a corpus file of what a build on Spark left, whole or in part.

Review, export and coverage then work on it as if it had been built on this machine. What people decided and reviewed
in a corpus stays when a newer result is imported into it. Reads folders and addresses such as s3://bucket/result.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.arguments import add_force
from corpus.messages import counted, holdings, say, say_failures

if TYPE_CHECKING:
    from corpus.choosing import Wanted
    from corpus.importing import Imported


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="what bicorpus build --engine spark wrote")
    parser.add_argument(
        "corpus", metavar="CORPUS", type=Path, help="one file, such as my.corpus; made if it is not there"
    )
    chosen = parser.add_argument_group("what to import (default: everything; of several options, what fits all)")
    chosen.add_argument("--kind", choices=("paper", "trial"), help="leave out records of the other kind")
    chosen.add_argument(
        "--site", metavar="NAME", action="append", help="records with a page from there; give it again for more"
    )
    chosen.add_argument(
        "--year",
        metavar="YEARS",
        action="append",
        help="of publication, or in which a trial started: 2021, 2015-2020, 2015- or unknown; give it again for more",
    )
    chosen.add_argument(
        "--status",
        action="append",
        choices=("full", "partial", "none", "english only", "chinese only", "no abstract"),
        help="of the translation; give it again for more",
    )
    chosen.add_argument("--both", action="store_true", help="records with an abstract in both languages")
    chosen.add_argument(
        "--ids",
        metavar="FILE",
        help="records named in a file (- is standard input), one a line: ids of canonical records or of their pages, "
        "DOIs, PubMed ids, numbers of trials",
    )
    chosen.add_argument(
        "--uncertain", action="store_true", help="records that are perhaps the same as another, and those others"
    )
    chosen.add_argument(
        "--sample", metavar="N", type=_number, help="N of them, chosen by chance, but the same ones every time"
    )
    add_force(parser, "replace the records of a corpus that was made from something else")


def run(options: argparse.Namespace) -> int:
    from corpus.importing import import_lake
    from corpus.progress import bar
    from corpus.verbs.build import next_steps

    wanted = _wanted(options)
    imported = import_lake(options.out, options.corpus, wanted, force=options.force, track=bar)
    for line in summary(imported, options.out, options.corpus):
        say(line)
    unknown = (f"{options.ids}: {name}: no record that fits has this name" for name in imported.unknown)
    aligning = (f"{failure.name}: {failure.reason}" for failure in imported.failures)
    status = say_failures((*unknown, *aligning))
    for line in next_steps(options.corpus):
        say(line)
    return status


def summary(imported: "Imported", out: str, corpus: Path) -> Iterator[str]:
    """Yield what was imported and what was not, line by line."""
    counts = imported.counts
    yield f"{corpus}: {counted(counts.canonicals, 'canonical record')} from {out}"
    if imported.left_out:
        yield f"  left out   {counted(imported.left_out, 'canonical record')}, not asked for"
    yield f"  files      {counts.files:,}"
    yield from holdings(counts)
    if imported.failed:
        yield f"  given up   {imported.failed:,} by the build; its table 'failures' tells which, and why"
    yield from imported.warnings


def _wanted(options: argparse.Namespace) -> "Wanted":
    from corpus.choosing import Wanted

    return Wanted(
        kind=options.kind,
        sites=tuple(options.site or ()),
        years=tuple(options.year or ()),
        statuses=tuple(options.status or ()),
        both=options.both,
        names=_names(options.ids) if options.ids else None,
        uncertain=options.uncertain,
        sample=options.sample,
    )


def _names(file: str) -> tuple[str, ...]:
    from corpus.inputs import read_input
    from ingest.charsets.mixed import lines_of, to_utf8

    return tuple(name for line in lines_of(to_utf8(read_input(file)).data) if (name := line.strip()))


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of records, 1 or more")
    return int(text)
