"""PDFium's words and their places."""

import pytest
from papers import HEIGHT, WIDTH, Draw, pdf, put
from reportlab.pdfgen.canvas import Canvas

from bicorpus import InputError
from ingest.pdfs import fast as pdf_fast
from ingest.pdfs.layout import reading_order
from ingest.pdfs.runs import Sheet

LINES = ["Ninety adults with pain in the knee", "were randomised to swim or to walk", "for a dozen weeks at home."]


def sheet(*draw: Draw) -> Sheet:
    document = pdf_fast.open_pdf(pdf(*draw))
    try:
        return pdf_fast.sheets(document, [0])[0]
    finally:
        document.close()


def texts(*draw: Draw) -> list[str]:
    return [line.text for line in reading_order(sheet(*draw).runs)]


def test_a_line_of_words_is_one_run_with_its_font_size_and_place() -> None:
    (run,) = sheet(lambda canvas: put(canvas, LINES[:1], 50, 100)).runs
    assert (run.text, run.size, round(run.x0)) == (LINES[0], 10.0, 50)
    assert run.top < 100 < run.bottom


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_is_turned(degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(degrees)
        canvas.setFont("Helvetica", 10)
        for number, text in enumerate(LINES):
            canvas.drawString(-150, 100 - 14 * number, text)

    assert texts(draw) == LINES


def test_a_stamp_along_the_margin_stays_out_of_the_lines() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, LINES, 50, 100)
        canvas.rotate(90)
        canvas.drawString(300, -20, "stamped on arrival")

    assert texts(draw) == LINES
    assert sheet(draw).turned == ("stamped", "on", "arrival")


def test_text_beyond_the_page_is_kept_apart() -> None:
    found = sheet(lambda canvas: (put(canvas, LINES, 50, 100), put(canvas, ["beyond"], 9000, 100)))
    assert [run.text for run in found.runs] == LINES
    assert found.turned == ("beyond",)


def test_upright_columns_are_read_from_right_to_left() -> None:
    columns = ["第一条の表の青色の灯火", "歩行者は進行すること", "道路を横断してはならない"]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        for column, text in enumerate(columns):
            for row, character in enumerate(text):
                canvas.drawString(400 - 20 * column, 700 - 11 * row, character)

    assert texts(draw) == columns


def test_a_hyphen_at_a_line_end_is_one() -> None:
    assert texts(lambda canvas: put(canvas, ["the effect of affor-", "estation on rivers"], 50, 100)) == [
        "the effect of affor-",
        "estation on rivers",
    ]


def test_an_empty_page_has_no_runs() -> None:
    assert sheet(lambda _canvas: None).runs == ()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"no PDF at all"])
def test_what_is_no_pdf_is_damaged(data: bytes) -> None:
    with pytest.raises(InputError, match="damaged PDF"):
        pdf_fast.open_pdf(data)
