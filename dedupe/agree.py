"""How far two records agree, field by field, for many pairs at once.

Every field has a few named levels of agreement. A level is stored as a small number: 0 where one of the two lacks the
field, else its place in ``LEVELS``, from 1. Absence is thus neither agreement nor disagreement.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from dedupe import journals, names
from dedupe.columns import CHINESE, Columns, Flags, Ints, Texts
from dedupe.details import name_share, number_share
from dedupe.meaning import CUTS
from dedupe.meaning import LEVELS as ACROSS
from dedupe.titles import has_other_words

SUBTITLE_LESS = 25
"""Folded characters from which a title that is all of another's beginning is that title without its subtitle."""
SAME, NEAR, SIMILAR = 0.97, 0.9, 0.75
"""Similarity of titles from which they are the same but for typography, nearly so, or similar."""
SAME_ABSTRACT, SIMILAR_ABSTRACT = 0.9, 0.6
SAME_JOURNAL, SIMILAR_JOURNAL = 0.9, 0.8
ALL_AUTHORS, MOST_AUTHORS = 0.99, 0.5
"""Share of the shorter list of authors that the longer one holds."""
LEVELS: dict[str, tuple[str, ...]] = {
    "id": ("shared", "contradicted"),
    "weak id": ("shared",),
    "title": ("same", "near", "generic", "changed", "similar", "within", "different"),
    "title numbers": ("same", "one-sided", "differ"),
    "authors": ("all", "most", "some", "one", "one of many", "other script", "none"),
    "journal": ("same", "similar", "different"),
    "year": ("same", "next", "far"),
    "volume": ("same", "different"),
    "issue": ("same", "different"),
    "pages": ("range", "page", "partly", "different"),
    "abstract": ("same", "similar", "different"),
    "place": ("exact", "issue"),
} | ACROSS
CODE = {(field, level): code for field, levels in LEVELS.items() for code, level in enumerate(levels, 1)}

Codes = NDArray[np.int8]
"""Levels, [n]."""
Shares = NDArray[np.float64]
"""Similarities, 0 to 1, [n]; NaN where there are none."""
T = TypeVar("T")
Compare = Callable[[Columns, Ints, Ints], "Agreement"]
"""Columns of records and positions of pairs, [n] each → one field of these pairs."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field of many pairs."""

    levels: Codes
    similarity: Shares
    """NaN where nothing was compared, and in fields whose values only agree or disagree."""
    texts: tuple[Texts, Ints] | None = None
    """Of a field with several texts: all of them, and which two were the nearest, [n, 2]."""

    def only(self, rows: Flags | Ints) -> "Agreement":
        """Return some of the pairs."""
        texts = self.texts and (self.texts[0], self.texts[1][rows])
        return Agreement(self.levels[rows], self.similarity[rows], texts)

    def nearest(self, row: int) -> tuple[str, str]:
        """Return the two texts that were the nearest."""
        assert self.texts
        held, chosen = self.texts
        return held.texts[chosen[row, 0]], held.texts[chosen[row, 1]]


def _levels(codes: NDArray[np.generic]) -> Agreement:
    """Return a field that only agrees or disagrees."""
    return Agreement(codes.astype(np.int8), np.full(len(codes), np.nan))


def _both(held: Sequence[T], left: Ints, right: Ints, rows: Ints) -> Iterator[tuple[int, T, T]]:
    """Yield some of the pairs with what the two records hold."""
    for row, one, other in zip(rows.tolist(), left[rows].tolist(), right[rows].tolist(), strict=True):
        yield row, held[one], held[other]


