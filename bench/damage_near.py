"""How near different papers come to each other; ``python -m bench.damage --rates`` prints it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from bench.damage_rates import DATA, SETS, Row, fold, groups, rows, with_journal

NEAR_TITLE = 70
"""rapidfuzz ratio from which two titles of one first author are near."""
MANY = 60
"""Papers under one family name, from which they are no longer compared with each other: they are not one person's."""


def nearness(data: Path = DATA, names: Sequence[str] = SETS) -> dict[str, float]:
    """Return the share of different papers that have a neighbour, by what they have in common with it."""
    papers = 0
    counted: Counter[str] = Counter()
    for name in names:
        found = list(distinct(data / name))
        papers += len(found)
        for kind, near in neighbours(found).items():
            counted[kind] += len(near)
    return {kind: count / papers for kind, count in counted.items()}


def distinct(folder: Path) -> Iterator[Row]:
    """Yield the papers of a set, of each group the first."""
    later = {member for group in groups(folder) for member in group[1:]}
    yield from (row for row in rows(folder) if row["ID"] not in later and row["title"])


def neighbours(papers: Sequence[Row]) -> dict[str, set[int]]:
    """Return the numbers of the papers that have a neighbour, by kind."""
    titles, issues, teams = defaultdict(list), defaultdict(list), defaultdict(list)
    for number, row in enumerate(map(with_journal, papers)):
        titles[fold(row["title"])].append(number)
        if row["journal"] and row["volume"]:
            issues[fold(row["journal"]), row["volume"], row.get("number") or ""].append(number)
        if first := fold((row["author"] or "").partition(" and ")[0]).partition(" ")[0]:
            teams[first].append(number)
    near = {
        (one, other)
        for team in teams.values()
        if len(team) <= MANY
        for one, other in combinations(team, 2)
        if NEAR_TITLE <= fuzz.ratio(fold(papers[one]["title"]), fold(papers[other]["title"])) < 100
    }
    return {
        "same issue": shared(issues.values()),
        "same first family name": shared(teams.values()),
        "same title": shared(titles.values()),
        "near title, same first family name": {number for pair in near for number in pair},
    }


def shared(blocks: Iterable[list[int]]) -> set[int]:
    """Return the numbers that stand in a block with others."""
    return {number for block in blocks if len(block) > 1 for number in block}
