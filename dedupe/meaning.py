"""Records across languages: which English and which Chinese one may be one paper, and what speaks for it.

An encoder finds the candidates: texts that choose each other among all of the other language. What tells a translation
from another paper of the same team is in the details: whether every sentence has its counterpart, and whether the
numbers and the names in Latin letters of one text stand in the other.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.details import Encoder, Vectors, encode, name_share, number_share, sentence_coverage
from dedupe.neighbours import Pairs, Rows, mutual

CLOSE = 0.35
"""Cosine under which not even mutual neighbours are a candidate: 3 of 2,664 translated titles are, no abstract."""
DECIMALS = 4
"""That are kept of cosines: the last ones depend on how many threads add them up."""
AT_ONCE = 2048
"""Candidates whose sentences are encoded at a time."""
CUTS: dict[str, tuple[float, ...]] = {
    "meaning": (0.02, 0.06, 0.12, 0.2),
    "sentences": (0.35, 0.42, 0.5, 0.58),
    "title meaning": (0.45, 0.55, 0.65, 0.75),
    "numbers": (0.2, 0.4, 0.6, 0.8),
    "names": (0.2, 0.4, 0.6, 0.8),
}
"""Values from which the next level begins, by field. Between neighbouring levels the odds of a true pair, among
9,849 candidates from abstracts that the encoder had not seen, grow three to twenty times."""
LEVELS: dict[str, tuple[str, ...]] = {
    "meaning": ("rivalled", "close", "clear", "far ahead", "alone"),
    "sentences": ("different", "few", "some", "most", "same"),
    "title meaning": ("different", "unlike", "similar", "near", "same"),
    "numbers": ("different", "few", "some", "most", "same"),
    "names": ("different", "few", "some", "most", "same"),
}
"""Names of the levels, lowest first."""
WEIGHTS: dict[tuple[str, str], float] = {
    ("meaning", "rivalled"): -1.32,
    ("meaning", "close"): -0.99,
    ("meaning", "clear"): 1.18,
    ("meaning", "far ahead"): 2.58,
    ("meaning", "alone"): 3.58,
    ("sentences", "different"): -1.68,
    ("sentences", "few"): -0.55,
    ("sentences", "some"): 1.01,
    ("sentences", "most"): 2.76,
    ("sentences", "same"): 3.48,
    ("title meaning", "different"): -1.51,
    ("title meaning", "unlike"): -0.74,
    ("title meaning", "similar"): 0.88,
    ("title meaning", "near"): 2.10,
    ("title meaning", "same"): 4.98,
    ("numbers", "different"): -3.60,
    ("numbers", "few"): -1.53,
    ("numbers", "some"): -0.10,
    ("numbers", "most"): 1.05,
    ("numbers", "same"): 2.95,
    ("names", "different"): -2.54,
    ("names", "few"): -0.97,
    ("names", "some"): -0.39,
    ("names", "most"): 0.90,
    ("names", "same"): 2.34,
}
"""Log-odds of a level. Each pair has one of ``meaning`` and ``title meaning``, so that no bias is due. Fitted on what
two encoders found that had not seen the texts (``python -m bench.fit_cross``); like the cuts they hold for the bundled
one and its kind."""


class Texts(NamedTuple):
    """Columns of records in one language; an absent text is empty."""

    titles: Sequence[str]
    abstracts: Sequence[str]

    def at(self, rows: Rows) -> "Texts":
        """Return the texts of some rows."""
        return Texts([self.titles[row] for row in rows], [self.abstracts[row] for row in rows])

    def whole(self) -> list[str]:
        """Return title and abstract of each record in one."""
        return ["\n".join(filter(None, both)) for both in zip(self.titles, self.abstracts, strict=True)]


class Across(NamedTuple):
    """Columns of the candidate pairs, and what speaks for each; NaN where there was nothing to compare."""

    left: Rows
    """Row of the English record."""
    right: Rows
    """Row of the Chinese record."""
    cosine: Vectors
    """Of the whole texts; of the titles where one side has no abstract."""
    meaning: Vectors
    """Where both sides have an abstract: cosine less that of the best rival."""
    title_meaning: Vectors
    """Where one side has none: that and the cosine, added."""
    sentences: Vectors
    """How well the sentences of each are found in the other."""
    numbers: Vectors
    """Share of numbers in common."""
    names: Vectors
    """Share of words in Latin letters in common."""


def across(english: Texts, chinese: Texts, encoder: Encoder) -> Across:
    """Return the candidates among records in two languages, with the evidence on each.

    Texts are compared whole where both records have an abstract, else by their titles.
    """
    by_abstract, by_title = _by_abstract(english, chinese, encoder), _by_title(english, chinese, encoder)
    left, right = (
        np.concatenate(both) for both in ((by_abstract.left, by_title.left), (by_abstract.right, by_title.right))
    )
    cosine = np.concatenate([by_abstract.cosine, by_title.cosine]).round(DECIMALS)
    known = np.arange(len(left)) < len(by_abstract.left)
    parts = [slice(start, start + AT_ONCE) for start in range(0, max(1, len(left)), AT_ONCE)]
    details = [_details(english.at(left[part]), chinese.at(right[part]), known[part], encoder) for part in parts]
    margin = np.concatenate([by_abstract.margin, by_title.margin]).round(DECIMALS)
    return Across(
        left,
        right,
        cosine,
        meaning=_where(known, margin),
        title_meaning=_where(~known, margin + cosine),
        sentences=np.concatenate([one.sentences for one in details]),
        numbers=np.concatenate([one.numbers for one in details]),
        names=np.concatenate([one.names for one in details]),
    )


def levels(found: Across) -> dict[str, NDArray[np.int8]]:
    """Return for each field the level of each pair, 0 the lowest of ``LEVELS``; -1 where nothing was compared."""
    columns = {field: getattr(found, field.replace(" ", "_")) for field in CUTS}
    return {
        field: np.where(np.isnan(column), -1, np.digitize(column, CUTS[field])).astype(np.int8)
        for field, column in columns.items()
    }


def _by_abstract(english: Texts, chinese: Texts, encoder: Encoder) -> Pairs:
    """Return mutual neighbours among records with an abstract."""
    lefts, rights = _filled(english.abstracts), _filled(chinese.abstracts)
    return _near(english.at(lefts).whole(), chinese.at(rights).whole(), encoder, lefts, rights)


def _by_title(english: Texts, chinese: Texts, encoder: Encoder) -> Pairs:
    """Return mutual neighbours among titles, for the pairs of which one side has no abstract."""
    lefts, rights = _filled(english.titles), _filled(chinese.titles)
    bare_lefts, bare_rights = (
        np.setdiff1d(rows, _filled(texts.abstracts)) for rows, texts in ((lefts, english), (rights, chinese))
    )
    if not (len(bare_lefts) or len(bare_rights)):
        lefts = rights = lefts[:0]
    found = _near(english.at(lefts).titles, chinese.at(rights).titles, encoder, lefts, rights)
    return found.at(np.isin(found.left, bare_lefts) | np.isin(found.right, bare_rights))


def _near(english: Sequence[str], chinese: Sequence[str], encoder: Encoder, lefts: Rows, rights: Rows) -> Pairs:
    """Return mutual neighbours that are close, by the rows that their texts stand for."""
    found = mutual(encode(encoder, english), encode(encoder, chinese))
    found = found.at(found.cosine >= CLOSE)
    return found._replace(left=lefts[found.left], right=rights[found.right])


def _filled(texts: Sequence[str]) -> Rows:
    return np.array([row for row, text in enumerate(texts) if text.strip()], dtype=np.intp)


class _Details(NamedTuple):
    """The last columns of ``Across``."""

    sentences: Vectors
    numbers: Vectors
    names: Vectors


def _details(english: Texts, chinese: Texts, known: NDArray[np.bool_], encoder: Encoder) -> _Details:
    ours, theirs = english.whole(), chinese.whole()
    return _Details(
        _where(known, sentence_coverage(ours, theirs, encoder).round(DECIMALS)),
        number_share(ours, theirs),
        name_share(ours, theirs),
    )


def _where(known: NDArray[np.bool_], values: Vectors) -> Vectors:
    return np.where(known, values, np.float32(np.nan)).astype(np.float32)
