"""What of a corpus is translated: a line per canonical record, with the sentences that are missing and what differs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import msgspec

from align.bead import Bead
from align.coverage import Coverage, summarise
from corpus.bitext import Bitext
from corpus.catalogue import NO_ABSTRACT, NOT_ALIGNED
from corpus.store import Store
from ingest.record import Bilingual, Identifier, Lang

URGENCY = ("partial", "none", "english only", "chinese only", NOT_ALIGNED, NO_ABSTRACT, "full")
"""Statuses in the order in which somebody who closes gaps wants them."""
STATUS_NAMES = {
    "full": "Fully translated",
    "partial": "Partly translated",
    "none": "Nothing corresponds",
    "english only": "English only",
    "chinese only": "Chinese only",
    NO_ABSTRACT: "No abstract",
    NOT_ALIGNED: "Not aligned yet",
}
"""What pages and reports call the statuses."""

_ORDER = "SELECT coalesce(status, ?), title, id, number FROM catalogue JOIN canonicals USING (number)"
_LINE = """
    SELECT year, members, status, canonicals.body, bitexts.body,
        (SELECT json_group_array(site) FROM (SELECT site FROM sites WHERE sites.number = catalogue.number ORDER BY 1))
    FROM catalogue JOIN canonicals USING (number) LEFT JOIN bitexts ON bitexts.texts = catalogue.texts
    WHERE number = ?
"""


class Missing(NamedTuple):
    """A sentence that has no translation."""

    lang: Lang
    number: int
    """Its place in the abstract, from 1."""
    text: str
    bead: int
    """Its place in the alignment, from 0."""


class Difference(NamedTuple):
    """What English and Chinese sentences that belong together do not agree in."""

    kind: str
    message: str
    sure: float
    """Probability in [0, 1] that a person would say so too."""
    en: str
    zh: str
    en_parts: tuple[tuple[int, int], ...]
    """Offsets [start, end) into ``en`` of what differs."""
    zh_parts: tuple[tuple[int, int], ...]
    bead: int


@dataclass(frozen=True, slots=True)
class Line:
    """The coverage of one canonical record."""

    id: str
    kind: Literal["paper", "trial"]
    title: str
    """English, or Chinese where there is no English, or else an identifier."""
    titles: Bilingual
    year: int | None
    """Of publication, or of the start of a trial."""
    sites: tuple[str, ...]
    """Where its pages are from, sorted."""
    pages: int
    """Records that were merged into it."""
    status: str
    bitext: Bitext | None
    """None where the record has no abstract, or was not aligned yet."""

    @property
    def coverage(self) -> Coverage | None:
        return self.bitext.coverage if self.bitext else None


def lines(store: Store) -> Iterator[Line]:
    """Yield a line per canonical record, the most urgent first; no more than one is in memory."""
    rank = {status: place for place, status in enumerate(URGENCY)}
    order = sorted((rank[status], *rest) for status, *rest in store.rows(_ORDER, NOT_ALIGNED))
    for *_, number in order:
        yield from (_line(*row) for row in store.rows(_LINE, number))


def missing(bitext: Bitext) -> Iterator[Missing]:
    """Yield the sentences without a translation, the English ones first."""
    bead_of_en = {index: place for place, bead in enumerate(bitext.beads) for index in bead.en}
    bead_of_zh = {index: place for place, bead in enumerate(bitext.beads) for index in bead.zh}
    for index in bitext.coverage.missing_en:
        yield Missing("en", index + 1, bitext.en[index].text, bead_of_en[index])
    for index in bitext.coverage.missing_zh:
        yield Missing("zh", index + 1, bitext.zh[index].text, bead_of_zh[index])


def differences(bitext: Bitext) -> Iterator[Difference]:
    """Yield what sentences that belong together differ in, in the order of the text."""
    for place, bead in enumerate(bitext.beads):
        for finding in bead.checks:
            texts = bitext.texts(bead)
            yield Difference(finding.kind, finding.message, finding.sure, *texts, finding.en, finding.zh, place)


def confidence(bitext: Bitext) -> float | None:
    """Return the least confidence of the pairs that nobody has accepted; None where there is none."""
    return min((bead.confidence for bead in unaccepted(bitext)), default=None)


def unaccepted(bitext: Bitext) -> Iterator[Bead]:
    """Yield the beads with both languages that nobody has accepted."""
    accepted = frozenset(bitext.accepted)
    return (bead for place, bead in enumerate(bitext.beads) if bead.en and bead.zh and place not in accepted)


def json_line(line: Line) -> dict[str, Any]:
    """Return ``{"id", "kind", "title", "year", "sites", "pages", "status", "en", "zh", …}``."""
    found: dict[str, Any] = {
        "id": line.id,
        "kind": line.kind,
        "title": line.title,
        "year": line.year,
        "sites": line.sites,
        "pages": line.pages,
        "status": line.status,
    }
    if line.bitext:
        found |= {"en": line.bitext.coverage.en, "zh": line.bitext.coverage.zh}
        found |= {"confidence": confidence(line.bitext), "accepted": len(line.bitext.accepted)}
    return found | {
        "missing": [one._asdict() for one in missing(line.bitext)] if line.bitext else [],
        "differences": [one._asdict() for one in differences(line.bitext)] if line.bitext else [],
    }


def json_total(coverages: Iterable[Coverage | None]) -> Mapping[str, Any]:
    """Return ``{"documents", "by_status", "en", "zh", "findings", "without_abstract"}``, added up."""
    every = list(coverages)
    total = summarise(one for one in every if one)
    return {**msgspec.to_builtins(total), "without_abstract": every.count(None)}


class _Record(msgspec.Struct):
    title: Bilingual = {}
    ids: tuple[Identifier, ...] = ()


class _Canonical(msgspec.Struct):
    """The fields of ``dedupe.link.Canonical`` that a line shows; the others are passed over unread."""

    id: str
    kind: Literal["paper", "trial"]
    record: _Record


def _line(year: int | None, pages: int, status: str | None, canonical: bytes, bitext: bytes | None, sites: str) -> Line:
    found = _canonical.decode(canonical)
    return Line(
        id=found.id,
        kind=found.kind,
        title=_title(found.record),
        titles=found.record.title,
        year=year,
        sites=_sites.decode(sites),
        pages=pages,
        status=status or NOT_ALIGNED,
        bitext=_bitext.decode(bitext) if bitext else None,
    )


def _title(record: _Record) -> str:
    names = (*record.title.values(), *(identifier.value for identifier in record.ids if identifier.role == "own"))
    return record.title.get("en") or next(iter(names), "(no title)")


_canonical = msgspec.json.Decoder(_Canonical)
_bitext = msgspec.json.Decoder(Bitext)
_sites = msgspec.json.Decoder(tuple[str, ...])
