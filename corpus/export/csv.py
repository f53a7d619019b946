"""CSV for spreadsheets: one row per bead, UTF-8 with the mark that Excel knows it by, and no cell that is a formula."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from corpus.export.rows import Row, rows
from corpus.store import Entry

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet run a cell (OWASP, "CSV Injection"); full width as East Asian input methods write them."""


def write(entries: Iterable[Entry], out: BinaryIO) -> None:
    """Write a header and one row per bead."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(Row._fields)
        for row in rows(entries):
            writer.writerow(_harmless(cell) if isinstance(cell, str) else _number(cell) for cell in row)
    finally:
        text.detach()  # or it would close what is not its own


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _number(value: float) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
