"""Formats of lists of references: how each begins, and what reads it."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from ingest.record import Record


class ListFormat(NamedTuple):
    """One format."""

    media_type: str
    begins: re.Pattern[str]
    """What the beginning of such a list holds, its lines ended by line feeds."""
    module: str
    reader: str

    def read(self, data: bytes, path: str) -> Iterator[Record]:
        """Yield the records of a list, named by its own ids.

        Raises:
            InputError: not text, or nothing in it is a reference.
        """
        read: Callable[[bytes, str], Iterator[Record]] = getattr(import_module(self.module), self.reader)
        return read(data, path)


_ROWS = (
    ("application/x-research-info-systems", r"^TY {1,3}- ?", "ingest.ris", "read_ris"),
    ("application/x-nbib", r"\A\s*PMID ?- *\d+ *\n[A-Z]{2,4} *- ", "ingest.medline", "read_medline"),
    ("text/x-web-of-science", r"\A\s*(?:FN .*\n+VR .*\n+)?PT [A-Z]\n[A-Z]\w ", "ingest.wos", "read_wos"),
    ("text/x-noteexpress", r"\A\s*\{Reference Type\}\s*:", "ingest.noteexpress", "read_noteexpress"),
    ("text/x-cnki", r"\A\s*(?:DataType *:.*\n\s*Title|SrcDatabase)-\w+ *[:：]", "ingest.noteexpress", "read_cnki"),
    ("text/x-refworks", r"\A\s*RT \w.*\n(?:SR .*\n)?[A-Z][A-Z0-9] ", "ingest.noteexpress", "read_refworks"),
    ("application/x-endnote-refer", r"\A\s*%0 \w.*\n(?:.*\n)*?\s*%[TAJ] ", "ingest.noteexpress", "read_refer"),
    ("application/x-endnote+xml", r"\A\s*(?:<\?xml[^>]*>\s*)?<xml>\s*<records>", "ingest.endnote", "read_endnote"),
    ("text/csv", r"(?!)", "ingest.table", "read_csv"),
)  # fmt: skip
"""Media type, beginning, reader. A table is told by its header, which ``ingest.table`` knows."""
LISTS = {media: ListFormat(media, re.compile(begins, re.MULTILINE), *place) for media, begins, *place in _ROWS}


def list_type(text: str) -> str | None:
    """Return the media type of a list of references by its beginning; None where it is none of them."""
    from ingest.table import is_table

    found = next((row.media_type for row in LISTS.values() if row.begins.search(text)), None)
    return found or ("text/csv" if is_table(text) else None)
