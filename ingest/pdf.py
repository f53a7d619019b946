"""PDF -> ``Page``: pdfplumber finds words and their places, ``ingest.layout`` makes lines and paragraphs of them."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bicorpus import InputError
from ingest.layout import Line, Word, paragraphs, reading_order
from ingest.page import Block, Page
from ingest.record import Source

_FIRST, _LAST = 12, 4
"""Pages read from the front and the back: title and abstracts stand there (in Chinese journals the English one may come
last), and pdfplumber reads some six pages a second."""
_CID = re.compile(r"\(cid:\d+\)")
_UNREADABLE = 0.3
"""Share of characters without a Unicode value above which a file's text is of no use."""
_HEADING_SIZE = 1.15
"""Times the size of the running text from which on a line is a heading."""
_HEADING_LENGTH = 300
"""Characters above which large print is no heading."""
_MARGIN = 0.08
"""Share of a page's height at top and bottom where running heads and page numbers stand."""


def read_pdf(data: bytes, source: Source) -> Page:
    """Read a PDF's text in reading order.

    Raises:
        InputError: encrypted, damaged, without pages, without text (pictures of pages) or without a character map.
    """
    with _opened(data) as pdf:
        pages = _chosen(pdf.pages)
        layouts = [list(_lines(page)) for page in pages]
        title = str((pdf.metadata or {}).get("Title") or "").strip()
        skipped = len(pdf.pages) - len(pages)
    lines = [line for layout in layouts for line in layout]
    _check(lines, len(layouts))
    running = _running_heads(layouts)
    return Page(
        source=source,
        blocks=tuple(_blocks(lines, running)),
        meta={"<title>": (title,)} if title else {},
        warnings=(f"{skipped} pages between the first {_FIRST} and the last {_LAST} were not read",) if skipped else (),
    )


def _opened(data: bytes) -> Any:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(
        logging.CRITICAL
    )  # it logs every fault of a file; ours is the one line below
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        empty = not pdf.pages
    except PdfminerException as exc:
        cause = exc.args[0] if exc.args else exc
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise InputError("encrypted PDF: remove the password and ingest it again") from exc
        raise InputError(f"damaged PDF: {cause}") from exc
    except Exception as exc:  # pdfminer raises anything from KeyError to struct.error on broken files
        raise InputError(f"damaged PDF: {type(exc).__name__}: {exc}") from exc
    if empty:
        raise InputError("damaged PDF: it has no pages")
    return pdf


def _chosen(pages: Sequence[Any]) -> list[Any]:
    return list(pages) if len(pages) <= _FIRST + _LAST else [*pages[:_FIRST], *pages[-_LAST:]]


def _lines(page: Any) -> Iterator[Line]:
    """Return the lines of a page in reading order; a page that cannot be interpreted has none."""
    try:
        found = page.dedupe_chars().extract_words(extra_attrs=["size"], keep_blank_chars=False, x_tolerance_ratio=0.15)
    except Exception:  # noqa: BLE001 - one broken page must not cost the others; pdfminer raises anything
        return
    finally:
        page.close()
    words = [Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"], round(w["size"], 1)) for w in found]
    for line in reading_order(words):
        margin = min(line.top, page.height - line.bottom) < _MARGIN * page.height
        yield replace(line, margin=margin)


def _check(lines: Sequence[Line], pages: int) -> None:
    text = "".join(line.text for line in lines)
    if not text.strip():
        raise InputError(f"no text in the PDF's {pages} page(s): pictures of pages need OCR first")
    readable = _CID.sub("", text)
    if len(_CID.findall(text)) + readable.count("\ufffd") > _UNREADABLE * max(1, len(readable)):
        raise InputError("the PDF's fonts do not say which characters they draw: it needs OCR")


def _running_heads(layouts: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the texts, digits masked, that stand in the margin of several pages."""
    seen = Counter(text for layout in layouts for text in {_masked(line.text) for line in layout if line.margin})
    return frozenset(text for text, pages in seen.items() if pages > max(1, len(layouts) // 3))


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _blocks(lines: Sequence[Line], running: frozenset[str]) -> Iterator[Block]:
    """Yield the paragraphs; headings are told by size, and the largest print of the first page is the title."""
    content = [line for line in lines if not (line.margin and (_masked(line.text) in running or line.text.isdigit()))]
    sizes = Counter[float]()
    for line in content:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    largest = max((line.size for line in content if len(line.text) > 1), default=0.0)
    for size, text in paragraphs(content, body):
        if size >= _HEADING_SIZE * body and len(text) <= _HEADING_LENGTH:
            yield Block("heading", text, level=1 if size >= 0.95 * largest else 2)
        else:
            yield Block("paragraph", text)
