"""What deduplication says: links between records with their evidence, and the canonical records that they add up to."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from ingest.record import Kind, Record

LinkKind = Literal["same-as", "version-of", "reports"]
Verdict = Literal["same", "uncertain", "different"]


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One field's say on a pair."""

    field: str
    left: str
    """The value as it was compared: folded, cut where long."""
    right: str
    similarity: float | None
    """0 to 1, or None where the values only agree or disagree."""
    weight: float
    """Log-odds that this field adds (positive: the same)."""


class Link(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What two records are to each other; ``left`` < ``right``.

    But a paper that ``reports`` a trial is on the left, and so is the earlier of two versions, such as the preprint.
    """

    left: str
    right: str
    kind: LinkKind
    verdict: Verdict
    """Whether the relation that ``kind`` names holds; only ``same-as`` with ``same`` merges."""
    probability: float
    evidence: tuple[Evidence, ...] = ()


class Decision(msgspec.Struct, frozen=True):
    """A person's word on two records, stronger than any evidence and than that person's earlier words."""

    left: str
    right: str
    verdict: Literal["same", "different"]


class Beaten(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value that was not taken, and a record that gives it."""

    record: str
    value: Any
    updated: str | None = None
    """Of a trial: when the registry last changed that page (ISO date)."""


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True):
    """The record that a canonical field was taken from, and the different values that it beat."""

    record: str
    beat: tuple[Beaten, ...] = ()
    """Best first; no more than ``dedupe.merge.BEATEN``."""
    more: int = 0
    """Number of different values beyond those."""
    updated: str | None = None
    """Of a trial: when the registry last changed the page that the value is from (ISO date)."""


class Canonical(msgspec.Struct, frozen=True, omit_defaults=True):
    """One paper or trial: the best of every field of its members."""

    id: str
    kind: Kind
    record: Record
    """The merged fields; its id is the canonical id, its site and source those of the member that gave most fields."""
    members: tuple[str, ...]
    """Ids of the member records, sorted."""
    provenance: Mapping[str, Provenance] = {}
    """By field: ``title.en``, ``abstract.zh``, ``authors``, ``keywords.en``, ``trial.status``, ``ids.doi:10.1/x`` …"""
    conflicts: tuple[str, ...] = ()
    """Fields in which members contradict each other, rather than one saying more than the other."""
    founders: Mapping[str, tuple[str, ...]] = {}
    """Ids of canonical records that became this one, its own too, each with the members that it was first given to.

    Empty where its own was given to all members. An id that rests here comes back when its founders are parted off.
    """


class Cluster(msgspec.Struct, frozen=True, gc=False):
    """The records of one paper or trial, before they are merged."""

    id: str
    """Of the canonical record to be."""
    kind: Kind
    members: tuple[str, ...]
    """Ids, sorted."""


class Result(msgspec.Struct, frozen=True):
    """All that a run found; nothing is dropped: every record is a member of exactly one canonical."""

    canonicals: tuple[Canonical, ...]
    """Sorted by id."""
    links: tuple[Link, ...]
    """Every link that holds (``same``), of any kind, sorted by ids."""
    uncertain: tuple[Link, ...]
    """Pairs for a person to look at, likeliest first; they were not merged."""
    warnings: tuple[str, ...] = ()
    """Decisions that were left aside, and why."""
