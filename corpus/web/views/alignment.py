"""The alignment of one record's abstract, to be put right: accepted, split, merged, moved, edited."""

from dataclasses import dataclass
from urllib.parse import quote

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bicorpus import UsageError
from corpus.bitext import Bitext, text_key
from corpus.holdings import Entry
from corpus.journal import ConflictError
from corpus.review import fingerprint
from corpus.store import Store
from corpus.web import deeds
from corpus.web.beads import Row, rows
from corpus.web.fields import clipped
from corpus.web.pages import Done, Form, action, integer, language, page, respond, site
from corpus.web.panels import Panel, panel_of
from corpus.web.parts import TITLE
from corpus.web.past import Past, past, undoable
from corpus.web.templating import url, wording
from corpus.web.walk import Walk, walk
from dedupe.link import Canonical
from ingest.record import Bilingual

WINDOW = 100
"""Segments of a page; an abstract has ten to thirty, and what has thousands is a page that was read as one."""
LEAST = 95
"""Per cent of confidence from which all are accepted unless the person says otherwise."""
CONFLICT = "Somebody changed this alignment in the meantime. This is how it is now; nothing you typed is lost."
FOLLOWED = "Others have changed this alignment since then, so this cannot be undone before their changes are."


class Tally(msgspec.Struct, frozen=True):
    """How far the review of the text is."""

    segments: int
    accepted: int
    untranslated: int
    findings: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """What the page shows."""

    id: str
    title: Bilingual
    fingerprint: str
    """Of the state that is shown; a form says which one it is about."""
    first: int
    """Number of the first segment that is shown."""
    rows: tuple[Row, ...]
    active: int
    """Number of the segment that is worked on, from 1; 0 where there is none."""
    panel: Panel | None
    tally: Tally
    least: int
    past: tuple[Past, ...]
    undoable: int | None
    """Number of the act that can be taken back."""
    walk: Walk | None
    """Where the record stands in the list that the person came from."""
    notice: str = ""
    typed: tuple[str, ...] = ()
    """What a person typed that could not be kept, and has no segment of its own any more."""


def alignment(store: Store, request: Request) -> Alignment:
    entry, bitext = _entry(store, request)
    query = request.query_params
    at = integer(query.get("at"), deeds.next_open(bitext, 0) + 1, 1, max(1, len(bitext.beads))) - 1
    return _model(store, request, entry, bitext, at, panel=panel_of(bitext, at, query.get("panel", "")), form=query)


def act(store: Store, request: Request, form: Form) -> Done | Response:
    """Do what the form asks for, if the corpus still holds what the person saw."""
    entry, bitext = _entry(store, request)
    at = integer(form.get("at"), 0, 0, len(bitext.beads)) - 1
    is_undo = form.get("act") == "undo"
    try:
        if is_undo:
            return _undo(store, request, bitext, form)
        if form.get("seen") != fingerprint(bitext):
            return _conflict(store, request, form, CONFLICT)
        return _do(store, request, entry.canonical, deeds.Asked(bitext, at, form, deeds.encoder(*store.model())))
    except UsageError as exc:
        return _done(request, at, str(exc))
    except ConflictError:
        return _conflict(store, request, form, FOLLOWED if is_undo else CONFLICT)


def _do(store: Store, request: Request, canonical: Canonical, asked: deeds.Asked) -> Done:
    deed = deeds.deed_of(asked.form)
    if (
        deed.what == "accepted" and asked.at in asked.bitext.accepted
    ):  # there is nothing to do, and to go on is no fault
        return _done(request, deeds.next_open(asked.bitext, asked.at) if deed.onward else asked.at)
    after = deed.do(asked)
    if after == asked.bitext:
        raise UsageError("nothing was changed")
    texts = text_key(canonical.record.abstract)
    store.journal.review(texts, canonical.id, asked.bitext, after, deed.what, site(request).who)
    return _done(request, deeds.where(deed, asked, after), deed.what, after)


def _undo(store: Store, request: Request, bitext: Bitext, form: Form) -> Done:
    number = integer(form.get("number"), 0, 0, 2**62)
    undone = store.journal.undo(number)
    before, _ = store.journal.bitexts(number)
    return _done(request, deeds.first_change(bitext, before), "undone: {what}", what=undone.what)


def _conflict(store: Store, request: Request, form: Form, reason: str) -> Response:
    """Return the page as it is now, with what the person typed where it belongs, if that is still there."""
    entry, bitext = _entry(store, request)
    at = integer(form.get("at"), 1, 1, max(1, len(bitext.beads))) - 1
    typed = tuple(form.getlist("text"))
    panel = panel_of(bitext, at, form.get("lang", "")) if typed else None
    if panel and len(panel.texts) == len(typed):
        panel, typed = msgspec.structs.replace(panel, texts=typed), ()
    model = _model(store, request, entry, bitext, at, panel=panel, form=form, notice=reason, typed=typed)
    return respond(request, "alignment.html", 409, page=model)


def _entry(store: Store, request: Request) -> tuple[Entry, Bitext]:
    name = request.path_params["id"]
    entry = store.entry(name)
    if entry is None:
        raise HTTPException(404, f"no record has the id {name!r}")
    if entry.bitext is None:
        raise HTTPException(404, f"{name}: no abstract is aligned here; bicorpus build aligns those that there are")
    return entry, entry.bitext


def _model(
    store: Store,
    request: Request,
    entry: Entry,
    bitext: Bitext,
    at: int,
    *,
    panel: Panel | None,
    form: Form,
    notice: str = "",
    typed: tuple[str, ...] = (),
) -> Alignment:
    record = entry.canonical.record
    first = at // WINDOW * WINDOW
    told = past(store.journal, text_key(record.abstract))
    return Alignment(
        id=entry.canonical.id,
        title={lang: clipped(title, TITLE) for lang, title in record.title.items()},
        fingerprint=fingerprint(bitext),
        first=first + 1,
        rows=rows(bitext, range(first, min(first + WINDOW, len(bitext.beads)))),
        active=at + 1 if bitext.beads else 0,
        panel=panel,
        tally=_tally(bitext),
        least=integer(form.get("least"), LEAST, 0, 100),
        past=told,
        undoable=undoable(told),
        walk=walk(store, request, entry.canonical.id, "/alignment"),
        notice=notice,
        typed=typed,
    )


def _tally(bitext: Bitext) -> Tally:
    lone = sum(not bead.en or not bead.zh for bead in bitext.beads)
    findings = sum(len(bead.checks) for bead in bitext.beads)
    return Tally(len(bitext.beads), len(bitext.accepted), lone, findings)


def _done(request: Request, at: int, message: str = "", after: Bitext | None = None, **values: str) -> Done:
    """Send the browser to a segment, and say in the person's language what happened."""
    _ = wording(language(request))
    said = _(message, **{name: _(value) for name, value in values.items()}) if message else ""
    if after:
        said = _("{done}. {accepted} of {segments} accepted", done=said, **_counts(after))
    name = quote(request.path_params["id"], safe="")
    came = {name: request.query_params.get(name) for name in ("from", "nth")}
    return Done(url(f"/records/{name}/alignment", at=at + 1, **came), said[:1].upper() + said[1:])


def _counts(bitext: Bitext) -> dict[str, int]:
    return {"accepted": len(bitext.accepted), "segments": len(bitext.beads)}


ROUTES = (
    action("/records/{id}/alignment", act),
    *page("/records/{id}/alignment", "alignment.html", alignment),
)
