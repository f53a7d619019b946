"""The application: every view's pages behind the guard."""

from pathlib import Path
from secrets import token_urlsafe

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from corpus.web import assets
from corpus.web.errors import explain
from corpus.web.jobs import Jobs
from corpus.web.pages import Site, file_id
from corpus.web.security import Guard
from corpus.web.views import routes


def create_app(corpus: Path, *, who: str = "", token: str | None = None) -> Starlette:
    """Return the review pages of a corpus.

    Args:
        corpus: the file; it is opened anew for each request.
        who: name that is written beside decisions.
        token: the key of this run, without which nothing is answered; a random one if not given.
    """
    key = token or token_urlsafe()
    app = Starlette(
        routes=[assets.ROUTE, *routes()],
        middleware=[Middleware(Guard, key=key, explain=explain)],
        exception_handlers={HTTPException: explain},
    )
    app.router.redirect_slashes = False
    app.state.site = Site(corpus, who, key, Jobs(), file_id(corpus))
    return app
