"""Mark the titles that say little: short ones, and those that many different papers of this input have."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from dedupe.features import Features
from dedupe.text import HAN, squeeze

SHORT_LATIN = 20
"""Letters: ``Editorial``, ``Book reviews``, ``Letter to the editor``."""
SHORT_HAN = 5
"""Characters: 编者按, 病例报告."""
COMMON = 3
"""Different places (year, volume, first page) under one title that make it a heading rather than a name; a title with
a conference and a journal version has two."""


def mark_generic(items: Sequence[Features]) -> list[Features]:
    """Return the features with ``generic`` set by how common each title is among these."""
    places: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for f in items:
        for title in f.titles.values():
            places[squeeze(title)].add((f.year, f.volume))
    common = {title for title, found in places.items() if len(found) >= COMMON}
    return [msgspec.structs.replace(f, generic=True) if _is_generic(f, common) else f for f in items]


def _is_generic(f: Features, common: set[str]) -> bool:
    titles = [squeeze(title) for title in f.titles.values()]
    return bool(titles) and all(title in common or _short(title) for title in titles)


def _short(title: str) -> bool:
    return len(title) <= (SHORT_HAN if HAN.search(title) else SHORT_LATIN)
