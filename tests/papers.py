"""Small PDFs, made as they are needed."""

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

WIDTH, HEIGHT = A4
LEADING = 14

Draw = Callable[[Canvas], None]


def pdf(*draw: Draw, encrypt: StandardEncryption | None = None, title: str = "") -> bytes:
    """Return a PDF with one page for each drawing."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, encrypt=encrypt)
    canvas.setTitle(title)
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def put(canvas: Canvas, lines: Sequence[str], x: float, top: float, size: float = 10) -> None:
    """Draw lines below each other; Chinese in a font that is not embedded."""
    for number, text in enumerate(lines):
        canvas.setFont("Helvetica" if text.isascii() else "STSong-Light", size)
        canvas.drawString(x, HEIGHT - top - number * LEADING, text)


def scan(data: bytes, dots: int = 200) -> bytes:
    """Return a PDF of pictures of the pages of another."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(data)
    pictures: list[Image.Image] = []
    for index in range(len(document)):
        page = document[index]
        pictures.append(page.render(scale=dots / 72).to_pil().convert("L"))
        page.close()
    document.close()
    target = io.BytesIO()
    pictures[0].save(target, "PDF", resolution=dots, save_all=True, append_images=pictures[1:])
    return target.getvalue()
