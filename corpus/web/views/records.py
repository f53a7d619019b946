"""The list of canonical records: searched in both languages, filtered, sorted, a page at a time."""

from dataclasses import dataclass, replace

from starlette.requests import Request

from corpus.catalogue import SORTS, Hit, Query
from corpus.store import Store
from corpus.web.facets import Choice, Facet, address, chosen, facets, fields, read
from corpus.web.pages import page

NAMES = {
    "relevance": "best match",
    "title": "title",
    "newest": "newest first",
    "oldest": "oldest first",
    "untranslated": "least translated first",
    "findings": "most findings first",
    "doubtful": "lowest confidence first",
}


@dataclass(frozen=True, slots=True)
class Records:
    """A page of the list, and where one can go from it."""

    query: Query
    total: int
    pages: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[tuple[str, Choice], ...]
    fields: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]
    """Each with what it is called."""
    here: str
    """Address of this page of the list."""
    first: int
    """Number of the first record on this page, from 1."""
    previous: str | None
    next: str | None
    """Addresses of the pages before and after this one."""
    unfiltered: str
    """Address of the same search without filters."""
    unindexed: int
    """Records that the search does not know yet."""


def records(store: Store, request: Request) -> Records:
    asked = read(request.query_params)
    found = store.catalogue.find(asked)
    query = replace(asked, page=found.page)
    return Records(
        query=query,
        total=found.total,
        pages=found.pages,
        hits=found.rows,
        facets=facets(query, found.facets),
        chosen=chosen(query),
        fields=fields(query),
        sorts=tuple((sort, NAMES[sort]) for sort in SORTS),
        here=address(query),
        first=(found.page - 1) * query.size + 1,
        previous=address(replace(query, page=query.page - 1)) if query.page > 1 else None,
        next=address(replace(query, page=query.page + 1)) if query.page < found.pages else None,
        unfiltered=address(Query(q=query.q, sort=query.sort)),
        unindexed=store.catalogue.unindexed() if query.q else 0,
    )


ROUTES = (*page("/records", "records.html", records),)
