"""Write the model card: what a model was made of and how, beside its weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.model import Model

CARD = "README.md"
_TEXT = """\
---
language: [en, zh]
pipeline_tag: sentence-similarity
library_name: sentence-transformers
---

# Bilingual encoder, English and Chinese

Made by `bicorpus train`{date}. The vector of a text is the sum of the vectors of its features (characters
and dictionary words of Chinese; words and their n-grams of English; numbers by value), brought to unit length; a text
and its translation have similar vectors.

    from align import load_encoder
    load_encoder("path/of/this/folder").encode(["high blood pressure", "高血压"])

The same through `SentenceTransformer("path/of/this/folder", trust_remote_code=True)`, with `bicorpus` installed.

## Made from

| file | kind |
|---|---|
{sources}

{found}. {rows:,} rows of {dimension} four-bit integers; seed {seed}, {epochs} epochs{base}.
"""


@dataclass(frozen=True, slots=True)
class Card:
    """The facts of a card."""

    sources: Sequence[tuple[str, str]]
    """Name of each file, and what kind it was."""
    found: str
    """What was learned from them."""
    model: Model
    seed: int
    epochs: int
    base: str = ""
    """Name of the model that was adapted."""
    date: str = ""
    """As given by the one who trained: a clock would make each run another."""
    notes: str = ""
    """Markdown for the end: licences, attributions, measurements."""


def write_card(card: Card, folder: Path) -> None:
    text = _TEXT.format(
        date=f" on {card.date}" if card.date else "",
        sources="\n".join(f"| {name} | {gave} |" for name, gave in card.sources),
        found=card.found,
        rows=len(card.model.rows),
        dimension=card.model.rows.shape[1],
        seed=card.seed,
        epochs=card.epochs,
        base=f"; adapted from {card.base}" if card.base else "",
    )
    (folder / CARD).write_text(text + (f"\n{card.notes.strip()}\n" if card.notes else ""), "utf-8", newline="\n")
