"""Align lists of English and Chinese sentences.

Reads rows {"doc", "en": [sentence, …], "zh": […]} and writes, for each, {"doc", "beads": [{"en": [index, …],
"zh": […], "score", "confidence", "checks"}]}; indices count from 0, and a bead with an empty side has no counterpart.
A text in place of a list is split into sentences, which are then in the output too.
"""

import argparse

from corpus.arguments import add_model, add_output
from corpus.messages import say, say_failures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", metavar="PAIRS.jsonl", help="rows to align; - is standard input")
    add_model(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    import json

    from align.jsonl import align_rows
    from corpus.encoder import LateEncoder
    from corpus.inputs import lines_of
    from corpus.output import open_output
    from corpus.progress import bar

    failures, documents = [], 0
    with open_output(options.output, force=options.force) as out:
        for row in bar(align_rows(lines_of(options.pairs), LateEncoder(options.model, options.prompt)), "aligning"):
            if "error" in row:
                failures.append(f"{options.pairs}: {row['error']}")
                continue
            line = json.dumps(row, ensure_ascii=False)
            out.write(line.encode("utf-8", "backslashreplace") + b"\n")  # half a surrogate pair becomes its JSON escape
            documents += 1
    say(f"{documents:,} documents aligned; {len(failures):,} failed")
    return say_failures(failures)
