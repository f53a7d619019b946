"""Where two records agree and how far: one signal per field that both have; absence is neither agreement nor not."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from dedupe import journals, names
from dedupe.features import Features
from dedupe.text import is_han

SUBTITLE_LESS = 25
"""Folded characters from which a title that is all of another's beginning is that title without its subtitle."""
SAME, NEAR, SIMILAR, UNLIKE = 0.97, 0.9, 0.75, 0.5
"""Similarity of titles from which they are the same but for typography, nearly so, similar, or merely not different."""
NUMBERS = 4
"""Numbers that both abstracts hold at least before their agreement across languages says something."""
NUMBER_LEVELS = ((0.6, "same"), (0.4, "some"), (0.2, "few"), (0.0, "different"))
"""Share of numbers in common. Of the pairs that number keys find among 1,200 biomedical ChinaXiv abstracts, 190 of 200,
78 of 103, 39 of 1,311 and none of 1,079 are translations."""


CONTRADICTING = frozenset({"unlike", "different", "differ", "none"})
"""Levels of titles and their numbers, or of authors where no title is, beside which one DOI is that of a container."""


class Signal(NamedTuple):
    """How far one field agrees."""

    field: str
    level: str
    left: str
    right: str
    similarity: float | None = None


def signals(left: Features, right: Features) -> Iterator[Signal]:
    """Yield the signals of a pair; fields in different scripts are not compared."""
    titles = list(title_signals(left, right))
    authors = list(_authors(left, right))
    contradicted = any(s.level in CONTRADICTING for s in (titles or authors))
    yield from _ids(left, right, contradicted=contradicted)
    yield from titles
    yield from authors
    yield from _journal(left, right)
    yield from place_signals(left, right)
    yield from _abstract(left, right)


def _ids(left: Features, right: Features, *, contradicted: bool) -> Iterator[Signal]:
    """A registry's number is the trial's whatever its title; a DOI under another title may be that of the issue."""
    if shared := left.own & right.own:
        value = min(shared)
        yield Signal("id", "contradicted" if contradicted and left.kind == "paper" else "shared", value, value, 1.0)
    if shared := left.weak & right.weak:
        value = min(shared)
        yield Signal("weak id", "shared", value, value, 1.0)


def title_signals(left: Features, right: Features) -> Iterator[Signal]:
    """Yield how near the two nearest titles of one script are, and whether their numbers differ."""
    best = _closest(left.titles, right.titles, title_similarity)
    if best is None:
        return
    numbers = _number_level(left.title_numbers, right.title_numbers)
    yield Signal(
        "title", _title_level(*best, numbers, generic=left.generic or right.generic), best[1], best[2], best[0]
    )
    if numbers != "same":
        shown = [" ".join(sorted(f.title_numbers)) for f in (left, right)]
        yield Signal("title numbers", numbers, shown[0], shown[1])


def _number_level(left: frozenset[str], right: frozenset[str]) -> str:
    return "same" if left == right else "one-sided" if left <= right or right <= left else "differ"


def _title_level(similarity: float, left: str, right: str, numbers: str, *, generic: bool) -> str:
    """Name the level; titles that differ in a number differ, however small a part of them it is."""
    if similarity >= NEAR:
        level = "generic" if generic else "same" if similarity >= SAME else "near"
        return "similar" if numbers == "differ" else level
    if similarity >= SIMILAR:
        return "similar"
    if _without_subtitle(left, right):
        return "within"
    return "unlike" if similarity >= UNLIKE else "different"


def title_similarity(left: str, right: str) -> float:
    """Return 0 to 1: as written or with the words sorted, whichever is closer; spaces are not counted."""
    written = Indel.normalized_similarity(left.replace(" ", ""), right.replace(" ", ""))
    return max(written, fuzz.token_sort_ratio(left, right) / 100) if written < SAME else written


def _without_subtitle(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) >= SUBTITLE_LESS and longer.startswith(shorter)


def _closest(
    left: Sequence[str], right: Sequence[str], similarity: Callable[[str, str], float]
) -> tuple[float, str, str] | None:
    pairs = [(ours, theirs) for ours in left for theirs in right if is_han(ours) == is_han(theirs)]
    return max(((similarity(*pair), *pair) for pair in pairs), default=None)


def _authors(left: Features, right: Features) -> Iterator[Signal]:
    if not (left.authors and right.authors):
        return
    similarity = names.similarity(left.authors, right.authors)
    single = min(len(left.authors), len(right.authors)) == 1
    level = "all" if similarity > 0.99 else "most" if similarity >= 0.5 else "some" if similarity > 0 else "none"
    if level == "none" and bool(left.authors[0].han) != bool(right.authors[0].han):
        level = "other script"  # 土岐 is Doki, which no pinyin tells
    shown = [", ".join(name.han or " ".join(sorted(name.words)) for name in f.authors) for f in (left, right)]
    yield Signal("authors", "one" if single and similarity else level, shown[0], shown[1], similarity)


def _journal(left: Features, right: Features) -> Iterator[Signal]:
    if left.journal and right.journal and is_han(left.journal) == is_han(right.journal):
        similarity = journals.similarity(left.journal, right.journal)
        level = "same" if similarity >= 0.95 else "similar" if similarity >= 0.7 else "different"
        yield Signal("journal", level, left.journal, right.journal, similarity)


def place_signals(left: Features, right: Features) -> Iterator[Signal]:
    """Yield the signals of year, volume, issue and pages."""
    if left.year and right.year:
        apart = abs(left.year - right.year)
        yield Signal("year", ("same", "next")[apart] if apart < 2 else "far", str(left.year), str(right.year))

    if left.volume and right.volume:
        yield Signal("volume", "same" if left.volume == right.volume else "different", left.volume, right.volume)
    if left.issue and right.issue:
        yield Signal("issue", "same" if left.issue == right.issue else "different", left.issue, right.issue)
    if left.pages and right.pages:
        yield Signal("pages", _pages_level(left, right), "-".join(left.pages), "-".join(right.pages))


def _pages_level(left: Features, right: Features) -> str:
    """A range that agrees names one article; on one page several abstracts of a meeting stand."""
    assert left.pages
    assert right.pages
    if left.pages == right.pages:
        return "range" if left.pages.first != left.pages.last else "page"
    return "partly" if set(left.pages) & set(right.pages) else "different"


def _abstract(left: Features, right: Features) -> Iterator[Signal]:
    best = _closest(left.abstracts, right.abstracts, _beginnings)
    if best is not None:
        similarity, ours, theirs = best
        level = "same" if similarity >= 0.9 else "similar" if similarity >= 0.6 else "different"
        yield Signal("abstract", level, ours, theirs, similarity)
    elif min(len(left.abstract_numbers), len(right.abstract_numbers)) >= NUMBERS:
        yield _numbers(left.abstract_numbers, right.abstract_numbers)


def _beginnings(left: str, right: str) -> float:
    """Compare as much as both have: an export may cut an abstract anywhere."""
    length = min(len(left), len(right))
    return Indel.normalized_similarity(left[:length], right[:length])


def _numbers(left: frozenset[str], right: frozenset[str]) -> Signal:
    """Compare two abstracts in different languages by their numbers."""
    similarity = len(left & right) / len(left | right)
    level = next(name for least, name in NUMBER_LEVELS if similarity >= least)
    return Signal("numbers", level, " ".join(sorted(left)), " ".join(sorted(right)), similarity)
