"""Delimited text → rows, with quotation marks that were never closed taken for what they are.

``csv`` reads on from an open quotation mark until the next one, and so puts the records between into one cell.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from bicorpus import InputError
from ingest.charsets.mixed import lines_of

LARGEST_CELL = 2**26
"""Characters (64 Mi) of one cell."""
_OPEN = "a quotation mark is never closed; the cell was ended with the line"


class Row(NamedTuple):
    """The cells of one row, the lines [first, last] that it stands on, from 1, and what was wrong with it."""

    first: int
    last: int
    cells: list[str]
    fault: str = ""


def read_rows(data: bytes, delimiter: str, *, quoted: bool = True) -> Iterator[Row]:
    """Yield the rows of a table, empty lines left out.

    Args:
        data: the table, in UTF-8; a line feed ends a line.
        delimiter: one character.
        quoted: whether a quotation mark encloses a cell, or is a character like any other.

    Raises:
        InputError: a cell is larger than ``LARGEST_CELL``; the message names the line.
    """
    csv.field_size_limit(LARGEST_CELL)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    buffer = io.BytesIO(data)
    begin, done, width = 0, 0, 0
    while begin < len(data):
        rows = csv.reader(map(bytes.decode, buffer), delimiter=delimiter, quoting=quoting)
        offset = done
        try:
            for cells in rows:
                last = offset + rows.line_num
                if quoted and last - done > 1 and _swallowed(data[begin : buffer.tell()], cells, delimiter, width):
                    break
                if any(map(str.strip, cells)):
                    width = width or len(cells)
                    yield Row(done + 1, last, cells)
                begin, done = buffer.tell(), last
            else:
                return
        except csv.Error as exc:
            if not quoted or _end_of_line(data, begin) - begin > LARGEST_CELL:
                raise InputError(f"line {done + 1}: {exc}; is a quotation mark left open there?") from exc
        end = _end_of_line(data, begin)
        yield Row(done + 1, done + 1, _alone(data[begin:end].decode().rstrip("\r\n"), delimiter, width), _OPEN)
        begin, done = buffer.seek(end), done + 1


def _end_of_line(data: bytes, begin: int) -> int:
    return data.find(b"\n", begin) + 1 or len(data)


def _swallowed(row: bytes, cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Tell whether a row of several lines is one with an open quotation mark and whole rows after it."""
    lines = list(lines_of(row))
    strict = _is_strict(lines, delimiter)
    if strict and len(cells) == (width or len(cells)):
        return False
    return width == 0 or any(_is_row(line, delimiter, width, strict=strict) for line in lines[1:])


def _is_row(line: str, delimiter: str, width: int, *, strict: bool) -> bool:
    """Tell whether a line within a cell looks like a row: by its number of cells, or by an open mark of its own."""
    if len(next(csv.reader([line], delimiter=delimiter), [])) == width:
        return True
    cells = line.rstrip("\r\n").split(delimiter)
    return not strict and len(cells) >= width and any(c.startswith('"') and not c.endswith('"') for c in cells)


def _is_strict(lines: Sequence[str], delimiter: str) -> bool:
    """Tell whether quotation marks stand where RFC 4180 has them."""
    try:
        return bool(list(csv.reader(lines, delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _alone(line: str, delimiter: str, width: int) -> list[str]:
    """Read one line by itself, its open quotation mark as a character where that gives the right number of cells."""
    plain = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return plain if len(plain) == width else next(csv.reader([line], delimiter=delimiter), [])
