"""One canonical record: its languages side by side, where every field is from, and the pages it was made of."""

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from corpus.holdings import Entry
from corpus.store import Store
from corpus.web import parts
from corpus.web.fields import Field, provenance
from corpus.web.pages import Done, Form, action, integer, language, page, site
from corpus.web.sides import heading
from corpus.web.source import Source, source
from corpus.web.templating import wording
from corpus.web.walk import Walk, walk
from dedupe.fields import flat
from dedupe.link import Decision
from ingest.record import Kind

MOST_DECISIONS = 5000
"""That one act of splitting may take: fifty members out of a hundred and fifty."""
MOST_PAGES = 10**6
FACTS = ("journal", "volume", "issue", "pages", "published", "keywords.en", "keywords.zh", "affiliations")


class RecordPage(msgspec.Struct, frozen=True):
    """All that the page of a record shows."""

    id: str
    kind: Kind
    heading: str
    titles: tuple[parts.Title, ...]
    names: tuple[parts.Name, ...]
    authors: tuple[str, ...]
    facts: tuple[parts.Fact, ...]
    trial: tuple[parts.Fact, ...]
    text: parts.Text
    members: parts.Members
    provenance: tuple[Field, ...]
    conflicts: int
    """Fields in which members contradict each other."""
    related: tuple[parts.Related, ...]
    more_related: int
    past: tuple[parts.Past, ...]
    """Latest first."""
    walk: Walk | None
    """Where it stands in the list that the person came from."""


def record(store: Store, request: Request) -> RecordPage | Source:
    """Return a record, or with ``member`` in the query one of the pages that it was made of."""
    entry = _entry(store, request)
    if member := request.query_params.get("member"):
        if member not in entry.canonical.members:
            raise HTTPException(404, f"{entry.canonical.id} has no member of this id")
        return source(store, entry, member)
    return _page(store, entry, request)


def _entry(store: Store, request: Request) -> Entry:
    name = request.path_params["id"]
    entry = store.entry(name)
    if entry is None:
        raise HTTPException(404, f"no canonical record has the id {name[:100]!r}: ids change where records are merged")
    return entry


def _page(store: Store, entry: Entry, request: Request) -> RecordPage:
    canonical, relations, _ = entry
    query, merged = request.query_params, canonical.record
    values = flat(merged)
    fields = tuple(provenance(canonical, values))
    others = [relation for relation in relations if relation.canonical != canonical.id]
    return RecordPage(
        id=canonical.id,
        kind=canonical.kind,
        heading=heading(merged)[0],
        titles=tuple(parts.titles(merged)),
        names=tuple(map(parts.name, merged.ids)),
        authors=merged.authors,
        facts=tuple(parts.facts(values, FACTS)),
        trial=tuple(parts.facts(values, (field.field for field in fields if field.field.startswith("trial.")))),
        text=parts.text(
            entry,
            "confidence" if query.get("order") == "confidence" else "text",
            integer(query.get("rows"), 1, 1, MOST_PAGES),
        ),
        members=parts.members(store, canonical, fields, integer(query.get("members"), 1, 1, MOST_PAGES)),
        provenance=fields,
        conflicts=sum(field.conflict for field in fields),
        related=tuple(parts.related(store, canonical.id, others[: parts.RELATED])),
        more_related=max(0, len(others) - parts.RELATED),
        past=tuple(parts.past(store, canonical.id)),
        walk=walk(store, request, canonical.id),
    )


def split(store: Store, request: Request, form: Form) -> Done:
    """Decide that the ticked members are another paper or trial than the rest."""
    canonical = _entry(store, request).canonical
    ticked = sorted(set(form.getlist("member")).intersection(canonical.members))
    rest = sorted(set(canonical.members).difference(ticked))
    if not ticked or not rest:
        raise HTTPException(400, "tick the members that belong to another record, and leave at least one")
    if len(ticked) * len(rest) > MOST_DECISIONS:
        raise HTTPException(400, f"{len(ticked)} of {len(canonical.members)} members are too many to part at once")
    decisions = [Decision(one, other, "different") for one in ticked for other in rest]
    store.journal.decide(decisions, "split", site(request).who)
    say = wording(language(request))
    return Done(f"/records/{canonical.id}", say("Split. It takes effect with the next build."))


ROUTES = (
    *page("/records/{id}", "record.html", record),
    action("/records/{id}/split", split),
)
