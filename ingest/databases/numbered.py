"""Records that carry ids of their own → records whose ids are unique in their file."""

from collections.abc import Iterable, Iterator

import msgspec

from bicorpus import InputError
from ingest.record import Record
from ingest.references.reference import own_id

_MOST_REASONS = 100
"""Reasons that one record carries for its neighbours: the first ones, and the last."""


def numbered(records: Iterable[Record | str], path: str, noun: str) -> Iterator[Record]:
    """Yield the records under their own ids, or ``path#number`` where that is empty or was used before.

    What is no record is named in a warning of the record before it: a file with one broken entry is not broken.

    Args:
        records: records by their own ids, and reasons why something in between is none.
        path: of the file, for provenance.
        noun: what the file lists, for messages: ``article``.

    Raises:
        InputError: none of them is a record; the message is the first reason.
    """
    used: set[str] = set()
    left_out: list[str] = []
    held: Record | None = None
    for number, record in enumerate(records, start=1):
        if reason := record if isinstance(record, str) else _nothing(record):
            told = f"{noun} {number} was left out: {reason}"
            left_out = [*left_out[: _MOST_REASONS - 1], told]  # the last of very many shows how far they go
            continue
        assert isinstance(record, Record)
        if held is not None:
            yield _noted(held, left_out)
            left_out = []
        record_id, clash = own_id(record.id, f"{path or record.site}#{number}", used)
        held = msgspec.structs.replace(record, id=record_id, warnings=(*record.warnings, *filter(None, [clash])))
    if held is None:
        raise InputError(left_out[0].partition(": ")[2] if left_out else f"no {noun} in it")
    yield _noted(held, left_out)


def _nothing(record: Record) -> str:
    named = record.title or record.abstract or record.sections or any(i.role == "own" for i in record.ids)
    return "" if named else "no title, abstract or identifier of a paper or trial in it"


def _noted(record: Record, notes: Iterable[str]) -> Record:
    return msgspec.structs.replace(record, warnings=(*record.warnings, *notes))
