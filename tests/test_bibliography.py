"""Labelled lines of a paper's page."""

import pytest

from ingest.page import Block
from ingest.papers.bibliography import place_of, read_keywords, read_labels
from ingest.record import Source
from ingest.text import read_text


@pytest.mark.parametrize(
    "lines",
    [
        ["刊名：虚构杂志", "页码：12-17"],
        ["刊名", "虚构杂志", "页码", "12-17"],
        ["【刊名】：虚构杂志", "下载：214 页码：12-17 页数：6"],
        ["Journal: 虚构杂志", "Page: 12-17 Pagecount: 6 Size: 9K"],
    ],
)
def test_a_label_stands_before_its_value_or_above_it(lines: list[str]) -> None:
    labels = read_labels(lines)
    assert (labels["journal"], labels["pages"]) == (["虚构杂志"], ["12-17"])
    assert place_of(labels, []).pages == "12-17"


def test_a_line_without_a_label_is_no_value() -> None:
    assert read_labels(["虚构杂志", "刊名：甲", "乙"])["journal"] == ["甲"]


def blocks(text: str) -> tuple[Block, ...]:
    return read_text(text, Source("page.md")).blocks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("关键词：膝痛；游泳", {"zh": ("膝痛", "游泳")}),
        ("关键词：膝痛 游泳 步行", {"zh": ("膝痛", "游泳", "步行")}),
        ("Keywords: knee pain; swimming.", {"en": ("knee pain", "swimming")}),
        ("## Keywords\n\nKnee pain\n\nSwimming\n\n## Introduction\n\nText", {"en": ("Knee pain", "Swimming")}),
        ("关键词：膝痛\n\nKey words: knee", {"zh": ("膝痛",), "en": ("knee",)}),
        ("关键词：\n\n分类号：R1", {}),
    ],
)
def test_keywords_stand_behind_their_label_or_below_it(text: str, words: dict[str, tuple[str, ...]]) -> None:
    assert read_keywords(blocks(text)) == words
