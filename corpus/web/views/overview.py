"""The first page: what the corpus holds, and what to do next."""

from dataclasses import dataclass

from starlette.requests import Request

from corpus.overview import DOUBTFUL, Overview
from corpus.overview import overview as summed
from corpus.store import Store
from corpus.web.pages import page
from corpus.web.views.exports import Offer, offers


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the page shows."""

    overview: Overview
    folder: str
    """That the corpus was built from."""
    finished: bool
    """Whether the last build came to its end."""
    pending: int
    """Decisions that the records do not show yet."""
    warnings: tuple[str, ...]
    """Decisions that were left aside, and why."""
    doubtful_below: float
    formats: tuple[Offer, ...]
    """In which the corpus can be carried away."""


def overview(store: Store, _: Request) -> OverviewPage:
    return OverviewPage(
        overview=summed(store),
        folder=store.folder() or "",
        finished=store.is_finished(),
        pending=store.pending(),
        warnings=store.warnings(),
        doubtful_below=DOUBTFUL,
        formats=tuple(offers()),
    )


ROUTES = (*page("/", "overview.html", overview),)
