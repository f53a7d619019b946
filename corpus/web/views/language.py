"""The switch between English and Chinese."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from corpus.web.pages import LANGUAGE_COOKIE, local
from corpus.wording import LANGUAGES

YEAR = 365 * 24 * 60 * 60


def language(request: Request) -> Response:
    response = RedirectResponse(local(request.query_params.get("back")), 303)
    if (to := request.query_params.get("to")) in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, str(to), YEAR, httponly=True, samesite="strict")
    return response


ROUTES = (Route("/language", language),)
