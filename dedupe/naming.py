"""Ids of canonical records: they depend on the members alone and survive later runs."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

ID_HEX = 12
"""48 bits: at a million canonicals the chance of any collision is 1 in 500, and a collision is resolved, not merged."""


def name_clusters(clusters: Sequence[tuple[str, ...]], kinds: Mapping[str, str], known: Mapping[str, str]) -> list[str]:
    """Return one id per cluster, all different.

    A cluster takes over the id that most of its members had (ties: the smallest). Where a cluster was split, the larger
    part keeps the id (ties: the part with the smallest member); others are named after their smallest member.
    """
    claims = [_claim(members, known) for members in clusters]
    winners: dict[str, int] = {}
    for index in sorted(range(len(clusters)), key=lambda i: (-claims[i][1], clusters[i])):
        if claims[index][1]:
            winners.setdefault(claims[index][0], index)
    taken = set(known.values())
    names = [""] * len(clusters)
    for index in sorted(range(len(clusters)), key=lambda i: clusters[i]):
        claimed = claims[index][0]
        names[index] = claimed if winners.get(claimed) == index else _fresh(clusters[index][0], kinds, taken)
    return names


def _claim(members: Sequence[str], known: Mapping[str, str]) -> tuple[str, int]:
    counts = Counter(known[member] for member in members if member in known)
    return min(counts.items(), key=lambda item: (-item[1], item[0])) if counts else ("", 0)


def _fresh(member: str, kinds: Mapping[str, str], taken: set[str]) -> str:
    attempt = 0
    while True:
        seed = f"{member}\n{attempt}" if attempt else member
        name = f"{kinds[member]}-{hashlib.sha256(seed.encode('utf-8', 'surrogatepass')).hexdigest()[:ID_HEX]}"
        if name not in taken:
            taken.add(name)
            return name
        attempt += 1
