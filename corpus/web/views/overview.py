"""The first page: what the corpus holds, and what to do next."""

from starlette.requests import Request

from corpus.store import Counts, Store
from corpus.web.pages import page


def overview(store: Store, _: Request) -> Counts:
    return store.counts()


ROUTES = (*page("/", "overview.html", overview),)
