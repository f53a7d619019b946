"""CSV for spreadsheets: one row per bead, UTF-8 with the mark that Excel knows it by, and no cell that is a formula.

Every text is quoted, and what a formula begins with is disarmed at the beginning of a cell and also behind a semicolon
or a line break in it: where Excel's list separator is the semicolon, it cuts lines there, quoted or not. Numbers are
not quoted, nor is a missing one: to PostgreSQL, polars and others a quoted nothing is a text, and no number. Rows are
put together here because ``csv.writer`` tells the two apart only from Python 3.12 on (``QUOTE_NOTNULL``).
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import BinaryIO

from msgspec.structs import astuple

from corpus.export.rows import Row, rows
from corpus.holdings import Entry
from corpus.messages import counted

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds ("Excel specifications and limits"); what is longer it cuts or spills."""
BETWEEN = "; "
"""Parts the values of a cell that holds several."""
_UNSEEN = r"""[\s"'\x00-\x1f\u200b-\u200f\u2060\ufeff]{0,100}"""
"""What a program may drop before it looks for a formula; bounded, since a page may hold a million blanks."""
_SIGN = rf"(?={_UNSEEN}[=+\-@＝＋－＠])"
_BEGINS = re.compile(_SIGN)
_CUTS = ";\t\r\n"
_FORMULA = re.compile(rf"(^|[{_CUTS}]){_SIGN}|^(?=[\t\r\n])")
"""Where a spreadsheet may see a cell begin that it runs (OWASP, "CSV Injection"); the signs also in full width, as East
Asian input methods write them."""


def write(entries: Iterable[Entry], out: BinaryIO) -> list[str]:
    """Write a header and one row per bead; return what the reader of a spreadsheet should know."""
    long = 0
    out.write(BOM_UTF8 + _line(Row.__struct_fields__))
    for row in rows(entries):
        long += len(row.en) > LONGEST_CELL or len(row.zh) > LONGEST_CELL
        out.write(_line(astuple(row)))
    told = f"{counted(long, 'row')} with a text of more than {LONGEST_CELL:,} characters, which Excel cuts"
    return [told] if long else []


def _line(values: Iterable[object]) -> bytes:
    return f"{','.join(map(_cell, values))}\r\n".encode()


def _cell(value: object) -> str:
    match value:
        case str():
            return _quoted(_disarmed(value))
        case tuple():
            return _quoted(_disarmed(BETWEEN.join(value)))
        case bool():
            return str(value).lower()
        case float():
            return f"{value:.4f}"
        case _:
            return "" if value is None else str(value)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _disarmed(cell: str) -> str:
    """Return a text that no spreadsheet runs; most hold no place to cut at, and only their beginning is looked at."""
    if any(cut in cell for cut in _CUTS):
        return _FORMULA.sub(r"\g<0>'", cell)
    return f"'{cell}" if _BEGINS.match(cell) else cell
