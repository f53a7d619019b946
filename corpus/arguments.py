"""Options that several commands share, with the same words."""

import argparse
import os


def add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="where to write; - is standard output (default)"
    )
    add_force(parser, "replace an existing output")


def add_force(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--force", action="store_true", help=what)


def add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model",
        metavar="NAME",
        default="bundled",
        help="encoder that knows translations: bundled (default), a folder, or a sentence-transformers model by name",
    )
    parser.add_argument(
        "--prompt",
        metavar="TEXT",
        help="what a sentence-transformers model is to read before each text, such as 'query: '; '' is nothing "
        "(default: the model's own, or that of its family)",
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_positive,
        default=os.cpu_count() or 1,
        help="processes that read files (default: one per processor)",
    )


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return number
