"""Errors as pages: what was refused or went wrong, in a sentence, and never a traceback."""

from http import HTTPStatus

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bicorpus import BicorpusError, UsageError
from corpus.messages import say
from corpus.web.pages import back, language, respond
from corpus.wording import retell


def explain(request: Request, error: Exception) -> Response:
    """Return the page, or for a request of JSON the object, that tells what went wrong."""
    status, reason = _reason(request, error)
    headers = dict(getattr(error, "headers", None) or {})
    if request.url.path.endswith(".json"):
        body = msgspec.json.encode({"error": reason, "status": status})
        return Response(body, status, headers, "application/json")
    reason = retell(reason, language(request))
    if request.headers.get("hx-request"):
        response = respond(request, "refusal.html", status, reason=reason)
        headers |= {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML", "HX-Reselect": "#error"}
    else:
        phrase, came = HTTPStatus(status).phrase, back(request)
        response = respond(
            request, "error.html", status, phrase=phrase, reason=reason, back="" if came == "/" else came
        )
    response.headers.update(headers)
    return response


def _reason(request: Request, error: Exception) -> tuple[int, str]:
    """Return the status of HTTP and the sentence."""
    if isinstance(error, HTTPException):
        return error.status_code, error.detail
    if isinstance(error, UsageError):
        return (403 if request.method == "POST" else 400), str(error)
    if isinstance(error, BicorpusError):
        return (409 if request.method == "POST" else 503), str(error)
    say(f"bicorpus: {request.method} {request.url.path}: {type(error).__name__}: {error}; please report this")
    return 500, f"this is a fault of bicorpus ({type(error).__name__}); what was saved before is safe"
