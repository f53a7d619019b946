"""Records of any kind of input: JSON Lines as ``bicorpus ingest`` writes them, or a list of references."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from msgspec.structs import replace

from bicorpus import InputError
from corpus.inputs import open_input
from ingest.formats import read_list
from ingest.lists import LISTS, structured_type
from ingest.record import Record, from_json

_MARK = b"\xef\xbb\xbf"
_OBJECT = re.compile(rb'\s*\{\s*(?:["}]|$)')
"""How a line of JSON begins; NoteExpress begins lines with a brace too."""
_TELLING = 4096
"""Bytes that tell a database's JSON from records of ours, as many as of a file."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read: a whole input or a line of it."""

    input: str
    message: str
    """With the input's name, and the line's number where it is one."""


def read_references(inputs: Iterable[str], failures: list[Failure]) -> Iterator[tuple[str, Record]]:
    """Yield (input, record) of every input, each record with an id that no other has.

    Where two use one id, the later is called ``INPUT#ID``, with a number if need be. What an input is, is told by its
    content. What cannot be read is added to ``failures``, and reading goes on.
    """
    used: set[str] = set()
    for name in inputs:
        try:
            with open_input(name) as stream:
                for record in _records(name, stream, failures):
                    record_id = _unused(record.id, name, used)
                    used.add(record_id)
                    yield name, record if record_id == record.id else replace(record, id=record_id)
        except InputError as exc:
            message = str(exc)
            failures.append(Failure(name, message if message.startswith(f"{name}: ") else f"{name}: {message}"))


def _unused(record_id: str, name: str, used: set[str]) -> str:
    if record_id not in used:
        return record_id
    attempt, number = f"{name}#{record_id}", 1
    while attempt in used:
        number += 1
        attempt = f"{name}#{record_id}#{number}"
    return attempt


def _records(name: str, stream: BinaryIO, failures: list[Failure]) -> Iterator[Record]:
    """Yield the records of one input; JSON Lines are read line by line, since they may be larger than memory."""
    begin = next((line for line in stream if line.removeprefix(_MARK).strip()), b"")
    head = begin.removeprefix(_MARK)
    over_lines = head.strip() == b"{"
    if over_lines:
        begin += stream.read(_TELLING)
    if not _OBJECT.match(head) or structured_type(begin[:_TELLING].decode("utf-8", "replace")) in LISTS:
        yield from read_list(begin + stream.read(), name)
        return
    if over_lines:
        raise InputError("a JSON document spread over lines; write each record on a line of its own")
    for number, line in enumerate(chain([head], stream), start=1):
        try:
            if line.strip():
                yield from_json(line)
        except InputError as exc:
            failures.append(Failure(name, f"{name}:{number}: {exc}"))
