"""Align lists of English and Chinese sentences.

Reads rows {"doc", "en": [sentence, …], "zh": […]} and writes, for each, {"doc", "beads": [{"en": [index, …], "zh": […],
"score", "confidence", "checks"}]}; indices count from 0, and a bead with an empty side has no counterpart.
"""

import argparse

from corpus.arguments import add_model, add_output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", metavar="PAIRS.jsonl", help="rows to align; - is standard input")
    add_model(parser)
    add_output(parser)
