"""PDF pages as they look."""

import io

from papers import pdf
from PIL import Image
from reportlab.lib.utils import ImageReader

from ingest.pdfs import fast as pdf_fast
from ingest.pdfs import pictures as pdf_pictures


def test_a_drawing_shows_and_an_empty_page_does_not() -> None:
    document = pdf_fast.open_pdf(pdf(lambda canvas: canvas.rect(50, 50, 100, 100), lambda _canvas: None))
    assert [pdf_pictures.is_blank(document, index) for index in (0, 1)] == [False, True]
    assert [pdf_pictures.drawn(document, index) for index in (0, 1)] == [1, 0]
    document.close()


def test_the_share_of_a_page_that_pictures_cover_is_told() -> None:
    grey = io.BytesIO()
    Image.new("L", (20, 20), 128).save(grey, "PNG")
    document = pdf_fast.open_pdf(
        pdf(lambda canvas: canvas.drawImage(ImageReader(grey), 0, 0, 595, 421), lambda _c: None)
    )
    assert [round(pdf_pictures.pictured(document, index), 1) for index in (0, 1)] == [0.5, 0.0]
    document.close()


def test_a_page_larger_than_a_poster_is_rendered_smaller() -> None:
    document = pdf_fast.open_pdf(pdf(lambda canvas: canvas.setPageSize((9000, 3000))))
    image, scale = pdf_pictures.picture(document, 0, 900)
    assert image.shape == (300, 900, 3)
    assert scale == 0.1
    document.close()
