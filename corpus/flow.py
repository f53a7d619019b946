"""The counts that a PRISMA 2020 flow diagram asks of deduplication (Page et al., BMJ 2021;372:n71)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dedupe import Result
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


def count_flow(sources: Sequence[str], records: Sequence[Record], failed: Mapping[str, int], result: Result) -> Flow:
    """Count what became of the records.

    Args:
        sources: of each record the input that it was read from.
        records: in the order of reading; their ids are unique.
        failed: how much of an input could not be read.
        result: what deduplication made of the records.
    """
    removed, by_identifier = _removed(sources, records, result)
    identified = Counter(sources)
    kinds = Counter(canonical.kind for canonical in result.canonicals)
    links = Counter(link.kind for link in result.links)
    return Flow(
        identified=len(records),
        failed=sum(failed.values()),
        removed=removed.total(),
        removed_by_identifier=by_identifier,
        removed_by_similarity=removed.total() - by_identifier,
        papers=kinds["paper"],
        trials=kinds["trial"],
        for_review=len(result.uncertain),
        papers_with_trial=_papers_with_trial(result),
        version_links=links["version-of"],
        sources=tuple(
            SourceFlow(source, identified[source], failed.get(source, 0), removed[source])
            for source in dict.fromkeys((*identified, *failed))
        ),
    )


def _removed(sources: Sequence[str], records: Sequence[Record], result: Result) -> tuple[Counter[str], int]:
    """Return how many records of each input were removed, and how many of all by a shared identifier."""
    place_of = {record.id: place for place, record in enumerate(records)}
    removed: Counter[str] = Counter()
    by_identifier = 0
    for canonical in result.canonicals:
        if len(canonical.members) > 1:
            first, *gone = sorted(map(place_of.__getitem__, canonical.members))
            removed.update(sources[place] for place in gone)
            names = {place: _names(records[place]) for place in (first, *gone)}
            held = Counter(name for own in names.values() for name in own)
            by_identifier += sum(any(held[name] > 1 for name in names[place]) for place in gone)
    return removed, by_identifier


def _names(record: Record) -> frozenset[tuple[str, str]]:
    return frozenset((i.scheme, i.value.casefold()) for i in record.ids if i.role == "own")


def _papers_with_trial(result: Result) -> int:
    papers = {link.left for link in result.links if link.kind == "reports"}
    return sum(not papers.isdisjoint(canonical.members) for canonical in result.canonicals)


def flow_lines(flow: Flow) -> Iterator[str]:
    """Yield the counts in lines for people."""
    by_source = defaultdict(list)
    for source in flow.sources if len(flow.sources) > 1 else ():
        for name in ("identified", "failed", "removed"):
            if count := getattr(source, name):
                by_source[name].append((f"  {source.source}", count))
    rows = [
        ("records identified", flow.identified),
        *by_source["identified"],
        ("not read", flow.failed),
        *by_source["failed"],
        ("duplicates removed", flow.removed),
        ("  by a shared identifier", flow.removed_by_identifier),
        ("  by similarity", flow.removed_by_similarity),
        *by_source["removed"],
        ("papers left", flow.papers),
        ("trials left", flow.trials),
        ("papers that report one of the trials", flow.papers_with_trial),
        ("links between versions", flow.version_links),
        ("pairs left for review", flow.for_review),
    ]
    width = max(len(label) for label, _ in rows)
    yield from (f"{label:{width}} {count:12,}" for label, count in rows)
