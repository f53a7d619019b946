"""Tagged text → records: what RIS, MEDLINE, Web of Science, NoteExpress and EndNote's own format have in common.

A line begins with a tag, or goes on where the line before it ended; one tag begins a reference. An own reader of forty
lines: ``rispy`` 0.10 runs a reference without its ``ER`` line into the next one, so that one paper gets the other's
authors, drops the second of two titles, and reads nothing where a tag is followed by one space.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bicorpus import InputError
from ingest.charsets.mixed import lines_of, to_utf8
from ingest.record import Record, Source
from ingest.references.reference import NOTHING, own_id, read_reference


class Style(NamedTuple):
    """One tagged format."""

    name: str
    media_type: str
    tag: str
    """Regular expression of a line with a tag: group 1 is the tag, group 2 its value."""
    begins: Sequence[str]
    """Tags that may begin a reference: of these the first that a file has does."""
    ends: frozenset[str]
    """Tags that end one; a reference also ends where the next one begins."""
    example: str
    """The line that begins a reference, for messages."""
    tags: Mapping[str, Sequence[str]]
    """By field, the tags that hold it, best first."""
    listed: frozenset[str]
    """Fields in which each line of a value is a value of its own; elsewhere it is one text that was folded."""


Lines = list[tuple[str, str]]
"""The (tag, value) pairs of one reference; a value of several lines holds line feeds."""


class Reference(NamedTuple):
    """The lines [first, last] of a file, from 1, that make one reference."""

    first: int
    last: int
    lines: Lines


def read_tagged(
    data: bytes, path: str = "", *, style: Style, fields_of: Callable[[Lines], Mapping[str, list[str]]] | None = None
) -> Iterator[Record]:
    """Yield a record per reference, named by its own id, or ``path#number`` where it has none or a used one.

    Args:
        data: the bytes of the file.
        path: its name, for provenance.
        style: the format.
        fields_of: what reads the fields of a reference, where that is more than looking them up by tag.

    Raises:
        InputError: not text, or no line in it begins a reference.
    """
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type=style.media_type)
    text, notes = to_utf8(data)
    used: set[str] = set()
    for number, reference in enumerate(references(text, style), start=1):
        fields = dict(fields_of(reference.lines) if fields_of else values(reference.lines, style))
        place = f"{source.path or style.name}#{number}"
        record_id, clash = own_id(fields.pop("id", [""])[0], place, used)
        warnings = [f"line {reference.first}: {clash}"] if clash else []
        warnings += [f"line {n}: {notes[n]}" for n in range(reference.first, reference.last + 1) if n in notes]
        yield read_reference(fields, record_id, source, style.name, warnings)
    if not used:
        raise InputError(f"no reference found; each begins with a line such as {style.example!r}")


def references(text: bytes, style: Style) -> Iterator[Reference]:
    """Yield the references of UTF-8; one ends at its end tag, at the next beginning or at the end of the file."""
    tagged = re.compile(style.tag).fullmatch
    begin = _beginning(text, style)
    first, lines, number = 0, Lines(), 0
    for number, line in enumerate(lines_of(text), start=1):
        match = tagged(line.rstrip())
        if match and (match[1] == begin or match[1] in style.ends):
            if lines:
                yield Reference(first, number - 1, lines)
            first, lines = number, [(match[1], (match[2] or "").strip())] if match[1] == begin else []
        elif match and lines:
            lines.append((match[1], (match[2] or "").strip()))
        elif line.strip() and lines:
            tag, value = lines[-1]
            lines[-1] = tag, f"{value}\n{line.strip()}".strip()
    if lines:
        yield Reference(first, number, lines)


def _beginning(text: bytes, style: Style) -> str | None:
    """Return the tag that begins references in this file."""
    if len(style.begins) == 1:
        return style.begins[0]
    present = {match[1] for line in lines_of(text) if (match := re.fullmatch(style.tag, line.rstrip()))}
    return next((tag for tag in style.begins if tag in present), None)


def values(lines: Lines, style: Style, tags: Mapping[str, Sequence[str]] | None = None) -> dict[str, list[str]]:
    """Return the values by field, without those that say nothing, each value once."""
    by_tag: dict[str, list[str]] = {}
    for tag, value in lines:
        by_tag.setdefault(tag, []).append(value)
    fields: dict[str, list[str]] = {}
    for field, names in (tags or style.tags).items():
        found = [value for name in names for value in by_tag.get(name, ())]
        if field in style.listed:
            found = [line for value in found for line in value.split("\n")]
        kept = dict.fromkeys(joined for value in found if (joined := value.replace("\n", " ").strip()) not in NOTHING)
        if kept:
            fields[field] = list(kept)
    return fields
