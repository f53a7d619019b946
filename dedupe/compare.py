"""Sum the evidence on pairs.

A logistic model over levels of agreement: unlike Fellegi-Sunter it does not take fields for independent, and title,
abstract, volume and pages are not.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedupe.agree import QUICK, SLOW
from dedupe.agree_place import place
from dedupe.columns import Columns, Flags, Ints
from dedupe.features import Features
from dedupe.levels import CODE, LEVELS, Agreement
from dedupe.meaning import WEIGHTS as ACROSS
from dedupe.weights import BIAS, WEIGHTS

SAME = 0.9
"""Well above the highest probability of a false pair of the labelled sets that nothing vetoes: 0.47, or 0.68 in a set
left out of the fit."""
SAME_ACROSS = 0.85
"""For pairs that an encoder found in two languages. With 0.9 fewer of them are found (0.964 of abstracts, not 0.970),
and as many strangers: 1 among 2,750."""
UNCERTAIN = 0.1
"""Between it and the others stand 6 true and 13 false pairs of the labelled sets."""
SET_BY_HAND = {
    ("authors", "other script"): -1.7,
    ("id", "shared"): 20.0,
    ("weak id", "shared"): 1.5,
    ("place", "exact"): 3.0,
}
"""What the labelled sets cannot teach. An own identifier outweighs all fields, a shared one helps beside a title.
Authors that pinyin does not match: half of what strangers in one script are worth. An exact place: fitted, it shares
what it says with pages and volume; of 1,900 pairs with it none is two papers, also where the titles differ."""
CHOSEN = ("meaning", "title meaning")
"""Fields of which every pair that the encoder found has one; their weights bring a bias of their own."""


def all_weights(bias: float, fitted: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return the log-odds by (field, level), given those fitted on records of one language and their bias."""
    across = {level: weight - bias * (level[0] in CHOSEN) for level, weight in ACROSS.items()}
    return {**fitted, **across, **SET_BY_HAND}


ALL_WEIGHTS = all_weights(BIAS, WEIGHTS)
"""Log-odds by (field, level); what is not here adds nothing."""
ONE_TITLE = ("same", "near")
"""Levels of titles that are one but for a slip."""

Odds = NDArray[np.float64]
"""Log-odds, [n]."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs that were compared in every field."""

    columns: Columns
    left: Ints
    """Positions, [n]; the smaller of each pair."""
    right: Ints
    fields: Mapping[str, Agreement]
    odds: Odds
    """That the two are the same, before vetoes."""

    def only(self, rows: Ints) -> "Judged":
        """Return some of the pairs."""
        fields = {field: agreement.only(rows) for field, agreement in self.fields.items()}
        return Judged(self.columns, self.left[rows], self.right[rows], fields, self.odds[rows])

    def records(self, row: int) -> tuple[Features, Features]:
        """Return the two records of a pair."""
        return self.columns.items[self.left[row]], self.columns.items[self.right[row]]

    def at(self, field: str, *levels: str) -> Flags:
        """Tell of each pair whether a field is at one of these levels; without levels, whether it was compared."""
        return _at(field, self.fields[field], *levels)


def log_odds(probability: float) -> float:
    """Return what a probability is as a sum of weights."""
    return math.log(probability / (1 - probability))


def probability(odds: float) -> float:
    """Return what a sum of weights is as a probability; never quite 0 or 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def judge(columns: Columns, pairs: Ints) -> Judged:
    """Compare pairs of positions, [n, 2], and leave out those that no agreement could make uncertain.

    These are found by what is compared fastest, which spares two of three pairs the rest and changes no verdict.
    """
    left, right = pairs[:, 0], pairs[:, 1]
    quick = {field: compare(columns, left, right) for field, compare in QUICK.items()}
    rows = _could_be_same(columns, left, right, quick)
    left, right = left[rows], right[rows]
    fields = {field: agreement.only(rows) for field, agreement in quick.items()}
    fields |= {field: compare(columns, left, right) for field, compare in SLOW.items()}
    fields["place"] = place(fields)
    fields["id"] = _own_or_container(columns, left, fields)
    return Judged(columns, left, right, fields, _sum(fields))


def _at(field: str, agreement: Agreement, *levels: str) -> Flags:
    codes = [CODE[field, level] for level in levels]
    return np.isin(agreement.levels, codes) if levels else agreement.levels > 0


def _sum(fields: Mapping[str, Agreement]) -> Odds:
    weights = [_weight_of_level(field)[agreement.levels] for field, agreement in fields.items()]
    return np.asarray(np.sum(weights, axis=0) + BIAS)


def _weight_of_level(field: str) -> Odds:
    return np.array([0.0, *(ALL_WEIGHTS.get((field, level), 0.0) for level in LEVELS[field])])


def _could_be_same(columns: Columns, left: Ints, right: Ints, quick: Mapping[str, Agreement]) -> Flags:
    """Tell of each pair whether it has one identifier or title, or could be uncertain if all the rest agreed.

    So are pairs kept whose abstracts came out at two kinds of place: they may be versions under two titles.
    """
    most = _sum(quick)
    abstracts = np.diff(columns.abstracts.starts)
    late = {"authors": columns.authors, "journal": columns.journal, "weak id": columns.weak, "abstract": abstracts}
    for field, held in late.items():
        most += _weight_of_level(field).max() * ((held[left] > 0) & (held[right] > 0))
    most += _weight_of_level("place").max() * _at("volume", quick["volume"], "same")
    most += columns.across(left, right) * sum(_weight_of_level(field).max() for field in ("numbers", "names"))
    if columns.translations is not None:
        most[columns.translations.rows(left, right)[0]] = np.inf
    venues = columns.venue[left], columns.venue[right]
    abstracted = (abstracts[left] > 0) & (abstracts[right] > 0)
    versions: Flags = (venues[0] != venues[1]) & (venues[0] * venues[1] > 0) & abstracted
    return versions | _at("id", quick["id"]) | _at("title", quick["title"], *ONE_TITLE) | (most >= log_odds(UNCERTAIN))


def _own_or_container(columns: Columns, left: Ints, fields: Mapping[str, Agreement]) -> Agreement:
    """Return shared identifiers as ``contradicted`` where they are not the papers' own.

    A DOI under another title, or under other authors without one title, may be that of an issue or supplement; a
    registry's number is the trial's whatever its title.
    """
    title, numbers, authors = (fields[field] for field in ("title", "title numbers", "authors"))
    strangers = _at("authors", authors, "none") & ~_at("title", title, *ONE_TITLE)
    strange = strangers | _at("title", title, "different") | _at("title numbers", numbers, "differ")
    strange &= columns.is_paper[left] & _at("id", fields["id"])
    levels = np.where(strange, CODE["id", "contradicted"], fields["id"].levels)
    return replace(fields["id"], levels=levels.astype(np.int8))
