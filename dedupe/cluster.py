"""Links → clusters, likeliest first, under vetoes that hold for a whole cluster and not only for a pair."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

Item = TypeVar("Item", int, str)
"""A record: its id, or its number in the order of ids."""
Marks = AbstractSet[tuple[str, str]]
"""(slot, value) that a record holds; a cluster takes a second value of a slot only on a person's word."""


class Clusters(Generic[Item]):
    """Disjoint sets of records, with the marks that each set holds and the sets that it may not take in.

    Only records that are joined or kept apart take memory; marks are asked for when they are first compared.
    """

    def __init__(self, marks: Callable[[Item], Marks]) -> None:
        self._marks_of: Callable[[Item], Marks] = marks
        self._parent: dict[Item, Item] = {}
        self._size: dict[Item, int] = {}
        self._marks: dict[Item, Marks] = {}
        self._apart: dict[Item, set[Item]] = {}

    def root(self, record: Item) -> Item:
        parent = self._parent
        while (above := parent.get(record, record)) != record:
            parent[record] = record = parent.get(above, above)
        return record

    def keep_apart(self, left: Item, right: Item) -> bool:
        """Note that two sets are never to be one; return False where they are one already."""
        left, right = self.root(left), self.root(right)
        if left == right:
            return False
        self._apart.setdefault(left, set()).add(right)
        self._apart.setdefault(right, set()).add(left)
        return True

    def may_join(self, left: Item, right: Item) -> bool:
        left, right = self.root(left), self.root(right)
        return left == right or not (
            right in self._apart.get(left, ()) or _exclude(self._held(left), self._held(right))
        )

    def join(self, left: Item, right: Item) -> None:
        left, right = self.root(left), self.root(right)
        if left == right:
            return
        kept, gone = (left, right) if self._size.get(left, 1) >= self._size.get(right, 1) else (right, left)
        self._parent[gone] = kept
        self._size[kept] = self._size.get(kept, 1) + self._size.pop(gone, 1)
        self._marks[kept] = _united(self._held(kept), self._held(gone))
        del self._marks[gone]
        for other in self._apart.pop(gone, ()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart.setdefault(kept, set()).add(other)

    def groups(self, records: Iterable[Item]) -> list[tuple[Item, ...]]:
        """Return the sets that ``records`` make, each in their order, and the sets in that of their first."""
        groups: list[Sequence[Item]] = []
        found: dict[Item, list[Item]] = {}
        for record in records:
            root = self.root(record)
            if root not in self._size:
                groups.append((record,))
            elif root in found:
                found[root].append(record)
            else:
                found[root] = [record]
                groups.append(found[root])
        return [tuple(group) for group in groups]

    def _held(self, root: Item) -> Marks:
        if root not in self._marks:
            self._marks[root] = frozenset(self._marks_of(root))
        return self._marks[root]


def _exclude(ours: Marks, theirs: Marks) -> bool:
    """Tell whether both hold some slot and share no value of it."""
    few, many = sorted((ours, theirs), key=len)
    unshared = {slot for slot, _ in few}.difference(slot for slot, _ in few & many)
    return bool(unshared) and not unshared.isdisjoint(slot for slot, _ in many)


def _united(ours: Marks, theirs: Marks) -> Marks:
    """Return the marks of both; what has grown grows on in place, lest a long chain be copied at every link."""
    few, many = sorted((ours, theirs), key=len)
    if few <= many:
        return many
    grown = many if isinstance(many, set) else set(many)
    grown.update(few)
    return grown


def cluster(
    records: Iterable[Item],
    joins: Iterable[tuple[Item, Item, float]],
    marks: Callable[[Item], Marks],
    together: Iterable[tuple[Item, Item]] = (),
    apart: Iterable[tuple[Item, Item]] = (),
) -> list[tuple[Item, ...]]:
    """Return the clusters of records; each is in exactly one.

    Of the joins the likeliest comes first, so that of two that exclude each other the better one wins, whatever their
    order.

    Args:
        records: all of them, by id or by number, sorted.
        joins: pairs that are the same, with the probability of that.
        marks: what a record holds; asked for only of those that are joined.
        together: pairs that people joined (``dedupe.decide``); they bind, whatever the marks.
        apart: pairs that are never to be in one cluster, unless ``together`` has put them there.
    """
    clusters = Clusters(marks)
    for left, right in together:
        clusters.join(left, right)
    for left, right in apart:
        clusters.keep_apart(left, right)
    for left, right, _ in sorted(joins, key=lambda join: (-join[2], join[0], join[1])):
        if clusters.may_join(left, right):
            clusters.join(left, right)
    return clusters.groups(records)
