"""How records came in and what joined them, counted in the records themselves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import msgspec

from corpus.overview import Overview
from corpus.store import Store
from ingest.record import Identifier

BY_IDENTIFIER = "by a shared identifier"
BY_SIMILARITY = "by similarity, or by a person"

_MEMBERS = "SELECT number, records.body FROM members JOIN records ON id = record_id ORDER BY number, record_id"


class _Record(msgspec.Struct):
    """The fields of a record that are counted; the others are passed over unread."""

    site: str
    ids: tuple[Identifier, ...] = ()

    def own(self) -> frozenset[str]:
        """Return the own identifiers, folded."""
        return frozenset(f"{one.scheme} {one.value.casefold()}" for one in self.ids if one.role == "own")


def intake(store: Store, overview: Overview) -> Overview:
    """Return an overview that also tells the sites of the records and how duplicates were told."""
    sites: Counter[str] = Counter()
    by_identifier = 0
    for members in _groups(store):
        sites.update(one.site for one in members)
        by_identifier += _sharing(members) if len(members) > 1 else 0
    merged_by = {BY_IDENTIFIER: by_identifier, BY_SIMILARITY: overview.flow.merged - by_identifier}
    ranked = tuple(sorted(sites.items(), key=lambda one: (-one[1], one[0])))
    flow = replace(overview.flow, sites=ranked, merged_by=merged_by if overview.flow.merged else {})
    return replace(overview, flow=flow)


def _groups(store: Store) -> Iterator[list[_Record]]:
    """Yield the records of each canonical record."""
    for _, rows in groupby(store.rows(_MEMBERS), key=lambda row: row[0]):
        yield [_record.decode(body) for _, body in rows]


def _sharing(members: list[_Record]) -> int:
    """Return how many records beside the first share an own identifier with another."""
    names = [one.own() for one in members]
    held = Counter(name for own in names for name in own)
    return sum(any(held[name] > 1 for name in own) for own in names[1:])


_record = msgspec.json.Decoder(_Record)
