"""Make the repairs of a text at once, so that each has a place in the text as given."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from align.repair.found import Found, Kind
from align.repair.latex import formulas
from align.repair.signs import signs
from align.repair.spaces import spaces


@dataclass(frozen=True, slots=True)
class Repair:
    """One place that was changed."""

    kind: Kind
    start: int
    """Where it begins in the text as given, in code points."""
    before: str
    """What stood there; empty where something was put in."""
    after: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text, and what was changed: in order, not overlapping."""

    text: str
    repairs: tuple[Repair, ...]

    def place(self, offset: int) -> int:
        """Return where a character of the repaired text stands in the text as given.

        One that a repair wrote stands where the repair begins.
        """
        starts = list(accumulate((len(r.after) - len(r.before) for r in self.repairs), initial=0))
        at = [r.start + shift for r, shift in zip(self.repairs, starts, strict=False)]
        last = bisect_right(at, offset) - 1
        if last < 0:
            return offset
        repair, begins = self.repairs[last], at[last]
        if offset < begins + len(repair.after):
            return repair.start
        return repair.start + len(repair.before) + offset - begins - len(repair.after)


def repair(text: str, lang: Literal["en", "zh"], ranks: Mapping[str, int]) -> Repaired:
    """Return a text without the traces of scanning and saving.

    Args:
        text: as its source has it, of any length.
        lang: its language.
        ranks: of the English words that are known, 0 the commonest.
    """
    found = _apart([*formulas(text), *signs(text, lang), *spaces(text, lang, ranks)])
    pieces: list[str] = []
    end = 0
    for place in found:
        pieces += text[end : place.start], place.after
        end = place.end
    repairs = (Repair(f.kind, f.start, text[f.start : f.end], f.after) for f in found)
    return Repaired("".join((*pieces, text[end:])), tuple(repairs))


def _apart(found: Iterable[Found]) -> Sequence[Found]:
    """Return the places in order; of two that overlap the one that begins first, and of these the longer."""
    kept: list[Found] = []
    for place in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