def ids(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare own identifiers: ``shared`` where one is the same."""
    return _shared("id", columns.own, [f.own for f in columns.items], left, right)


def weak_ids(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare identifiers that several papers or trials can share."""
    return _shared("weak id", columns.weak, [f.weak for f in columns.items], left, right)


def _shared(field: str, codes: Ints, held: Sequence[tuple[str, ...]], left: Ints, right: Ints) -> Agreement:
    levels = np.zeros(len(left), dtype=np.int8)
    for row, ours, theirs in _both(held, left, right, np.flatnonzero((codes[left] > 0) & (codes[right] > 0))):
        if not set(ours).isdisjoint(theirs):
            levels[row] = CODE[field, "shared"]
    return _levels(levels)


def titles(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the two nearest titles of one script.

    Titles that differ in a number differ, however small a part of them it is.
    """
    found = _closest(columns.titles, left, right, _title_similarity)
    levels = _graded(found.similarity, "title", {"same": SAME, "near": NEAR, "similar": SIMILAR})
    for row in np.flatnonzero(found.similarity < SIMILAR).tolist():
        if _without_subtitle(*found.nearest(row)):
            levels[row] = CODE["title", "within"]
    near = found.similarity >= NEAR
    for row in np.flatnonzero(near & (found.similarity < 1)).tolist():
        if has_other_words(*found.nearest(row)):
            levels[row] = CODE["title", "changed"]
    levels[near & (columns.generic[left] | columns.generic[right])] = CODE["title", "generic"]
    differ = title_numbers(columns, left, right).levels == CODE["title numbers", "differ"]
    levels[near & differ] = CODE["title", "similar"]
    return replace(found, levels=levels)


def _title_similarity(texts: Texts, left: Ints, right: Ints) -> Shares:
    """Return 0 to 1 per pair: as written or with the words sorted, whichever is closer; spaces are not counted.

    What is under ``SIMILAR`` either way comes out as 0.
    """
    found = _similarity(texts.squeezed, left, right)
    rest = found < SAME
    found[rest] = np.maximum(found[rest], _similarity(texts.sorted_words, left[rest], right[rest]))
    return found


def _similarity(texts: Sequence[str], left: Ints, right: Ints) -> Shares:
    ours, theirs = ([texts[place] for place in side.tolist()] for side in (left, right))
    return np.asarray(cpdist(ours, theirs, scorer=Indel.normalized_similarity, score_cutoff=SIMILAR, dtype=np.float64))


def _without_subtitle(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) >= SUBTITLE_LESS and longer.startswith(shorter)


def _closest(texts: Texts, left: Ints, right: Ints, similarity: Callable[[Texts, Ints, Ints], Shares]) -> Agreement:
    """Return for each pair of records how similar their nearest texts of one script are, without a level."""
    rows, ones, others = texts.comparable(left, right)
    values = np.ones(len(rows))
    unlike = texts.codes[ones] != texts.codes[others]
    values[unlike] = similarity(texts, ones[unlike], others[unlike])
    order = np.lexsort((values, rows))
    last = order[np.flatnonzero(np.diff(rows[order], append=-1))]
    best, chosen = np.full(len(left), np.nan), np.zeros((len(left), 2), dtype=np.int64)
    best[rows[last]] = values[last]
    chosen[rows[last]] = np.stack([ones[last], others[last]], axis=1)
    return Agreement(np.zeros(len(left), dtype=np.int8), best, (texts, chosen))


def _graded(similarity: Shares, field: str, least: Mapping[str, float]) -> Codes:
    """Return the first level whose least similarity is reached, the last of the field if none; 0 where NaN."""
    levels = np.where(np.isnan(similarity), 0, len(LEVELS[field])).astype(np.int8)
    for level, bound in reversed(list(least.items())):
        levels[similarity >= bound] = CODE[field, level]
    return levels


def title_numbers(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the numbers in titles, where both have a title in one script."""
    titled = columns.title_scripts[left] & columns.title_scripts[right] > 0
    levels = titled * np.int8(CODE["title numbers", "same"])
    rows = np.flatnonzero((levels > 0) & (columns.title_numbers[left] != columns.title_numbers[right]))
    for row, ours, theirs in _both([f.title_numbers for f in columns.items], left, right, rows):
        some, others = set(ours), set(theirs)
        levels[row] = CODE["title numbers", "one-sided" if some <= others or others <= some else "differ"]
    return _levels(levels)


def authors(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare who wrote it, in any order and spelling."""
    levels, similarity = np.zeros(len(left), dtype=np.int8), np.full(len(left), np.nan)
    rows = np.flatnonzero((columns.authors[left] > 0) & (columns.authors[right] > 0))
    for row, one, other in _both([f.authors for f in columns.items], left, right, rows):
        level, similarity[row] = _author_level(one, other)
        levels[row] = CODE["authors", level] if level else 0
    return Agreement(levels, similarity)


def _author_level(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, float]:
    if ours == theirs and names.lead(ours):
        return "one" if len(ours) == 1 else "all", 1.0
    left, right = names.people(ours), names.people(theirs)
    if not (left and right):
        return "", np.nan
    share = names.similarity(left, right)
    if share and min(len(left), len(right)) == 1:
        return "one" if len(left) == len(right) else "one of many", share
    if not share and bool(left[0].han) != bool(right[0].han):
        return "other script", share  # 土岐 is Doki, which no pinyin tells
    return "all" if share >= ALL_AUTHORS else "most" if share >= MOST_AUTHORS else "some" if share else "none", share


def journal(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare names of journals, abbreviations included."""
    similarity = np.full(len(left), np.nan)
    rows = np.flatnonzero((columns.journal[left] > 0) & (columns.journal[right] > 0))
    for row, ours, theirs in _both([f.journal for f in columns.items], left, right, rows):
        found = journals.similarity(ours, theirs)
        similarity[row] = np.nan if found is None else found
    return Agreement(_graded(similarity, "journal", {"same": SAME_JOURNAL, "similar": SIMILAR_JOURNAL}), similarity)


def year(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare years: a print year may follow the online one."""
    ours, theirs = columns.year[left], columns.year[right]
    return _levels(np.where((ours > 0) & (theirs > 0), np.minimum(np.abs(ours - theirs), 2) + 1, 0))


def volume(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare volumes."""
    return _equal(columns.volume[left], columns.volume[right])


def issue(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare issues."""
    return _equal(columns.issue[left], columns.issue[right])


def _equal(ours: Ints, theirs: Ints) -> Agreement:
    return _levels(np.where((ours > 0) & (theirs > 0), np.where(ours == theirs, 1, 2), 0))


def pages(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare pages: a range that agrees names one article, on one page several abstracts of a meeting stand.

    A range from 1 may be an article's own count, and is worth no more than a page. The number of an article and its
    printed pages are not compared.
    """
    ours, theirs = columns.pages[left], columns.pages[right]
    equal = (ours == theirs).all(axis=1)
    touching = (ours[:, :, None] == theirs[:, None, :]).any(axis=(1, 2))
    two_kinds = (columns.is_article[left] != columns.is_article[right]) & ~touching
    absent = (ours[:, 0] == 0) | (theirs[:, 0] == 0) | two_kinds
    cases = [absent, equal & (ours[:, 0] != ours[:, 1]) & ~columns.from_one[left], equal, touching]
    levels = [0, *(CODE["pages", level] for level in ("range", "page", "partly"))]
    return _levels(np.select(cases, levels, default=CODE["pages", "different"]))


def abstract(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the beginnings of abstracts, as much as both have: an export may cut an abstract anywhere."""
    found = _closest(columns.abstracts, left, right, _beginnings)
    levels = _graded(found.similarity, "abstract", {"same": SAME_ABSTRACT, "similar": SIMILAR_ABSTRACT})
    return replace(found, levels=levels)


def _beginnings(texts: Texts, left: Ints, right: Ints) -> Shares:
    both = [(texts.texts[one], texts.texts[other]) for one, other in zip(left.tolist(), right.tolist(), strict=True)]
    ours, theirs = [one[: len(other)] for one, other in both], [other[: len(one)] for one, other in both]
    return np.asarray(cpdist(ours, theirs, scorer=Indel.normalized_similarity, dtype=np.float64))


def numbers(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the numbers in texts of two languages."""
    return _across("numbers", number_share, columns, left, right)


def shared_names(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare the words in Latin letters in texts of two languages."""
    return _across("names", name_share, columns, left, right)


def _across(
    field: str,
    share: Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]],
    columns: Columns,
    left: Ints,
    right: Ints,
) -> Agreement:
    rows = np.flatnonzero(columns.across(left, right))
    swapped = columns.language[left[rows]] == CHINESE
    english, chinese = np.where(swapped, right[rows], left[rows]), np.where(swapped, left[rows], right[rows])
    texts = ([columns.text(position) for position in side.tolist()] for side in (english, chinese))
    similarity = np.full(len(left), np.nan)
    similarity[rows] = share(*texts)
    levels = np.where(np.isnan(similarity), 0, np.digitize(similarity, CUTS[field]) + 1)
    return Agreement(levels.astype(np.int8), similarity)


def meaning(field: str) -> Compare:
    """Return what compares a field that the encoder has told of beforehand."""

    def compare(columns: Columns, left: Ints, right: Ints) -> Agreement:
        if columns.translations is None:
            return _levels(np.zeros(len(left)))
        found, place = columns.translations.rows(left, right)
        levels = np.zeros(len(left), dtype=np.int8)
        levels[found] = columns.translations.levels[field][place[found]]
        similarity = np.full(len(left), np.nan)
        similarity[found & (levels > 0)] = columns.translations.similarity[place[found & (levels > 0)]]
        return Agreement(levels, similarity)

    return compare


def place(fields: Mapping[str, Agreement]) -> Agreement:
    """Tell where a team has one page range in one volume, or a whole team one issue, whatever journal and title say.

    ``exact``: neither year nor issue differs; the journal's name may be in two languages if the whole team is the same.
    None of the 1,900 such pairs of the labelled sets is two papers. ``issue``: no pages tell more.
    """
    same = {field: fields[field].levels == CODE[field, "same"] for field in ("year", "volume", "issue", "journal")}
    not_other = {field: fields[field].levels <= CODE[field, "same"] for field in ("year", "issue")}
    team = fields["authors"].levels == CODE["authors", "all"]
    known = same["journal"] & (fields["authors"].similarity > 0)
    exact = same["volume"] & (fields["pages"].levels == CODE["pages", "range"]) & not_other["year"] & not_other["issue"]
    issue = same["volume"] & same["issue"] & same["year"] & (fields["pages"].levels == 0) & team
    return _levels(np.select([exact & (known | team), issue], [CODE["place", "exact"], CODE["place", "issue"]]))


QUICK: dict[str, Compare] = {
    "id": ids,
    "title": titles,
    "title numbers": title_numbers,
    "year": year,
    "volume": volume,
    "issue": issue,
    "pages": pages,
}
"""What is compared of every candidate pair."""
SLOW: dict[str, Compare] = {
    "weak id": weak_ids,
    "authors": authors,
    "journal": journal,
    "abstract": abstract,
    "numbers": numbers,
    "names": shared_names,
    **{field: meaning(field) for field in ("meaning", "title meaning", "sentences")},
}
"""What is compared only where it could still change the verdict."""
