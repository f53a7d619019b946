"""Judged pairs → links: what merges, what a person should look at, what are versions, and what must stay apart."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from dedupe.columns import Flags
from dedupe.compare import ALL_WEIGHTS, ONE_TITLE, SAME, SAME_ACROSS, UNCERTAIN, Judged, log_odds, probability
from dedupe.features import Features, exclusive
from dedupe.levels import LEVELS
from dedupe.link import Evidence, Link, LinkKind, Verdict
from dedupe.shown import SHOWN
from dedupe.titles import Mark
from dedupe.weights import BIAS

VETO = -30.0
"""Log-odds of two values that exclude each other: no sum of other fields outweighs it."""
SHOWN_CHARS = 120
"""Characters of a value that evidence keeps."""
VERSION_YEARS = 3
"""Years between two versions of one paper, at most."""
ONE_TEAM = ("all", "most", "one", "one of many")
ONE_JOURNAL = ("same", "similar")
ONE_PAGE = ("range", "page", "partly")
TEXT = ("title", "title numbers", "authors", "abstract")
"""What a preprint or meeting abstract shares with its paper, unlike the place and date of publication."""
ONE_PER_VERSION = frozenset({"doi", "pmid", "pmcid"})


def find_links(judged: Judged, ids: Sequence[str]) -> Iterator[Link]:
    """Yield a link for every pair that is the same, uncertain, or two versions of one paper.

    Where the two are not the same, but one text at two kinds of place, the link is ``version-of`` and its evidence is
    the text alone. Where all but two DOIs says that they are the same, one DOI may be wrong, and a person should look.

    Args:
        judged: compared pairs.
        ids: the records' ids by position, in order.
    """
    rows = np.flatnonzero((judged.odds >= log_odds(UNCERTAIN)) | _could_be_versions(judged))
    judged = judged.only(rows)
    likely, versions = _likely(judged).tolist(), _could_be_versions(judged).tolist()
    for row, evidence in enumerate(_evidence(judged)):
        left, right = ids[judged.left[row]], ids[judged.right[row]]
        vetoes = list(excluding(*judged.records(row)))
        if likely[row] and not vetoes:
            yield _link(left, right, "same-as", "same", evidence)
        elif versions[row] and all(veto.field in ONE_PER_VERSION for veto in vetoes):
            yield _link(left, right, "version-of", "same", [e for e in evidence if e.field in TEXT])
        elif not vetoes or (likely[row] and all(veto.field in ONE_PER_VERSION for veto in vetoes)):
            yield _link(left, right, "same-as", "uncertain", evidence)


def find_apart(judged: Judged) -> Iterator[tuple[int, int]]:
    """Yield pairs that, however alike, came out in two places: no third record that lacks one may join them."""
    rows = judged.at("journal", "similar", "different") & judged.at("pages", "partly", "different") & ~_likely(judged)
    yield from zip(judged.left[rows].tolist(), judged.right[rows].tolist(), strict=True)


def excluding(left: Features, right: Features) -> Iterator[Evidence]:
    """Yield a veto for every slot in which the two hold values that exclude each other."""
    ours, theirs = _by_slot(exclusive(left)), _by_slot(exclusive(right))
    for slot in sorted(ours.keys() & theirs.keys()):
        if ours[slot].isdisjoint(theirs[slot]):
            yield Evidence(slot, min(ours[slot]), min(theirs[slot]), None, VETO)


def _by_slot(marks: Iterable[Mark]) -> dict[str, set[str]]:
    slots: dict[str, set[str]] = defaultdict(set)
    for slot, value in marks:
        slots[slot].add(value)
    return slots


def _likely(judged: Judged) -> Flags:
    """Tell where the two are the same, unless a veto stands against it.

    Evidence can merge, however much it sums up to, only if it holds an identifier; or a common text with common authors
    or a common place (a title and an abstract alone may be those of a talk and of its article); or, without a common
    text, the whole team and either the place in a volume or the numbers and names in both; or two abstracts that an
    encoder takes for translations, or two titles and common authors.
    """
    text = judged.at("title") | judged.at("abstract")
    team, place = judged.at("authors", *ONE_TEAM), judged.at("journal", *ONE_JOURNAL) | judged.at("pages", *ONE_PAGE)
    exact_place = judged.at("pages", "range") & judged.at("volume", "same")
    marks = judged.at("numbers", "same") & judged.at("names", "most", "same")
    without_text = judged.at("authors", "all") & (exact_place | marks)
    translated = judged.at("meaning") | judged.at("title meaning", "near", "same") & team
    enough = judged.at("id", "shared") | np.where(text, team | place, without_text | translated)
    across = judged.at("meaning") | judged.at("title meaning")
    return np.asarray((judged.odds >= np.where(across, log_odds(SAME_ACROSS), log_odds(SAME))) & enough)


def _could_be_versions(judged: Judged) -> Flags:
    """Tell where one text came out at two kinds of place: a preprint server or a meeting, and elsewhere."""
    ours, theirs = (judged.columns.venue[side] for side in (judged.left, judged.right))
    years = np.abs(judged.columns.year[judged.left] - judged.columns.year[judged.right])
    versions: Flags = (
        (ours > 0)
        & (theirs > 0)
        & (ours != theirs)
        & ~judged.at("id")
        & (judged.at("title", *ONE_TITLE) | judged.at("abstract", "same"))
        & judged.at("authors", *ONE_TEAM)
        & ~(judged.at("year") & (years > VERSION_YEARS))
    )
    return versions


def _link(left: str, right: str, kind: LinkKind, verdict: Verdict, evidence: Sequence[Evidence]) -> Link:
    return Link(left, right, kind, verdict, probability(BIAS + sum(e.weight for e in evidence)), tuple(evidence))


def _evidence(judged: Judged) -> Iterator[list[Evidence]]:
    """Yield what every field that both sides have says of each pair."""
    fields = list(judged.fields)
    levels = np.stack([judged.fields[field].levels for field in fields], axis=1).tolist()
    shares = np.stack([judged.fields[field].similarity for field in fields], axis=1).tolist()
    for row, (codes, similarity) in enumerate(zip(levels, shares, strict=True)):
        compared = zip(fields, codes, similarity, strict=True)
        yield [_of_field(judged, row, field, code, share) for field, code, share in compared if code]


def _of_field(judged: Judged, row: int, field: str, code: int, share: float) -> Evidence:
    left, right = (shown[:SHOWN_CHARS] for shown in SHOWN[field](judged, row))
    weight = ALL_WEIGHTS.get((field, LEVELS[field][code - 1]), 0.0)
    right = left if left == right else right  # one object: most values agree, and there may be a million
    return Evidence(field, left, right, None if math.isnan(share) else share, weight)
