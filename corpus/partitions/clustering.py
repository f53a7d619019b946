"""Links → clusters with their ids, and the links that hold between them."""

from collections.abc import Iterator

from corpus.lake import CanonicalRow, LinkRow, link_row
from corpus.partitions.rows import (
    APART,
    JOIN,
    MEMBER,
    Assigned,
    Joint,
    Linked,
    Named,
    Reported,
    Titled,
    Titling,
    canonical_of,
    features_of,
    grouped,
    json_of,
    link_of,
)
from dedupe.cluster import cluster
from dedupe.features import exclusive
from dedupe.naming import carried, founders, name_clusters
from dedupe.relate import Party, meetings, named, report
from dedupe.run import settled

_HAD = ("known", "founded")
"""Columns of what earlier builds called a record."""


def carry(rows: Iterator[CanonicalRow]) -> Iterator[Named]:
    """Yield what an earlier build called the records."""
    for row in rows:
        known, founded = carried([canonical_of(row.body)])
        yield from (Named(record, known.get(record, ""), founded.get(record, "")) for record in {**known, **founded})


def join(rows: Iterator[Joint]) -> Iterator[Assigned]:
    """Cluster and name the records of each component."""
    for _, group in grouped(rows, lambda row: row.component):
        yield from _clusters({role: list(some) for role, some in grouped(group, lambda row: row.role)})


def _clusters(held: dict[int, list[Joint]]) -> Iterator[Assigned]:
    members = {row.left: features_of(row.features) for row in held[MEMBER]}
    joins = ((row.left, row.right, row.probability) for row in held.get(JOIN, ()))
    apart = ((row.left, row.right) for row in held.get(APART, ()))
    groups = cluster(list(members), joins, lambda record: frozenset(exclusive(members[record])), apart=apart)
    known, founded = ({row.left: getattr(row, had) for row in held[MEMBER] if getattr(row, had)} for had in _HAD)
    kinds = {record: f.kind for record, f in members.items()}
    names = name_clusters(groups, kinds, known, founded)
    given = {*known.values(), *founded.values()}
    for group, name, former in zip(groups, names, founders(groups, names, founded), strict=True):
        founded_by = json_of(former)
        yield from (Assigned(record, name, kinds[record], group[0], name not in given, founded_by) for record in group)


def name_ids(rows: Iterator[Titling]) -> Iterator[Titled]:
    """Yield the ids by which reports are found."""
    for row in rows:
        f = features_of(row.features)
        yield from (Titled(name, f.kind == "paper", row.id, row.canonical) for name in named(f))


def settle(rows: Iterator[Linked]) -> Iterator[LinkRow]:
    """Yield the links that hold or that a person should look at, of links sorted by the two canonical records."""
    for ends, group in grouped(rows, lambda row: tuple(sorted((row.left_canonical, row.right_canonical)))):
        canonicals: dict[str, str] = {}
        links = []
        for row in group:
            link = link_of(row.body)
            links.append(link)
            canonicals |= {link.left: row.left_canonical, link.right: row.right_canonical}
        for link in settled(links, together=ends[0] == ends[1]):
            yield link_row(link, canonicals[link.left], canonicals[link.right])


def meet_reports(rows: Iterator[Titled]) -> Iterator[Reported]:
    """Pair the papers and the trials that name one id, of rows sorted by name, ``is_paper`` and id."""
    for name, group in grouped(rows, lambda row: row.name):
        yield from _reports(name, group)


def _reports(name: str, group: Iterator[Titled]) -> Iterator[Reported]:
    trials: list[Party] = []
    for is_paper, some in grouped(group, lambda row: row.is_paper):
        parties = (Party(row.canonical, row.id) for row in some)
        if not is_paper:
            trials = list(parties)
            continue
        for paper, trial in meetings(trials, parties):
            yield Reported(name, paper.record, trial.record, str(paper.cluster), str(trial.cluster))


def reported(rows: Iterator[Reported]) -> Iterator[LinkRow]:
    """Make links of papers and the trials that they report."""
    for row in rows:
        yield link_row(report(row.paper, row.trial, row.name), row.paper_canonical, row.trial_canonical)
