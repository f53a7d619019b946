"""Who may ask for what: only this machine's browser, only with the key of this run, and no other page on its behalf.

A page elsewhere may name this server by its own host name (DNS rebinding), post a form to it, frame it or load it;
other people on this machine may open its port. Against these stand the Host, the Origin, the key, the token of each
form, and the headers of every answer.
"""

from collections.abc import Callable
from hmac import compare_digest
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser would send the forms of these very pages with the Origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HOSTS = ("127.0.0.1", "localhost", "[::1]")
METHODS = ("GET", "HEAD", "POST")
NO_STORE = "no-store"
"""Of pages: what a decision has changed is not to be seen again by going back, nor by others in the browser's files."""


class Guard:
    """ASGI middleware: refuses what is not allowed, adds the headers to every answer, and lets no error out."""

    def __init__(self, app: ASGIApp, key: str, explain: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._key = key
        self._explain = explain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, begun = Request(scope), False

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _harden(MutableHeaders(scope=message))
            await send(message)

        try:
            answer = check(request, self._key) or self._app
            request.state.admitted = True
            await answer(scope, receive, send_safely)
        except Exception as exc:
            if begun:
                raise
            await self._explain(request, exc)(scope, receive, send_safely)


def check(request: Request, key: str) -> Response | None:
    """Pass a request, or return where the browser is to go first.

    Raises:
        HTTPException: it is refused, with the reason.
    """
    if request.method not in METHODS:
        raise HTTPException(405, "only GET, HEAD and POST are answered", {"Allow": ", ".join(METHODS)})
    _check_host(request)
    if request.method == "POST":
        _check_origin(request.headers)
    if request.url.path.startswith("/static/"):
        return None
    return _admit(request, key)


def admitted(request: Request) -> bool:
    """Tell whether the guard let the request in: to others no page may show the key."""
    return getattr(request.state, "admitted", False)


def check_token(given: str, key: str) -> None:
    """Raise HTTPException unless a write carries the token of this run."""
    if not _equal(given, key):
        raise HTTPException(403, "the form is not of this run of bicorpus review: reload the page and try again")


def _harden(headers: MutableHeaders) -> None:
    headers.update(HEADERS)
    headers.setdefault("Cache-Control", NO_STORE)


def cookie_name(request: Request) -> str:
    """Return the name of the cookie that holds the key; the ports of a machine share their cookies."""
    return f"bicorpus-{request.url.port or 80}"


def _check_host(request: Request) -> None:
    _, port = request.scope["server"]
    if request.headers.get("host", "") not in {f"{host}:{port}" for host in HOSTS}:
        raise HTTPException(421, f"not this server's name: open it as http://127.0.0.1:{port}")


def _check_origin(headers: Headers) -> None:
    site, origin = headers.get("sec-fetch-site", "same-origin"), headers.get("origin")
    if site != "same-origin" or origin not in {None, f"http://{headers['host']}"}:
        raise HTTPException(403, "another site may not write here")


def _admit(request: Request, key: str) -> Response | None:
    given = request.query_params.get("key", "")
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer" and _equal(bearer, key):
        return None
    if _equal(given, key):
        return _with_cookie(request, key)
    if not _equal(request.cookies.get(cookie_name(request), ""), key):
        raise HTTPException(403, "open the address that bicorpus review has printed: it holds the key of this run")
    return None


def _with_cookie(request: Request, key: str) -> Response | None:
    if request.method == "POST" or request.url.path.endswith(".json"):
        return None
    response = RedirectResponse(request.url.remove_query_params("key"), 303)
    response.set_cookie(cookie_name(request), key, httponly=True, samesite="strict")
    return response


def _equal(given: str, key: str) -> bool:
    return compare_digest(given.encode(), key.encode())
