"""A query as addresses: what the list of records is filtered by, and where each choice leads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import QueryParams

from corpus.catalogue import FACETS, SORTS, Query
from corpus.catalogue.find import LARGEST_PAGE, PAGE_SIZE
from corpus.coverage import STATUS_NAMES
from corpus.web.pages import integer
from corpus.web.templating import url

VALUES = 50
"""Values of a facet that a query may name; more nobody has chosen one by one."""
LAST_PAGE = 10**9
USUAL = SORTS[0]
"""How a list is sorted that nobody sorted."""
SHOWN = 8
"""Values of a facet that are seen at once; the rest is folded away."""
NAMES: Mapping[str, str] = {
    "kind": "Kind",
    "status": "Translation",
    "lang": "Languages",
    "finding": "Findings",
    "reviewed": "Review",
    "year": "Year",
    "site": "Site",
}
"""What facets are called, in the order in which they are shown."""
WORDED: Mapping[str, Mapping[str, str]] = {
    "kind": {"paper": "papers", "trial": "trials"},
    "status": STATUS_NAMES,
    "lang": {"both": "English and Chinese", "en": "English", "zh": "Chinese", "unknown": "unknown"},
    "reviewed": {"all": "all accepted", "some": "some accepted", "none": "none accepted"},
}
"""What values are called; those that are not here are their own names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the address of the list with it or, where it is chosen, without it."""

    value: str
    name: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: those that are seen at once, and the rest."""

    facet: str
    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


def read(params: QueryParams) -> Query:
    """Read a query from an address, whatever somebody wrote there."""
    chosen: Mapping[str, Any] = {
        facet: tuple(dict.fromkeys(filter(None, params.getlist(facet))))[:VALUES] for facet in FACETS
    }
    return Query(
        q=params.get("q", "").strip(),
        sort=params.get("sort") or USUAL,
        page=integer(params.get("page"), 1, 1, LAST_PAGE),
        size=integer(params.get("size"), PAGE_SIZE, 1, LARGEST_PAGE),
        **chosen,
    )


def address(query: Query, path: str = "/records") -> str:
    """Return the address of a query; what is as usual is left out."""
    return url(path, **dict(_fields(query)))


def fields(query: Query) -> tuple[tuple[str, str], ...]:
    """Return what a form beside a query's own words and sort has to carry on."""
    return tuple((facet, value) for facet in FACETS for value in getattr(query, facet))


def facets(query: Query, counts: Mapping[str, tuple[tuple[str, int], ...]]) -> tuple[Facet, ...]:
    """Return the facets with something to choose, each value with where it leads."""
    found = (_facet(query, facet, counts[facet]) for facet in NAMES)
    return tuple(facet for facet in found if len(facet.choices) > 1 or any(one.chosen for one in facet.choices))


def chosen(query: Query) -> tuple[tuple[str, Choice], ...]:
    """Return every value that a query is filtered by, with its facet's name."""
    return tuple((NAMES[facet], _choice(query, facet, value, 0)) for facet, value in fields(query))


def _facet(query: Query, facet: str, counts: tuple[tuple[str, int], ...]) -> Facet:
    choices = [_choice(query, facet, value, count) for value, count in counts]
    first = [choice for place, choice in enumerate(choices) if place < SHOWN or choice.chosen]
    return Facet(facet, NAMES[facet], tuple(first), tuple(choice for choice in choices if choice not in first))


def _choice(query: Query, facet: str, value: str, count: int) -> Choice:
    values: tuple[str, ...] = getattr(query, facet)
    is_chosen = value in values
    others = tuple(one for one in values if one != value) if is_chosen else (*values, value)
    changed: Mapping[str, Any] = {facet: others, "page": 1}
    where = address(replace(query, **changed))
    return Choice(value, WORDED.get(facet, {}).get(value, value), count, is_chosen, where)


def _fields(query: Query) -> Iterator[tuple[str, object]]:
    yield "q", query.q
    for facet in FACETS:
        yield facet, getattr(query, facet)
    yield "sort", "" if query.sort == USUAL else query.sort
    yield "page", "" if query.page == 1 else query.page
    yield "size", "" if query.size == PAGE_SIZE else query.size
