"""What the page of a record is made of, piece by piece: names, facts, repairs, members, links, and what was done."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from align.coverage import Side as Covered
from corpus.bitext import LANGS, Bitext
from corpus.holdings import Entry
from corpus.store import Store
from corpus.web.addresses import address
from corpus.web.beads import Order, Row, ordered, rows
from corpus.web.fields import Field, clipped, label, scheme_label, shown
from corpus.web.sides import Side, headings, records, side
from dedupe.link import Canonical, LinkKind, Verdict
from dedupe.relate import Relation
from ingest.record import Identifier, Lang, Record

BEADS = 100
"""Rows of a page; an abstract has ten to thirty, and what has thousands is a page that was read as one."""
REPAIRS = 100
"""Repairs that are shown."""
MEMBERS = 50
"""Member records of a page."""
RELATED = 50
"""Linked records that are shown."""
TITLE = 1000
"""Characters of a title that are shown: what is longer is none, and the source text has all of it."""
ACTS = 10
"""Acts that the page of a record shows; the history has all."""

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


class Text(msgspec.Struct, frozen=True):
    """The abstract in both languages, aligned."""

    status: str
    """Of the translation; ``no abstract`` where there is none, empty until it is aligned."""
    en: Sentences
    zh: Sentences
    findings: int
    accepted: int
    beads: int
    order: Order
    rows: tuple[Row, ...]
    """A page of the beads."""
    page: int
    pages: int
    repairs: tuple[Repaired, ...]
    more_repairs: int
    sources: Mapping[Lang, str]
    """By language, the record that the abstract was taken from."""


class Member(msgspec.Struct, frozen=True):
    """A record that this one was made of."""

    side: Side
    gives: tuple[str, ...]
    """Labels of the fields that were taken from it."""
    warnings: tuple[str, ...]


class Members(msgspec.Struct, frozen=True):
    """The records that a canonical record was made of."""

    shown: tuple[Member, ...]
    all: int
    page: int
    pages: int


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


def titles(record: Record) -> Iterator[Title]:
    """Yield the titles that a record has, English first."""
    return (Title(lang, clipped(title, TITLE)) for lang in LANGS if (title := record.title.get(lang)))


def name(identifier: Identifier) -> Name:
    """Return an identifier with its register's page."""
    return Name(scheme_label(identifier.scheme), identifier.value, identifier.role, address(identifier))


def facts(values: Mapping[str, object], fields: Iterable[str]) -> Iterator[Fact]:
    """Yield those of some fields that a record has."""
    for field in fields:
        if field in values:
            lines = shown(values[field])
            yield Fact(label(field), lines, all(map(_CODE.fullmatch, lines)) and field.startswith("trial."))


def text(entry: Entry, order: Order, number: int) -> Text:
    """Return the abstract with a page of its beads, counted from 1; past the last page, the last."""
    canonical, _, bitext = entry
    sources = {lang: told.record for lang in LANGS if (told := canonical.provenance.get(f"abstract.{lang}"))}
    if bitext is None:
        status = "" if any(canonical.record.abstract.values()) else "no abstract"
        return Text(status, _NONE, _NONE, 0, 0, 0, order, (), 1, 1, (), 0, sources)
    number, pages = _page(number, len(bitext.beads), BEADS)
    repairs = list(_repairs(bitext))
    return Text(
        status=bitext.coverage.status,
        en=_sentences(bitext.coverage.en),
        zh=_sentences(bitext.coverage.zh),
        findings=sum(bitext.coverage.findings.values()),
        accepted=len(bitext.accepted),
        beads=len(bitext.beads),
        order=order,
        rows=rows(bitext, ordered(bitext, order)[(number - 1) * BEADS : number * BEADS]),
        page=number,
        pages=pages,
        repairs=tuple(repairs[:REPAIRS]),
        more_repairs=max(0, len(repairs) - REPAIRS),
        sources=sources,
    )


_NONE = Sentences(0, 0)


def _page(number: int, items: int, size: int) -> tuple[int, int]:
    """Return the page that there is, and how many there are."""
    pages = max(1, -(-items // size))
    return min(number, pages), pages


def _sentences(side: Covered) -> Sentences:
    return Sentences(side.translated, side.sentences)


def _repairs(bitext: Bitext) -> Iterator[Repaired]:
    for lang in LANGS:
        for one in bitext.repairs.get(lang, ()):
            yield Repaired(lang, one.kind, one.start, one.before, one.after)


def members(store: Store, canonical: Canonical, fields: Iterable[Field], number: int) -> Members:
    """Return a page of the members, counted from 1.

    Args:
        store: the corpus.
        canonical: the record.
        fields: its fields, which say what was taken from whom.
        number: of the page.
    """
    gives: dict[str, list[str]] = {}
    for field in fields:
        gives.setdefault(field.taken.record, []).append(field.label)
    number, pages = _page(number, len(canonical.members), MEMBERS)
    ids = canonical.members[(number - 1) * MEMBERS : number * MEMBERS]
    found = (
        Member(side(one, canonical), tuple(dict.fromkeys(gives.get(one.id, ()))), one.warnings)
        for one in records(store, ids)
    )
    return Members(tuple(found), len(canonical.members), number, pages)


def related(store: Store, canonical: str, relations: Sequence[Relation]) -> Iterator[Related]:
    """Yield links to other canonical records."""
    titles = headings(store, (relation.canonical for relation in relations))
    for link, other in relations:
        forth = store.canonical_of(link.left) == canonical
        yield Related(link.kind, link.verdict, forth, link.probability, other, titles[other], link.left, link.right)


def past(store: Store, canonical: str) -> Iterator[Past]:
    """Yield what was done to a record last, the latest first."""
    for act in store.journal.acts(canonical=canonical, limit=ACTS):
        yield Past(act.number, act.at, act.who, act.kind, act.what, act.undone)
