"""The corpus to carry away, in the formats that are one file, whole or by choice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple, get_args
from urllib.parse import quote

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bicorpus import UsageError
from corpus.export import Format, Selection, exporter, selected
from corpus.store import Store
from corpus.web.pages import Done, back, download, language, leave_message, redirect, site
from corpus.web.templating import wording
from corpus.wording import retell
from ingest.record import Kind

CHUNK = 2**18


class Form(NamedTuple):
    """How a format is offered."""

    purpose: str
    suffix: str
    media_type: str


class Offer(NamedTuple):
    """A format with what can be chosen for it."""

    name: str
    purpose: str
    directions: tuple[str, ...]
    is_reviewed: bool
    """Whether it holds what people accepted, and nothing else can be chosen."""


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


def offers() -> Iterator[Offer]:
    """Yield the formats that can be downloaded."""
    for name, form in FORMS.items():
        known = exporter(name)
        yield Offer(name, form.purpose, known.directions, known.is_reviewed)


def export(store: Store, request: Request) -> Response:
    """Return the file; the next page says what had to stay out of it, or why there is none."""
    name = request.path_params["format"]
    _check("format", name, FORMS, 404)
    form, query = exporter(name), request.query_params
    material, how = _material(store, form, selection(query)), _how(form, query)
    file = TemporaryFile()  # noqa: SIM115 - closed where the last of it is sent
    try:
        told = form.write(material, file, **how) or ()
    except UsageError as exc:
        file.close()
        if "referer" not in request.headers:
            raise
        return redirect(Done(back(request), retell(str(exc), language(request))))
    return _attached(request, file, name, told)


def selection(query: QueryParams) -> Selection:
    """Read what is to be passed on from an address.

    Raises:
        HTTPException: 400, as what would be ignored is what somebody believes to have chosen.
    """
    kind, least = query.get("kind", ""), query.get("min_confidence") or "0"
    kinds: Mapping[str, Kind | None] = {"": None} | {kind: kind for kind in get_args(Kind)}
    _check("kind", kind, kinds, 400)
    try:
        probability = float(least)
    except ValueError:
        probability = -1.0
    if not 0 <= probability <= 1:
        raise HTTPException(400, f"min_confidence={least[:40]!r} is not a probability, 0 to 1")
    return Selection(probability, query.get("accepted", "") not in {"", "0"}, kinds[kind])


def _how(form: Format, query: QueryParams) -> dict[str, str]:
    """Return the direction where the format has any; the form of all formats sends it for each."""
    if not (form.directions and (direction := query.get("direction"))):
        return {}
    _check("direction", direction, form.directions, 400)
    return {"direction": direction}


def _material(store: Store, form: Format, chosen: Selection) -> Iterable[Any]:
    if not form.is_reviewed:
        return selected(store.entries(), chosen)
    if chosen != Selection():
        raise HTTPException(
            400, "gold holds what people accepted; a choice by confidence, acceptance or kind is not for it"
        )
    return store.reviewed()


def _check(name: str, value: str, known: Iterable[str], status: int) -> None:
    if value not in known:
        raise HTTPException(status, f"{name}={value[:40]!r} is not known; there are {', '.join(filter(None, known))}")


def _attached(request: Request, file: IO[bytes], name: str, told: Iterable[str]) -> Response:
    """Return a file to be saved, and leave word for the next page."""
    saved = site(request).corpus.stem + FORMS[name].suffix
    headers = {
        "Content-Length": str(file.tell()),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(saved)}",
    }
    response = StreamingResponse(_chunks(file), headers=headers, media_type=FORMS[name].media_type)
    lines: Sequence[str] = [retell(line, language(request)) for line in told]
    say = wording(language(request))
    leave_message(response, say("{file}: {lines}", file=saved, lines="; ".join(lines)) if lines else "")
    return response


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        yield from iter(lambda: file.read(CHUNK), b"")


ROUTES = (download("/export/{format}", export),)
