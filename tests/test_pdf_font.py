"""The stand-in for East Asian fonts that a PDF does not carry."""

import io

from PIL import ImageFont

from ingest.pdf_font import build


def test_every_character_is_a_box() -> None:
    font = ImageFont.truetype(io.BytesIO(build()), 100)
    boxes = {font.getbbox(character) for character in "A，：（中あ한\U00020000"}
    ((left, top, right, bottom),) = boxes
    assert right - left == bottom - top == 100
