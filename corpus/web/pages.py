"""Pages and actions: what makes routes of a view's plain functions."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bicorpus import InputError
from corpus.store import Store, open_store
from corpus.web.jobs import Job, Jobs
from corpus.web.security import admitted, check_token
from corpus.web.templating import render, token_field
from corpus.web.twins import to_json
from corpus.wording import LANGUAGES, Language

FORM_BYTES = 2**20
"""A sentence that a person edits has hundreds of bytes; a body of a million is none."""
MESSAGE_COOKIE = "bicorpus-message"
MESSAGE_SECONDS = 60
LANGUAGE_COOKIE = "lang"

Form = QueryParams
"""The fields of a form: ``form["name"]``, ``form.get``, ``form.getlist``."""
FileId = tuple[int, int]
"""Device and inode."""
View = Callable[[Store, Request], Any]
"""Returns the model of a page: a frozen dataclass, NamedTuple or msgspec.Struct; or a Response."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share, as ``request.app.state.site``."""

    corpus: Path
    who: str
    """Written beside what is decided."""
    key: str
    """Of this run: who has it may read, and writes carry it as their token."""
    jobs: Jobs
    file: FileId | None
    """Of the corpus as it was found first."""


def file_id(path: Path) -> FileId | None:
    """Return what tells a file from any that is put in its place under its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Done(NamedTuple):
    """The end of an action: where the browser goes, and what it says there."""

    to: str
    message: str = ""


Act = Callable[[Store, Request, Form], Done | Response]


class Frame(NamedTuple):
    """What the frame around a page shows."""

    corpus: str
    """Name of the file."""
    lang: Language
    path: str
    """Of this page, with its query."""
    who: str
    token: str
    message: str
    """What the last action has to say; empty mostly."""
    job: Job | None
    pending: int
    """Decisions that the records do not show yet."""
    writable: bool

    def is_in(self, path: str) -> bool:
        """Tell whether this page is the one at ``path`` or, but for the first page, below it."""
        here = self.path.partition("?")[0]
        return here == path or (path != "/" and here.startswith(f"{path}/"))


def page(path: str, template: str, view: View) -> tuple[Route, Route]:
    """Return the routes of a page and of its twin in JSON, whose path ends in ``.json``; ``/`` has ``/index.json``."""

    def html(request: Request) -> Response:
        model = _look(request, view)
        return model if isinstance(model, Response) else respond(request, template, page=model)

    def twin(request: Request) -> Response:
        model = _look(request, view)
        return model if isinstance(model, Response) else Response(to_json(model), media_type="application/json")

    name = "/index" if path == "/" else path
    return Route(f"{name}.json", twin), Route(path, html)


def download(path: str, view: Callable[[Store, Request], Response]) -> Route:
    """Return the route of a file that a view makes of the corpus."""
    return Route(path, lambda request: _look(request, view))


def action(path: str, act: Act) -> Route:
    """Return the route of something that a person does, posted as a form."""

    async def post(request: Request) -> Response:
        form = await _form(request)
        check_token(request.headers.get("x-token") or form.get("token", ""), site(request).key)
        done = await run_in_threadpool(_do, request, act, form)
        return done if isinstance(done, Response) else redirect(done)

    return Route(path, post, methods=["POST"])


def site(request: Request) -> Site:
    found: Site = request.app.state.site
    return found


def respond(request: Request, template: str, status: int = 200, **context: object) -> Response:
    """Render a template in its frame; a message that was waiting has been told with that."""
    frame = _frame(request)
    text = render(template, frame.lang, frame=frame, token_field=token_field(frame.token), **context)
    response = HTMLResponse(text, status, headers={"Vary": "Cookie, Accept-Language"})
    if frame.message:
        response.delete_cookie(MESSAGE_COOKIE, httponly=True, samesite="strict")
    return response


def leave_message(response: Response, message: str) -> None:
    """Let the next page say something; nothing where the message is empty."""
    if message:
        response.set_cookie(MESSAGE_COOKIE, quote(message), MESSAGE_SECONDS, httponly=True, samesite="strict")


def language(request: Request) -> Language:
    """Return the language that the person chose or, before that, the browser prefers."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    for known in LANGUAGES:
        if chosen == known:
            return known
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def local(address: str | None, default: str = "/") -> str:
    """Return an address that a form gave, if it leads to this site; a browser reads a backslash as a slash."""
    if not address or address[0] != "/" or address[1:2] in {"/", "\\"} or not address.isprintable():
        return default
    return address


def is_writable(corpus: Path) -> bool:
    """Tell whether decisions can be kept: SQLite writes beside the file too."""
    return os.access(corpus, os.W_OK) and os.access(corpus.resolve().parent, os.W_OK)


def back(request: Request) -> str:
    """Return the page on this site from which a request came; the first page where the browser does not say."""
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc != request.headers.get("host"):
        return "/"
    return local(f"{came.path}?{came.query}" if came.query else came.path)


def integer(text: str | None, default: int, low: int, high: int) -> int:
    """Read a number of a query, whatever somebody wrote there, and bring it between two bounds."""
    try:
        return min(max(int(text or default), low), high)
    except ValueError:
        return default


def _open(request: Request, *, write: bool = False) -> AbstractContextManager[Store]:
    path = site(request).corpus
    if not path.is_file():  # opened for writing, an empty one would be made
        raise InputError(f"{path}: the corpus is no longer there")
    if file_id(path) != site(request).file:  # SQLite would read it through the log of the former one, and spoil it
        raise InputError(f"{path}: another file has taken the place of the corpus; start bicorpus review again")
    return open_store(path, write=write)


def _look(request: Request, view: View) -> Any:
    with _open(request) as store:
        request.state.pending = store.pending()
        return view(store, request)


def _do(request: Request, act: Act, form: Form) -> Done | Response:
    with _open(request, write=True) as store:
        return act(store, request, form)


async def _form(request: Request) -> Form:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            raise HTTPException(413, f"a form of more than {FORM_BYTES:,} bytes is not read")
    return QueryParams(bytes(body).decode("utf-8", "replace"))


def redirect(done: Done) -> Response:
    """Send the browser to where an action ends."""
    response = RedirectResponse(done.to, 303)
    leave_message(response, done.message)
    return response


def _frame(request: Request) -> Frame:
    here, query, shared = request.url.path, request.url.query, site(request)
    known = admitted(request)  # to others nothing is said of the corpus
    return Frame(
        corpus=shared.corpus.name if known else "bicorpus",
        lang=language(request),
        path=f"{here}?{query}" if query else here,
        who=shared.who,
        token=shared.key if known else "",
        message=unquote(request.cookies.get(MESSAGE_COOKIE, "")),
        job=shared.jobs.current if known else None,
        pending=getattr(request.state, "pending", 0),
        writable=is_writable(shared.corpus),
    )
