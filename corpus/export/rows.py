"""The table that CSV, Parquet and the sentences of a Hugging Face data set share: one row per bead."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from msgspec import Meta

from align.bead import Bead
from align.sentences import Sentence
from corpus.bitext import Bitext
from corpus.export.fields import About, about
from corpus.holdings import Entry


class Row(About, frozen=True, gc=False):
    """A bead with what identifies it; a sentence that has no translation is a row with one text empty."""

    bead: Annotated[int, Meta(description="Number of the row within its record, from 0, in the order of the text")]
    en: Annotated[str, Meta(description="English sentences, joined by a space; empty where none corresponds")]
    zh: Annotated[str, Meta(description="Chinese sentences, joined by nothing; empty where none corresponds")]
    confidence: Annotated[
        float, Meta(description="Probability, 0 to 1, that the two belong together, or that the one stands alone")
    ]
    score: Annotated[float, Meta(description="Similarity of the two as the aligner saw it, about -1 to 1")]
    accepted: Annotated[bool, Meta(description="Whether a person took the bead for right")]
    findings: Annotated[tuple[str, ...], Meta(description="What differs between the two, as kind: message")]
    en_start: Annotated[int | None, Meta(description="Offset of the English in the record's abstract, in code points")]
    en_end: Annotated[int | None, Meta(description="Its end; equals the start where a person wrote the sentence")]
    zh_start: Annotated[int | None, Meta(description="Offset of the Chinese in the record's abstract, in code points")]
    zh_end: Annotated[int | None, Meta(description="Its end; equals the start where a person wrote the sentence")]


def rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Yield the beads of every entry, in order; an entry without an abstract has none."""
    for canonical, _, bitext in entries:
        if bitext is not None:
            record = about(canonical, (sentence.text for sentence in bitext.zh))
            accepted = frozenset(bitext.accepted)
            for place, bead in enumerate(bitext.beads):
                yield Row(**record, bead=place, accepted=place in accepted, **_said(bitext, bead))


def _said(bitext: Bitext, bead: Bead) -> dict[str, Any]:
    en, zh = bitext.texts(bead)
    en_start, en_end = _place(bitext.en, bead.en)
    zh_start, zh_end = _place(bitext.zh, bead.zh)
    return {
        "en": en,
        "zh": zh,
        "confidence": bead.confidence,
        "score": bead.score,
        "findings": tuple(f"{finding.kind}: {finding.message}" for finding in bead.checks),
        "en_start": en_start,
        "en_end": en_end,
        "zh_start": zh_start,
        "zh_end": zh_end,
    }


def _place(sentences: Sequence[Sentence], indices: Sequence[int]) -> tuple[int | None, int | None]:
    """Return where in the abstract sentences begin and end; nowhere where there are none."""
    return (sentences[indices[0]].start, sentences[indices[-1]].end) if indices else (None, None)
