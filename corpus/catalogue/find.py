"""Look for canonical records: by words, by facets, sorted, a page at a time.

The words are FTS5's business, counting and sorting that of the table in memory (``corpus.catalogue.table``); of the
records themselves only those of the page are read.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bicorpus import UsageError
from corpus.catalogue.hits import Hit, read_hits
from corpus.catalogue.table import FACETS, UNKNOWN, Mask, Places, Table, latest, numbers, snapshot
from corpus.search.query import Expression, parse

PAGE_SIZE = 50
LARGEST_PAGE = 200
RANKED = 20_000
"""Hits that BM25 ranks, which takes 2 ms per thousand; a word that more records have tells little of any of them."""
WEIGHTS = (8.0, 1.0, 4.0, 4.0, 10.0)
"""Of title, abstract, terms, people and ids: once in a title weighs what eight times do in an abstract."""


def _share(some: NDArray[Any], every: NDArray[Any]) -> NDArray[np.float64]:
    share: NDArray[np.float64] = np.divide(some, every, out=np.full(len(every), np.nan), where=every > 0)
    return share


_KEYS: Mapping[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
    "newest": lambda rows: -np.where(rows["published"], rows["published"], np.nan),
    "oldest": lambda rows: np.where(rows["published"], rows["published"], np.nan),
    "untranslated": lambda rows: _share(rows["en_translated"] + rows["zh_translated"], rows["en"] + rows["zh"]),
    "findings": lambda rows: -rows["findings"],
    "doubtful": lambda rows: rows["confidence"],
}
SORTS: Final = ("relevance", "title", *_KEYS)
"""Best match (without words, by title; with more hits than are ranked, newest first), title, year down and up, least
translated first, most findings first, lowest confidence of a bead first."""
_MATCHING = "SELECT rowid FROM search WHERE search MATCH ?"
_RANKED = f"{_MATCHING} ORDER BY bm25(search, {str(WEIGHTS)[1:-1]}), rowid"
_YEARS = re.compile(r"(\d{4})?-(\d{4})?")

Facet = tuple[tuple[str, int], ...]
"""Values with the number of records that have them, commonest first; years, newest first."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. Of a facet, records with any of the values; of several facets, those that fit all."""

    q: str = ""
    """Words, as ``corpus.search.query`` reads them."""
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    """``both``, ``en``, ``zh`` or ``unknown``."""
    year: tuple[str, ...] = ()
    """``2021``, ``2015-2020``, ``2015-``, ``-1999`` or ``unknown``."""
    site: tuple[str, ...] = ()
    finding: tuple[str, ...] = ()
    """Kinds of findings."""
    reviewed: tuple[str, ...] = ()
    """``all``, ``some`` or ``none`` of the beads accepted."""
    sort: str = "relevance"
    page: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and what there is besides."""

    total: int
    page: int
    """The last one where a later one was asked for."""
    pages: int
    rows: tuple[Hit, ...]
    facets: Mapping[str, Facet]
    """Each counted among the records that fit all other facets, so that it shows what another choice would find."""


class _Matches(NamedTuple):
    """The rows that have the words of a query."""

    mask: Mask
    ranked: Places | None
    """The same, best first; None where they are not ranked."""


def find(connection: sqlite3.Connection, query: Query) -> Found:
    """Return a page of what a query asks for.

    Raises:
        UsageError: there is no such sorting, or a year is none.
    """
    expression = parse(query.q)
    with snapshot(connection):
        table = latest(connection)
        matches = _matches(connection, table, expression, query.sort)
        chosen = {facet: table.having(facet, wanted) for facet in FACETS if (wanted := _wanted(query, facet))}
        fitting = _all(matches.mask, chosen)
        facets = {facet: _facet(table, facet, _all(matches.mask, chosen, but=facet), query) for facet in FACETS}
        order = _order(table, query, fitting, matches)
        page, pages, places = _page(query, len(order))
        shown = table.rows["number"][order[places]].tolist()
        return Found(len(order), page, pages, read_hits(connection, shown, expression.marked), facets)


def _matches(connection: sqlite3.Connection, table: Table, expression: Expression, sort: str) -> _Matches:
    mask = np.full(len(table), not expression.wanted)
    if expression.unwanted:
        mask[table.places(numbers(connection, _MATCHING, expression.unwanted))] = False
    if not expression.wanted:
        return _Matches(mask, None)
    matching = numbers(connection, _MATCHING, expression.wanted)
    mask[table.places(matching)] = True
    if sort != "relevance" or len(matching) > RANKED:
        return _Matches(mask, None)
    return _Matches(mask, table.places(numbers(connection, _RANKED, expression.wanted)))


def _wanted(query: Query, facet: str) -> Callable[[str], bool] | None:
    """Return what tells the values that a query wants of a facet, or None where it wants any."""
    chosen: tuple[str, ...] = getattr(query, facet)
    if not chosen:
        return None
    if facet != "year":
        return frozenset(chosen).__contains__
    spans = [years(text) for text in chosen if text != UNKNOWN]
    return lambda value: (
        value in chosen if value == UNKNOWN else any(first <= int(value) <= last for first, last in spans)
    )


def years(text: str) -> tuple[int, int]:
    """Return the first and the last year of a span such as ``2015-2020``.

    Raises:
        UsageError: it is none.
    """
    match = _YEARS.fullmatch(text if "-" in text else f"{text}-{text}")
    if not match:
        raise UsageError(f"year: {text!r} is none; write 2021, 2015-2020, 2015-, -1999 or {UNKNOWN}")
    return int(match[1] or 0), int(match[2] or 9999)


def _all(mask: Mask, chosen: Mapping[str, Mask], but: str = "") -> Mask:
    for facet, fits in chosen.items():
        if facet != but:
            mask = mask & fits
    return mask


def _facet(table: Table, facet: str, among: Mask, query: Query) -> Facet:
    """Count by value; a value that was chosen is there even if no record has it, so that it can be given up."""
    counts = {value: 0 for value in getattr(query, facet) if facet != "year" or "-" not in value}
    counts |= table.counts(facet, among)
    if facet == "year":
        return tuple(sorted(counts.items(), key=lambda one: (one[0] != UNKNOWN, one[0]), reverse=True))
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _order(table: Table, query: Query, fitting: Mask, matches: _Matches) -> Places:
    """Return the places of the rows that fit, in order; what is alike in the order of numbers, what is unknown last."""
    sort = query.sort
    if sort not in SORTS:
        raise UsageError(f"sort: {sort!r} is not known; there are {', '.join(SORTS)}")
    if sort == "relevance":
        if matches.ranked is not None:
            return matches.ranked[fitting[matches.ranked]]
        sort = "newest" if query.q else "title"
    if sort == "title":
        return table.by_title[fitting[table.by_title]]
    order = np.flatnonzero(fitting)
    return order[np.argsort(_KEYS[sort](table.rows)[order], kind="stable")]


def _page(query: Query, total: int) -> tuple[int, int, slice]:
    """Return the number of the page, how many there are, and which of the rows that fit it shows."""
    size = min(max(query.size, 1), LARGEST_PAGE)
    pages = max(1, -(-total // size))
    page = min(max(query.page, 1), pages)
    return page, pages, slice((page - 1) * size, page * size)
