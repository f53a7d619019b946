"""PDF -> ``Page``: a fast engine, a judge of what it read, a careful engine and a recogniser of pictures for the rest.

PDFium reads every page. Pages whose text cannot be what they show are read by pdfplumber too, and the better reading
is kept; pages that are pictures are recognised where the ``ocr`` extra is installed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from bicorpus import InputError
from ingest.page import Page
from ingest.pdfs import careful as pdf_careful
from ingest.pdfs import fast as pdf_fast
from ingest.pdfs import ocr
from ingest.pdfs import pictures as pdf_pictures
from ingest.pdfs.judge import Verdict, judge
from ingest.pdfs.runs import Sheet
from ingest.pdfs.typeset import blocks
from ingest.record import Source

_FIRST, _LAST = 48, 16
"""Pages read from the front and the back: half a second's work. Articles are shorter; of longer files title and
abstracts stand there, in Chinese theses and journals the English ones at the very end."""
_CAREFUL = 16
"""Pages that the careful engine reads at most; it takes up to half a second for each."""
_PICTURED, _WHOLLY_PICTURED = 0.3, 0.8
"""Share of a page that a picture covers from which on hardly any text, or no more than a stamp, means a scan."""
_STAMP = 300
"""Characters that archives print on the pages they scanned at most: their name, the reader's, the day."""
_NEEDS_OCR = 'needs OCR: pip install "bicorpus[ocr]"'


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page as one of the engines read it."""

    sheet: Sheet
    verdict: Verdict


def read_pdf(data: bytes, source: Source) -> Page:
    """Read a PDF's text in reading order.

    Raises:
        InputError: encrypted, damaged, without pages, or nothing in it can be read; the message says which.
    """
    try:
        document = pdf_fast.open_pdf(data)
    except pdf_fast.DamagedError as exc:
        return _page(source, _salvaged(data, exc), [f"read by pdfplumber: {exc}"])
    with closing(document):
        count = len(document)
        indexes = _chosen(count)
        sheets, warnings = _read(document, data, indexes)
        title = str(document.get_metadata_value("Title") or "").strip()
    if count > len(indexes):
        skipped = f"{count - len(indexes)} pages between the first {_FIRST} and the last {_LAST} were not read"
        warnings = [skipped, *warnings]
    return _page(source, sheets, warnings, title)


def _page(source: Source, sheets: Mapping[int, Sheet], warnings: Sequence[str], title: str = "") -> Page:
    meta = {"<title>": (title,)} if title else {}
    return Page(source, tuple(blocks(sheets)), meta, warnings=tuple(warnings))


def _salvaged(data: bytes, damage: pdf_fast.DamagedError) -> dict[int, Sheet]:
    """Read a file that PDFium cannot open with the careful engine, which searches it for what it holds."""
    sheets = pdf_careful.sheets(data, range(_CAREFUL))
    if sheets is not None and not sheets:
        raise InputError("damaged PDF: it has no pages") from damage
    if not sheets or all(_reading(sheet).verdict.kind == "useless" for sheet in sheets.values()):
        raise damage
    return sheets


def _chosen(count: int) -> list[int]:
    return list(range(count)) if count <= _FIRST + _LAST else [*range(_FIRST), *range(count - _LAST, count)]


def _read(document: Any, data: bytes, indexes: Sequence[int]) -> tuple[dict[int, Sheet], list[str]]:
    """Return the best reading of each page and what is to be said about them."""
    readings = {index: _reading(sheet) for index, sheet in pdf_fast.sheets(document, indexes).items()}
    scans = [index for index, reading in readings.items() if _is_scan(document, index, reading)]
    doubtful = [
        index
        for index, reading in readings.items()
        if index not in scans and reading.verdict.doubt and not _is_short(document, index, reading)
    ]
    warnings = list(_second_opinions(data, readings, doubtful))
    pictures = [index for index, reading in readings.items() if index in scans or reading.verdict.kind == "useless"]
    if pictures and ocr.is_installed():
        for index, (reading, said) in _recognised(document, pictures).items():
            readings[index] = reading
            pictures.remove(index)
            warnings.append(said)
    if pictures:
        warnings.append(f"{_pages(pictures)}: pictures of pages: {_unrecognised()}")
    warnings += _rescued(data, [index for index in indexes if index not in readings], readings)
    known = (reading for index, reading in readings.items() if index not in pictures)
    if not any(reading.sheet.runs and reading.verdict.kind != "useless" for reading in known):
        raise InputError(_reason(document, readings, pictures))
    return {index: readings[index].sheet for index in sorted(readings)}, warnings


def _reading(sheet: Sheet) -> _Reading:
    return _Reading(sheet, judge("\n".join(run.text for run in sheet.runs)))


def _rescued(data: bytes, broken: Sequence[int], readings: dict[int, _Reading]) -> Iterator[str]:
    """Add pages that PDFium cannot load and the careful engine can, and say which neither can."""
    if not broken:
        return
    for index, sheet in (pdf_careful.sheets(data, broken[:_CAREFUL]) or {}).items():
        if sheet.runs:
            readings[index] = _reading(sheet)
            yield f"page {index + 1}: damaged; read by pdfplumber"
    if lost := [index for index in broken if index not in readings]:
        yield f"{_pages(lost)}: damaged and not read"


def _second_opinions(data: bytes, readings: dict[int, _Reading], doubtful: Sequence[int]) -> Iterator[str]:
    """Replace readings that are in doubt by better ones of the careful engine, and say so."""
    chosen = [*doubtful[: _CAREFUL - _CAREFUL // 4], *doubtful[_CAREFUL - _CAREFUL // 4 :][-(_CAREFUL // 4) :]]
    for index, sheet in ((pdf_careful.sheets(data, chosen) if chosen else None) or {}).items():
        second, first = _reading(sheet), readings[index]
        if second.verdict.worth > first.verdict.worth:
            readings[index] = second
            yield f"page {index + 1}: read by pdfplumber, since of PDFium's text {first.verdict.doubt}"
    for index in doubtful:
        if readings[index].verdict.kind == "poor":
            yield f"page {index + 1}: {readings[index].verdict.doubt}"


def _is_short(document: Any, index: int, reading: _Reading) -> bool:
    """Tell a page with little on it: each thing that is drawn gave a character."""
    return reading.verdict.kind == "few" and pdf_pictures.drawn(document, index) <= _length(reading)


def _is_scan(document: Any, index: int, reading: _Reading) -> bool:
    """Tell a picture of a page, be it with a stamp or a line of print at its edge, and a page of drawings alone."""
    if not reading.sheet.runs:
        return not pdf_pictures.is_blank(document, index)
    if reading.verdict.kind == "few":
        return pdf_pictures.pictured(document, index) >= _PICTURED
    return _length(reading) < _STAMP and pdf_pictures.pictured(document, index) >= _WHOLLY_PICTURED


def _length(reading: _Reading) -> int:
    return sum(len(run.text) for run in reading.sheet.runs)


def _recognised(document: Any, pictures: Sequence[int]) -> dict[int, tuple[_Reading, str]]:
    """Return what is recognised in pictures of pages, and what is to be said of it."""
    found = {}
    for index in sorted({pictures[0], pictures[-1]}):  # title and abstracts; a page takes up to ten seconds
        page = ocr.recognise(*pdf_pictures.picture(document, index, ocr.LONGEST_SIDE))
        if page.sheet.runs:
            said = f"page {index + 1}: recognised from a picture (OCR), mean confidence {page.confidence:.2f}"
            found[index] = _reading(page.sheet), said
    return found


def _unrecognised() -> str:
    if not ocr.is_installed():
        return _NEEDS_OCR
    return "the first and the last of a file are recognised, as far as print is found in them"


def _pages(indexes: Sequence[int]) -> str:
    numbers = ", ".join(str(index + 1) for index in indexes[:10])
    return f"page{'s' * (len(indexes) > 1)} {numbers}{', …' * (len(indexes) > 10)}"


def _reason(document: Any, readings: Mapping[int, _Reading], pictures: Sequence[int]) -> str:
    if not readings:
        return "damaged PDF: none of its pages can be loaded"
    count = f"the PDF's {len(readings)} page(s)"
    if not pictures and all(pdf_pictures.is_blank(document, index) for index in readings):
        return f"no text in {count}: nothing is drawn on them"
    if ocr.is_installed():
        return f"no text in {count}: nothing in their pictures can be recognised"
    useless = [reading.verdict.doubt for reading in readings.values() if reading.verdict.kind == "useless"]
    if useless:
        return f"the PDF's fonts do not say which characters they draw ({useless[0]}): {_NEEDS_OCR}"
    return f"no text in {count}: pictures of pages: {_NEEDS_OCR}"
