"""The command ``bicorpus``: one verb, one file under ``corpus/verbs``.

Data go to standard output, progress and summaries to standard error. Exit status: 0 all is well, 1 some inputs failed
(they are listed), 2 the request cannot be carried out as asked, 130 interrupted,
70 a fault of the program.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from textwrap import fill

from bicorpus import BicorpusError, MissingExtraError, UsageError, __version__
from corpus.messages import say

VERBS = ("build", "import", "ingest", "dedupe", "align", "coverage", "review", "export", "train")
HELP_WIDTH = 78
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
EXIT_FAULT = 70  # EX_SOFTWARE of sysexits.h
EXIT_BROKEN_PIPE = 141  # what a shell reports of a program that died writing to a closed pipe


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; whatever goes wrong is told in one line."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        say("bicorpus: interrupted; what was finished is kept")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains on its way out
        return EXIT_BROKEN_PIPE
    except Exception as exc:  # noqa: BLE001 - no traceback ever reaches a user who did not ask for one
        if "--debug" in (sys.argv if arguments is None else arguments):
            import traceback

            traceback.print_exc()
        return _explain(exc)


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # UTF-8 whatever the locale; what is no text is shown escaped
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    sys.stdout.flush()
    return status


def _explain(error: Exception) -> int:
    if not isinstance(error, BicorpusError | OSError):
        say(f"bicorpus: {type(error).__name__}: {error}; this is a fault of bicorpus: please report what --debug shows")
        return EXIT_FAULT
    say(f"bicorpus: {error}")
    return EXIT_USAGE if isinstance(error, UsageError | MissingExtraError) else EXIT_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bicorpus",
        description="Folders of scraped English and Chinese pages about papers and trials in; "
        "one deduplicated, sentence-aligned corpus out.",
        epilog="Start with: bicorpus build FOLDER my.corpus",
    )
    parser.add_argument("--version", action="version", version=f"bicorpus {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--debug", action="store_true", help="on an error, show where in the program it came up")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in VERBS:
        module = import_module(f"corpus.verbs.{name}{'_' * iskeyword(name)}")
        paragraphs = str(module.__doc__).split("\n\n")
        verb = verbs.add_parser(
            name,
            parents=[common],
            help=paragraphs[0].rstrip("."),
            description="\n\n".join(fill(paragraph, HELP_WIDTH) for paragraph in paragraphs),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(verb)
        verb.set_defaults(run=module.run)
    return parser
