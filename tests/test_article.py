"""Title, authors and abstracts in the body of pages that label them in either language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.page import Block
from ingest.papers.article import Article, read_article
from ingest.record import Source
from ingest.text import read_text

TITLE_ZH, TITLE_EN = "居家游泳训练对成人膝痛的影响", "Home swimming training for knee pain in adults"
ZH = "将九十六例膝痛患者随机分为游泳组与步行组，干预十二周。游泳组的疼痛评分低于步行组。"
EN = "Ninety-six adults with knee pain were randomised to swimming or walking. Pain was lower in those who swam."


def read(text: str) -> Article:
    return read_article(read_text(text, Source("page.md")).blocks)


@pytest.mark.parametrize(
    "label", ["摘要：", "摘要:", "摘  要 ", "【摘要】", "[摘要]", "摘要\n\n", "中文摘要：", "## 摘要\n\n", "提要："]
)
def test_a_chinese_label_in_any_writing_begins_an_abstract(label: str) -> None:
    article = read(f"# {TITLE_ZH}\n\n{label}{ZH}\n\n关键词：膝痛；游泳\n")
    assert article.abstract == {"zh": ZH}
    assert article.title == {"zh": TITLE_ZH}


@pytest.mark.parametrize(
    "label",
    [
        "Abstract: ",
        "ABSTRACT ",
        "Abstract. ",
        "Abstract—",
        "[Abstract] ",
        "## Abstract\n\n",
        "A B S T R A C T\n\n",
        "Summary: ",
        "**Abstract** ",
    ],
)
def test_an_english_label_in_any_writing_begins_an_abstract(label: str) -> None:
    article = read(f"# {TITLE_EN}\n\n{label}{EN}\n\nKeywords: knee; swimming\n")
    assert article.abstract == {"en": EN}
    assert article.title == {"en": TITLE_EN}


@pytest.mark.parametrize("text", ["Abstract thinking after all", "Abstracts of the meeting", "摘要点击次数：812"])
def test_a_sentence_that_only_begins_like_a_label_is_none(text: str) -> None:
    found = read(f"# {TITLE_EN}\n\n{text}\n\n## Abstract\n\n{EN}\n")
    assert found.abstract == {"en": EN}


BILINGUAL = f"""# {TITLE_ZH}

李娜1，王芳2

（1. 虚构大学第一医院，广州 510030）

摘要：{ZH}

关键词：膝痛；游泳

中图分类号：R684

# {TITLE_EN}

LI Na1, WANG Fang2

Abstract: {EN}

Key words: knee pain; swimming

