"""A corpus at a glance: sums over the catalogue in memory and over narrow tables, quick enough for every page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from corpus.catalogue import NO_ABSTRACT, NOT_ALIGNED, UNKNOWN
from corpus.catalogue.table import Table
from corpus.store import Store

BOTH = ("full", "partial", "none")
"""Statuses of records with abstracts in both languages."""
OTHERS = ("english only", "chinese only", NO_ABSTRACT, NOT_ALIGNED)
DOUBTFUL = 0.5
"""An alignment with less confidence is more likely wrong than right."""
TENTHS = 11
"""Columns of a distribution: ten tenths, each from its lower bound to below its upper one, and what is all."""

_FILES = """
    SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM files WHERE member <> ''),
        (SELECT count(*) FROM files WHERE error IS NOT NULL)
"""
_CONTAINERS = """
    SELECT count(*) FROM (SELECT DISTINCT path FROM files WHERE member <> '') JOIN files USING (path)
    WHERE member = '' AND error IS NULL
"""
_REASONS = "SELECT error, count(*) FROM files WHERE error IS NOT NULL GROUP BY 1"
_FINDINGS = "SELECT kind, sum(count) FROM finding_kinds GROUP BY 1"
_UNCERTAIN = "SELECT count(*) FROM links WHERE verdict = 'uncertain'"
_RECORDS = "SELECT count(*) FROM records"

_PLACE = re.compile(r"^line [\d,]+: ")
_OF_ONE_FILE = re.compile(r"'[^']*'|\"[^\"]*\"|[{}]")
_Cell = tuple[str, Counter[str]]
"""A status, and the sums over the records that have it."""
_NUMBER = re.compile(r"\b\d[\d.,]*\b")
_KIND = re.compile(r"[^\s:]*:? [^:;(]+|.+")


@dataclass(frozen=True, slots=True)
class Amount:
    """Sentences of one language, in all and translated."""

    sentences: int
    translated: int


@dataclass(frozen=True, slots=True)
class Group:
    """What the canonical records of one site, year or kind have in common."""

    name: str
    """Empty where a record does not say."""
    statuses: Mapping[str, int]
    """Records by coverage status, in the order of ``BOTH`` and ``OTHERS``."""
    en: Amount
    zh: Amount
    findings: int

    @property
    def records(self) -> int:
        return sum(self.statuses.values())


@dataclass(frozen=True, slots=True)
class PrismaFlow:
    """What became of a folder, for a flow diagram."""

    files: int
    """A container with all its members is one."""
    pages: int
    """Files, and of a container its members in its place."""
    failed: int
    """Those that gave no record."""
    reasons: tuple[tuple[str, int], ...]
    """Why, the commonest first, with the files of which it is true."""
    records: int
    papers: int
    """Canonical records."""
    trials: int
    uncertain: int
    """Pairs of records for a person to decide on."""
    statuses: Mapping[str, int]
    """Canonical records by coverage status, in the order of ``BOTH`` and ``OTHERS``."""
    sites: tuple[tuple[str, int], ...] = ()
    """Records by site, the largest first, where that was counted."""
    merged_by: Mapping[str, int] = field(default_factory=dict)
    """Merged records by how they were told, where that was counted."""

    @property
    def canonicals(self) -> int:
        return self.papers + self.trials

    @property
    def merged(self) -> int:
        """Records that another record of the same paper or trial made superfluous."""
        return self.records - self.canonicals

    def having(self, statuses: Iterable[str]) -> dict[str, int]:
        """Return how many canonical records have each of these statuses, if any has."""
        return {status: self.statuses[status] for status in statuses if self.statuses.get(status)}


@dataclass(frozen=True, slots=True)
class Overview:
    """The sums over a corpus."""

    flow: PrismaFlow
    kinds: tuple[Group, ...]
    sites: tuple[Group, ...]
    """The largest first; a record that several sites have counts at each."""
    years: tuple[Group, ...]
    """The latest first; those that do not say last."""
    total: Group
    tenths: tuple[int, ...]
    """Records in both languages, by how many tenths of their sentences are translated: 0 to 10, which is all."""
    findings: Mapping[str, int]
    """How many of each kind, the commonest first."""
    beads: int
    accepted: int
    """Beads that a person took for right."""
    doubtful: int
    """Records with a bead of less confidence than ``DOUBTFUL``."""


def overview(store: Store) -> Overview:
    """Return the sums over a corpus."""
    table = store.catalogue.table()
    kinds, sites, years = (_groups(table, facet) for facet in ("kind", "site", "year"))
    total = _group("", [(status, sums) for (_, status), sums in table.sums("kind", "status").items()])
    return Overview(
        flow=_flow(store, kinds, total),
        kinds=kinds,
        sites=sites,
        years=tuple(sorted(years, key=lambda year: year.name, reverse=True)),
        total=total,
        tenths=_tenths(table),
        findings=dict(_by_count(store.rows(_FINDINGS))),
        beads=int(table.rows["beads"].sum()),
        accepted=int(table.rows["accepted"].sum()),
        doubtful=int((table.rows["confidence"] < DOUBTFUL).sum()),
    )


def reason_kind(reason: str) -> str:
    """Return what is wrong without what is so in one file only: numbers, quotations, and what a colon goes on to tell.

    ``damaged after 512 bytes of what was packed: …`` is ``damaged after … bytes of what was packed``.
    """
    shared = _NUMBER.sub("…", _OF_ONE_FILE.sub("", _PLACE.sub("", reason)))
    found = _KIND.match(shared)
    return found[0].strip() if found else reason


def _flow(store: Store, kinds: Iterable[Group], total: Group) -> PrismaFlow:
    [(rows, members, failed)] = store.rows(_FILES)
    of_kind = {kind.name: kind.records for kind in kinds}
    return PrismaFlow(
        files=rows - members,
        pages=rows - _number(store, _CONTAINERS),
        failed=failed,
        reasons=_by_count((reason_kind(reason), count) for reason, count in store.rows(_REASONS)),
        records=_number(store, _RECORDS),
        papers=of_kind.get("paper", 0),
        trials=of_kind.get("trial", 0),
        uncertain=_number(store, _UNCERTAIN),
        statuses=total.statuses,
    )


def _groups(table: Table, facet: str) -> tuple[Group, ...]:
    """Return a group for each value of a facet, the largest first."""
    cells: dict[str, list[_Cell]] = {}
    for (value, status), sums in table.sums(facet, "status").items():
        cells.setdefault("" if value == UNKNOWN else value, []).append((status, sums))
    return tuple(sorted(map(_group, cells, cells.values()), key=lambda group: (-group.records, group.name)))


def _group(name: str, cells: Iterable[_Cell]) -> Group:
    statuses: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for status, sums in cells:
        statuses[status] += sums["records"]
        total.update(sums)
    return Group(
        name,
        {status: statuses[status] for status in (*BOTH, *OTHERS) if statuses[status]},
        Amount(total["en"], total["en_translated"]),
        Amount(total["zh"], total["zh_translated"]),
        total["findings"],
    )


def _tenths(table: Table) -> tuple[int, ...]:
    both = table.rows[(table.rows["en"] > 0) & (table.rows["zh"] > 0)]
    tenths = (TENTHS - 1) * (both["en_translated"] + both["zh_translated"]) // (both["en"] + both["zh"])
    return tuple(np.bincount(tenths, minlength=TENTHS).tolist())


def _by_count(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Add up the counts of each name; the commonest come first."""
    total: Counter[str] = Counter()
    for name, count in counts:
        total[name] += count
    return tuple(sorted(total.items(), key=lambda one: (-one[1], one[0])))


def _number(store: Store, sql: str) -> int:
    [(number,)] = store.rows(sql)
    return int(number)
