"""What of a corpus is translated: a line per canonical record, with the sentences that are missing and what differs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from align.coverage import Coverage, summarise
from corpus.bitext import Bitext
from corpus.store import Entry
from ingest.record import Lang, Record

NO_ABSTRACT = "no abstract"
URGENCY = ("partial", "none", "english only", "chinese only", NO_ABSTRACT, "full")
"""Statuses in the order in which somebody who closes gaps wants them."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A sentence that has no translation."""

    lang: Lang
    number: int
    """Its place in the abstract, from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What English and Chinese sentences that belong together do not agree in."""

    kind: str
    message: str
    sure: float
    """Probability in [0, 1] that a person would say so too."""
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Line:
    """The coverage of one canonical record."""

    id: str
    kind: Literal["paper", "trial"]
    title: str
    """English, or Chinese where there is no English, or else an identifier."""
    pages: int
    """Records that were merged into it."""
    coverage: Coverage | None
    """None where the record has no abstract."""
    missing: tuple[Missing, ...]
    differences: tuple[Difference, ...]

    @property
    def status(self) -> str:
        return self.coverage.status if self.coverage else NO_ABSTRACT


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Return a line per entry, the most urgent first."""
    return sorted(map(_line, entries), key=lambda line: (URGENCY.index(line.status), line.title, line.id))


def as_json(found: Sequence[Line]) -> dict[str, Any]:
    """Return ``{"records": [{"id", "kind", "title", "pages", "status", "en", "zh", …}], "total"}``."""
    total = asdict(summarise(line.coverage for line in found if line.coverage))
    total["without_abstract"] = sum(line.coverage is None for line in found)
    return {"records": [_json_line(line) for line in found], "total": total}


def _json_line(line: Line) -> dict[str, Any]:
    sides = {"en": asdict(line.coverage.en), "zh": asdict(line.coverage.zh)} if line.coverage else {}
    return {
        "id": line.id,
        "kind": line.kind,
        "title": line.title,
        "pages": line.pages,
        "status": line.status,
        **sides,
        "missing": [asdict(missing) for missing in line.missing],
        "differences": [asdict(difference) for difference in line.differences],
    }


def _line(entry: Entry) -> Line:
    canonical, _, bitext = entry
    return Line(
        id=canonical.id,
        kind=canonical.kind,
        title=_title(canonical.record),
        pages=len(canonical.members),
        coverage=bitext.coverage if bitext else None,
        missing=tuple(_missing(bitext)) if bitext else (),
        differences=tuple(_differences(bitext)) if bitext else (),
    )


def _title(record: Record) -> str:
    names = (*record.title.values(), *(identifier.value for identifier in record.ids if identifier.role == "own"))
    return record.title.get("en") or next(iter(names), "(no title)")


def _missing(bitext: Bitext) -> Iterator[Missing]:
    for index in bitext.coverage.missing_en:
        yield Missing("en", index + 1, bitext.en[index].text)
    for index in bitext.coverage.missing_zh:
        yield Missing("zh", index + 1, bitext.zh[index].text)


def _differences(bitext: Bitext) -> Iterator[Difference]:
    for bead in bitext.beads:
        for finding in bead.checks:
            yield Difference(finding.kind, finding.message, finding.sure, *bitext.texts(bead))
