"""What a corpus is asked for: its files, its records with all that is known of them, and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from corpus.bitext import Bitext
from dedupe.link import Canonical
from dedupe.relate import Relation


class FileState(NamedTuple):
    """A file as it was when it was read."""

    size: int
    mtime_ns: int
    sha256: str
    """Empty where it could not be opened: such a file is tried again every time."""


class Failure(NamedTuple):
    """A file that gave no record, or a canonical record that could not be aligned, and why."""

    name: str
    """The file's path, through a container to its member (``a.zip!x/y.html``), or the record's id."""
    reason: str


class Entry(NamedTuple):
    """One canonical record with everything that the corpus holds about it."""

    canonical: Canonical
    relations: tuple[Relation, ...]
    bitext: Bitext | None
    """None where the record has no abstract."""


class Unaligned(NamedTuple):
    """A canonical record whose texts are to be aligned, and what people made of them before."""

    canonical: Canonical
    reviewed: Bitext | None
    """Of these very texts, as another aligner and a person left them."""
    former: Bitext | None
    """Of texts that the record no longer has."""


class Origin(msgspec.Struct, frozen=True):
    """How another build made what a corpus is to take over."""

    folder: str
    """What it was built from."""
    model: str
    """Name of the encoder."""
    method: str
    """What results depend on besides the records (``corpus.pipeline``)."""
    prompt: str | None = None
    """Of the encoder."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a corpus holds."""

    files: int
    """A container with all its members is one."""
    records: int
    papers: int
    trials: int
    uncertain: int
    """Pairs of records for a person to look at."""
    statuses: Mapping[str, int]
    """Canonical records by coverage status; those without an abstract are not among them."""
    findings: int
    """Numbers and the like that differ between the two languages."""

    @property
    def canonicals(self) -> int:
        return self.papers + self.trials

    @property
    def merged(self) -> int:
        """Records that another record of the same paper or trial made superfluous."""
        return self.records - self.canonicals
