"""Options for what reading one file may cost."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.bulk import Limits

MEGABYTE = 2**20
_SECONDS, _MEMORY, _SIZE = 60.0, 4096, 256
"""The defaults of ``ingest.worker.Limits``, in the units of the options: a test holds them together."""


def add_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_positive,
        default=_SECONDS,
        help=f"give up on a file after so long (default: {_SECONDS:g})",
    )
    parser.add_argument(
        "--memory",
        metavar="MB",
        type=_positive,
        default=_MEMORY,
        help=f"what a process that reads may take of memory (default: {_MEMORY})",
    )
    parser.add_argument(
        "--max-size",
        metavar="MB",
        type=_positive,
        default=_SIZE,
        help=f"leave out larger files, in archives too; an archive itself may have any size (default: {_SIZE})",
    )


def limits_of(options: argparse.Namespace) -> "Limits":
    """Return what the options say."""
    from ingest.bulk import Limits

    return Limits(options.timeout, int(options.memory * MEGABYTE), int(options.max_size * MEGABYTE))


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number
