"""The corpus to carry away, in the formats that are one file."""

from collections.abc import Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO, NamedTuple
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from corpus.export import exporter
from corpus.store import Store
from corpus.web.pages import download, site

CHUNK = 2**18


class Form(NamedTuple):
    """How a format is offered."""

    purpose: str
    suffix: str
    media_type: str


FORMS: Mapping[str, Form] = {
    "tmx": Form(
        "translation memory of the aligned pairs, for OmegaT, Trados or memoQ", ".tmx", "application/x-tmx+xml"
    ),
    "xliff": Form("sentences to be translated, for a translation tool", ".xlf", "application/xliff+xml"),
    "csv": Form("table of the aligned pairs, for Excel", ".csv", "text/csv"),
    "ris": Form("list of references, for Zotero or EndNote", ".ris", "application/x-research-info-systems"),
    "jsonl": Form("everything, one canonical record per line", ".jsonl", "application/jsonl"),
    "gold": Form("what people accepted, to train and to score with", ".gold.jsonl", "application/jsonl"),
}
"""Parquet and folders are the command's business."""


def export(store: Store, request: Request) -> Response:
    name = request.path_params["format"]
    if name not in FORMS:
        raise HTTPException(404, f"no download in the format {name[:40]!r}; there are {', '.join(FORMS)}")
    form = exporter(name)
    file = TemporaryFile()  # noqa: SIM115 - closed where the last of it is sent
    form.write(store.reviewed() if form.is_reviewed else store.entries(), file)
    headers = {
        "Content-Length": str(file.tell()),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(site(request).corpus.stem + FORMS[name].suffix)}",
    }
    return StreamingResponse(_chunks(file), headers=headers, media_type=FORMS[name].media_type)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        yield from iter(lambda: file.read(CHUNK), b"")


ROUTES = (download("/export/{format}", export),)
