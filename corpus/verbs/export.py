"""Write a corpus as jsonl, tmx, csv or parquet.

jsonl holds everything, one canonical record per line. tmx, csv and parquet hold the aligned sentences: tmx those that
have both languages, the others a row for each sentence without a translation too.
"""

import argparse
from pathlib import Path

from corpus.arguments import add_output
from corpus.messages import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("-f", "--format", required=True, help="jsonl, tmx, csv or parquet")
    parser.add_argument(
        "--min-confidence",
        metavar="X",
        type=_probability,
        default=0.0,
        help="leave out aligned sentences that are right with a probability below X, 0 to 1",
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    from corpus.export import confident, exporter
    from corpus.output import open_output
    from corpus.progress import bar
    from corpus.store import open_store

    write = exporter(options.format)
    with open_store(options.corpus) as store:
        if not store.is_finished():
            say(f"{options.corpus}: its build did not end; run it again to complete the corpus")
        total = store.counts().canonicals
        with open_output(options.output, force=options.force) as out:
            write(confident(bar(store.entries(), "exporting", total), options.min_confidence), out)
    say(f"{total:,} canonical records as {options.format} to {options.output}")
    return 0


def _probability(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability, 0 to 1")
    return number
