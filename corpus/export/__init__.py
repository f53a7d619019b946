"""Ways out of a corpus: each format one file, each exporter a function from entries to bytes.

An exporter streams, and writes the same bytes for the same entries: no clock, no order but that of the entries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from bicorpus import UsageError
from corpus.export import csv, jsonl, parquet, tmx
from corpus.store import Entry

Exporter = Callable[[Iterable[Entry], BinaryIO], None]

EXPORTERS: Mapping[str, Exporter] = {
    "csv": csv.write,
    "jsonl": jsonl.write,
    "parquet": parquet.write,
    "tmx": tmx.write,
}

__all__ = ["EXPORTERS", "Exporter", "confident", "exporter"]


def exporter(name: str) -> Exporter:
    """Return the exporter of that name.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    try:
        return EXPORTERS[name]
    except KeyError:
        raise UsageError(f"unknown export format {name!r}; known are {', '.join(sorted(EXPORTERS))}") from None


def confident(entries: Iterable[Entry], minimum: float) -> Iterator[Entry]:
    """Pass on every entry with only the beads whose confidence is at least ``minimum``; coverage stays as it was."""
    for entry in entries:
        if entry.bitext is None:
            yield entry
        else:
            beads = tuple(bead for bead in entry.bitext.beads if bead.confidence >= minimum)
            yield entry._replace(bitext=replace(entry.bitext, beads=beads))
