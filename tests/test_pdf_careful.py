"""pdfplumber's words and their places."""

from papers import pdf, put

from ingest.pdfs.careful import sheets
from ingest.pdfs.layout import reading_order

LINES = ["Ninety adults with pain in the knee", "were randomised to swim or to walk"]


def test_the_pages_asked_for_are_read_as_far_as_there_are_any() -> None:
    found = sheets(pdf(*[lambda canvas: put(canvas, LINES, 50, 100)] * 3), [0, 2, 7])
    assert found is not None
    assert list(found) == [0, 2]
    assert [line.text for line in reading_order(found[2].runs)] == LINES


def test_a_file_that_cannot_be_read_has_none() -> None:
    assert sheets(b"no PDF", [0]) is None
