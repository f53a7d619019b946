"""Fit what evidence across languages is worth, on texts that the encoder has not seen, and print the weights.

    python -m bench.fit_cross --train FOLDER    # two encoders, each without one part of the papers: twenty minutes
    python -m bench.fit_cross --models FOLDER

Logistic regression with a quadratic penalty, one coefficient per level, over the candidates of inputs of many kinds:
of abstracts whole and cut, of titles, large and small, with a third to nine tenths of the partners missing.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from align import load_encoder
from align.encoder import Encoder
from align.train import train
from bench import cross_halves as made
from bench.cross_halves import Paper, halves, part_of
from bench.fit_dedupe import newton
from dedupe.meaning import LEVELS, Texts, across, levels
from ingest import Record

LESSONS = "cc-cedict.txt.gz", "omw.jsonl.gz", "tatoeba.jsonl.gz", "tico19.jsonl.gz", "ntrex128.jsonl.gz"
MANY_LONE = 0.9
Row = tuple[tuple[tuple[str, str], ...], bool]
"""(field, level) of all that was compared, and whether the pair is one paper."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--train", type=Path, metavar="FOLDER", help="make the two encoders")
    parser.add_argument("--models", type=Path, metavar="FOLDER", help="where they are")
    options = parser.parse_args()
    if options.train:
        for part in (0, 1):
            train_without(part, options.train)
    if options.models:
        print(table(fit([row for part in (0, 1) for row in examples(unseen(options.models, part), part)])))


def train_without(part: int, folder: Path) -> None:
    """Train an encoder like the bundled one, but without one part of the papers."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = folder / f"without{part}.jsonl.gz"
    with gzip.open(made.ABSTRACTS, "rt", encoding="utf-8") as lines:
        others = [line for line in lines if part_of(json.loads(line)["id"]) != part]
    documents.write_bytes(gzip.compress("".join(others).encode(), mtime=0))
    lessons = [made.DATA / "parallel" / name for name in LESSONS]
    train(lessons, folder / f"without{part}", documents=[documents], report=print)


def unseen(folder: Path, part: int) -> Encoder:
    """Return the encoder that has not seen a part of the papers."""
    return load_encoder(str(folder / f"without{part}"))


def examples(encoder: Encoder, part: int) -> Iterator[Row]:
    """Yield the candidates of all kinds of input from the papers of one part."""
    for seed, (papers, lone) in enumerate(inputs(part)):
        records, true = halves(papers, seed, lone)
        yield from candidates(records, true, encoder)


def inputs(part: int) -> Iterator[tuple[Sequence[Paper], float]]:
    """Yield papers and the share of those of which one half is missing."""
    papers = [paper for paper in made.from_abstracts() if paper.part == part]
    pages = [paper for paper in made.from_pages() if paper.part == part]
    titles = made.without(pages, "abstract") + made.medline()[part::2]
    medical = [paper for paper in papers if paper.biomedical]
    for lone in (0.3, 0.3, 0.6, *(MANY_LONE,) * 4):
        yield papers, lone
    yield from ((medical, MANY_LONE) for _ in range(6))
    for short in (made.cut(papers, 1200, 350), made.cut(papers, 500, 150)):
        yield from ((short, lone) for lone in (0.3, MANY_LONE))
    for size in (200, 20):
        yield from ((few, lone) for few in _pieces(papers, size) for lone in (0.3, MANY_LONE))
    for kind in (pages, titles, made.without(pages, "abstract")):
        yield from ((kind, lone) for lone in (0.3, 0.6, *(MANY_LONE,) * 4))


def _pieces(papers: Sequence[Paper], size: int) -> Iterator[Sequence[Paper]]:
    mixed = random.Random(0).sample(papers, len(papers))
    return (mixed[start : start + size] for start in range(0, len(mixed) - size, size))


def candidates(records: Sequence[Record], true: set[tuple[str, str]], encoder: Encoder) -> Iterator[Row]:
    """Yield each candidate pair of an input, by its levels."""
    english, chinese = ([r for r in records if r.id.endswith(lang)] for lang in ("-en", "-zh"))
    found = across(texts(english, "en"), texts(chinese, "zh"), encoder)
    codes = levels(found)
    for number, (left, right) in enumerate(zip(found.left, found.right, strict=True)):
        named = ((field, LEVELS[field][column[number]]) for field, column in codes.items() if column[number] >= 0)
        yield tuple(named), (english[left].id, chinese[right].id) in true


def texts(records: Sequence[Record], lang: str) -> Texts:
    """Return the texts of records in one language."""
    return Texts([r.title.get(lang, "") for r in records], [r.abstract.get(lang, "") for r in records])


def fit(rows: Sequence[Row]) -> dict[tuple[str, str], float]:
    """Return the weight of each level; as each pair has one of ``meaning`` or ``title meaning``, no bias is due."""
    counted = Counter(rows)
    names = [(field, level) for field, all_levels in LEVELS.items() for level in all_levels]
    design = np.array([[0.0, *(name in found for name in names)] for found, _ in counted])
    labels = np.array([same for _, same in counted], dtype=float)
    weights = newton(design, labels, np.array(list(counted.values()), dtype=float))
    return dict(zip(names, weights[1:], strict=True))


def table(weights: dict[tuple[str, str], float]) -> str:
    """Return the lines of a table of weights, in Python."""
    return "\n".join(f'    ("{field}", "{level}"): {weight:.2f},' for (field, level), weight in weights.items())


if __name__ == "__main__":
    main()
