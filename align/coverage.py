"""Tell how much of a text is translated, what is missing, and sum that up over a corpus."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from align.bead import Bead

Status = Literal["full", "partial", "none", "english only", "chinese only"]
STATUSES: tuple[Status, ...] = ("full", "partial", "none", "english only", "chinese only")


@dataclass(frozen=True, slots=True)
class Side:
    """One language's sentences and characters (whitespace left out), in all and translated."""

    sentences: int = 0
    translated: int = 0
    characters: int = 0
    characters_translated: int = 0

    @property
    def share(self) -> float:
        """The share of sentences that are translated, 0 where there are none."""
        return self.translated / self.sentences if self.sentences else 0.0

    @property
    def character_share(self) -> float:
        """The share of characters that are translated, 0 where there are none."""
        return self.characters_translated / self.characters if self.characters else 0.0

    def __add__(self, other: "Side") -> "Side":
        return Side(
            self.sentences + other.sentences,
            self.translated + other.translated,
            self.characters + other.characters,
            self.characters_translated + other.characters_translated,
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a document each language has."""

    status: Status
    """``full``: every sentence of both sides is translated; ``none``: nothing is, though both sides have text."""
    en: Side
    zh: Side
    missing_en: tuple[int, ...]
    """Indices of the English sentences without Chinese."""
    missing_zh: tuple[int, ...]
    findings: Mapping[str, int]
    """How many findings of each kind the beads have, such as ``{"number": 2}``."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The coverage of a corpus."""

    documents: int
    by_status: Mapping[Status, int]
    """Every status, also those with no document."""
    en: Side
    zh: Side
    findings: Mapping[str, int]
    """How many of each kind, the commonest first."""


def coverage(en: Sequence[str], zh: Sequence[str], beads: Collection[Bead]) -> Coverage:
    """Return what of two texts is translated, given their sentences and the alignment of these."""
    paired = [bead for bead in beads if bead.en and bead.zh]
    en_side, missing_en = _side(en, {index for bead in paired for index in bead.en})
    zh_side, missing_zh = _side(zh, {index for bead in paired for index in bead.zh})
    findings = Counter(finding.kind for bead in beads for finding in bead.checks)
    return Coverage(_status(en_side, zh_side), en_side, zh_side, missing_en, missing_zh, dict(sorted(findings.items())))


def summarise(coverages: Iterable[Coverage]) -> Summary:
    """Add up the coverage of documents."""
    statuses: Counter[Status] = Counter()
    findings: Counter[str] = Counter()
    en, zh = Side(), Side()
    for one in coverages:
        statuses[one.status] += 1
        findings.update(one.findings)
        en, zh = en + one.en, zh + one.zh
    by_status = {status: statuses[status] for status in STATUSES}
    return Summary(
        statuses.total(), by_status, en, zh, dict(sorted(findings.items(), key=lambda one: (-one[1], one[0])))
    )


def _side(sentences: Sequence[str], translated: Collection[int]) -> tuple[Side, tuple[int, ...]]:
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    missing = tuple(index for index in range(len(sentences)) if index not in translated)
    there = sum(lengths) - sum(lengths[index] for index in missing)
    return Side(len(sentences), len(sentences) - len(missing), sum(lengths), there), missing


def _status(en: Side, zh: Side) -> Status:
    if en.sentences and not zh.sentences:
        return "english only"
    if zh.sentences and not en.sentences:
        return "chinese only"
    if not en.translated:
        return "none"
    complete = en.translated == en.sentences and zh.translated == zh.sentences
    return "full" if complete else "partial"
