"""Train a bilingual encoder from parallel text."""

import argparse
from pathlib import Path

from corpus.arguments import add_force


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", metavar="PAIRS", nargs="+", type=Path, help="parallel text")
    parser.add_argument(
        "-o", "--output", metavar="MODEL", type=Path, required=True, help="folder to write the model to"
    )
    add_force(parser, "replace an existing model")
