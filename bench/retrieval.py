"""Tell how well an encoder finds translations: ``python -m bench.retrieval [--model NAME ...]``.

Sentences of bilingual Medline abstracts (WMT18 biomedical test set), 456 pairs, pooled; a hit is a translation that is
the nearest by cosine. The same for the labelled beads of medical articles and of novels, each among all of its
set, mean of both directions. Speed is of English and Chinese together on one core.
"""

import argparse
import time
from collections.abc import Container, Sequence
from pathlib import Path

import numpy as np

from align import load_encoder
from align.encoder import BUNDLED, Encoder
from bench.align_sets import DATA, documents, medline

BEADS = "paramed_dev", "mac_dev"
MISLABELLED = range(443, 456)
"""Rows, from 0, in which the set is wrong: each Chinese sentence has its translation in the row before."""
COPIES = 20
"""Times the set is encoded for speed: about 18,000 sentences."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", help="bundled (default), a folder or a name; may be repeated")
    print("| model | en→zh | zh→en | both | less 13 mislabelled | paramed_dev | mac_dev | sentences/s | load, s | MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in parser.parse_args().model or ["bundled"]:
        print(_row(name), flush=True)


def _row(name: str) -> str:
    begin = time.perf_counter()
    encoder = load_encoder(name)
    loaded = time.perf_counter() - begin
    en, zh = map(list, zip(*medline(DATA), strict=True))
    there, back = retrieval(encoder, en, zh)
    sound = sum(retrieval(encoder, en, zh, set(MISLABELLED))) / 2
    others = [f"{sum(retrieval(encoder, *beads(name))) / 2:.4f}" for name in BEADS]
    size = f"{_megabytes(BUNDLED if name == 'bundled' else Path(name)):.1f}"
    speed = speed_of(encoder, en + zh)
    found = f"{there:.4f} | {back:.4f} | {(there + back) / 2:.4f} | {sound:.4f} | {' | '.join(others)}"
    return f"| {name} | {found} | {speed:,.0f} | {loaded:.2f} | {size} |"


def beads(name: str) -> tuple[list[str], list[str]]:
    """Return the English and the Chinese text of each labelled bead of a set, nulls left out."""
    both = [(one, en, zh) for one in documents(DATA, name) for en, zh in one.gold if en and zh]
    english = [" ".join(one.en[i] for i in en) for one, en, _ in both]
    return english, ["".join(one.zh[j] for j in zh) for one, _, zh in both]


def retrieval(
    encoder: Encoder, en: Sequence[str], zh: Sequence[str], without: Container[int] = ()
) -> tuple[float, float]:
    """Return the share of English sentences whose translation is nearest, and the share of Chinese ones.

    Rows in ``without`` can be found, wrongly, but are not looked for.
    """
    cosines = encoder.encode(en) @ encoder.encode(zh).T
    right = np.array([row for row in range(len(en)) if row not in without])
    return tuple(float((cosines.argmax(axis)[right] == right).mean()) for axis in (1, 0))


def speed_of(encoder: Encoder, texts: Sequence[str]) -> float:
    """Return sentences encoded in a second."""
    begin = time.perf_counter()
    for _ in range(COPIES):
        encoder.encode(texts)
    return COPIES * len(texts) / (time.perf_counter() - begin)


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
