"""One canonical record: its languages side by side, where every field is from, and the pages it was made of."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from corpus.bitext import LANGS, Bitext
from corpus.store import Entry, Store
from corpus.web.addresses import address
from corpus.web.beads import Order, Row, ordered, rows
from corpus.web.fields import Field, label, provenance, scheme_label, shown
from corpus.web.pages import Done, Form, action, integer, language, page, site
from corpus.web.sides import Side, heading, headings, records, side
from corpus.web.source import Source, source
from corpus.web.templating import wording
from dedupe.fields import flat
from dedupe.link import Decision, LinkKind, Verdict
from dedupe.relate import Relation
from ingest.record import Identifier, Kind, Lang, Record

BEADS = 100
"""Rows of a page; an abstract has ten to thirty, and what has thousands is a page that was read as one."""
MEMBERS = 50
"""Member records of a page."""
RELATED = 50
"""Related records that are shown."""
REPAIRS = 100
"""Repairs that are shown."""
AUTHORS = 20
"""Authors that are shown before the rest is folded away."""
MOST_DECISIONS = 5000
"""That one act of splitting may take: a hundred members out of a hundred and fifty."""
FACTS = ("journal", "volume", "issue", "pages", "published", "keywords.en", "keywords.zh", "affiliations")

_CODE = re.compile(r"[A-Z][A-Z0-9_]+|yes|no")


class Title(msgspec.Struct, frozen=True):
    lang: Lang
    text: str


class Name(msgspec.Struct, frozen=True):
    """An identifier."""

    label: str
    value: str
    role: str
    address: str | None
    """Of its register's page."""


class Fact(msgspec.Struct, frozen=True):
    """What a record says in a field."""

    label: str
    lines: tuple[str, ...]
    coded: bool
    """Whether it is said in the vocabulary of ClinicalTrials.gov, which can be translated."""


class Sentences(msgspec.Struct, frozen=True):
    """One language's share of a coverage."""

    translated: int
    all: int


class Repaired(msgspec.Struct, frozen=True):
    """A place that was repaired before the sentences were split."""

    lang: Lang
    kind: str
    start: int
    """In the abstract as its page has it."""
    before: str
    after: str


class Member(msgspec.Struct, frozen=True):
    """A record that this one was made of."""

    side: Side
    gives: tuple[str, ...]
    """Labels of the fields that were taken from it."""
    warnings: tuple[str, ...]


class Related(msgspec.Struct, frozen=True):
    """A link to another canonical record."""

    kind: LinkKind
    verdict: Verdict
    forth: bool
    """Whether the link is from this record to the other: this paper reports that trial, this version is the earlier."""
    probability: float
    canonical: str
    title: str
    left: str
    """Ids of the two records that are linked."""
    right: str


class Past(msgspec.Struct, frozen=True):
    """What somebody did to this record."""

    number: int
    at: str
    who: str
    kind: str
    what: str
    undone: bool


