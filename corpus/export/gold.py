"""Gold: what people accepted, as JSON lines that ``bicorpus train`` and scorers of alignments read.

``{"doc", "en": [sentence], "zh": [sentence], "gold": [[[places in en], [places in zh]], …]}`` is a run of consecutive
beads that were all accepted; ``doc`` is the canonical id, with ``#2`` and so on for further runs of the same record.
"""

from collections.abc import Iterable
from itertools import chain, groupby
from operator import itemgetter
from typing import BinaryIO

import msgspec

from corpus.bitext import Bitext
from corpus.review import gold


def write(reviewed: Iterable[tuple[str, Bitext]], out: BinaryIO) -> None:
    """Write one line per run.

    Args:
        reviewed: canonical ids, each behind its equals, with bitexts, also of texts that the record has no longer.
        out: takes UTF-8.
    """
    for canonical, bitexts in groupby(reviewed, itemgetter(0)):
        runs = chain.from_iterable(gold(bitext) for _, bitext in bitexts)
        for number, run in enumerate(runs, start=1):
            doc = canonical if number == 1 else f"{canonical}#{number}"
            line = {"doc": doc, "en": run.en, "zh": run.zh, "gold": run.beads}
            out.write(msgspec.json.encode(line) + b"\n")
