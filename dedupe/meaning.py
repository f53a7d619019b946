"""Candidates across languages: records whose texts are nearest neighbours in the space of a bilingual encoder."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dedupe.block import only_chinese
from dedupe.features import Features
from ingest.record import Record

Vectors = NDArray[np.float32]

TEXT_CHARS = 600
"""Characters of a record's text that are encoded: a title and the first sentences of an abstract."""
CLOSE = 0.5
"""Cosine under which not even mutual nearest neighbours are a candidate."""
ROWS_AT_ONCE = 1024
"""English records compared with all Chinese ones at a time: 100,000 Chinese records take 400 MB."""
YEARS_APART = 1
"""Between a print and an online date."""


class Encoder(Protocol):
    """Anything that puts texts of both languages into one space."""

    def encode(self, sentences: list[str], /) -> Vectors:
        """Return one row of unit length per text."""


class Near(NamedTuple):
    """An English and a Chinese record that are each other's nearest."""

    left: Features
    right: Features
    similarity: float


def nearest_across(items: Sequence[Features], records: Mapping[str, Record], encoder: Encoder) -> Iterator[Near]:
    """Yield the pairs of an English-only and a Chinese-only record that are each other's nearest neighbour.

    Mutual neighbours only: it keeps out the hubs, texts that are near to everything.
    """
    for kind in ("paper", "trial"):
        sides = {True: list[Features](), False: list[Features]()}
        for f in items:
            if f.kind == kind and (chinese := only_chinese(f)) is not None:
                sides[chinese].append(f)
        if sides[True] and sides[False]:
            yield from _mutual(sides[False], sides[True], records, encoder)


def _mutual(
    english: Sequence[Features], chinese: Sequence[Features], records: Mapping[str, Record], encoder: Encoder
) -> Iterator[Near]:
    ours = encoder.encode([_text(records[f.id], "en") for f in english])
    theirs = encoder.encode([_text(records[f.id], "zh") for f in chinese])
    forth, similarity = _nearest(ours, theirs)
    back, _ = _nearest(theirs, ours)
    for number, f in enumerate(english):
        other = chinese[forth[number]]
        close = back[forth[number]] == number and similarity[number] >= CLOSE
        if close and not (f.year and other.year and abs(f.year - other.year) > YEARS_APART):
            yield Near(f, other, float(similarity[number]))


def _text(record: Record, lang: str) -> str:
    texts = (field.get(lang) for field in (record.title, record.abstract))  # type: ignore[call-overload]
    return " ".join(text for text in texts if text)[:TEXT_CHARS]


def _nearest(rows: Vectors, others: Vectors) -> tuple[NDArray[np.intp], Vectors]:
    """Return the index of each row's nearest other and their cosine, [n] each."""
    nearest = np.empty(len(rows), dtype=np.intp)
    similarity = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        cosines = rows[start : start + ROWS_AT_ONCE] @ others.T
        nearest[start : start + ROWS_AT_ONCE] = cosines.argmax(axis=1)
        similarity[start : start + ROWS_AT_ONCE] = cosines.max(axis=1)
    return nearest, similarity
