"""Titles that run over lines, and what stands around them."""

import pytest

from ingest.papers.titles import FrontMatter, read_front_matter
from ingest.record import Source
from ingest.text import read_text

ZH, EN = "居家游泳训练对成人膝痛的影响", "Home swimming training for knee pain in adults"


def read(text: str) -> FrontMatter:
    return read_front_matter(read_text(text, Source("page.md")).blocks)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# 临床研究\n\n# {ZH}\n\n李娜，王芳", {"zh": ZH}),
        ("# 居家游泳训练对成人膝痛的\n\n# 影响\n\n李娜，王芳", {"zh": ZH}),
        ("# Home swimming training for\n\nknee pain in adults\n\nLI Na, WANG Fang", {"en": EN}),
        ("Home swimming training for knee pain in\n\n# adults at home\n\nLI Na, WANG Fang", {"en": f"{EN} at home"}),
        (
            "# Home swimming training\n\nTherapy of Pain\n\nLI Na1, WANG Fang2",
            {"en": "Home swimming training Therapy of Pain"},
        ),
        (f"# {ZH}*\n\n李娜", {"zh": ZH}),
        (f"# {ZH}1\n\n李娜", {"zh": ZH}),
        (f"# {ZH}\n\n{EN}1李娜 王芳", {"zh": ZH, "en": EN}),
        (f"# {ZH}李娜1，王芳2", {"zh": ZH}),
        (f"# {ZH}\n\n## {EN}\n\n李娜", {"zh": ZH, "en": EN}),
        (f"上一篇 下一篇\n\n{ZH}\n\n李娜，王芳", {"zh": ZH}),
        (f"虚构医学杂志 2024年第5期 401-408页\n\n{ZH}\n\n李娜，王芳", {"zh": ZH}),
    ],
)
def test_a_title_is_whole_and_bare(text: str, title: dict[str, str]) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("text", "authors", "affiliations"),
    [
        (f"# {ZH}\n\n李娜1，王芳2（虚构大学，广州）", ("李娜", "王芳"), ("虚构大学，广州",)),
        (f"# {ZH}\n\n李娜，\n\n王芳\n\n1. 虚构大学", ("李娜", "王芳"), ("虚构大学",)),
        (f"# {ZH}李娜1，王芳2\n\n虚构大学", ("李娜", "王芳"), ("虚构大学",)),
        (f"# {ZH}\n\n作者：李娜；王芳\n\n1. 甲大学 2. 乙医院", ("李娜", "王芳"), ("甲大学", "乙医院")),
        (
            f"# {EN}\n\nNa Li\n\nUniversity of X\n\nWe were at a university which is old.",
            ("Na Li",),
            ("University of X",),
        ),
        (f"# {ZH}\n\n虚构大学第一医院", (), ()),
    ],
)
def test_authors_and_affiliations_stand_below(
    text: str, authors: tuple[str, ...], affiliations: tuple[str, ...]
) -> None:
    found = read(text)
    assert (found.authors, found.affiliations) == (authors, affiliations)