膝痛在成人中十分常见，但游泳训练的长期疗效尚不清楚，本文对此进行了较为全面的研究。
"""


def test_a_journal_page_gives_title_and_abstract_in_both_languages() -> None:
    article = read(BILINGUAL)
    assert article.title == {"en": TITLE_EN, "zh": TITLE_ZH}
    assert article.abstract == {"en": EN, "zh": ZH}
    assert article.authors == ("李娜", "王芳")


def test_the_abstracts_end_before_the_full_text() -> None:
    blocks = read_text(BILINGUAL, Source("page.md")).blocks
    rest = [block.text for block in blocks[read_article(blocks).end :]]
    assert [text for text in rest if text.startswith("膝痛在成人中")] == rest[-1:]
    assert EN not in " ".join(rest)


@pytest.mark.parametrize(
    "glued",
    [
        f"虚构大学第一医院，广州510030摘要：{ZH}关键词：膝痛；游泳",
        f"虚构大学第一医院，广州510030【摘要】{ZH}【关键词】膝痛；游泳",
        f"（虚构大学第一医院，广州 510030）摘 要：{ZH}关 键 词：膝痛 中图分类号：R684",
    ],
)
def test_labels_that_a_scan_glued_to_their_surroundings_are_found(glued: str) -> None:
    assert read(f"# {TITLE_ZH}\n\n{glued}\n").abstract == {"zh": ZH}


def test_two_abstracts_in_one_paragraph_are_cut_apart() -> None:
    article = read(f"# {TITLE_ZH}\n\n摘要：{ZH}关键词：膝痛；游泳 Abstract: {EN} Key words: knee pain; swimming\n")
    assert article.abstract == {"en": EN, "zh": ZH}


def test_a_structured_abstract_keeps_its_parts_behind_their_headings() -> None:
    parts = {
        "Background": "Knee pain is common in adults.",
        "Methods": "We randomised ninety-six.",
        "Results": "Pain was lower.",
    }
    body = "\n\n".join(f"### {name}\n\n{text}" for name, text in parts.items())
    article = read(f"# {TITLE_EN}\n\n## Abstract\n\n{body}\n\n## Introduction to knees\n\n{EN}\n")
    assert article.abstract == {"en": "\n".join(f"{name}: {text}" for name, text in parts.items())}


def test_a_structured_chinese_abstract_keeps_its_parts() -> None:
    article = read(f"# {TITLE_ZH}\n\n## 摘要\n\n【目的】\n\n观察游泳的影响。\n\n【方法】\n\n{ZH}\n\n关键词：膝痛\n")
    assert article.abstract == {"zh": f"目的：观察游泳的影响。\n方法：{ZH}"}


def test_parts_on_their_own_lines_are_kept_as_written() -> None:
    article = read(f"# {TITLE_ZH}\n\n摘要\n\n目的：观察游泳的影响。\n\n方法：{ZH}\n\n关键词：膝痛\n")
    assert article.abstract == {"zh": f"目的：观察游泳的影响。\n方法：{ZH}"}


@pytest.mark.parametrize(
    "after",
    [
        "关键词：膝痛",
        "Keywords: knee pain",
        "中图分类号：R684",
        "文献标识码：A 文章编号：1234-5678",
        "基金项目：虚构基金（99001）",
        "DOI: 10.5555/x.1",
        "1. Introduction",
        "0 引言",
        "## Methods of measurement",
        "参考文献",
        "© 2024 The Authors",
    ],
)
def test_an_abstract_ends_where_something_else_begins(after: str) -> None:
    article = read(f"# {TITLE_EN}\n\n## Abstract\n\n{EN}\n\n{after}\n\nWe measured pain with a scale in the clinic.\n")
    assert article.abstract == {"en": EN}


def test_what_publishers_append_to_every_abstract_is_left_out() -> None:
    boilerplate = "The online version of this article contains supplementary material, available at 10.5555/x.1."
    assert read(f"# {TITLE_EN}\n\n## Abstract\n\n{EN} {boilerplate}\n\n关键词：膝痛").abstract == {"en": EN}


def test_an_abstract_without_an_end_is_its_first_paragraph() -> None:
    body = "\n\n".join([EN, *[f"Paragraph {n} of the full text. {EN}" for n in range(100)]])
    assert read(f"# {TITLE_EN}\n\nAbstract\n\n{body}\n").abstract == {"en": EN}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"# {TITLE_ZH}\n\n## {TITLE_EN}", {"zh": TITLE_ZH}),
        (f"# {TITLE_ZH}\n\n# {TITLE_EN}", {"zh": TITLE_ZH, "en": TITLE_EN}),
        (f"# 论著\n\n# {TITLE_ZH}", {"zh": TITLE_ZH}),
        (f"# {TITLE_ZH}\n\n{TITLE_EN}\n\nLI Na, WANG Fang", {"zh": TITLE_ZH, "en": TITLE_EN}),
        (f"{TITLE_ZH}\n\n李娜，王芳\n\n虚构大学第一医院", {"zh": TITLE_ZH}),
        ("", {}),
    ],
)
def test_titles_are_the_highest_headings_or_the_first_lines(head: str, title: dict[str, str]) -> None:
    found = read(f"{head}\n\n摘要：{ZH}\n\n关键词：膝痛\n").title
    assert {lang: text for lang, text in found.items() if lang in title or not title} == title


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("李娜，王芳，欧阳明", ("李娜", "王芳", "欧阳明")),
        ("李娜1，王芳2*", ("李娜", "王芳")),
        ("Na Li, Fang Wang and Ming Ou-Yang", ("Na Li", "Fang Wang", "Ming Ou-Yang")),
        ("Na Li¹, Fang Wang²", ("Na Li", "Fang Wang")),
        ("Authors: Li N, Wang F", ("Li N", "Wang F")),
        ("作者：李娜；王芳", ("李娜", "王芳")),
        ("Department of Swimming, Invented Hospital", ()),
        ("The trial took place at home.", ()),
    ],
)
def test_authors_are_a_line_of_names_below_the_title(line: str, authors: tuple[str, ...]) -> None:
    assert read(f"# {TITLE_ZH}\n\n{line}\n\n摘要：{ZH}\n").authors == authors


def test_a_short_page_without_labels_is_its_abstract() -> None:
    article = read(f"# {TITLE_ZH}\n\n李娜，王芳\n\n{ZH}\n\n{EN}\n")
    assert article.abstract == {"en": EN, "zh": ZH}
    assert article.title == {"zh": TITLE_ZH}


def test_a_full_text_without_labels_has_no_abstract() -> None:
    assert read(f"# {TITLE_EN}\n\n" + f"{EN}\n\n" * 150).abstract == {}


def test_a_page_of_nothing_has_nothing() -> None:
    assert read_article([]) == Article({}, (), (), {}, 0)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(["heading", "paragraph", "item", "row"]),
            st.sampled_from(
                ["摘要", "Abstract", "关键词：膝", ZH, EN, TITLE_ZH, "李娜，王芳", "目的", "1 引言", "摘要：" + ZH]
            ),
            st.integers(0, 3),
        ),
        max_size=12,
    )
)
def test_any_order_of_blocks_is_read(blocks: list[Block]) -> None:
    article = read_article(blocks)
    assert all(text.strip() for text in (*article.title.values(), *article.abstract.values(), *article.authors))
    assert set(article.abstract) <= {"en", "zh"}
