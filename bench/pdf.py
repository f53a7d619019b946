"""PDF pages into text: ours against pdfplumber and plain PDFium in one run: ``python -m bench.pdf [--data FOLDER]``.

Only files that we read count, and the same pages of them for all. Ours includes opening, judging, columns and
paragraphs; the recognition of pictures is left out, since a recogniser's seconds are no engine's.
"""

import argparse
import io
import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from bicorpus import InputError
from ingest.pdf import read_pdf
from ingest.pdfs import ocr
from ingest.record import Source

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
ROUNDS = 3
"""Times that each file is read; the median of the processor seconds counts."""
PAGES = 16
"""Pages of a file that count, from its front; pdfplumber takes a tenth of a second for each."""
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
PUNCTUATION = re.compile(r"[，。、；：？！．（）“”‘’《》,.;:?!()\"']")
CID = re.compile(r"\(cid:\d+\)")
"""What pdfplumber writes for a character that it cannot read."""
JOIN = 15
"""Characters before a line's end and after the next line's beginning that should stand together."""
LINES = 10
"""Ends of lines that make a page one of columns."""
LINE = 20
"""Characters of a line of prose at least."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one method made of one file."""

    seconds: float
    text: str
    joined: tuple[int, ...]
    """By page: ends of lines in columns after which the next line of the same column follows."""

    def count(self, form: re.Pattern[str]) -> int:
        return len(form.findall(CID.sub("", self.text)))


@dataclass(frozen=True, slots=True)
class Row:
    """One file read by every method."""

    name: str
    pages: int
    ends: tuple[int, ...]
    """By page: ends of lines in columns."""
    readings: dict[str, Reading]


def first_pages(data: bytes) -> tuple[bytes, int]:
    """Return a file with its first pages only, and their number; 0 where PDFium cannot open it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return b"", 0
    if len(document) <= PAGES:
        return data, len(document)
    short = pypdfium2.PdfDocument.new()
    short.import_pages(document, list(range(PAGES)))
    target = io.BytesIO()
    short.save(target)
    return target.getvalue(), PAGES


def ours(data: bytes) -> str:
    try:
        return "\n".join(block.text for block in read_pdf(data, Source("file.pdf")).blocks)
    except InputError:
        return ""


def pdfplumber_text(data: bytes) -> str:
    import pdfplumber

    texts = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                texts.append(page.extract_text())
                page.close()
    except Exception:  # noqa: BLE001 - it raises anything on broken files
        return "\n".join(texts)
    return "\n".join(texts)


def pdfium_text(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    text = "\n".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    document.close()
    return text


METHODS: dict[str, Callable[[bytes], str]] = {"ours": ours, "pdfplumber": pdfplumber_text, "PDFium": pdfium_text}


def line_ends(data: bytes) -> list[list[str]]:
    """Return by page what should stand together in columns: a line's end and the beginning of the next line.

    The order of the file's content tells it: a box of text in one half of the page, and right after it one that begins
    below it at the same left edge. So plain PDFium, which keeps that order, has them all where it has them.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = []
    for index in range(len(document)):
        found = []
        page = document[index]
        text, middle = page.get_textpage(), page.get_width() / 2
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        for above, below in pairwise(boxes):
            if _is_column_line(above, middle) and _follows(above, below):
                end, start = squeezed(text.get_text_bounded(*above)), squeezed(text.get_text_bounded(*below))
                if min(len(end), len(start)) > LINE:
                    found.append(end[-JOIN:] + start[:JOIN])
        pages.append(found)
    document.close()
    return pages


def _is_column_line(box: Sequence[float], middle: float) -> bool:
    left, _, right, _ = box
    return (right < 1.1 * middle or left > 0.9 * middle) and right - left > 0.6 * middle


def _follows(above: Sequence[float], below: Sequence[float]) -> bool:
    drop = above[3] - below[3]
    return abs(above[0] - below[0]) < 3 and 0 < drop < 2 * (above[3] - above[1]) and below[1] < above[1]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\-\x02\ufffe]+", "", text)


def timed(method: Callable[[bytes], str], data: bytes, ends: Sequence[Sequence[str]]) -> Reading:
    seconds = []
    text = ""
    for _ in range(ROUNDS):
        start = time.process_time()
        text = method(data)
        seconds.append(time.process_time() - start)
    whole = squeezed(text)
    return Reading(median(seconds), text, tuple(sum(end in whole for end in page) for page in ends))


def fused(row: Row, name: str) -> int:
    """Return how many pages of columns a method lost: fewer than half of the ends of lines go on as they should."""
    joined = row.readings[name].joined
    return sum(ends >= LINES and 2 * kept < ends for ends, kept in zip(row.ends, joined, strict=True))


def rows(folder: Path) -> Iterator[Row]:
    """Yield the files below a folder that we read."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    for file in sorted(folder.glob("pdf*/*.pdf")):
        data, pages = first_pages(file.read_bytes())
        if pages and ours(data):
            ends = line_ends(data)
            readings = {name: timed(method, data, ends) for name, method in METHODS.items()}
            yield Row(f"{file.parent.name}/{file.stem}", pages, tuple(map(len, ends)), readings)


def print_row(row: Row) -> None:
    cells = (
        f"{reading.seconds / row.pages * 1000:7.1f} ms {reading.count(HAN):6} {reading.count(PUNCTUATION):6}"
        for reading in row.readings.values()
    )
    joined = " ".join(str(sum(reading.joined)) for reading in row.readings.values())
    print(
        f"{row.name[:40]:40} {row.pages:3} "
        + " ".join(cells)
        + (f"  {joined} of {sum(row.ends)}" if any(row.ends) else "")
    )


def fewer(row: Row) -> Iterator[str]:
    """Yield where we have fewer characters than pdfplumber."""
    for name, form in (("Han", HAN), ("punctuation", PUNCTUATION)):
        mine, theirs = row.readings["ours"].count(form), row.readings["pdfplumber"].count(form)
        if mine < theirs:
            yield f"{row.name}: {name} {mine} < {theirs}"


def print_sums(found: Sequence[Row]) -> None:
    pages = sum(row.pages for row in found)
    speeds = {name: pages / sum(row.readings[name].seconds for row in found) for name in METHODS}
    joined = {name: sum(sum(row.readings[name].joined) for row in found) for name in METHODS}
    lost = {name: sum(fused(row, name) for row in found) for name in METHODS}
    columns = sum(ends >= LINES for row in found for ends in row.ends)
    print(f"{pages} pages; pages/s: " + ", ".join(f"{name} {speed:.1f}" for name, speed in speeds.items()))
    print(f"ours / pdfplumber: {speeds['ours'] / speeds['pdfplumber']:.1f}")
    print(f"ends of lines in columns followed by the next line, of {sum(sum(row.ends) for row in found)}: {joined}")
    print(f"pages whose columns are fused, of {columns}: {lost}")
    print("fewer than pdfplumber: " + ("; ".join(text for row in found for text in fewer(row)) or "nowhere"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    ocr.is_installed = lambda: False
    found = []
    print(f"{'file':40} pages, then of {', '.join(METHODS)}: ms a page, Han, punctuation; line ends kept")
    for row in rows(parser.parse_args().data / "ingest" / "fixtures"):
        print_row(row)
        found.append(row)
    print_sums(found)


if __name__ == "__main__":
    main()
