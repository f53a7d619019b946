"""Stylesheets and scripts: a fixed table of what lies in ``static``, so that no path of a request is ever opened."""

import mimetypes
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).with_name("static")
FOREVER = "max-age=31536000, immutable"
"""The address of a file changes with its content, so that a browser may keep it for a year, the usual maximum."""


class Asset(NamedTuple):
    """A file that pages load."""

    content: bytes
    media_type: str
    version: str


def url(name: str) -> str:
    """Return the address of a file in ``static``.

    Raises:
        KeyError: there is none of that name.
    """
    return f"/static/{name}?v={_assets()[name].version}"


def serve(request: Request) -> Response:
    asset = _assets().get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404)
    return Response(asset.content, media_type=asset.media_type, headers={"Cache-Control": FOREVER})


@cache
def _assets() -> dict[str, Asset]:
    return {path.name: _asset(path) for path in sorted(FOLDER.iterdir())}


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, mimetypes.guess_type(path.name)[0] or "text/plain", sha256(content).hexdigest()[:12])


ROUTE = Route("/static/{name}", serve)
