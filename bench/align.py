"""Measure alignment on the development sets: ``python -m bench.align [--peers PYTHON]``.

Prints F1 by set, speed and memory, what confidence is worth, beads by shape, and a long text: for our aligner, its
search without one part of the score, Gale & Church's, and the aligners of others that are installed for the interpreter
PYTHON. Then the retrieval of sentences, the check of numbers, and how long the command takes for one abstract.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from align import load_encoder
from bench.align_sets import DATA, SETS, Document, all_sets, medline
from bench.align_tables import Sets, long, quality, shapes, sureness
from bench.align_worker import FailedError, Ran, run
from bench.aligners import built_in
from bench.calibration import left_out
from bench.digits import plant_all
from bench.glossary import made_up
from bench.peers import PEERS
from bench.retrieval import retrieval

FREE = "mac_dev"
"""The set of which beads are told by shape: the one translated freely."""
LONG = 10_530
"""Sentences of the long text, of which each side lacks a twentieth, so that about 10,000 are left."""
PATIENCE = 300.0
"""Seconds that an aligner gets for the long text."""
ABSTRACT = 12
"""Sentences of one abstract on either side."""
STARTS = 5
"""Times that the command is started; the fastest counts."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with paramed_dev.jsonl and the others")
    parser.add_argument("--model", default="bundled", help="name of the encoder")
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has the aligners of others")
    options = parser.parse_args()
    pythons = dict.fromkeys(built_in(), sys.executable)
    if options.peers:
        pythons |= dict.fromkeys(PEERS, options.peers)
    else:
        print(f"not installed: {', '.join(PEERS)}")
    sets = all_sets(options.data)
    for section in (
        aligners(sets, options.data, options.model, pythons),
        long_text(options.model, {name: pythons[name] for name in ("bicorpus", *PEERS) if name in pythons}),
        others(sets[SETS[0]], options.data, options.model),
    ):
        for line in section:
            print(line, flush=True)


def aligners(sets: Sets, data: Path, model: str, pythons: Mapping[str, str]) -> Iterator[str]:
    """Yield F1 and what confidence is worth, of all aligners."""
    documents = [one for ones in sets.values() for one in ones]
    outcomes = {name: attempt(name, documents, model, python) for name, python in pythons.items()}
    yield "F1: strict / lax / null"
    yield from quality(sets, outcomes)
    yield "\nexpected calibration error / Brier score / probability that a right bead is surer than a wrong one"
    yield from sureness(sets, outcomes, left_out(data, load_encoder(model)))
    yield f"\nbeads of {FREE} by shape: right / made"
    whole = {name: ran for name, ran in outcomes.items() if not name.startswith("search")}
    yield from shapes(FREE, sets, whole)


def long_text(model: str, pythons: Mapping[str, str]) -> Iterator[str]:
    """Yield time and memory that a long text takes."""
    text = made_up(LONG)
    yield "\none long text, F1: strict / lax / null"
    yield from long(text, {name: attempt(name, [text], model, python, PATIENCE) for name, python in pythons.items()})


def attempt(
    name: str, documents: Sequence[Document], model: str, python: str, limit: float | None = None
) -> Ran | FailedError:
    try:
        return run(name, documents, model, python, limit)
    except FailedError as failed:
        return failed


def others(ones: Sequence[Document], data: Path, model: str) -> Iterator[str]:
    """Yield what is no alignment of documents: retrieval, wrong digits, the start of the command."""
    en, zh = map(list, zip(*medline(data), strict=True))
    there, back = retrieval(load_encoder(model), en, zh)
    yield f"\nretrieval of Medline sentences: en to zh {there:.4f}, zh to en {back:.4f}, mean {(there + back) / 2:.4f}"
    found = plant_all(ones)
    yield f"planted digits caught: {found.caught}/{found.planted} ({found.caught / found.planted:.1%})"
    yield f"false alarms in beads with digits: {found.false}/{found.pairs} ({found.false / found.pairs:.1%})"
    yield f"bicorpus align, one abstract, from the start: {cold_start(ones[0]):.2f} s"


def cold_start(one: Document) -> float:
    """Return the seconds that the command takes for the beginning of a document."""
    command = [str(Path(sys.executable).with_name("bicorpus")), "align", "-", "-o", "-"]
    given = json.dumps({"doc": "1", "en": one.en[:ABSTRACT], "zh": one.zh[:ABSTRACT]})
    return min(_seconds(command, given) for _ in range(STARTS))


def _seconds(command: Sequence[str], given: str) -> float:
    begin = time.perf_counter()
    subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
