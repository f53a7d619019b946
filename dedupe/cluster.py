"""Links → clusters, likeliest first, under vetoes that hold for a whole cluster and not only for a pair."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dedupe.link import Decision, Link

Marks = Mapping[str, Iterable[tuple[str, str]]]
"""By record id: (slot, value) that it holds; a cluster takes a second value of a slot only on a person's word."""


class _Clusters:
    """Disjoint sets of record ids with the marks that each set holds and the records that it may not take in."""

    def __init__(self, marks: Marks) -> None:
        self._parent = {record: record for record in marks}
        self._members = {record: [record] for record in marks}
        self._slots = {record: _by_slot(found) for record, found in marks.items()}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def root(self, record: str) -> str:
        while self._parent[record] != record:
            self._parent[record] = self._parent[self._parent[record]]
            record = self._parent[record]
        return record

    def keep_apart(self, left: str, right: str) -> None:
        left, right = self.root(left), self.root(right)
        self._apart[left].add(right)
        self._apart[right].add(left)

    def may_join(self, left: str, right: str) -> bool:
        left, right = self.root(left), self.root(right)
        if right in self._apart[left]:
            return False
        ours, theirs = self._slots[left], self._slots[right]
        return all(not values.isdisjoint(theirs[slot]) for slot, values in ours.items() if slot in theirs)

    def join(self, left: str, right: str) -> None:
        kept, gone = sorted((self.root(left), self.root(right)), key=lambda root: (-len(self._members[root]), root))
        if kept == gone:
            return
        self._parent[gone] = kept
        self._members[kept] += self._members.pop(gone)
        for slot, values in self._slots.pop(gone).items():
            self._slots[kept].setdefault(slot, set()).update(values)
        for other in self._apart.pop(gone, ()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)

    def groups(self) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values())


def _by_slot(marks: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    slots: dict[str, set[str]] = defaultdict(set)
    for slot, value in marks:
        slots[slot].add(value)
    return dict(slots)


def cluster(
    links: Iterable[Link],
    marks: Marks,
    decisions: Sequence[Decision] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:
    """Return the clusters of record ids that the ``same`` links make; every key of ``marks`` is in exactly one.

    People's decisions come first and bind; of the links the likeliest joins first, so that of two that exclude each
    other the better one wins, whatever their order. Decisions on records that are not here are left alone.
    """
    known = [d for d in decisions if d.left in marks and d.right in marks]
    clusters = _Clusters(marks)
    for decision in known:
        if decision.verdict == "same":
            clusters.join(decision.left, decision.right)
    parted = [(d.left, d.right) for d in known if d.verdict == "different"]
    for left, right in (*parted, *apart):
        clusters.keep_apart(left, right)
    merging = (link for link in links if link.kind == "same-as" and link.verdict == "same")
    for link in sorted(merging, key=lambda link: (-link.probability, link.left, link.right)):
        if clusters.may_join(link.left, link.right):
            clusters.join(link.left, link.right)
    return clusters.groups()
