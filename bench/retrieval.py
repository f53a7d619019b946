"""Tell how well an encoder finds translations: ``python -m bench.retrieval [--model NAME ...]``.

Sentences of bilingual Medline abstracts (WMT18 biomedical test set), 456 pairs, pooled; a hit is a translation that is
the nearest by cosine. Speed is of English and Chinese together on one core.
"""

import argparse
import json
import time
from collections.abc import Container, Sequence
from pathlib import Path

import numpy as np

from align import load_encoder
from align.encoder import BUNDLED, Encoder

SET = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "align" / "wmt18_medline.jsonl"
MISLABELLED = range(443, 456)
"""Rows, from 0, in which the set is wrong: each Chinese sentence has its translation in the row before."""
COPIES = 20
"""Times the set is encoded for speed: about 18,000 sentences."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", help="bundled (default), a folder or a name; may be repeated")
    print("| model | en→zh | zh→en | both | less 13 mislabelled | sentences/s | load, s | MB |")
    print("|---|---|---|---|---|---|---|---|")
    for name in parser.parse_args().model or ["bundled"]:
        print(_row(name), flush=True)


def _row(name: str) -> str:
    begin = time.perf_counter()
    encoder = load_encoder(name)
    loaded = time.perf_counter() - begin
    rows = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
    en, zh = [row["en"] for row in rows], [row["zh"] for row in rows]
    there, back = retrieval(encoder, en, zh)
    sound = sum(retrieval(encoder, en, zh, set(MISLABELLED))) / 2
    size = f"{_megabytes(BUNDLED if name == 'bundled' else Path(name)):.1f}"
    speed = speed_of(encoder, en + zh)
    found = f"{there:.4f} | {back:.4f} | {(there + back) / 2:.4f} | {sound:.4f}"
    return f"| {name} | {found} | {speed:,.0f} | {loaded:.2f} | {size} |"


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
