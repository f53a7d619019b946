"""What an alignment is made of."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a bead that a person should look at, such as a number that differs."""

    kind: str
    """``number``, ``unit``, ``percent``, ``sign``, ``date``, ``identifier``, ``negation`` …"""
    message: str
    en: tuple[tuple[int, int], ...] = ()
    """Offsets [start, end) into the bead's English text (its sentences joined by one space)."""
    zh: tuple[tuple[int, int], ...] = ()
    """Offsets [start, end) into the bead's Chinese text (its sentences joined by nothing)."""
    sure: float = 0.0
    """Probability in [0, 1] that a person would say that the texts differ here; 0 in corpora that do not tell."""


@dataclass(frozen=True, slots=True)
class Bead:
    """English sentences and the Chinese sentences that say the same; one side empty where nothing corresponds."""

    en: tuple[int, ...]
    """Indices of consecutive sentences, ascending."""
    zh: tuple[int, ...]
    score: float = 0.0
    """Similarity of the two sides as the search saw it, about -1 to 1; 0 where a side is empty."""
    confidence: float = 0.0
    """Probability in [0, 1] that this bead is right."""
    checks: tuple[Finding, ...] = field(default=())
