"""Ways out of a corpus: each format one file, each exporter a function from what it reads to bytes.

An exporter streams, and writes the same bytes for the same input: no clock, no order but that of the input. Where
something had to stay out that people should know of, it returns lines that say so.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from bicorpus import UsageError
from corpus.export import csv, gold, huggingface, jsonl, parquet, ris, tmx, xliff
from corpus.export.select import Selection, selected


class Format(NamedTuple):
    """One way out."""

    write: Callable[..., Iterable[str] | None]
    """Takes the entries of a corpus and where they go: a binary stream, or the folder to fill."""
    is_reviewed: bool = False
    """Whether it takes what people reviewed (``Store.reviewed``) in place of entries."""
    parts: tuple[str, ...] = ()
    """Of an output that is a folder, what may be in it."""
    schema: Callable[[], bytes] | None = None
    """Gives what is written to a file beside the output, with ``.schema.json`` behind its name."""
    directions: tuple[str, ...] = ()
    """What ``write`` takes as ``direction``, the usual one first."""


EXPORTERS: Mapping[str, Format] = {
    "csv": Format(csv.write),
    "gold": Format(gold.write, is_reviewed=True),
    "huggingface": Format(huggingface.write, parts=huggingface.PARTS),
    "jsonl": Format(jsonl.write),
    "parquet": Format(parquet.write, schema=parquet.schema),
    "ris": Format(ris.write),
    "tmx": Format(tmx.write),
    "xliff": Format(xliff.write, directions=tuple(xliff.DIRECTIONS)),
}

__all__ = ["EXPORTERS", "Format", "Selection", "exporter", "selected"]


def exporter(name: str) -> Format:
    """Return the format of that name.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    try:
        return EXPORTERS[name]
    except KeyError:
        raise UsageError(f"unknown export format {name!r}; known are {', '.join(sorted(EXPORTERS))}") from None
