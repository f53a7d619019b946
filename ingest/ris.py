"""RIS → records.

An own reader of twenty lines: ``rispy`` 0.10 runs a reference without its ``ER`` line into the next one, so that one
paper gets the other's authors, drops the second of two titles, and reads nothing where a tag is followed by one space.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from bicorpus import InputError
from ingest.decode import decode
from ingest.record import Record, Source
from ingest.reference import own_id, read_reference

TAGS: dict[str, tuple[str, ...]] = {
    "id": ("ID",),
    "title": ("TI", "T1", "TT"),
    "authors": ("AU", "A1"),
    "year": ("PY", "Y1"),
    "date": ("DA",),
    "journal": ("JF", "T2", "JO", "J2", "JA"),
    "volume": ("VL",),
    "issue": ("IS",),
    "first page": ("SP",),
    "last page": ("EP",),
    "abstract": ("AB", "N2"),
    "keywords": ("KW",),
    "doi": ("DO",),
}
"""RIS specification (Research Information Systems, 2011) and ``TT``, EndNote's translated title; best tag first."""
_TAG = re.compile(r"([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*))?")

Lines = list[tuple[str, str]]
"""The (tag, value) lines of one reference."""


def read_ris(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per reference, named by its ``ID``, or ``path#number`` where it has none or a used one.

    Raises:
        InputError: not text, or no line in it begins a reference.
    """
    source = Source(
        path=path, sha256=hashlib.sha256(data).hexdigest(), media_type="application/x-research-info-systems"
    )
    used: set[str] = set()
    for number, (line, lines) in enumerate(_references(decode(data).text), start=1):
        yield _record(lines, number, line, source, used)
    if not used:
        raise InputError("no reference found; each begins with a line such as 'TY  - JOUR'")


def _references(text: str) -> Iterator[tuple[int, Lines]]:
    """Yield (line number, lines) of each reference; it ends at ``ER``, at the next ``TY`` or at the end of the file."""
    begin, lines = 0, Lines()
    for number, line in enumerate(text.splitlines(), start=1):
        match = _TAG.fullmatch(line.rstrip())
        if match and match[1] in {"TY", "ER"}:
            if lines:
                yield begin, lines
            begin, lines = number, [("TY", match[2] or "")] if match[1] == "TY" else []
        elif match and lines:
            lines.append((match[1], (match[2] or "").strip()))
        elif line.strip() and lines:
            tag, value = lines[-1]
            lines[-1] = tag, f"{value} {line.strip()}".strip()
    if lines:
        yield begin, lines


def _record(lines: Lines, number: int, line: int, source: Source, used: set[str]) -> Record:
    fields = {field: found for field, tags in TAGS.items() if (found := _values(lines, tags))}
    record_id, clash = own_id(fields.pop("id", [""])[0], f"{source.path or 'ris'}#{number}", used)
    return read_reference(fields, record_id, source, "ris", [f"line {line}: {clash}"] if clash else [])


def _values(lines: Lines, tags: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(value for tag in tags for name, value in lines if name == tag and value))
