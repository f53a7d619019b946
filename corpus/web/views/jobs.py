"""The work that a page can start: applying decisions, reading failed files again."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from corpus.store import Store
from corpus.web.jobs import Job, JobKind
from corpus.web.pages import Act, Done, Form, action, back, page, site


@dataclass(frozen=True, slots=True)
class Current:
    """The job that runs or, until it is dismissed, the one that ran last."""

    job: Job | None


def current(_: Store, request: Request) -> Current:
    return Current(site(request).jobs.current)


def start(kind: JobKind) -> Act:
    def act(_: Store, request: Request, __: Form) -> Done:
        if not site(request).jobs.start(kind, site(request).corpus):
            raise HTTPException(409, "another job is running; wait for its end")
        return Done(back(request))

    return act


def dismiss(_: Store, request: Request, __: Form) -> Done:
    site(request).jobs.dismiss()
    return Done(back(request))


ROUTES = (
    *page("/jobs", "jobs.html", current),
    action("/jobs/apply", start("apply")),
    action("/jobs/retry", start("retry")),
    action("/jobs/dismiss", dismiss),
)
