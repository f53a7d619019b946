"""PDFs into blocks: made here, small, with Chinese and English text."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from papers import HEIGHT, LEADING, WIDTH, pdf, put
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bicorpus import InputError
from ingest.page import Block, Page
from ingest.pdf import read_pdf
from ingest.pdfs.runs import Run, Sheet
from ingest.record import Source

ZH = [
    "目的：观察居家游泳训练对成人膝痛的影响。方法：",
    "将九十六例患者随机分为两组，试验组每周游泳三次，",
    "对照组每周步行三次，干预十二周。结果：试验组的疼",
    "痛评分低于对照组，差异有统计学意义。结论：游泳可",
    "以减轻成人膝痛，值得推广。",
]
EN = [
    "Objective: to study the effect of swimming on",
    "pain in the knee. Methods: ninety-six adults",
    "were randomised to swimming or walking for a",
    "dozen weeks. Results: pain was lower in those",
    "who swam. Conclusion: swimming relieves pain.",
]


def read(data: bytes) -> Page:
    return read_pdf(data, Source("paper.pdf"))


def outcome(data: bytes) -> tuple[Block, ...] | str:
    """Return the blocks of a file or the reason why there are none."""
    try:
        return read(data).blocks
    except InputError as exc:
        return str(exc)


def sheet_of(text: str) -> Sheet:
    return Sheet((Run(text, 50, 300, 100, 110, 10),), 595, 842)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def article(canvas: Canvas) -> None:
    put(canvas, ["居家游泳训练对成人膝痛的影响"], 120, 80, 18)
    put(canvas, ["Home swimming training for knee pain in adults"], 90, 110, 14)
    put(canvas, ZH, 50, 160)
    put(canvas, EN, 310, 160)


def test_two_columns_are_read_one_after_the_other_below_the_title() -> None:
    page = read(pdf(article))
    assert texts(page.blocks)[-2:] == ["".join(ZH), " ".join(EN)]


def test_large_print_is_a_heading_and_the_largest_is_the_title() -> None:
    page = read(pdf(article))
    assert [(b.kind, b.level, b.text) for b in page.blocks if b.kind == "heading"] == [
        ("heading", 1, "居家游泳训练对成人膝痛的影响"),
        ("heading", 2, "Home swimming training for knee pain in adults"),
    ]
    assert [b.kind for b in page.blocks[2:]] == ["paragraph", "paragraph"]


def test_columns_drawn_line_by_line_across_are_still_read_down() -> None:
    def across(canvas: Canvas) -> None:
        for n, (zh, en) in enumerate(zip(ZH, EN, strict=True)):
            put(canvas, [zh], 50, 160 + n * LEADING)
            put(canvas, [en], 310, 160 + n * LEADING)

    assert texts(read(pdf(across)).blocks) == ["".join(ZH), " ".join(EN)]


def test_running_heads_and_page_numbers_are_aside() -> None:
    def numbered(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            put(canvas, [f"虚构医学杂志 2024年 第{number}页"], 200, 30)
            put(canvas, [EN[number]], 50, 200)
            put(canvas, [str(number + 100)], 290, HEIGHT - 30)

        return draw

    page = read(pdf(*map(numbered, range(4))))
    assert [block.text for block in page.blocks if not block.aside] == [" ".join(EN[:4])]
    assert sum("虚构医学杂志" in block.text for block in page.blocks if block.aside) == 4


def test_a_line_at_the_top_of_one_page_is_kept() -> None:
    def single(canvas: Canvas) -> None:
        put(canvas, ["DOI: 10.5555/x.1"], 50, 30)
        put(canvas, EN, 50, 200)

    assert texts(read(pdf(single)).blocks) == ["DOI: 10.5555/x.1", " ".join(EN)]


def test_the_title_of_the_file_is_metadata() -> None:
    assert read(pdf(article, title="膝痛 and swimming")).meta == {"<title>": ("膝痛 and swimming",)}


def test_a_long_file_is_read_at_both_ends_and_says_so() -> None:
    def numbered(number: int) -> Callable[[Canvas], None]:
        return lambda canvas: put(canvas, [f"This is what page number-{number} says, at some length."], 50, 200)

    page = read(pdf(*map(numbered, range(70))))
    text = " ".join(texts(page.blocks))
    assert "number-0 " in text
    assert "number-69 " in text
    assert "number-50 " not in text
    assert page.warnings == ("6 pages between the first 48 and the last 16 were not read",)
    assert read(pdf(article)).warnings == ()


@pytest.mark.parametrize("strength", [40, 128])
def test_an_encrypted_file_says_what_to_do(strength: int) -> None:
    locked = pdf(article, encrypt=StandardEncryption("secret", "owner", strength=strength))
    with pytest.raises(InputError, match="encrypted PDF: it needs the password of its reader"):
        read(locked)


def test_a_file_that_only_forbids_printing_is_read() -> None:
    locked = pdf(
        lambda canvas: put(canvas, EN, 50, 200), encrypt=StandardEncryption("", "owner", canPrint=0, strength=128)
    )
    assert texts(read(locked).blocks) == [" ".join(EN)]


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8])
def test_a_truncated_file_is_read_or_refused_with_a_reason(share: float) -> None:
    whole = pdf(article)
    found = outcome(whole[: int(len(whole) * share)])
    assert found
    assert isinstance(found, tuple) or (found.startswith(("damaged PDF", "no text")) and "\n" not in found)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_a_file_that_only_begins_like_a_pdf_is_damaged(data: bytes) -> None:
    with pytest.raises(InputError, match="damaged PDF"):
        read(data)


def test_a_file_without_pages_is_damaged() -> None:
    empty = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(InputError, match="it has no pages"):
        read(empty)


def test_pictures_of_pages_need_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pdfs.ocr.is_installed", lambda: False)
    with pytest.raises(
        InputError,
        match=r"2 page\(s\): pictures of pages: needs OCR: pip install",
    ):
        read(pdf(lambda canvas: canvas.rect(50, 50, 100, 100), lambda canvas: canvas.circle(90, 90, 20)))


def test_one_broken_page_does_not_cost_the_others() -> None:
    content = zlib.compress(b"BT /F1 10 Tf 50 700 Td (Results were good in both groups.) Tj ET")
    kinds = {4: content, 6: b"\x00 not deflated \xff" * 9}
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2/MediaBox[0 0 595 842]/Resources 7 0 R>>endobj",
        b"7 0 obj<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>endobj",
        *(b"%d 0 obj<</Type/Page/Parent 2 0 R/Contents %d 0 R>>endobj" % (n, n + 1) for n in (3, 5)),
        *(
            b"%d 0 obj<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj" % (n, len(data), data)
            for n, data in kinds.items()
        ),
    ]
    data = b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"
    assert texts(read(data).blocks) == ["Results were good in both groups."]


@pytest.mark.parametrize("kind", ["pdf_hostile", "pdf_scan"])
def test_a_hostile_file_gives_text_or_a_reason(shared: Path, kind: str) -> None:
    small = [f for f in sorted((shared / "ingest" / "fixtures" / kind).iterdir()) if f.stat().st_size < 100_000]
    assert small
    for file in small:
        assert len(outcome(file.read_bytes())) > 0, file.name


def test_a_page_of_pictures_among_others_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pdfs.ocr.is_installed", lambda: False)
    page = read(pdf(article, lambda canvas: canvas.rect(50, 50, 300, 500, fill=1)))
    assert page.warnings == ('page 2: pictures of pages: needs OCR: pip install "bicorpus[ocr]"',)


def test_a_page_with_nothing_on_it_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pdfs.ocr.is_installed", lambda: False)
    assert read(pdf(article, lambda _canvas: None)).warnings == ()
    with pytest.raises(InputError, match="nothing is drawn on them"):
        read(pdf(lambda _canvas: None))


def test_the_english_title_above_an_abstract_on_a_later_page_is_a_title_too() -> None:
    def english(canvas: Canvas) -> None:
        put(canvas, ["Home swimming training for knee pain"], 90, 110, 14)
        put(canvas, ["Abstract", *EN], 50, 160)

    found = read(pdf(article, lambda canvas: put(canvas, EN * 5, 50, 100), english)).blocks
    assert [b.text for b in found if b.level == 1] == [
        "居家游泳训练对成人膝痛的影响",
        "Home swimming training for knee pain",
    ]


def test_punctuation_drawn_on_its_own_in_a_font_that_is_not_embedded_is_kept() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        for place, text in enumerate(("目的", "，", "方法", ":", "结果", "。")):
            canvas.drawString(50 + 20 * place, 500, text)

    assert "".join(texts(read(pdf(draw)).blocks)).replace(" ", "") == "目的，方法:结果。"


def test_the_better_of_two_readings_is_kept_and_the_measure_told(monkeypatch: pytest.MonkeyPatch) -> None:
    good = sheet_of("Ninety adults with knee pain swam three times a week.")
    bad = sheet_of("Ninety adults with knee pain swam three times a week." + "\ufffd" * 8)
    monkeypatch.setattr("ingest.pdfs.fast.sheets", lambda _document, indexes: dict.fromkeys(indexes, bad))
    monkeypatch.setattr("ingest.pdfs.careful.sheets", lambda _data, indexes: dict.fromkeys(indexes, good))
    page = read(pdf(article))
    assert texts(page.blocks) == ["Ninety adults with knee pain swam three times a week."]
    assert page.warnings == ("page 1: read by pdfplumber, since of PDFium's text 15% of the characters are unreadable",)


def test_text_of_which_no_engine_knows_the_characters_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = sheet_of("\ue001\ue002\ue003" * 30)
    monkeypatch.setattr("ingest.pdfs.ocr.is_installed", lambda: False)
    monkeypatch.setattr("ingest.pdfs.fast.sheets", lambda _document, indexes: dict.fromkeys(indexes, bad))
    monkeypatch.setattr("ingest.pdfs.careful.sheets", lambda _data, indexes: dict.fromkeys(indexes, bad))
    with pytest.raises(InputError, match=r"do not say which characters they draw \(100% .* unreadable\): needs OCR"):
        read(pdf(article))


def test_every_bilingual_and_foreign_file_gives_text_or_a_reason(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pdfs.ocr.is_installed", lambda: False)
    folder = shared / "ingest" / "fixtures"
    for file in sorted([*folder.glob("pdf_cjk/*.pdf"), *folder.glob("pdf_bilingual/*.pdf")]):
        assert len(outcome(file.read_bytes())) > 0, file.name


def test_the_reason_does_not_depend_on_the_file_before(shared: Path) -> None:
    folder = shared / "ingest" / "fixtures" / "pdf_hostile"
    files = [file.read_bytes() for file in sorted(folder.glob("*fuzzed*.pdf"))]
    alone = [outcome(data) for data in files]
    locked = pdf(article, encrypt=StandardEncryption("secret", "owner", strength=128))
    assert "encrypted" in str(outcome(locked))
    for data, reason in zip(files, alone, strict=True):
        outcome(locked)
        assert outcome(data) == reason


def test_a_scan_with_a_line_of_print_at_its_foot_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def stamped(canvas: Canvas) -> None:
        grey = io.BytesIO()
        Image.new("L", (20, 20), 128).save(grey, "PNG")
        canvas.drawImage(ImageReader(grey), 0, 20, WIDTH, HEIGHT - 20)
        put(canvas, ["(C)1994-2019 Fictional Academic Journal House. All rights reserved. example.org"], 50, HEIGHT - 8)

    monkeypatch.setattr("ingest.pdfs.ocr.is_installed", lambda: False)
    with pytest.raises(InputError, match="pictures of pages: needs OCR"):
        read(pdf(stamped))
    assert read(pdf(article, stamped)).warnings == (
        'page 2: pictures of pages: needs OCR: pip install "bicorpus[ocr]"',
    )


def test_a_page_that_no_engine_can_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(article, article)
    monkeypatch.setattr("ingest.pdfs.fast.sheets", lambda _document, indexes: {indexes[0]: sheet_of("Knee pain " * 9)})
    monkeypatch.setattr("ingest.pdfs.careful.sheets", lambda _data, _indexes: None)
    assert read(data).warnings == ("page 2: damaged and not read",)
    monkeypatch.undo()
    monkeypatch.setattr("ingest.pdfs.fast.sheets", lambda _document, indexes: {indexes[0]: sheet_of("Knee pain " * 9)})
    assert read(data).warnings == ("page 2: damaged; read by pdfplumber",)
