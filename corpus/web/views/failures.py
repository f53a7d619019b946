"""The files that gave no record, and why."""

from dataclasses import dataclass

from starlette.requests import Request

from corpus.store import Failure, Store
from corpus.web.pages import page


@dataclass(frozen=True, slots=True)
class Failures:
    """Every file and member of an archive that failed, in the order of their names."""

    failures: tuple[Failure, ...]


def failures(store: Store, _: Request) -> Failures:
    return Failures(store.failures())


ROUTES = (*page("/failures", "failures.html", failures),)
