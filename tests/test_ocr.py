"""Pictures of pages into text."""

import re
from pathlib import Path

import pytest
from papers import pdf, put, scan
from rapidfuzz.fuzz import ratio
from reportlab.pdfgen.canvas import Canvas

from bicorpus import MissingExtraError
from ingest.page import Page
from ingest.pdf import read_pdf
from ingest.pdfs import ocr
from ingest.record import Source

EN = [
    "Objective: to study the effect of swimming on",
    "pain in the knee. Methods: ninety-six adults",
    "were randomised to swimming or walking for a",
    "dozen weeks. Results: pain was lower in those",
    "who swam. Conclusion: swimming relieves pain.",
]


def read(data: bytes) -> Page:
    pytest.importorskip("rapidocr")
    return read_pdf(data, Source("scan.pdf"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def paper(canvas: Canvas) -> None:
    put(canvas, ["Home swimming training for knee pain"], 90, 110, 18)
    put(canvas, EN, 50, 160)
    put(canvas, EN[::-1], 310, 160)


def test_a_scan_is_recognised_and_says_so() -> None:
    page = read(scan(pdf(paper)))
    assert [(b.kind, b.level, b.text) for b in page.blocks[:1]] == [
        ("heading", 1, "Home swimming training for knee pain")
    ]
    assert ratio(squeezed("".join(EN + EN[::-1])), squeezed(page.blocks[1].text)) > 97
    (warning,) = page.warnings
    assert re.fullmatch(r"page 1: recognised from a picture \(OCR\), mean confidence (0\.9\d|1\.00)", warning)


def test_the_same_scan_gives_the_same_text() -> None:
    data = scan(pdf(paper))
    assert read(data) == read(data)


def test_a_scan_of_chinese_is_recognised(shared: Path) -> None:
    file = shared / "ingest" / "fixtures" / "pdf_bilingual" / "zlj_APS_J_Aps_CN.pdf"
    import pypdfium2

    whole, first = pypdfium2.PdfDocument(file), pypdfium2.PdfDocument.new()
    first.import_pages(whole, [0])
    import io

    target = io.BytesIO()
    first.save(target)
    text, picture = (
        squeezed("".join(block.text for block in read(data).blocks))
        for data in (target.getvalue(), scan(target.getvalue()))
    )
    assert ratio(text, picture) > 90


def test_a_picture_without_print_has_no_text() -> None:
    import numpy as np

    pytest.importorskip("rapidocr")
    assert ocr.recognise(np.full((300, 300, 3), 255, dtype=np.uint8), 1.0).sheet.runs == ()


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    ocr._engine.cache_clear()
    with pytest.raises(MissingExtraError, match=r"bicorpus\[ocr\]"):
        ocr.recognise(np.zeros((9, 9, 3), dtype=np.uint8), 1.0)
    ocr._engine.cache_clear()


def test_of_many_pictures_the_first_and_the_last_are_recognised() -> None:
    pages = [lambda canvas, n=n: put(canvas, [f"This is page number {n} of them all"], 50, 100, 14) for n in range(3)]
    page = read(scan(pdf(*pages)))
    assert [block.text for block in page.blocks] == [f"This is page number {n} of them all" for n in (0, 2)]
    assert page.warnings[-1] == (
        "page 2: pictures of pages: the first and the last of a file are recognised, as far as print is found in them"
    )
