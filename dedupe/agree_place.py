"""Where and when the two records of many pairs came out."""

from collections.abc import Mapping

import numpy as np

from dedupe import journals
from dedupe.columns import Columns, Ints
from dedupe.levels import CODE, Agreement, both, graded, levels_only

SAME_JOURNAL, SIMILAR_JOURNAL = 0.9, 0.8


def journal(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare names of journals, abbreviations included."""
    similarity = np.full(len(left), np.nan)
    rows = np.flatnonzero((columns.journal[left] > 0) & (columns.journal[right] > 0))
    for row, ours, theirs in both([f.journal for f in columns.items], left, right, rows):
        found = journals.similarity(ours, theirs)
        similarity[row] = np.nan if found is None else found
    return Agreement(graded(similarity, "journal", {"same": SAME_JOURNAL, "similar": SIMILAR_JOURNAL}), similarity)


def year(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare years: a print year may follow the online one."""
    ours, theirs = columns.year[left], columns.year[right]
    return levels_only(np.where((ours > 0) & (theirs > 0), np.minimum(np.abs(ours - theirs), 2) + 1, 0))


def volume(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare volumes."""
    return _equal(columns.volume[left], columns.volume[right])


def issue(columns: Columns, left: Ints, right: Ints) -> Agreement:
    """Compare issues."""
    return _equal(columns.issue[left], columns.issue[right])


def _equal(ours: Ints, theirs: Ints) -> Agreement:
    return levels_only(np.where((ours > 0) & (theirs > 0), np.where(ours == theirs, 1, 2), 0))


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
    return levels_only(np.select(cases, levels, default=CODE["pages", "different"]))


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
    return levels_only(np.select([exact & (known | team), issue], [CODE["place", "exact"], CODE["place", "issue"]]))
