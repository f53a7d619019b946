"""One page as it was read: its record's texts verbatim, with the places of the sentences that were aligned."""

from collections.abc import Iterator

import msgspec

from corpus.bitext import LANGS
from corpus.holdings import Entry
from corpus.store import Store
from corpus.web.addresses import address
from corpus.web.beads import source_marks
from corpus.web.fields import fields_in_order, label, scheme_label
from corpus.web.marking import Piece, cut
from corpus.web.sides import Side, side
from dedupe.fields import flat
from ingest.record import Record


class Text(msgspec.Struct, frozen=True):
    """A text of the record, whole."""

    label: str
    lang: str
    pieces: tuple[Piece, ...]
    aligned: bool
    """Whether it is the text that was split into the sentences of the canonical record."""


class Said(msgspec.Struct, frozen=True):
    """A field of the record."""

    label: str
    lines: tuple[str, ...]
    address: str | None
    found_by: str
    """The general rule that found it; empty where the site's own did."""


class Source(msgspec.Struct, frozen=True):
    """A record as its page has it."""

    id: str
    """Of the canonical record."""
    source: Side
    sha256: str
    media_type: str
    fields: tuple[Said, ...]
    texts: tuple[Text, ...]
    warnings: tuple[str, ...]


def source(store: Store, entry: Entry, member: str) -> Source:
    """Return a member of a canonical record."""
    record = store.record(member)
    assert record is not None  # members of what deduplication found stay until the next build
    return Source(
        id=entry.canonical.id,
        source=side(record, entry.canonical),
        sha256=record.source.sha256,
        media_type=record.source.media_type,
        fields=tuple(_fields(record)),
        texts=tuple(_texts(record, entry)),
        warnings=record.warnings,
    )


def _fields(record: Record) -> Iterator[Said]:
    values = flat(record)
    for field in fields_in_order(values):
        if field.startswith(("abstract.", "ids.")) or field == "sections":
            continue
        value = values[field]
        lines = tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
        yield Said(label(field), lines, None, record.found_by.get(field.partition(".")[0], ""))
    for one in record.ids:
        role = "" if one.role == "own" else f" ({one.role})"
        yield Said(scheme_label(one.scheme), (f"{one.value}{role}",), address(one), "")


def _texts(record: Record, entry: Entry) -> Iterator[Text]:
    canonical, _, bitext = entry
    for lang in LANGS:
        if text := record.abstract.get(lang):
            aligned = bitext is not None and canonical.record.abstract.get(lang) == text
            marks = source_marks(bitext.en if lang == "en" else bitext.zh, lang) if bitext and aligned else ()
            yield Text(label(f"abstract.{lang}"), lang, cut(text, marks), aligned)
    for section in record.sections:
        yield Text(section.heading, section.lang, cut(section.text, ()), aligned=False)
