"""Ids of canonical records: they depend on the members alone, survive later runs, and come back when a merge is undone.

An id has founders: the records that were in the cluster when it was first named. While two clusters are merged one of
their ids rests, but its founders are remembered; parted again, each side takes its own.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dedupe.link import Canonical

ID_HEX = 12
"""48 bits: at a million canonicals the chance of any collision is 1 in 500, and a collision is resolved, not merged."""


def name_clusters(
    clusters: Sequence[tuple[str, ...]],
    kinds: Mapping[str, str],
    known: Mapping[str, str],
    founded: Mapping[str, str] | None = None,
) -> list[str]:
    """Return one id per cluster, all different.

    A cluster keeps the id that most of its members had (ties: the smallest). Where a cluster was split, the part with
    most founders of the id keeps it (ties: the larger part, then that with the smallest member). The others take back
    the resting id that most of their members founded, or are named after their smallest member.

    Args:
        clusters: record ids, sorted.
        kinds: record id → paper or trial.
        known: record id → canonical id after the last run.
        founded: record id → canonical id that it founded.
    """
    founded = founded or {}
    names: dict[int, str] = {}
    given: set[str] = set()
    for had in (known, founded):
        for index, name in _claims(clusters, names, had, given, founded):
            if name not in given:
                given.add(name)
                names[index] = name
    given.update(known.values(), founded.values())
    for index in sorted(set(range(len(clusters))) - names.keys(), key=lambda index: clusters[index]):
        names[index] = fresh(clusters[index][0], kinds[clusters[index][0]], given)
    return [names[index] for index in range(len(clusters))]


def _claims(
    clusters: Sequence[tuple[str, ...]],
    named: Collection[int],
    had: Mapping[str, str],
    given: Collection[str],
    founded: Mapping[str, str],
) -> list[tuple[int, str]]:
    """Return (index of a cluster that has no name yet, id that most of its members had), the best claims first."""
    claims = []
    for index, members in enumerate(clusters):
        if index not in named and (ids := [had[m] for m in members if m in had and had[m] not in given]):
            name, votes = min(Counter(ids).items(), key=lambda item: (-item[1], item[0]))
            founders_here = sum(founded.get(member) == name for member in members)
            claims.append((-founders_here, -votes, members, index, name))
    return [(index, name) for *_, index, name in sorted(claims)]


def fresh(member: str, kind: str, taken: set[str]) -> str:
    """Return an id made of the smallest member's, one that is not taken; from then on it is."""
    attempt = 0
    while True:
        seed = f"{member}\n{attempt}" if attempt else member
        name = f"{kind}-{hashlib.sha256(seed.encode('utf-8', 'surrogatepass')).hexdigest()[:ID_HEX]}"
        if name not in taken:
            taken.add(name)
            return name
        attempt += 1


def founders(
    clusters: Sequence[tuple[str, ...]], names: Sequence[str], founded: Mapping[str, str]
) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield for each cluster the ids that came together in it, with their founders (``Canonical.founders``).

    Where no member founded the cluster's name, all of them do.
    """
    for members, name in zip(clusters, names, strict=True):
        found: dict[str, list[str]] = {}
        for member in members if founded else ():
            if member in founded:
                found.setdefault(founded[member], []).append(member)
        by_all = len(found.get(name, members)) == len(members)
        yield {} if by_all else {name: tuple(found[name]) for name in sorted(found)}


def carried(canonicals: Iterable[Canonical]) -> tuple[dict[str, str], dict[str, str]]:
    """Return by record the canonical id that it has, and by founder the one that it founded: what a next run needs."""
    known: dict[str, str] = {}
    founded: dict[str, str] = {}
    for canonical in canonicals:
        known |= dict.fromkeys(canonical.members, canonical.id)
        for name, members in (canonical.founders or {canonical.id: canonical.members}).items():
            founded |= dict.fromkeys(members, name)
    return known, founded
