"""What of a corpus is exported: records of one kind, beads above a confidence, beads that a person accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from corpus.bitext import Bitext
from corpus.holdings import Entry
from ingest.record import Kind


class Selection(NamedTuple):
    """What to pass on; as it is made, everything."""

    min_confidence: float = 0.0
    """Beads are right with this probability at least."""
    accepted: bool = False
    """Whether only beads count that a person took for right."""
    kind: Kind | None = None


def selected(entries: Iterable[Entry], selection: Selection) -> Iterator[Entry]:
    """Pass on the entries of the kind, each with only the beads that were selected; coverage stays as it was."""
    for entry in entries:
        if selection.kind in {None, entry.canonical.kind}:
            yield entry if entry.bitext is None else entry._replace(bitext=_kept(entry.bitext, selection))


def _kept(bitext: Bitext, selection: Selection) -> Bitext:
    accepted = frozenset(bitext.accepted)
    kept = [
        place
        for place, bead in enumerate(bitext.beads)
        if bead.confidence >= selection.min_confidence and (place in accepted or not selection.accepted)
    ]
    beads = tuple(bitext.beads[place] for place in kept)
    return replace(bitext, beads=beads, accepted=tuple(new for new, place in enumerate(kept) if place in accepted))
