"""Compare two records field by field; sum the evidence; say same, uncertain or different.

A logistic model over levels of agreement: unlike Fellegi-Sunter it does not take fields for independent, and title,
abstract, volume and pages are not. Absence is not agreement: a field that one side lacks is no signal at all.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from dedupe import journals, names
from dedupe.features import Features
from dedupe.link import Evidence, Link, Verdict
from dedupe.weights import BIAS, WEIGHTS

SAME = 0.9
UNCERTAIN = 0.1
SHOWN_CHARS = 120
CONTAINED_CHARS = 25


class Signal(NamedTuple):
    """How far one field agrees."""

    field: str
    level: str
    left: str
    right: str
    similarity: float | None


def compare(left: Features, right: Features) -> Link:
    """Return the verdict on one pair, smaller id on the left, with the evidence of every field that both sides have."""
    left, right = sorted((left, right), key=lambda f: f.id)
    found = list(signals(left, right))
    probability = _probability(BIAS + sum(WEIGHTS.get((s.field, s.level), 0.0) for s in found))
    evidence = tuple(
        Evidence(
            s.field, s.left[:SHOWN_CHARS], s.right[:SHOWN_CHARS], s.similarity, WEIGHTS.get((s.field, s.level), 0.0)
        )
        for s in found
    )
    verdict: Verdict = "same" if probability >= SAME else "uncertain" if probability >= UNCERTAIN else "different"
    return Link(left.id, right.id, "same-as", verdict, probability, evidence)


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def signals(left: Features, right: Features) -> Iterator[Signal]:
    """Yield one signal per field that both sides have."""
    yield from _ids(left, right)
    yield from _title(left, right)
    yield from _authors(left, right)
    yield from _journal(left, right)
    yield from _year(left, right)
    yield from _place(left, right)
    yield from _abstract(left, right)


def _ids(left: Features, right: Features) -> Iterator[Signal]:
    if shared := left.own & right.own:
        value = min(shared)
        yield Signal("id", "shared", value, value, 1.0)
    if shared := left.weak & right.weak:
        value = min(shared)
        yield Signal("id", "weak", value, value, 1.0)


def _title(left: Features, right: Features) -> Iterator[Signal]:
    pairs = [(left.titles[lang], right.titles[lang]) for lang in left.titles if lang in right.titles]
    if not pairs:
        return
    similarity, ours, theirs = max((title_similarity(*pair), *pair) for pair in pairs)
    level = "same" if similarity >= 0.97 else "near" if similarity >= 0.9 else "similar" if similarity >= 0.75 else ""
    if not level:
        level = "within" if _within(ours, theirs) else "unlike" if similarity >= 0.5 else "different"
    if (left.generic or right.generic) and level in {"same", "near"}:
        level = "generic"
    yield Signal("title", level, ours, theirs, similarity)
    if left.title_numbers != right.title_numbers:
        one_sided = left.title_numbers <= right.title_numbers or right.title_numbers <= left.title_numbers
        shown = (" ".join(sorted(f.title_numbers)) for f in (left, right))
        yield Signal("title numbers", "one-sided" if one_sided else "differ", *shown, None)


def title_similarity(left: str, right: str) -> float:
    """Return 0 to 1: as written or with the words sorted, whichever is closer, spaces not counted."""
    if left == right:
        return 1.0
    written = Indel.normalized_similarity(left.replace(" ", ""), right.replace(" ", ""))
    return max(written, fuzz.token_sort_ratio(left, right) / 100) if written < 0.97 else written


def _within(left: str, right: str) -> bool:
    """Tell whether one title is the other without its subtitle."""
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) >= CONTAINED_CHARS and fuzz.partial_ratio(shorter, longer) >= 95


def _authors(left: Features, right: Features) -> Iterator[Signal]:
    if not (left.authors and right.authors):
        return
    similarity = names.similarity(left.authors, right.authors)
    single = min(len(left.authors), len(right.authors)) == 1
    level = "all" if similarity > 0.99 else "most" if similarity >= 0.5 else "some" if similarity > 0 else "none"
    shown = (", ".join(name.han or " ".join(sorted(name.words)) for name in f.authors) for f in (left, right))
    yield Signal("authors", "one" if single and similarity else level, *shown, similarity)


def _journal(left: Features, right: Features) -> Iterator[Signal]:
    if left.journal and right.journal:
        similarity = journals.similarity(left.journal, right.journal)
        level = "same" if similarity >= 0.95 else "similar" if similarity >= 0.7 else "different"
        yield Signal("journal", level, left.journal, right.journal, similarity)


def _year(left: Features, right: Features) -> Iterator[Signal]:
    if left.year and right.year:
        apart = abs(left.year - right.year)
        yield Signal("year", ("same", "next")[apart] if apart < 2 else "far", str(left.year), str(right.year), None)


def _place(left: Features, right: Features) -> Iterator[Signal]:
    for field in ("volume", "issue"):
        ours, theirs = getattr(left, field), getattr(right, field)
        if ours and theirs:
            yield Signal(field, "same" if ours == theirs else "different", ours, theirs, None)
    if left.pages and right.pages:
        both = "same" if left.pages == right.pages else ""
        level = both or ("partly" if set(left.pages) & set(right.pages) else "different")
        yield Signal("pages", level, "-".join(left.pages), "-".join(right.pages), None)


def _abstract(left: Features, right: Features) -> Iterator[Signal]:
    pairs = [(left.abstracts[lang], right.abstracts[lang]) for lang in left.abstracts if lang in right.abstracts]
    if pairs:
        similarity, ours, theirs = max((_beginnings(*pair), *pair) for pair in pairs)
        level = "same" if similarity >= 0.9 else "similar" if similarity >= 0.6 else "different"
        yield Signal("abstract", level, ours, theirs, similarity)


def _beginnings(left: str, right: str) -> float:
    """Compare as much as both have: an export may cut an abstract anywhere."""
    if left == right:
        return 1.0
    length = min(len(left), len(right))
    return Indel.normalized_similarity(left[:length], right[:length])
