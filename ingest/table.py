"""CSV → records: bibliographic tables as reference managers and databases export them."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bicorpus import InputError
from ingest.decode import decode
from ingest.record import Record, Source
from ingest.reference import own_id, read_reference

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "key", "record id", "citation key"),
    "title": ("title", "article title", "document title", "title_en", "title_zh", "study title", "题名", "标题"),
    "authors": ("author full names", "author", "authors", "作者"),
    "year": ("year", "publication year", "pub year", "出版年", "年份", "年"),
    "date": ("date", "publication date", "发表时间"),
    "journal": (
        "journal", "journal/book", "source title", "publication title", "journal title", "secondary title", "booktitle",
        "book title", "conference name", "来源", "刊名", "期刊",
    ),
    "volume": ("volume", "卷"),
    "issue": ("number", "issue", "期"),
    "pages": ("pages", "page", "page range", "页码"),
    "first page": ("page start", "start page"),
    "last page": ("page end", "end page"),
    "article number": ("art. no.", "article number"),
    "abstract": ("abstract", "abstract note", "abstract_en", "abstract_zh", "摘要"),
    "keywords": ("keywords", "author keywords", "manual tags", "关键词"),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmed id"),
    "pmcid": ("pmcid", "pmc id"),
    "nct": ("nct", "nct number", "nct id"),
    "chictr": ("chictr", "注册号"),
}  # fmt: skip
"""What our fields are called in BibTeX-like tables, Zotero, PubMed, Scopus, Web of Science, ClinicalTrials.gov and
CNKI; where a table has several such columns, the earlier in a row here goes first."""
FIELD_OF = {column: field for field, columns in COLUMNS.items() for column in columns}
TELLING = frozenset({"title", "abstract", "doi", "pmid", "nct", "chictr"})
"""Fields of which a header names at least one; without any of them a row says nothing of a paper."""
DELIMITERS = (",", ";", "\t", "|")
TEXTS = frozenset({"title", "abstract"})
"""Fields that a table may hold once per language."""
LARGEST_CELL = 2**26
"""Characters (64 Mi); a longer cell is a quote that was never closed."""
NOTHING = frozenset(
    {"", "-", "--", "nan", "NaN", "NAN", "null", "NULL", "Null", "none", "None", "NONE", "n/a", "N/A", "na", "NA"}
)
"""Cells that programs write for an absent value."""
_LONGEST_NOTHING = max(map(len, NOTHING))

Layout = Sequence[tuple[str, Sequence[int], bool]]
"""(field, columns that may hold it, the best first, whether all of them count or only the first that is filled)."""


def read_csv(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per row, with the row's own id, or ``path#row`` where it has none or one that was used before.

    Raises:
        InputError: not text, no header with a column we know, or broken quoting; the message names the line.
    """
    text = decode(data).text
    csv.field_size_limit(LARGEST_CELL)
    delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type="text/csv")
    yield from _records(_numbered(rows), source)


def _delimiter(text: str) -> str:
    """Return the delimiter under which the first line names most of our fields."""
    line = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    found = {delimiter: _fields(next(csv.reader([line], delimiter=delimiter))) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: len(found[delimiter]))
    if not found[best] & TELLING:
        raise InputError(
            f"line 1: no header with a column we know ({line[:80]!r}); "
            f"name the columns in the first line, for example: ID,title,author,year,journal,doi"
        )
    return best


def _fields(header: Sequence[str]) -> set[str]:
    """Return our names of the columns that we know."""
    return {FIELD_OF[column] for column in map(_plain, header) if column in FIELD_OF}


def _plain(column: str) -> str:
    return " ".join(column.lower().replace("\ufeff", "").split())


def _layout(header: Sequence[str]) -> Layout:
    """Say where in a row each field stands; looked up once, since a table has one header and a million rows."""
    places: dict[str, list[int]] = {}
    for place, column in enumerate(map(_plain, header)):
        places.setdefault(column, []).append(place)
    found = {field: [place for name in columns for place in places.get(name, ())] for field, columns in COLUMNS.items()}
    return [(field, at, field in TEXTS) for field, at in found.items() if at]


def _records(rows: Iterable[tuple[int, list[str]]], source: Source) -> Iterator[Record]:
    """Yield a record for each (line, cells) after the header; rows without any text are passed over."""
    filled = ((line, row) for line, row in rows if any(map(str.strip, row)))
    _, header = next(filled)
    layout, width, place = _layout(header), len(header), source.path or "table"
    used: set[str] = set()
    for number, (line, row) in enumerate(filled, start=1):
        warnings: tuple[str, ...] = ()
        if len(row) != width:
            warnings = (f"line {line}: {len(row)} cells under {width} columns",)
            row.extend([""] * (width - len(row)))
        fields = _cells(layout, row)
        record_id, clash = own_id(fields.pop("id", [""])[0], f"{place}#{number}", used)
        if clash:
            warnings = (f"line {line}: {clash}", *warnings)
        yield read_reference(fields, record_id, source, "csv", warnings)


def _numbered(rows: "Reader") -> Iterator[tuple[int, list[str]]]:
    """Yield (line where the row begins, cells)."""
    line = 1
    try:
        for row in rows:
            yield line, row
            line = rows.line_num + 1
    except csv.Error as exc:
        raise InputError(f"line {line}: {exc}; is a quotation mark left open there?") from exc


def _cells(layout: Layout, row: Sequence[str]) -> dict[str, list[str]]:
    """Return the values by field: of a text all that are filled, of anything else that of the best-named column."""
    fields: dict[str, list[str]] = {}
    for field, places, is_text in layout:
        for place in places:
            cell = row[place].strip()
            if len(cell) <= _LONGEST_NOTHING and cell in NOTHING:
                continue
            if field not in fields:
                fields[field] = [cell]
            elif is_text:
                fields[field].append(cell)
    return fields
