"""The table that the tabular formats share: one row per bead."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.store import Entry


class Row(NamedTuple):
    """A bead with what identifies it; a sentence that has no translation is a row with one text empty."""

    canonical: str
    kind: str
    ids: str
    """Own identifiers, ``doi:10.5555/x nct:NCT00000000``."""
    bead: int
    """Number within the canonical record, from 0."""
    en: str
    zh: str
    confidence: float
    """Probability that the two texts belong together (or that the one stands alone), 0 to 1."""
    score: float
    findings: str
    """What differs between the two, such as a number; separated by ``; ``."""


def rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Yield the beads of every entry, in order; an entry without an abstract has none."""
    for canonical, _, bitext in entries:
        ids = " ".join(f"{i.scheme}:{i.value}" for i in canonical.record.ids if i.role == "own")
        for number, bead in enumerate(bitext.beads if bitext else ()):
            findings = "; ".join(finding.message for finding in bead.checks)
            texts = bitext.texts(bead) if bitext else ("", "")
            yield Row(canonical.id, canonical.kind, ids, number, *texts, bead.confidence, bead.score, findings)
