"""Chinese journals' pages, as their printers lay them out, into records with both titles and both abstracts."""

import re

import pytest
from papers import HEIGHT, WIDTH, Draw, pdf
from rapidfuzz.fuzz import ratio
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.formats import read_bytes

FONT = "STSong-Light"
TITLE_ZH = "居家游泳训练对成人膝痛影响的随机对照试验"
TITLE_EN = "Effect of home swimming training on knee pain in adults: a randomised trial"
ZH = (
    "目的 观察居家游泳训练对成人膝痛的影响。方法 将2020年1月至2021年6月就诊的96例膝痛患者随机分为试验组和对照组，"
    "每组48例。试验组每周游泳三次，对照组每周步行三次，干预12周。比较两组疼痛评分。"
    "结果 干预后试验组的疼痛评分低于对照组"
    "[(3.1±0.9)分比(4.5±1.1)分，P<0.05]，差异有统计学意义。结论 居家游泳训练可以减轻成人膝痛，值得推广。"
)
EN = (
    "Objective To study the effect of home swimming training on knee pain in adults. Methods Ninety-six adults with "
    "knee pain who were seen from January 2020 to June 2021 were randomised to swimming or walking, 48 in each group, "
    "for twelve weeks. Pain and function scores were compared. Results Pain was lower in those who swam "
    "[(3.1 ± 0.9) vs (4.5 ± 1.1), P < 0.05]. Conclusion Home swimming training relieves knee pain in adults."
)
BODY = (
    "膝痛是成人常见的症状，影响患者的日常活动和生活质量。游泳对关节的负荷小，是常用的康复方法之一。"
    "既往研究多在医院进行，居家训练的效果尚不明确。本研究比较居家游泳训练与步行训练对成人膝痛的影响，为临床康复提供依据。"
)


def centred(canvas: Canvas, text: str, top: float, size: float) -> float:
    canvas.setFont(FONT, size)
    canvas.drawString((WIDTH - stringWidth(text, FONT, size)) / 2, HEIGHT - top, text)
    return top + 1.8 * size


def filled(canvas: Canvas, text: str, x: float, top: float, width: float, size: float, indent: float = 0) -> float:
    """Set a paragraph; return where the next begins."""
    lines = [""]
    for piece in re.findall(r"[\u3000-\uffef]|[^\u3000-\uffef\s]+|\s+", text):
        if stringWidth(lines[-1] + piece, FONT, size) > width:
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip()
    canvas.setFont(FONT, size)
    for number, line in enumerate(lines):
        canvas.drawString(x + (0 if number else indent), HEIGHT - top - 1.5 * size * number, line.rstrip())
    return top + 1.5 * size * len(lines) + 6


def head(canvas: Canvas, page: int) -> None:
    filled(
        canvas,
        f"虚构医学杂志 2022年3月第10卷第2期 Fictional J Med, March 2022, Vol. 10, No. 2 ·{page}·",
        60,
        40,
        480,
        8,
    )


def chinese(canvas: Canvas, top: float) -> float:
    top = centred(canvas, TITLE_ZH, top, 18)
    top = centred(canvas, "张三1，李四2，王五1", top, 12)
    top = centred(canvas, "1. 虚构大学附属医院康复科，北京 100000；2. 虚构市人民医院骨科，上海 200000", top, 9)
    top = filled(canvas, f"【摘要】 {ZH}", 60, top + 6, 475, 9)
    return filled(canvas, "【关键词】 膝痛；游泳；康复", 60, top, 475, 9)


def english(canvas: Canvas, top: float) -> float:
    top = centred(canvas, TITLE_EN, top, 13)
    top = centred(canvas, "ZHANG San1, LI Si2, WANG Wu1", top, 10)
    top = centred(canvas, "1. Department of Rehabilitation, Fictional University Hospital, Beijing 100000", top, 8)
    top = filled(canvas, f"[Abstract] {EN}", 60, top + 4, 475, 9)
    return filled(canvas, "[Key words] Knee pain; Swimming; Rehabilitation", 60, top, 475, 9)


def columns(canvas: Canvas, top: float) -> None:
    for x in (60, 305):
        y = top
        while y < 760:
            y = filled(canvas, BODY, x, y, 230, 10.5, indent=21)


def both_on_the_first_page(canvas: Canvas) -> None:
    head(canvas, 101)
    columns(canvas, english(canvas, chinese(canvas, 80) + 10) + 10)


def chinese_first_page(canvas: Canvas) -> None:
    head(canvas, 101)
    columns(canvas, chinese(canvas, 80) + 10)


def text_page(canvas: Canvas) -> None:
    head(canvas, 102)
    columns(canvas, 70)


def english_last_page(canvas: Canvas) -> None:
    head(canvas, 103)
    english(canvas, 90)


def side_by_side(canvas: Canvas) -> None:
    head(canvas, 101)
    top = centred(canvas, TITLE_EN, centred(canvas, TITLE_ZH, 80, 18) + 5, 13) + 20
    left = filled(canvas, "【关键词】 膝痛；游泳", 60, filled(canvas, f"【摘要】 {ZH}", 60, top, 225, 9), 225, 9)
    right = filled(canvas, "[Key words] Knee pain", 310, filled(canvas, f"[Abstract] {EN}", 310, top, 225, 9), 225, 9)
    columns(canvas, max(left, right) + 15)


@pytest.mark.parametrize(
    "pages",
    [
        [both_on_the_first_page, text_page],
        [chinese_first_page, text_page, english_last_page],
        [chinese_first_page, english_last_page, text_page],
        [side_by_side, text_page],
    ],
)
def test_both_titles_and_abstracts_are_found_wherever_they_stand(pages: list[Draw]) -> None:
    (record,) = read_bytes(pdf(*pages), "paper.pdf")
    assert record.title == {"en": TITLE_EN, "zh": TITLE_ZH}
    for lang, text in (("en", EN), ("zh", ZH)):
        assert ratio(record.abstract[lang].replace(" ", ""), text.replace(" ", "")) > 98, lang
