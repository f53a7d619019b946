"""One pass over a corpus for its report: the head of every list, and how long the list is in all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import Generic, NamedTuple, TypeVar

from align.coverage import Summary, summarise
from corpus.bitext import Bitext
from corpus.coverage import Difference, Line, Missing, differences, lines, missing
from corpus.holdings import Failure
from corpus.overview import Overview, overview
from corpus.report.intake import intake
from corpus.report.priority import Priority, priority
from corpus.store import Store

T = TypeVar("T")

SHOWN = 100
"""How much of a list is shown: some hours of work, 70 sheets of paper and a third of a megabyte, which any telephone
opens. ``--json`` has everything."""
Pair = tuple[str, str]
"""What a bead says in English and in Chinese."""


class Gap(NamedTuple):
    """Sentences without translation, between the nearest pairs of sentences that have one."""

    missing: tuple[Missing, ...]
    """In the order of the text."""
    before: Pair | None
    after: Pair | None


class Gaps(NamedTuple):
    """The sentences of a record that have no translation."""

    line: Line
    gaps: tuple[Gap, ...]


class Urgent(NamedTuple):
    """A record to look at, and why."""

    line: Line
    priority: Priority


class Doubt(NamedTuple):
    """A pair of sentences, and what they do not agree in."""

    line: Line
    differences: tuple[Difference, ...]

    @property
    def sure(self) -> float:
        """The probability of the surest finding."""
        return max(one.sure for one in self.differences)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a report says of a corpus."""

    overview: Overview
    summary: Summary
    review: tuple[Urgent, ...]
    """The most corrections to be expected first."""
    review_total: int
    gaps: tuple[Gaps, ...]
    """Of records in both languages, those with the fewest gaps first."""
    gaps_total: int
    """Sentences."""
    doubts: tuple[Doubt, ...]
    """The surest first."""
    doubts_total: int
    failures: tuple[Failure, ...]
    failures_total: int
    warnings: tuple[str, ...]

    @property
    def gaps_shown(self) -> int:
        return sum(len(gap.missing) for record in self.gaps for gap in record.gaps)


@dataclass(slots=True)
class Top(Generic[T]):
    """The first of many things by a key; of equal ones those that came first."""

    key: Callable[[T], float]
    most: int
    total: int = 0
    _held: list[T] = field(default_factory=list)

    def add(self, item: T) -> None:
        self.total += 1
        self._held.append(item)
        if len(self._held) > 2 * self.most:
            self._held = self.items()

    def items(self) -> list[T]:
        return sorted(self._held, key=self.key)[: self.most]


def gather(store: Store) -> Contents:
    """Read a corpus once, and return what its report says."""
    review = Top[Urgent](lambda one: -one.priority.score, SHOWN)
    open_lines = Top[Line](_count_missing, SHOWN)
    doubts = Top[Doubt](lambda one: -one.sure, SHOWN)
    coverages, gaps_total = [], 0
    for line in lines(store):
        if line.bitext is None:
            continue
        coverages.append(line.bitext.coverage)
        if line.bitext.en and line.bitext.zh:
            if urgency := priority(line):
                review.add(Urgent(line, urgency))
            if count := _count_missing(line):
                open_lines.add(line)
                gaps_total += count
            for doubt in _doubts(line, line.bitext):
                doubts.add(doubt)
    failures = store.failures()
    return Contents(
        overview=intake(store, overview(store)),
        summary=summarise(coverages),
        review=tuple(review.items()),
        review_total=review.total,
        gaps=tuple(_gaps_of(open_lines.items())),
        gaps_total=gaps_total,
        doubts=tuple(doubts.items()),
        doubts_total=doubts.total,
        failures=failures[:SHOWN],
        failures_total=len(failures),
        warnings=store.warnings(),
    )


def gaps(bitext: Bitext, most: int) -> Iterator[Gap]:
    """Yield the first sentences without translation, in the order of the text, with their neighbours that have one."""
    pairs = [bitext.texts(bead) if bead.en and bead.zh else None for bead in bitext.beads]
    before, after = _latest(pairs), _latest(reversed(pairs))[::-1]
    found = sorted(missing(bitext), key=lambda one: one.bead)[:most]
    for around, several in groupby(found, key=lambda one: (before[one.bead], after[one.bead])):
        yield Gap(tuple(several), *around)


def _latest(pairs: Iterable[Pair | None]) -> list[Pair | None]:
    """Return for each place the last pair up to it, None where there is none."""
    return list(accumulate(pairs, _later))


def _later(last: Pair | None, pair: Pair | None) -> Pair | None:
    return pair or last


def _gaps_of(open_lines: Iterable[Line]) -> Iterator[Gaps]:
    """Yield the gaps of one record after the other, until ``SHOWN`` sentences are listed."""
    left = SHOWN
    for line in open_lines:
        if line.bitext and left > 0:
            yield Gaps(line, tuple(gaps(line.bitext, left)))
            left -= _count_missing(line)


def _doubts(line: Line, bitext: Bitext) -> Iterator[Doubt]:
    for _, found in groupby(differences(bitext), key=lambda one: one.bead):
        yield Doubt(line, tuple(found))


def _count_missing(line: Line) -> int:
    coverage = line.coverage
    return len(coverage.missing_en) + len(coverage.missing_zh) if coverage else 0