class RecordPage(msgspec.Struct, frozen=True):
    """All that the page of a record shows."""

    id: str
    kind: Kind
    heading: str
    heading_lang: str
    titles: tuple[Title, ...]
    names: tuple[Name, ...]
    authors: tuple[str, ...]
    facts: tuple[Fact, ...]
    trial: tuple[Fact, ...]
    status: str
    """Of the translation; ``no abstract`` where there is none, empty until it is aligned."""
    en: Sentences
    zh: Sentences
    findings: int
    accepted: int
    beads: int
    order: Order
    rows: tuple[Row, ...]
    row_page: int
    row_pages: int
    repairs: tuple[Repaired, ...]
    more_repairs: int
    sources: dict[str, str]
    """By language, the record that the abstract was taken from."""
    provenance: tuple[Field, ...]
    conflicts: int
    members: tuple[Member, ...]
    all_members: int
    member_page: int
    member_pages: int
    related: tuple[Related, ...]
    more_related: int
    past: tuple[Past, ...]
    """Latest first."""


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
    canonical, relations, bitext = entry
    query = request.query_params
    order: Order = "confidence" if query.get("order") == "confidence" else "text"
    row_pages, member_pages = _pages(len(bitext.beads) if bitext else 0, BEADS), _pages(len(canonical.members), MEMBERS)
    row_page, member_page = (
        integer(query.get(name), 1, 1, last) for name, last in (("rows", row_pages), ("members", member_pages))
    )
    values = flat(canonical.record)
    fields = tuple(provenance(canonical, values))
    title, lang = heading(canonical.record)
    others = [relation for relation in relations if relation.canonical != canonical.id]
    repairs = list(_repairs(bitext)) if bitext else []
    return RecordPage(
        id=canonical.id,
        kind=canonical.kind,
        heading=title,
        heading_lang=lang,
        titles=tuple(Title(lang, text) for lang in LANGS if (text := canonical.record.title.get(lang))),
        names=tuple(map(name, canonical.record.ids)),
        authors=canonical.record.authors,
        facts=tuple(_facts(values, FACTS)),
        trial=tuple(_facts(values, [field.field for field in fields if field.field.startswith("trial.")])),
        status=_status(canonical.record, bitext),
        en=_sentences(bitext, "en"),
        zh=_sentences(bitext, "zh"),
        findings=sum(bitext.coverage.findings.values()) if bitext else 0,
        accepted=len(bitext.accepted) if bitext else 0,
        beads=len(bitext.beads) if bitext else 0,
        order=order,
        rows=_rows(bitext, order, row_page) if bitext else (),
        row_page=row_page,
        row_pages=row_pages,
        repairs=tuple(repairs[:REPAIRS]),
        more_repairs=max(0, len(repairs) - REPAIRS),
        sources={lang: told.record for lang in LANGS if (told := canonical.provenance.get(f"abstract.{lang}"))},
        provenance=fields,
        conflicts=sum(field.conflict for field in fields),
        members=tuple(_members(store, entry, fields, member_page)),
        all_members=len(canonical.members),
        member_page=member_page,
        member_pages=member_pages,
        related=tuple(_related(store, canonical.id, others[:RELATED])),
        more_related=max(0, len(others) - RELATED),
        past=tuple(_past(store, canonical.id)),
    )


def _pages(items: int, size: int) -> int:
    return max(1, -(-items // size))


def name(identifier: Identifier) -> Name:
    return Name(scheme_label(identifier.scheme), identifier.value, identifier.role, address(identifier))


def _facts(values: dict[str, object], fields: Sequence[str]) -> Iterator[Fact]:
    for field in fields:
        if field in values:
            lines = shown(values[field])
            yield Fact(label(field), lines, all(map(_CODE.fullmatch, lines)) and field.startswith("trial."))


def _status(record: Record, bitext: Bitext | None) -> str:
    if bitext is None:
        return "" if any(record.abstract.values()) else "no abstract"
    return bitext.coverage.status


def _sentences(bitext: Bitext | None, lang: Lang) -> Sentences:
    if bitext is None:
        return Sentences(0, 0)
    told = bitext.coverage.en if lang == "en" else bitext.coverage.zh
    return Sentences(told.translated, told.sentences)


def _rows(bitext: Bitext, order: Order, number: int) -> tuple[Row, ...]:
    places = ordered(bitext, order)
    return rows(bitext, places[(number - 1) * BEADS : number * BEADS])


def _repairs(bitext: Bitext) -> Iterator[Repaired]:
    for lang in LANGS:
        for one in bitext.repairs.get(lang, ()):
            yield Repaired(lang, one.kind, one.start, one.before, one.after)


def _members(store: Store, entry: Entry, fields: Sequence[Field], number: int) -> Iterator[Member]:
    gives: dict[str, list[str]] = {}
    for field in fields:
        gives.setdefault(field.taken.record, []).append(field.label)
    ids = entry.canonical.members[(number - 1) * MEMBERS : number * MEMBERS]
    for one in records(store, ids):
        given = tuple(dict.fromkeys(gives.get(one.id, ())))
        yield Member(side(one, entry.canonical), given, one.warnings)


def _related(store: Store, canonical: str, relations: Sequence[Relation]) -> Iterator[Related]:
    titles = headings(store, (relation.canonical for relation in relations))
    for link, other in relations:
        forth = store.canonical_of(link.left) == canonical
        yield Related(link.kind, link.verdict, forth, link.probability, other, titles[other], link.left, link.right)


def _past(store: Store, canonical: str) -> Iterator[Past]:
    for act in islice(store.journal.acts(canonical=canonical, limit=10), 10):
        yield Past(act.number, act.at, act.who, act.kind, act.what, act.undone)


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
