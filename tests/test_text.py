"""Plain text and Markdown into blocks: what a reader sees, line by line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.markup import plain
from ingest.page import Page
from ingest.record import Source
from ingest.text import join, read_text, unwrap


def read(text: str) -> Page:
    return read_text(text, Source("page.txt"))


def texts(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        (r"10\^6 cells", "10^6 cells"),
        (r"P \< 0.05 and \> 12", "P < 0.05 and > 12"),
        (r"1\. Introduction", "1. Introduction"),
        (r"5 \* 3 \_x\_", "5 * 3 _x_"),
        (r"\[1\]", "[1]"),
        (r"C:\dose", r"C:\dose"),
        (r"二甲双胍 500 mg\*", "二甲双胍 500 mg*"),
    ],
)
def test_escapes_are_undone(line: str, seen: str) -> None:
    assert plain(line) == seen


@pytest.mark.parametrize(
    "line",
    [
        r"剂量为 $1 0 ^ { 6 } \mathrm { c e l l s } \cdot \mathrm { k g } ^ { - 1 }$ 体重",
        r"where $\alpha_{1} \% \_ x$ holds",
        r"$a_b$ and $c_d$",
    ],
)
def test_latex_is_kept(line: str) -> None:
    assert plain(line) == line


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("**Results** were _good_", "Results were good"),
        ("***all***", "all"),
        ("__目的__：观察", "目的：观察"),
        ("a *b* c", "a b c"),
        ("words_with_under_scores", "words_with_under_scores"),
        ("file_name_1.txt and other_file", "file_name_1.txt and other_file"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("P<0.05* and P<0.01**", "P<0.05* and P<0.01**"),
        ("HLA-A*02:01 and HLA-B*07:02", "HLA-A*02:01 and HLA-B*07:02"),
    ],
)
def test_emphasis_is_undone_and_other_asterisks_stay(line: str, seen: str) -> None:
    assert plain(line) == seen


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("See [the protocol](https://example.org/p) for details", "See the protocol for details"),
        ('[摘要](/zh/abs "点击")', "摘要"),
        ("[](https://example.org/p)", "https://example.org/p"),
        ("<https://example.org/p>", "https://example.org/p"),
        ("before ![a figure](fig1.png) after", "before after"),
        ("[![logo](logo.png)](https://example.org)", "https://example.org"),
        ("a<br>b", "a b"),
        ("age <65 and >18 years", "age <65 and >18 years"),
    ],
)
def test_links_are_read_by_their_text_and_images_go(line: str, seen: str) -> None:
    assert plain(line) == seen


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("**目的：**观察疗效", "目的：观察疗效"),
        ("本研究**首次**报道", "本研究首次报道"),
        ("两组*P*值均小于0.05", "两组P值均小于0.05"),
    ],
)
def test_emphasis_is_undone_where_chinese_touches_it(line: str, seen: str) -> None:
    assert plain(line) == seen


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("H<sub>2</sub>O", "H2O"),
        ("10<sup>6</sup> cells", "10⁶ cells"),
        ("<b>目的：</b>观察疗效", "目的：观察疗效"),
        ("the <i>TP53</i>-mutated group", "the TP53-mutated group"),
    ],
)
def test_inline_tags_are_read_as_in_html(line: str, seen: str) -> None:
    assert plain(line) == seen


def test_every_kind_of_line_becomes_its_kind_of_block() -> None:
    page = read(
        "# 居家康复的疗效\n\n"
        "## Methods ##\n"
        "Sixty patients took part.\n"
        "* first arm\n"
        "- 第二组\n"
        "3. third\n"
        "4、 第四\n"
        "| Arm | 例数 |\n"
        "|-----|------|\n"
        "| A\\|B | 30 |\n"
        "---\n"
        "```\n"
        "code\n"
        "```\n"
    )
    assert [(b.kind, b.text, b.level) for b in page.blocks] == [
        ("heading", "居家康复的疗效", 1),
        ("heading", "Methods", 2),
        ("paragraph", "Sixty patients took part.", 0),
        ("item", "first arm", 0),
        ("item", "第二组", 0),
        ("item", "third", 0),
        ("item", "第四", 0),
        ("row", "Arm\t例数", 0),
        ("row", "A|B\t30", 0),
        ("paragraph", "code", 0),
    ]
    assert list(page.lines())[-3:] == ["A|B", "30", "code"]


@pytest.mark.parametrize("line", ["4、年龄18岁以上", "4. 年龄18岁以上", "4) 年龄18岁以上", "• 年龄18岁以上"])
def test_chinese_numbering_makes_an_item(line: str) -> None:
    [block] = read(line).blocks
    assert (block.kind, block.text) == ("item", "年龄18岁以上")


@pytest.mark.parametrize("line", ["#hashtag", "-5 °C", "3.5 mg daily", "1.Introduction", "*P<0.05", "a | b"])
def test_lines_that_only_begin_like_marks_are_paragraphs(line: str) -> None:
    [block] = read(line).blocks
    assert (block.kind, block.text) == ("paragraph", line)


def test_every_newline_convention_gives_the_same_blocks() -> None:
    text = "# Title\n\nFirst line\n第二行\n"
    assert texts(text) == texts(text.replace("\n", "\r\n")) == texts(text.replace("\n", "\r"))
    assert texts("page one\fpage two") == ["page one", "page two"]


ENGLISH = (
    "Ninety-six patients with pain in one knee were randomised to\n"
    "swimming or to walking for twelve weeks. Pain was measured\n"
    "every four weeks with a scale from zero to ten by assessors\n"
    "who did not know the groups. The two groups did not differ\n"
    "at the start.\n"
)
CHINESE = (
    "将九十六例单侧膝痛患者随机分为游泳组与步行组，干预十二周，每四周由不知分组的评估者评定一次疼痛程度，"
    "同时记录不良事件的发生情况，并比较两组患者在各个时间点的疼痛评分、活动度以及生活质量。两组患者在基线时的年龄、"
    "性别、病程与疼痛评分均无统计学差异，具有可比性，所有患者均按照方案完成了干预以及为期二十四周的随访观察，没有失访。"
    "十二周后游泳组的疼痛评分低于步行组，活动度大于步行组，生活质量也优于步行组，差异均有统计学意义，"
    "二十四周后两组之间的差异仍然存在，两组均未发生与干预有关的严重不良事件，提示居家游泳对膝痛有效而且安全。"
)


def test_english_that_a_program_wrapped_is_joined_with_spaces() -> None:
    assert texts(ENGLISH) == [ENGLISH.replace("\n", " ").strip()]
    assert texts(ENGLISH + "\n" + ENGLISH) == [ENGLISH.replace("\n", " ").strip()] * 2


@pytest.mark.parametrize("width", [36, 40, 60])
def test_chinese_that_a_program_wrapped_is_joined_without_spaces(width: int) -> None:
    wrapped = [CHINESE[i : i + width] for i in range(0, len(CHINESE), width)]
    assert texts("\n".join(wrapped)) == [CHINESE]


def test_wrapped_prose_ends_at_headings_and_items() -> None:
    assert texts(f"# Methods\n{ENGLISH}- one arm\n- another arm\n") == [
        "Methods",
        ENGLISH.replace("\n", " ").strip(),
        "one arm",
        "another arm",
    ]


def test_lines_of_a_page_that_nobody_wrapped_stay_apart() -> None:
    lines = [
        "Status",
        "Completed",
        "Phase 2",
        "A study of swimming in people with pain in one knee",
        "96 参与者",
        "All",
    ]
    assert texts("\n".join(lines)) == lines


def test_long_lines_stay_apart() -> None:
    paragraph = ENGLISH.replace("\n", " ").strip()
    assert texts(f"{paragraph}\n{paragraph}\n{paragraph}\n{paragraph}") == [paragraph] * 4


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["two", "words"], "two words"),
        (["疗效", "观察"], "疗效观察"),
        (["疗效，", "观察"], "疗效，观察"),
        (["使用", "metformin"], "使用 metformin"),
        (["double-", "blind"], "double-blind"),
        (["1990 -", "1995"], "1990 - 1995"),
        ([], ""),
    ],
)
def test_joins_lines_as_their_script_asks(lines: list[str], joined: str) -> None:
    assert join(lines) == joined


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=70), max_size=12))
def test_unwrapping_loses_no_character(lines: list[str]) -> None:
    def letters(found: list[str]) -> str:
        return "".join("".join(found).split())

    assert letters(unwrap(lines)) == letters(lines)


@settings(deadline=None)
@given(st.text())
def test_any_text_makes_a_page_without_empty_blocks(text: str) -> None:
    assert all(block.text == block.text.strip() != "" for block in read(text).blocks)


@settings(deadline=None)
@given(st.text("ab1 中，。", max_size=60))
def test_text_without_marks_is_only_collapsed(text: str) -> None:
    assert plain(text) == " ".join(text.split())


def test_cells_with_tabs_between_them_are_a_row_and_a_tab_that_indents_is_none() -> None:
    page = read_text("Phase\tPhase 2\n\tindented\n", Source("a.txt"))
    assert [(b.kind, b.text) for b in page.blocks] == [("row", "Phase\tPhase 2"), ("paragraph", "indented")]


@pytest.mark.parametrize("cell", ["**Experimental: Tea** Three cups.", "Experimental: Tea<br>Three cups."])
def test_a_cell_of_more_than_one_line_comes_apart_as_in_html(cell: str) -> None:
    page = read_text(f"| {cell} | Drug: Tea |\n| **Phase:** 2 | in **bold** words |\n", Source("a.md"))
    assert [b.text for b in page.blocks] == ["Experimental: Tea", "Three cups.", "Drug: Tea", "Phase: 2\tin bold words"]
