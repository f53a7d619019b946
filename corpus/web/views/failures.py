"""The files that gave no record, and why; the reasons as they are, and those that are one kind of reason together."""

from collections import Counter
from dataclasses import dataclass

from starlette.requests import Request

from corpus.holdings import Failure
from corpus.overview import reason_kind
from corpus.store import Store
from corpus.web.pages import integer, page
from corpus.web.templating import url

PAGE_SIZE = 200


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of reason, and where the files are listed that it is true of."""

    name: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Failures:
    """Files and members of archives that failed, in the order of their names."""

    reasons: tuple[Reason, ...]
    """The commonest first."""
    total: int
    """Of the chosen reason, or of all."""
    failures: tuple[Failure, ...]
    """Those on this page."""
    page: int
    pages: int
    previous: str | None
    next: str | None
    folder: str
    """That they are in."""


def failures(store: Store, request: Request) -> Failures:
    chosen = request.query_params.get("reason", "")
    kinds = [(failure, reason_kind(failure.reason)) for failure in store.failures()]
    found = [failure for failure, kind in kinds if chosen in {"", kind}]
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = integer(request.query_params.get("page"), 1, 1, pages)

    def at(place: int) -> str | None:
        return url("/failures", reason=chosen, page=place) if 1 <= place <= pages else None

    return Failures(
        reasons=tuple(
            Reason(kind, count, kind == chosen, url("/failures", reason="" if kind == chosen else kind))
            for kind, count in Counter(kind for _, kind in kinds).most_common()
        ),
        total=len(found),
        failures=tuple(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
        page=number,
        pages=pages,
        previous=at(number - 1),
        next=at(number + 1),
        folder=store.folder() or "",
    )


ROUTES = (*page("/failures", "failures.html", failures),)
