"""Measure the repair of scanned text: ``python -m bench.repair [--data FOLDER]``.

Spaces between words are taken out of clean text at random, and what is put back is compared with what was there. Then
scanned abstracts are aligned as they are and repaired: a sentence that stays alone has no translation, or lost it.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path
from unittest.mock import patch

from align import load_encoder
from align.repair import Repaired, known_words
from align.repair.glue import lost_spaces
from corpus import bitext

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SHARES = 0.0, 0.1, 0.5
ABSTRACTS = 400
SENTENCES = 8
"""Sentences that make a text, about as long as an abstract."""


def clean(data):
    """Return English texts by the name of their set; the bundled model's words come from the first among others."""
    with gzip.open(data / "parallel" / "tico19.jsonl.gz", "rt", encoding="utf-8") as lines:
        tico = [json.loads(line)["en"] for line in lines]
    medline = [json.loads(line)["en"] for line in (data / "align" / "wmt18_medline.jsonl").open(encoding="utf-8")]
    articles = [json.loads(line)["en"] for line in (data / "align" / "paramed_dev.jsonl").open(encoding="utf-8")]
    return {"TICO-19": _texts(tico), "Medline": _texts(medline), "NEJM": [" ".join(text) for text in articles]}


def _texts(sentences):
    return [" ".join(sentences[at : at + SENTENCES]) for at in range(0, len(sentences), SENTENCES)]


def glued(text, share, chance):
    """Return the text without some spaces between letters, and the offsets where they were."""
    words = text.split(" ")
    out, lost = words[0], set()
    for word in words[1:]:
        if out[-1:].isalpha() and word[:1].isalpha() and chance.random() < share:
            lost.add(len(out))
            out += word
        else:
            out += f" {word}"
    return out, lost


def spaces(name, texts, share):
    chance, counts = random.Random(1), Counter()
    for text in texts:
        spoilt, lost = glued(text, share, chance)
        found = set(lost_spaces(spoilt, known_words()))
        counts.update(right=len(lost & found), wrong=len(found - lost), missed=len(lost - found))
    found, lost = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
    print(
        f"{name:8} {share:.0%} of spaces lost ({lost:,}): precision {counts['right'] / max(1, found):.3f}, "
        f"recall {counts['right'] / max(1, lost):.3f}, {counts['wrong']} wrong in {len(texts)} texts"
    )


def alone(data):
    """Print the share of the sentences of scanned abstracts that stay alone."""
    with gzip.open(data / "parallel" / "chinaxiv_abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = random.Random(11).sample([json.loads(line) for line in lines], ABSTRACTS)
    encoder = load_encoder()
    kinds = Counter()
    for name, repaired in (("as scanned", lambda text, *_: Repaired(text, ())), ("repaired", bitext.repair)):
        with patch.object(bitext, "repair", repaired):
            found = [bitext.align_abstract({"en": row["en"], "zh": row["zh"]}, encoder) for row in rows]
        sentences = sum(len(text.en) + len(text.zh) for text in found)
        lonely = sum(len(bead.en) + len(bead.zh) for text in found for bead in text.beads if not (bead.en and bead.zh))
        beads = [bead for text in found for bead in text.beads]
        confidence = sum(bead.confidence for bead in beads) / len(beads)
        print(f"{name:12} {lonely / sentences:.2%} of {sentences:,} sentences alone, mean confidence {confidence:.4f}")
        kinds.update(repair.kind for text in found for repairs in text.repairs.values() for repair in repairs)
    print(f"repairs in {ABSTRACTS} abstracts: {dict(kinds.most_common())}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    for name, texts in clean(data).items():
        for share in SHARES:
            spaces(name, texts, share)
    alone(data)


if __name__ == "__main__":
    main()
