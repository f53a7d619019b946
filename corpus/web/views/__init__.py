"""The pages, one module each; ``ROUTES`` of a module are those of its page and of what can be done there."""

from collections.abc import Iterator
from importlib import import_module

from starlette.routing import BaseRoute

VIEWS = (
    "overview",
    "failures",
    "records",
    "record",
    "alignment",
    "duplicates",
    "history",
    "exports",
    "jobs",
    "language",
)


def routes() -> Iterator[BaseRoute]:
    """Yield the routes of all pages."""
    for name in VIEWS:
        yield from import_module(f"{__name__}.{name}").ROUTES
