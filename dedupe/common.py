"""What only the whole input can tell: which titles are headings, and which DOIs name a container of many papers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

import msgspec
from rapidfuzz.distance import Indel

from dedupe.features import Features
from dedupe.names import Name, lead, same_person
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
MOST_HOLDERS = 10_000
"""Records looked at per title or DOI, the first by id: a heading or a container shows in a few."""
_TITLE = "title:"
"""Before a squeezed title among ``claims``."""


def mark_common(items: Sequence[Features]) -> list[Features]:
    """Return the features with ``generic`` set, and with containers' DOIs no longer among the own identifiers."""
    held = [tuple(claims(f)) for f in items]
    common = frozenset(value for value, found in _held_by(items, held).items() if is_common(value, found))
    return [marked(f, common) for f in items]


def claims(f: Features) -> Iterator[str]:
    """Yield what of a record may prove to be common to many: its longer titles and its DOIs, as ``title:…``, ``doi:…``.

    A short title needs no proof.
    """
    yield from (f"{_TITLE}{title}" for title in dict.fromkeys(map(squeeze, f.titles)) if not _short(title))
    yield from (key for key in f.own if key.startswith("doi:"))


def is_common(value: str, found: Sequence[Features]) -> bool:
    """Tell whether a title is a heading, or a DOI that of a container, from all the records that hold it.

    Args:
        value: as ``claims`` yields it.
        found: in the order of their ids, up to ``MOST_HOLDERS``.
    """
    return _is_heading(found) if value.startswith(_TITLE) else _unlike({f.titles[0] for f in found if f.titles})


def marked(f: Features, common: Collection[str]) -> Features:
    """Return the features of a record, given what is common of that which it claims."""
    titles = tuple(map(squeeze, f.titles))
    generic = bool(titles) and all(_short(title) or _TITLE + title in common for title in titles)
    held = tuple(identifier for identifier in f.own if identifier in common) if common else ()
    if not (generic or held):
        return f
    own = tuple(identifier for identifier in f.own if identifier not in held)
    return msgspec.structs.replace(f, generic=generic, own=own, weak=tuple(sorted({*f.weak, *held})))


def _short(title: str) -> bool:
    return len(title) <= (SHORT_HAN if is_han(title) else SHORT_LATIN)


def _is_heading(found: Sequence[Features]) -> bool:
    """Tell whether records of one title are of many years, of many issues of one volume, or by many people."""
    if len(found) < COMMON:
        return False
    if len({f.year for f in found if f.year}) >= COMMON:
        return True
    issues: dict[str, set[str]] = defaultdict(set)
    for f in found:
        issues[f.volume].add(f.issue)
    return max(len(found - {""}) for found in issues.values()) >= COMMON or _many_people(found)


def _many_people(found: Sequence[Features]) -> bool:
    """Count first authors, one per place: two spellings of one paper's authors are no two papers."""
    places = {(f.year, f.volume, f.issue, f.pages): f for f in found}
    seen: list[Name] = []
    for author in filter(None, (lead(f.authors) for f in places.values())):
        if not any(same_person(author, other) for other in seen):
            seen.append(author)
            if len(seen) == COMMON:
                return True
    return False


def _held_by(items: Sequence[Features], held: Sequence[Sequence[str]]) -> Mapping[str, list[Features]]:
    """Return the values that two records or more hold, with the first of these; counted first: most are held by one."""
    counts = Counter(chain.from_iterable(held))
    holders: dict[str, list[Features]] = {value: [] for value, count in counts.items() if count > 1}
    for f, values in zip(items, held, strict=True):
        for value in values:
            found = holders.get(value)
            if found is not None and len(found) < MOST_HOLDERS:
                found.append(f)
    return holders


def _unlike(titles: Collection[str]) -> bool:
    """Tell whether some title differs from the first, in the script of the first."""
    if len(titles) < 2:
        return False
    first, *others = sorted(titles)[:LOOKED_AT]
    return any(
        is_han(first) == is_han(other) and Indel.normalized_similarity(first, other) < UNLIKE for other in others
    )
