"""Records put away while they are compared: encoded, since a million of them take 3 GB as objects and 1 GB as bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from bicorpus import InputError
from dedupe.features import Features, features
from ingest.record import Record

_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Record)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Records by position in the order of their ids, and what is compared of each."""

    ids: Sequence[str]
    bodies: list[bytes]
    items: list[Features]

    def compared(self) -> list[Features]:
        """Return what is compared of the records, for the last time."""
        items = self.items[:]
        self.items.clear()
        return items

    def record(self, position: int) -> Record:
        """Return a record."""
        return _decoder.decode(self.bodies[position])

    def take(self, position: int) -> Record:
        """Return a record for the last time."""
        record = self.record(position)
        self.bodies[position] = b""
        return record


def shelve(records: Iterable[Record]) -> Shelf:
    """Put records away, each as soon as it comes.

    Raises:
        InputError: two records have one id, or one holds half a surrogate pair.
    """
    ids: list[str] = []
    items: list[Features] = []
    bodies: list[bytes] = []
    for record in records:
        ids.append(record.id)
        items.append(features(record))
        bodies.append(_encoded(record))
    order = sorted(range(len(ids)), key=ids.__getitem__)
    sorted_ids = [ids[place] for place in order]
    for one, other in pairwise(sorted_ids):
        if one == other:
            raise InputError(f"two records have the id {one!r}; give every record an id of its own")
    return Shelf(sorted_ids, [bodies[place] for place in order], [items[place] for place in order])


def _encoded(record: Record) -> bytes:
    try:
        return _encoder.encode(record)
    except UnicodeError as exc:
        raise InputError(f"record {record.id!r} holds half a character: {exc}") from exc
