"""Train a bilingual encoder from parallel text.

PAIRS are JSON Lines {"en": sentence, "zh": sentence}, lists of words under the same keys, what reviewers accepted as
bicorpus export -f gold writes it, or a dictionary in the form of CC-CEDICT; each may be gzipped. The model is a folder,
for the option --model of other commands, and can be loaded by sentence-transformers. The same input and seed give the
same bytes.
"""

import argparse
from pathlib import Path

from bicorpus import UsageError
from corpus.arguments import add_force
from corpus.messages import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", metavar="PAIRS", nargs="+", type=Path, help="parallel sentences and dictionaries")
    parser.add_argument(
        "-o", "--output", metavar="MODEL", type=Path, required=True, help="folder to write the model to"
    )
    parser.add_argument(
        "--documents",
        metavar="FILE",
        nargs="+",
        type=Path,
        default=[],
        help='JSON Lines {"en": text, "zh": text} that say the same but are not aligned; sentences are mined from them',
    )
    parser.add_argument("--base", metavar="MODEL", help="adapt this model, a folder or bundled, rather than start anew")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="of everything random (default 0)")
    parser.add_argument("--epochs", metavar="N", type=int, help="passes over the data in the last round")
    parser.add_argument("--date", metavar="YYYY-MM-DD", default="", help="date that the model card gives")
    parser.add_argument(
        "--notes", metavar="FILE", type=Path, help="Markdown to end the model card with: licences, figures"
    )
    add_force(parser, "write into a folder that holds something already")


def run(options: argparse.Namespace) -> int:
    if options.output.exists() and not options.output.is_dir():
        raise UsageError(f"{options.output}: is a file; a model is a folder")
    if options.output.is_dir() and any(options.output.iterdir()) and not options.force:
        raise UsageError(f"{options.output}: holds something already; give another name, or --force to write over it")
    from align.encoder import BUNDLED
    from align.train import EPOCHS, train
    from corpus.inputs import read_input

    train(
        options.pairs,
        options.output,
        documents=options.documents,
        base=BUNDLED if options.base == "bundled" else options.base and Path(options.base),
        seed=options.seed,
        epochs=options.epochs or EPOCHS,
        date=options.date,
        notes=read_input(str(options.notes)).decode("utf-8", "replace") if options.notes else "",
        report=say,
    )
    say(f"model written to {options.output}; try it with: bicorpus align PAIRS.jsonl --model {options.output}")
    return 0
