"""From record to record in the order of the list that a person came from.

The query of a record's address says which: ``from`` is the address of a page of the list, ``nth`` the record's place
on it. What people do to a record may move it in the list or take it out; the next is then what stands in its place.
"""

from dataclasses import replace
from typing import NamedTuple

from starlette.datastructures import QueryParams
from starlette.requests import Request

from bicorpus import UsageError
from corpus.catalogue import Query
from corpus.catalogue.find import LARGEST_PAGE
from corpus.store import Store
from corpus.web import facets
from corpus.web.pages import integer
from corpus.web.templating import url

LIST = "/records"


class Walk(NamedTuple):
    """Where a record stands in a list."""

    came: str
    """Address of the page of the list."""
    nth: int
    """Place on it, from 1."""
    previous: str | None
    """Addresses of the records before and after it, as pages of the same sort."""
    next: str | None

    @property
    def query(self) -> dict[str, object]:
        """What pages of the same record carry on."""
        return {"from": self.came, "nth": self.nth}


def walk(store: Store, request: Request, name: str, below: str = "") -> Walk | None:
    """Return where one can go from a record, or None where its address names no list.

    Args:
        store: the corpus.
        request: for a page of the record.
        name: id of the record.
        below: of the pages that are walked along, what follows the id in their addresses.
    """
    asked = request.query_params
    query = _query(asked.get("from", ""))
    if query is None:
        return None
    try:
        query, ids, pages = _listed(store, query)
    except UsageError:  # no such sort, or a year that is none
        return None
    place = integer(asked.get("nth"), 1, 1, LARGEST_PAGE) - 1
    is_there = name in ids[place : place + 1]
    return Walk(
        facets.address(query),
        place + 1,
        _address(store, query, min(place, len(ids)) - 1, ids, pages, below),
        _address(store, query, place + is_there, ids, pages, below),
    )


def _query(came: str) -> Query | None:
    path, _, query = came.partition("?")
    return facets.read(QueryParams(query)) if path == LIST else None


def _listed(store: Store, query: Query) -> tuple[Query, list[str], int]:
    """Return a query for the page that there is, the ids on that, and how many pages there are."""
    found = store.catalogue.find(query)
    return replace(query, page=found.page), [hit.id for hit in found.rows], found.pages


def _address(store: Store, query: Query, place: int, ids: list[str], pages: int, below: str) -> str | None:
    """Return the address of what stands at a place, which may be one before this page or behind it."""
    if place < 0:
        if query.page == 1:
            return None
        query, ids, _ = _listed(store, replace(query, page=query.page - 1))
        place = len(ids) - 1
    elif place >= len(ids):
        if query.page == pages:
            return None
        query, ids, _ = _listed(store, replace(query, page=query.page + 1))
        place = 0
    return url(f"{LIST}/{ids[place]}{below}", **{"from": facets.address(query), "nth": place + 1})
