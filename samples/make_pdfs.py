"""Make the two sample PDFs again, byte for byte: ``python samples/make_pdfs.py [FONT.ttf]``.

The article's text is that of its landing page. The Chinese glyphs are a subset, embedded in the file, of Droid Sans
Fallback (Apache-2.0; ``apt-get install fonts-droid-fallback``); the Latin ones are Helvetica, which every reader has.
Needs reportlab. The second PDF is the first, cut off as if its download had been interrupted.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bs4 import BeautifulSoup
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph

JOURNALS = Path(__file__).resolve().parent / "pages" / "journals"
LANDING_PAGE = JOURNALS / "xgzl-2024-0088.html"
ARTICLE = JOURNALS / "xgzl-2024-0088.pdf"
INTERRUPTED = JOURNALS / "interrupted-download.pdf"
KEPT = 0.4
"""Share of the article's bytes that arrived: enough for some objects, not for the table that says where they are."""

METADATA = ("citation_title", "citation_author", "citation_journal_title", "citation_doi")

FONT = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"
LATIN = re.compile(r"[ -~]+")  # the CJK font has no glyphs for these
MARGIN, GUTTER, HEAD = 18 * mm, 8 * mm, 44 * mm

BODY = ParagraphStyle("body", fontName="CJK", fontSize=9.5, leading=14, wordWrap="CJK")
ENGLISH = ParagraphStyle("english", fontName="Helvetica", fontSize=9.5, leading=14)
TITLE = ParagraphStyle("title", BODY, fontSize=15, leading=21, alignment=1, spaceAfter=6)
HEADING = ParagraphStyle("heading", BODY, fontSize=12, leading=18, spaceAfter=4)
BYLINE = ParagraphStyle("byline", BODY, alignment=1, spaceAfter=4)


def main() -> None:
    pdfmetrics.registerFont(TTFont("CJK", sys.argv[1] if len(sys.argv) > 1 else FONT))
    typeset(read_article(LANDING_PAGE), ARTICLE)
    whole = ARTICLE.read_bytes()
    INTERRUPTED.write_bytes(whole[: int(len(whole) * KEPT)])


def read_article(page: Path) -> Mapping[str, list[str]]:
    """Return the texts of the landing page by what they are; titles and abstracts Chinese first."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    texts = {tag: [str(found["content"]) for found in soup.find_all("meta", {"name": tag})] for tag in METADATA}
    return texts | {lang: [p.get_text() for p in soup.select(f".abstract-{lang} p")] for lang in ("zh", "en")}


def typeset(article: Mapping[str, list[str]], target: Path) -> None:
    """Write one A4 page: titles across its width, below them the Chinese abstract beside the English one."""
    width, height = A4
    column = (width - 2 * MARGIN - GUTTER) / 2
    below = height - 2 * MARGIN - HEAD
    frames = [
        Frame(MARGIN, MARGIN + below, width - 2 * MARGIN, HEAD),
        Frame(MARGIN, MARGIN, column, below),
        Frame(MARGIN + column + GUTTER, MARGIN, column, below),
    ]
    template = BaseDocTemplate(str(target), pagesize=A4, invariant=1, title="", author="")
    template.addPageTemplates(PageTemplate(frames=frames))
    template.build(list(story(article)))


def story(article: Mapping[str, list[str]]) -> Iterator[Flowable]:
    """Yield the head, then the left column, then the right one."""
    zh, en = article["citation_title"]
    [journal] = article["citation_journal_title"]
    [doi] = article["citation_doi"]
    yield Paragraph(mixed(f"{journal}　2024年6月　第8卷第3期　DOI: {doi}"), BYLINE)
    yield Paragraph(mixed(zh), TITLE)
    yield Paragraph(mixed("，".join(article["citation_author"])), BYLINE)
    yield Paragraph(en, ParagraphStyle("english title", ENGLISH, fontSize=12, leading=16, alignment=1))
    yield FrameBreak()
    yield Paragraph("摘要", HEADING)
    yield from (Paragraph(mixed(text), BODY) for text in article["zh"])
    yield FrameBreak()
    yield Paragraph(mixed("Abstract"), HEADING)
    yield from (Paragraph(text, ENGLISH) for text in article["en"])


def mixed(text: str) -> str:
    """Return a paragraph's markup in which ASCII stands in Helvetica."""
    return LATIN.sub(lambda run: f'<font name="Helvetica">{run[0]}</font>', text)


if __name__ == "__main__":
    main()
