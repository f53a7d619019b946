"""What only the whole input can tell: which titles are headings, and which DOIs name a container of many papers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec
from rapidfuzz.distance import Indel

from dedupe.features import Features
from dedupe.names import Name, same_person
from dedupe.text import is_han, squeeze

SHORT_LATIN = 20
"""Letters: ``Editorial``, ``Book reviews``, ``Letter to the editor``."""
SHORT_HAN = 5
"""Characters: 编者按, 病例报告."""
COMMON = 3
"""Different years, issues of a volume, or first authors under one title that make it a heading rather than a name."""
UNLIKE = 0.5
"""Similarity under which two titles under one DOI are two papers, and the DOI that of their issue or supplement."""
LOOKED_AT = 20
"""Titles compared per DOI: a container shows in its first two."""


def mark_common(items: Sequence[Features]) -> list[Features]:
    """Return the features with ``generic`` set, and with containers' DOIs no longer among the own identifiers."""
    headings, containers = _headings(items), _containers(items)
    return [_marked(f, headings, containers) for f in items]


def _marked(f: Features, headings: Collection[str], containers: Collection[str]) -> Features:
    titles = [squeeze(title) for title in f.titles]
    generic = bool(titles) and all(title in headings or _short(title) for title in titles)
    held = f.own & frozenset(containers)
    if not (generic or held):
        return f
    marks = frozenset(mark for mark in f.exclusive if ":".join(mark) not in held)
    return msgspec.structs.replace(f, generic=generic, own=f.own - held, weak=f.weak | held, exclusive=marks)


def _short(title: str) -> bool:
    return len(title) <= (SHORT_HAN if is_han(title) else SHORT_LATIN)


def _headings(items: Iterable[Features]) -> frozenset[str]:
    by_title: dict[str, list[Features]] = defaultdict(list)
    for f in items:
        for title in f.titles:
            by_title[squeeze(title)].append(f)
    return frozenset(title for title, found in by_title.items() if len(found) >= COMMON and _is_heading(found))


def _is_heading(found: Sequence[Features]) -> bool:
    """Tell whether records of one title are of many years, of many issues of one volume, or by many people."""
    if len({f.year for f in found if f.year}) >= COMMON:
        return True
    issues: dict[tuple[int | None, str], set[str]] = defaultdict(set)
    for f in found:
        issues[f.year, f.volume].add(f.issue)
    return max(len(found - {""}) for found in issues.values()) >= COMMON or _many_people(found)


def _many_people(found: Sequence[Features]) -> bool:
    """Count first authors, one per place: two spellings of one paper's authors are no two papers."""
    places = {(f.year, f.volume, f.issue, f.pages): f for f in found}
    seen: list[Name] = []
    for author in (author for f in places.values() for author in f.authors[:1]):
        if not any(same_person(author, other) for other in seen):
            seen.append(author)
            if len(seen) == COMMON:
                return True
    return False


def _containers(items: Iterable[Features]) -> frozenset[str]:
    titles: dict[str, set[str]] = defaultdict(set)
    for f in items:
        for identifier in f.own:
            if identifier.startswith("doi:"):
                titles[identifier].update(f.titles[:1])
    return frozenset(identifier for identifier, found in titles.items() if len(found) > 1 and _unlike(found))


def _unlike(titles: Iterable[str]) -> bool:
    """Tell whether some title differs from the first, in the script of the first."""
    first, *others = sorted(titles)[:LOOKED_AT]
    return any(
        is_han(first) == is_han(other) and Indel.normalized_similarity(first, other) < UNLIKE for other in others
    )
