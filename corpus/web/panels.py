"""What is open in the active segment of the alignment page: a side to be edited, or both to be cut."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from corpus.bitext import Bitext
from corpus.web import cuts
from ingest.record import Lang

PANELS = ("en", "zh", "split")


class Panel(msgspec.Struct, frozen=True):
    """What is open in the active segment."""

    name: Literal["en", "zh", "split"]
    texts: tuple[str, ...] = ()
    """To be edited, by sentence; one empty text where a translation is to be written."""
    restorable: bool = False
    """Whether the source says something else."""
    en: tuple[cuts.Chunk, ...] = ()
    """To be cut."""
    zh: tuple[cuts.Chunk, ...] = ()


def panel_of(bitext: Bitext, at: int, name: str) -> Panel | None:
    """Return what is to be open in a segment; None where ``name`` is no panel."""
    if name not in PANELS or not 0 <= at < len(bitext.beads):
        return None
    bead = bitext.beads[at]
    if name == "split":
        texts = _texts(bitext, "en", bead.en), _texts(bitext, "zh", bead.zh)
        en, zh = cuts.sides(*texts)
        return Panel("split", en=en, zh=zh)
    lang: Lang = "en" if name == "en" else "zh"
    indices = bead.en if lang == "en" else bead.zh
    sentences, edits = (bitext.en if lang == "en" else bitext.zh), bitext.edits.get(lang, {})
    touched = any(index in edits or sentences[index].start == sentences[index].end for index in indices)
    return Panel(lang, texts=_texts(bitext, lang, indices) or ("",), restorable=touched)


def _texts(bitext: Bitext, lang: Lang, indices: Sequence[int]) -> tuple[str, ...]:
    sentences = bitext.en if lang == "en" else bitext.zh
    return tuple(sentences[index].text for index in indices)
