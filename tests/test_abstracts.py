"""Where labelled abstracts begin and end."""

import pytest

from ingest.papers.abstracts import find_abstracts, unglued, without_running_heads
from ingest.record import Source
from ingest.text import read_text

ZH = "将九十六例膝痛患者随机分为游泳组与步行组，干预十二周。游泳组的疼痛评分低于步行组。"
EN = "Ninety-six adults with knee pain were randomised to swimming or walking. Pain was lower in those who swam."
LONG = f"{EN} {EN}"


def abstracts(text: str) -> list[tuple[str, ...]]:
    pieces = [piece for block in read_text(text, Source("page.md")).blocks for piece in unglued(block)]
    return [found.paragraphs for found in find_abstracts(without_running_heads(pieces))]


@pytest.mark.parametrize(
    "box",
    [
        "Highlights",
        "Plain language summary",
        "Graphical abstract",
        "What is already known on this topic",
        "Author summary",
        "Resumen",
        "Résumé",
        "抄録",
        "亮点",
        "Funding: Invented Council",
        "收稿日期：2024-01-01",
        "基金项目：虚构基金",
        "通信作者：李娜",
        "作者",
        "Peer Review reports",
    ],
)
def test_an_abstract_ends_before_what_stands_beside_it(box: str) -> None:
    assert abstracts(f"Abstract\n\n{EN}\n\n{box}\n\nSomething else was said in the box below the abstract.") == [(EN,)]


@pytest.mark.parametrize("glued", ["基金项目：虚构基金", "收稿日期：2024-01-01", "关键词·膝痛·游泳", "关键词 膝痛"])
def test_what_a_scan_glued_behind_an_abstract_is_cut_off(glued: str) -> None:
    assert abstracts(f"摘要：{ZH}{glued}\n") == [(ZH,)]


def test_of_two_abstracts_each_ends_with_its_language() -> None:
    text = f"摘要：{ZH}\n\n关键词：膝\n\nAbstract: {EN}\n\n{ZH}引言的第一段。\n"
    assert abstracts(text) == [(ZH,), (EN,)]


def test_a_line_of_formulas_inside_an_abstract_stays() -> None:
    text = f"摘要：{ZH}\n\nCOX-2(+) and bFGF(-), COX-2(-)\n\n{ZH}\n\n关键词：膝\n\nAbstract: {EN}\n"
    assert abstracts(text)[0] == (ZH, "COX-2(+) and bFGF(-), COX-2(-)", ZH)


def test_a_part_that_comes_again_begins_the_full_text() -> None:
    text = f"Abstract\n\nBackground\n\n{EN}\n\nMethods\n\n{EN}\n\nBackground\n\nKnees hurt.\n"
    assert abstracts(text) == [(f"Background: {EN}", f"Methods: {EN}")]


def test_a_running_head_in_the_middle_of_a_sentence_is_left_out() -> None:
    text = f"Abstract: {LONG} The knees of those who\n\n# Journal of Knees\n\nswam were better.\n\nKey words: knee\n"
    assert abstracts(text) == [(f"{LONG} The knees of those who", "swam were better.")]


def test_prose_right_above_the_keywords_is_an_abstract_without_a_label() -> None:
    assert abstracts(f"# Swimming\n\nInvented University\n\n{LONG}\n\nKeywords: knee\n\nText.\n") == [(LONG,)]
    assert abstracts("# Swimming\n\nInvented University\n\nKeywords: knee\n\nText.\n") == []


@pytest.mark.parametrize(
    "tabs", ["摘要/Abstract\n\n图/表\n\n参考文献", "摘要 ( 12 ) PDF (1024KB) ( 45 )", "摘要点击次数: 812"]
)
def test_tabs_and_counters_are_no_labels(tabs: str) -> None:
    assert abstracts(f"{tabs}\n\n中文摘要：{ZH}\n\n并列摘要\n\n{EN}\n") == [(ZH,), (EN,)]


def test_tabs_of_languages_are_no_text() -> None:
    assert abstracts(f"Abstract\n\nAvailable in English | 简体中文\n\n{EN}\n\nKeywords: knee\n") == [(EN,)]
