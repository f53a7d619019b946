"""The counts that a PRISMA 2020 flow diagram asks of deduplication (Page et al., BMJ 2021;372:n71)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import msgspec

from dedupe import Link, Resolution, Result
from dedupe.groups import Group
from ingest.record import Record


class SourceFlow(msgspec.Struct, frozen=True):
    """The counts of one input."""

    source: str
    identified: int
    failed: int
    """Lines that could not be read; 1 for an input of which nothing could."""
    removed: int


class Flow(msgspec.Struct, frozen=True):
    """The counts of a run.

    A record counts as removed when it is not the one of its canonical record's members that was read first, so the
    order of the inputs decides to which of them a duplicate counts.
    """

    identified: int
    failed: int
    removed: int
    removed_by_identifier: int
    """Those that share an own identifier (DOI, PMID, registry number) with another member of their canonical record."""
    removed_by_similarity: int
    """The others: told by title, authors, journal and the like, or joined by a person."""
    papers: int
    """Canonical records that are left, by kind."""
    trials: int
    for_review: int
    """Pairs of records for a person to look at; they were not merged."""
    papers_with_trial: int
    """Canonical papers that report a trial which has a record of its own."""
    version_links: int
    """Links between two versions of a work, such as preprint and article."""
    sources: tuple[SourceFlow, ...]
    """In the order of the inputs."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What the counts need to know of the records, in the order of reading; the records themselves are passed on."""

    ids: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    """Own identifiers, folded."""

    def noted(self, read: Iterable[tuple[str, Record]]) -> Iterator[Record]:
        """Pass on the records of (input, record) pairs and note what is counted of each; their ids are unique."""
        for source, record in read:
            self.ids.append(record.id)
            self.sources.append(source)
            self.names.append(tuple({f"{i.scheme} {i.value.casefold()}" for i in record.ids if i.role == "own"}))
            yield record


def count_flow(intake: Intake, failed: Mapping[str, int], result: Result | Resolution) -> Flow:
    """Count what became of the records.

    Args:
        intake: what was noted of them.
        failed: how much of an input could not be read.
        result: what deduplication made of them.
    """
    groups: Sequence[Group] = result.canonicals if isinstance(result, Result) else result.clusters
    removed, by_identifier = _removed(intake, groups)
    identified = Counter(intake.sources)
    kinds = Counter(group.kind for group in groups)
    links = Counter(link.kind for link in result.links)
    return Flow(
        identified=len(intake.ids),
        failed=sum(failed.values()),
        removed=removed.total(),
        removed_by_identifier=by_identifier,
        removed_by_similarity=removed.total() - by_identifier,
        papers=kinds["paper"],
        trials=kinds["trial"],
        for_review=len(result.uncertain),
        papers_with_trial=_papers_with_trial(groups, result.links),
        version_links=links["version-of"],
        sources=tuple(
            SourceFlow(source, identified[source], failed.get(source, 0), removed[source])
            for source in dict.fromkeys((*identified, *failed))
        ),
    )


def _removed(intake: Intake, groups: Iterable[Group]) -> tuple[Counter[str], int]:
    """Return how many records of each input were removed, and how many of all by a shared identifier."""
    place_of = {record: place for place, record in enumerate(intake.ids)}
    removed: Counter[str] = Counter()
    by_identifier = 0
    for group in groups:
        if len(group.members) > 1:
            places = sorted(map(place_of.__getitem__, group.members))
            removed.update(intake.sources[place] for place in places[1:])
            held = Counter(chain.from_iterable(intake.names[place] for place in places))
            by_identifier += sum(any(held[name] > 1 for name in intake.names[place]) for place in places[1:])
    return removed, by_identifier


def _papers_with_trial(groups: Iterable[Group], links: Iterable[Link]) -> int:
    papers = {link.left for link in links if link.kind == "reports"}
    return sum(not papers.isdisjoint(group.members) for group in groups)


def flow_lines(flow: Flow) -> Iterator[str]:
    """Yield the counts in lines for people."""
    rows = [
        ("records identified", flow.identified),
        *_by_source(flow, "identified"),
        ("not read", flow.failed),
        *_by_source(flow, "failed"),
        ("duplicates removed", flow.removed),
        ("  by a shared identifier", flow.removed_by_identifier),
        ("  by similarity", flow.removed_by_similarity),
        *_by_source(flow, "removed"),
        ("papers left", flow.papers),
        ("trials left", flow.trials),
        ("papers that report one of the trials", flow.papers_with_trial),
        ("links between versions", flow.version_links),
        ("pairs left for review", flow.for_review),
    ]
    width = max(len(label) for label, _ in rows)
    yield from (f"{label:{width}} {count:12,}" for label, count in rows)


def _by_source(flow: Flow, name: str) -> Iterator[tuple[str, int]]:
    """Yield a line for each input of which there is something to count, where there are several inputs."""
    for source in flow.sources if len(flow.sources) > 1 else ():
        if count := getattr(source, name):
            yield f"  in {source.source}", count
