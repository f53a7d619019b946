"""PDF pages into text: ours against pdfplumber and plain PDFium in one run: ``python -m bench.pdf [--data FOLDER]``.

Only pages that are read count, and the same pages for all. Ours includes opening, judging, columns and paragraphs.
"""

import argparse
import io
import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bicorpus import InputError
from ingest import ocr
from ingest.pdf import read_pdf
from ingest.record import Source

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
ROUNDS = 3
"""Times that each file is read; the median counts."""
PAGES = 16
"""Pages of a file that count, from its front; pdfplumber takes a tenth of a second for each."""
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
PUNCTUATION = re.compile(r"[，。、；：？！．（）“”‘’《》,.;:?!()\"']")
CID = re.compile(r"\(cid:\d+\)")
"""What pdfplumber writes for a character that it cannot read."""
NEIGHBOURS = 40
"""Characters of a line's end and of the next line's beginning that should stand together."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one method made of one file."""

    seconds: float
    text: str


def first_pages(data):
    """Return a file with its first pages only, and their number; None where PDFium cannot open it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None, 0
    count = len(document)
    if count <= PAGES:
        return data, count
    short = pypdfium2.PdfDocument.new()
    short.import_pages(document, list(range(PAGES)))
    target = io.BytesIO()
    short.save(target)
    return target.getvalue(), PAGES


def ours(data):
    try:
        page = read_pdf(data, Source("file.pdf"))
    except InputError:
        return ""
    return "\n".join(block.text for block in page.blocks)


def pdfplumber_text(data):
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


def pdfium_text(data):
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    except pypdfium2.PdfiumError:
        return ""
    finally:
        document.close()


METHODS = {"ours": ours, "pdfplumber": pdfplumber_text, "PDFium": pdfium_text}


def timed(method, data):
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        text = method(data)
        seconds.append(time.perf_counter() - start)
    return Reading(median(seconds), text)


def squeezed(text):
    return re.sub(r"[\s\-\x02\ufffe]+", "", text)


def columns(data):
    """Return sentences over line ends in the columns of a file: (line's end, beginning of the next line).

    They are taken from PDFium's text boxes of one content stream block, where the file itself sets the lines of a column
    one after the other: the next line begins below the last, at the left edge of the same column.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    found = []
    for index in range(len(document)):
        page = document[index].get_textpage()
        rects = [page.get_rect(i) for i in range(page.count_rects())]
        middle = document[index].get_width() / 2
        for (left, bottom, right, top), (x0, y0, _, y1) in zip(rects, rects[1:], strict=False):
            half = right < middle * 1.1 or left > middle * 0.9
            full = right - left > middle * 0.6
            if half and full and abs(x0 - left) < 3 and 0 < top - y1 < 2 * (top - bottom) and y0 < bottom:
                end, start = page.get_text_bounded(left, bottom, right, top), page.get_text_bounded(x0, y0, _, y1)
                if len(squeezed(end)) > NEIGHBOURS / 2 and len(squeezed(start)) > NEIGHBOURS / 2:
                    found.append((squeezed(end)[-15:], squeezed(start)[:15]))
    document.close()
    return found


def kept(pairs, text):
    whole = squeezed(text)
    return sum(end + start in whole for end, start in pairs)


def compare(folder):
    """Yield (file, pages, readings by method, line ends in columns) for the files with text."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    for file in sorted(folder.glob("pdf*/*.pdf")):
        data, pages = first_pages(file.read_bytes())
        if not pages:
            continue
        readings = {name: timed(method, data) for name, method in METHODS.items()}
        if readings["ours"].text:
            yield file, pages, readings, columns(data)


def count(form, text):
    return len(form.findall(CID.sub("", text)))


def report(folder):
    """Print the table by file and the sums."""
    totals = dict.fromkeys(METHODS, 0.0)
    all_pages = 0
    fewer = []
    joined, ends = dict.fromkeys(METHODS, 0), 0
    print(f"{'file':38} {'pages':>5} " + " ".join(f"{name:>24}" for name in METHODS) + "  line ends kept")
    for file, pages, readings, pairs in compare(folder):
        all_pages += pages
        ends += len(pairs)
        cells = []
        for name, reading in readings.items():
            totals[name] += reading.seconds
            joined[name] += kept(pairs, reading.text)
            cells.append(f"{reading.seconds / pages * 1000:7.1f} ms {count(HAN, reading.text):6} {count(PUNCTUATION, reading.text):6}")
        for kind, form in (("Han", HAN), ("punctuation", PUNCTUATION)):
            ours_, theirs = count(form, readings["ours"].text), count(form, readings["pdfplumber"].text)
            if ours_ < theirs:
                fewer.append(f"{file.name}: {kind} {ours_} < {theirs}")
        share = " ".join(f"{kept(pairs, r.text)}" for r in readings.values()) + f" of {len(pairs)}" if pairs else "-"
        print(f"{file.parent.name}/{file.name[:24]:24} {pages:5} " + " ".join(f"{cell:>24}" for cell in cells) + f"  {share}")
    speeds = {name: all_pages / seconds for name, seconds in totals.items()}
    print(f"{all_pages} pages; pages/s: " + ", ".join(f"{name} {speed:.1f}" for name, speed in speeds.items()))
    print(f"ours / pdfplumber: {speeds['ours'] / speeds['pdfplumber']:.1f}")
    print(f"lines of columns followed by their next line, of {ends}: {joined}")
    print("fewer than pdfplumber: " + ("; ".join(fewer) or "nowhere"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    folder = parser.parse_args().data / "ingest" / "fixtures"
    ocr.is_installed = lambda: False  # a recogniser's seconds are no engine's
    report(folder)


if __name__ == "__main__":
    main()
