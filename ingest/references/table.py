"""Tables → records: CSV and its relatives, as reference managers and databases export them."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bicorpus import InputError
from ingest.charsets.mixed import lines_of, to_utf8
from ingest.record import Record, Source
from ingest.references.columns import TELLING, Layout, is_wos, known_fields, layout
from ingest.references.reference import LONGEST_NOTHING, NOTHING, own_id, read_reference
from ingest.references.rows import Row, read_rows

DELIMITERS = (",", ";", "\t", "|")
SURE = 3
"""Known columns from which on a first line is that of a table, whatever the file is called; prose has none."""


def read_csv(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per row, with the row's own id, or ``path#row`` where it has none or one that was used before.

    Raises:
        InputError: not text, or no header with a column we know; the message names the line.
    """
    table, notes = to_utf8(data)
    line = _first_line(lines_of(table))
    delimiter = delimiter_of(line)
    if delimiter is None:
        raise InputError(
            f"line 1: no header with a column we know ({line[:80]!r}); "
            f"name the columns in the first line, for example: ID,title,author,year,journal,doi"
        )
    wos = is_wos(line.split(delimiter))
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type="text/csv")
    yield from _records(read_rows(table, delimiter, quoted=not wos), notes, source, "wos" if wos else "csv")


def is_table(text: str) -> bool:
    """Tell whether a text begins with the header of a table, by that header alone."""
    line = _first_line(io.StringIO(text))
    delimiter = delimiter_of(line)
    return delimiter not in {None, "|"} and len(known_fields(_split(line, str(delimiter)))) >= SURE


def delimiter_of(line: str) -> str | None:
    """Return the delimiter under which a header names most of our fields; None where it names none that tells."""
    found = {delimiter: known_fields(_split(line, delimiter)) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: len(found[delimiter]))
    return best if found[best] & TELLING else None


def _first_line(lines: Iterable[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _records(rows: Iterator[Row], notes: Mapping[int, str], source: Source, site: str) -> Iterator[Record]:
    """Yield a record for each row after the header."""
    header = next(rows).cells
    places, width, place = layout(header), len(header), source.path or "table"
    used: set[str] = set()
    for number, (first, last, cells, fault) in enumerate(rows, start=1):
        warnings = [f"line {n}: {notes[n]}" for n in range(first, last + 1) if n in notes] if notes else []
        if len(cells) != width:
            warnings.append(f"line {first}: {len(cells)} cells under {width} columns")
            cells.extend([""] * (width - len(cells)))
        if fault:
            warnings.append(f"line {first}: {fault}")
        fields = _fields(places, cells)
        record_id, clash = own_id(fields.pop("id", [""])[0], f"{place}#{number}", used)
        if clash:
            warnings.insert(0, f"line {first}: {clash}")
        yield read_reference(fields, record_id, source, site, warnings)


def _fields(places: Layout, row: Sequence[str]) -> dict[str, list[str]]:
    """Return the values by field: all that are filled where several count, else that of the best-named column."""
    fields: dict[str, list[str]] = {}
    for field, columns, several in places:
        for column in columns:
            cell = row[column].strip()
            if len(cell) <= LONGEST_NOTHING and cell in NOTHING:
                continue
            if field not in fields:
                fields[field] = [cell]
            elif several:
                fields[field].append(cell)
    return fields
