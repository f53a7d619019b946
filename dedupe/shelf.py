"""Records put away while they are compared: encoded, since a million of them take 3 GB as objects and 1 GB as bytes."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from bicorpus import InputError
from dedupe.features import Features, features
from ingest.record import Record, Source

_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Record)
_APART = Source("")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Records by position in the order of their ids, and what is compared of each."""

    ids: Sequence[str]
    sources: Sequence[Source]
    """Apart, since a list has one for all its records."""
    bodies: list[bytes]
    items: list[Features]

    def compared(self) -> list[Features]:
        """Return what is compared of the records, for the last time."""
        items = self.items[:]
        self.items.clear()
        return items

    def record(self, position: int) -> Record:
        """Return a record."""
        return msgspec.structs.replace(_decoder.decode(self.bodies[position]), source=self.sources[position])

    def take(self, record_id: str) -> Record:
        """Return a record for the last time."""
        position = bisect_left(self.ids, record_id)
        record = self.record(position)
        self.bodies[position] = b""
        return record


def shelve(records: Iterable[Record]) -> Shelf:
    """Put records away, each as soon as it comes.

    Raises:
        InputError: two records have one id, or one holds half a surrogate pair or a number of more than 64 bits.
    """
    ids: list[str] = []
    sources: list[Source] = []
    bodies: list[bytes] = []
    items: list[Features] = []
    for record in records:
        ids.append(record.id)
        sources.append(record.source)
        bodies.append(_encoded(msgspec.structs.replace(record, source=_APART)))
        items.append(features(record))
    order = sorted(range(len(ids)), key=ids.__getitem__)
    shelf = Shelf(*([column[place] for place in order] for column in (ids, sources, bodies, items)))  # type: ignore[arg-type]
    for one, other in pairwise(shelf.ids):
        if one == other:
            raise InputError(f"two records have the id {one!r}; give every record an id of its own")
    return shelf


def _encoded(record: Record) -> bytes:
    try:
        return _encoder.encode(record)
    except UnicodeError as exc:
        raise InputError(f"record {record.id!r} holds half a character: {exc}") from exc
    except OverflowError as exc:
        raise InputError(f"record {record.id!r} counts more people or sites than there can be: {exc}") from exc
