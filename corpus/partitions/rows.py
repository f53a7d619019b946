"""The rows that travel between the stages of a build on Spark, and what is in them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeVar

import msgspec

from corpus.export.table import Int64
from dedupe.features import Features
from dedupe.link import Canonical, Link
from ingest.record import Record

Row = TypeVar("Row", bound=msgspec.Struct)
Key = TypeVar("Key")

_features = msgspec.msgpack.Decoder(Features)
_record = msgspec.json.Decoder(Record)
_link = msgspec.json.Decoder(Link)
_canonical = msgspec.json.Decoder(Canonical)


class Raw(msgspec.Struct, frozen=True, gc=False):
    """A record as it was read, as JSON."""

    body: str


class Body(msgspec.Struct, frozen=True, gc=False):
    """A record as JSON."""

    id: str
    body: str


class Described(msgspec.Struct, frozen=True, gc=False):
    """What is compared of a record, before it is known what is common to many."""

    id: str
    kind: str
    language: int
    """Of ``dedupe.columns``: that which all its texts are in, 0 where they are in both."""
    abstract: bool
    """Whether it has one."""
    features: bytes


class Claim(msgspec.Struct, frozen=True, gc=False):
    """Something of a record that may prove common to many (``dedupe.common``)."""

    value: str
    id: str
    features: bytes
    """Without abstracts."""


class Value(msgspec.Struct, frozen=True, gc=False):
    """Something that is common to many."""

    value: str


class Unmarked(msgspec.Struct, frozen=True, gc=False):
    """A record's features, and what it claims that is common to many."""

    id: str
    kind: str
    language: int
    abstract: bool
    features: bytes
    common: tuple[str, ...] | None


class Item(msgspec.Struct, frozen=True, gc=False):
    """What is compared of a record."""

    id: str
    kind: str
    language: int
    abstract: bool
    features: bytes
    whole: bytes
    """A hash of all that is compared: equal for records that differ in nothing."""


class Keyed(msgspec.Struct, frozen=True, gc=False):
    """A record under one of its blocking keys."""

    code: Int64
    id: str


class Met(msgspec.Struct, frozen=True, gc=False):
    """Two records that share a key; or one alone in a block too large for all to meet."""

    left: str
    right: str
    """Empty for one alone."""
    code: Int64


class Crowded(msgspec.Struct, frozen=True, gc=False):
    """A record of a large block."""

    code: Int64
    id: str
    features: bytes


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A record of a large block, with its place in one of the orders in which neighbours meet."""

    code: Int64
    order: int
    place: tuple[str, ...]
    id: str


class Block(msgspec.Struct, frozen=True, gc=False):
    """A large block, with one of its records."""

    code: Int64
    count: Int64
    features: bytes


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two records that are to be compared; ``left`` < ``right``."""

    left: str
    right: str


class Sided(msgspec.Struct, frozen=True, gc=False):
    """A record whose texts are in one language."""

    id: str
    kind: str
    language: int
    body: str


class Marked(msgspec.Struct, frozen=True, gc=False):
    """A number or a name in Latin letters in such a record."""

    kind: str
    mark: str
    language: int
    id: str


class Weighed(msgspec.Struct, frozen=True, gc=False):
    """A mark that two records have in common, and what it weighs."""

    left: str
    right: str
    weight: int


class Whole(msgspec.Struct, frozen=True, gc=False):
    """A record of one language with all that the search for translations looks at."""

    id: str
    features: bytes
    body: str


class Translated(msgspec.Struct, frozen=True, gc=False):
    """What an encoder says of two records (``dedupe.translations.Translations``)."""

    left: str
    right: str
    meaning: int
    title_meaning: int
    sentences: int
    similarity: float


class Candidates(msgspec.Struct, frozen=True, gc=False):
    """Two records with all that is known of them; bodies only where they are in two languages."""

    left: str
    right: str
    left_features: bytes
    right_features: bytes
    left_body: str | None
    right_body: str | None
    meaning: int | None
    """This and the following: None where no encoder found the two."""
    title_meaning: int | None
    sentences: int | None
    similarity: float | None


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """What comes of two records: a link, or that they must stay apart (then ``body`` is empty)."""

    left: str
    right: str
    joins: bool
    """Whether the link makes them one, if nothing in their clusters forbids it."""
    probability: float
    body: str


class Joint(msgspec.Struct, frozen=True, gc=False):
    """A record, a link, or two records that must stay apart, among all that may become one cluster.

    Sorted by ``component``, ``role``, ``left`` and ``right``.
    """

    component: str
    role: int
    """``MEMBER``, ``JOIN`` or ``APART``."""
    left: str
    right: str
    probability: float
    features: bytes
    known: str
    """Of a member: the canonical id that it had; empty where it is new."""
    founded: str
    """Of a member: the canonical id that it founded."""


MEMBER, JOIN, APART = range(3)


class Named(msgspec.Struct, frozen=True, gc=False):
    """What earlier builds called a record."""

    id: str
    known: str
    founded: str


class Assigned(msgspec.Struct, frozen=True, gc=False):
    """The canonical record that a record is a member of."""

    id: str
    canonical: str
    kind: str
    first: str
    """The smallest member's id."""
    is_fresh: bool
    """Whether no earlier build gave that id."""
    founders: str
    """``dedupe.link.Canonical.founders`` as JSON."""


class Linked(msgspec.Struct, frozen=True, gc=False):
    """A link, and the canonical records on its ends."""

    left_canonical: str
    right_canonical: str
    body: str


class Titling(msgspec.Struct, frozen=True, gc=False):
    """What is compared of a record, and the canonical record that it is a member of."""

    id: str
    canonical: str
    features: bytes


class Titled(msgspec.Struct, frozen=True, gc=False):
    """An id by which reports are found (``dedupe.relate``), of a record."""

    name: str
    is_paper: bool
    id: str
    canonical: str


class Reported(msgspec.Struct, frozen=True, gc=False):
    """A paper that names a trial."""

    name: str
    paper: str
    trial: str
    paper_canonical: str
    trial_canonical: str


class Member(msgspec.Struct, frozen=True, gc=False):
    """A record on its way into a canonical record."""

    canonical: str
    id: str
    founders: str
    body: str


class Text(msgspec.Struct, frozen=True, gc=False):
    """A canonical record whose abstracts are to be aligned, as JSON."""

    texts: str
    canonical: str


class Aligned(msgspec.Struct, frozen=True, gc=False):
    """Two texts, aligned or not."""

    texts: str
    body: str
    """The bitext as JSON; empty where they could not be aligned."""
    name: str
    """Of the canonical record for which that failed; else empty."""
    reason: str


class Covered(msgspec.Struct, frozen=True, gc=False):
    """A canonical record and its bitext, as JSON."""

    canonical: str
    bitext: str | None


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> Iterator[tuple[Key, Iterator[Row]]]:
    """Yield the rows of each key, of a partition that is sorted by it; a group is read as it is asked for."""
    return groupby(rows, key)


def pack(f: Features) -> bytes:
    return msgspec.msgpack.encode(f)


def features_of(packed: bytes) -> Features:
    return _features.decode(packed)


def record_of(body: str) -> Record:
    return _record.decode(body)


def link_of(body: str) -> Link:
    return _link.decode(body)


def canonical_of(body: str) -> Canonical:
    return _canonical.decode(body)


def json_of(what: object) -> str:
    return msgspec.json.encode(what).decode()
