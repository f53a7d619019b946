"""The stand-in for East Asian fonts that a PDF does not carry."""

import io

from PIL import ImageFont

from ingest.pdfs.font import build


def test_every_character_is_a_box() -> None:
    font = ImageFont.truetype(io.BytesIO(build()), 100)

    def sizes(text: str) -> set[tuple[float, float]]:
        return {(box[2] - box[0], box[3] - box[1]) for box in map(font.getbbox, text)}

    assert sizes("，：（中あ한\U00020000") == {(100, 100)}
    assert sizes("Ai:(é") == {(50, 100)}
