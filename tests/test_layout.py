"""Words with places into lines in reading order and paragraphs."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout import Line, Word, paragraphs, reading_order

SIZE, LEADING, CHAR, SPACE = 10.0, 14.0, 5.0, 2.8


def words(text: str, x: float, y: float, space: float = SPACE) -> list[Word]:
    """Set a line of words at a place, every character half the size wide."""
    placed = []
    for word in text.split():
        placed.append(Word(word, x, x + CHAR * len(word), y, y + SIZE, SIZE))
        x += CHAR * len(word) + space
    return placed


def block(lines: list[str], x: float, y: float) -> list[Word]:
    return [word for i, line in enumerate(lines) for word in words(line, x, y + LEADING * i)]


def texts(placed: list[Word]) -> list[str]:
    return [line.text for line in reading_order(placed)]


LEFT = [
    "目的观察游泳对膝痛的影响方法将患者随机分组结果",
    "试验组疼痛评分低于对照组差异有统计学意义结论",
    "游泳可以减轻膝痛值得在社区中推广应用于临床的",
]
RIGHT = [
    "Objective to study swimming for pain",
    "in the knee of adults at home here.",
    "Methods we randomised ninety adults.",
]
TITLE = "A title that runs over both of the columns of this page and ends far at the right"


def two_columns(y: float = 100.0) -> list[Word]:
    left = [
        Word(c, 50 + 9 * i, 59 + 9 * i, y + LEADING * n, y + LEADING * n + SIZE, SIZE)
        for n, t in enumerate(LEFT)
        for i, c in enumerate(t)
    ]
    return left + block(RIGHT, 300, y)


def test_the_left_column_is_read_before_the_right_one() -> None:
    assert texts(two_columns()) == LEFT + RIGHT


def test_the_order_in_which_a_file_holds_its_words_does_not_matter() -> None:
    mixed = two_columns()
    random.Random(3).shuffle(mixed)
    assert texts(mixed) == LEFT + RIGHT


def test_a_title_over_both_columns_comes_before_them_and_divides_the_page() -> None:
    placed = words(TITLE, 50, 60) + two_columns(100) + words(TITLE, 50, 160) + two_columns(200)
    assert texts(placed) == [TITLE, *LEFT, *RIGHT, TITLE, *LEFT, *RIGHT]


def test_columns_whose_lines_stand_at_different_heights_are_told_apart() -> None:
    left = [w for w in two_columns(100) if w.x0 < 290]
    right = block(RIGHT, 300, 105)
    assert texts(left + right) == LEFT + RIGHT


def test_three_columns_are_read_from_left_to_right() -> None:
    columns = [[f"column{c} line{n} of words" for n in range(6)] for c in range(3)]
    placed = [word for c, lines in enumerate(columns) for word in block(lines, 50 + 170 * c, 100)]
    assert texts(placed) == [line for lines in columns for line in lines]


def test_one_column_has_no_gutter() -> None:
    lines = [
        "Ninety adults with pain in one knee were randomised to swimming or to walking for weeks",
        "and every four weeks an assessor who did not know of the groups measured their pain so",
        "that a difference between the groups could not come from what the assessor had hoped to",
        "find. The groups did not differ at the start.",
    ]
    assert texts(block(lines, 50, 100)) == lines


def test_the_spaces_of_large_print_are_no_gutter() -> None:
    lines = ["Home swimming training for", "knee painfully injured ones"]
    large = [
        Word(word, x, x + 9 * len(word), 100 + 22.0 * n, 118 + 22.0 * n, 18.0)
        for n, title in enumerate(lines)
        for word, x in zip(title.split(), (50, 100, 188, 270), strict=True)
    ]
    assert texts(large) == lines


def test_a_river_of_spaces_in_a_few_justified_lines_is_no_gutter() -> None:
    lines = [
        "pain was measured with a scale here",
        "care was promised from a nurse team",
        "altogether independently afterwards",
    ]
    placed = words(lines[0], 50, 100, 6) + words(lines[1], 50, 114, 6) + words(lines[2], 50, 128, 6)
    assert texts(placed) == lines


def test_a_table_with_a_narrow_last_column_is_read_row_by_row() -> None:
    rows = [f"row {n} has a long label that fills most of the width" for n in range(5)]
    placed = block(rows, 50, 100) + [w for n in range(5) for w in words(str(n), 360, 100 + LEADING * n)]
    assert texts(placed) == [f"{row} {n}" for n, row in enumerate(rows)]


def test_raised_marks_stay_on_their_line() -> None:
    placed = [*words("Na Li", 50, 100), Word("1", 76, 79, 98.5, 104.5, 6.0), *words("Fang Wang", 82, 100)]
    assert texts(placed) == ["Na Li 1 Fang Wang"]


def test_an_empty_page_has_no_lines() -> None:
    assert list(reading_order([])) == []


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda text, x, y, size: Word(text, x, x + len(text) * size / 2, y, y + size, size),
            st.text("abc中文", min_size=1, max_size=8),
            st.floats(0, 500, width=32),
            st.floats(0, 700, width=32),
            st.sampled_from([8.0, 10.0, 14.0]),
        ),
        max_size=25,
    )
)
def test_every_word_stands_in_exactly_one_line(placed: list[Word]) -> None:
    def letters(found: list[str]) -> list[str]:
        return sorted("".join(found).replace(" ", ""))

    assert letters(texts(placed)) == letters([w.text for w in placed])


def line(text: str, y: float, x0: float = 50, x1: float = 280, size: float = SIZE) -> Line:
    return Line(text, x0, x1, y, y + size, size, left=50, right=280)


def merged(*lines: Line) -> list[str]:
    return [text for _, text in paragraphs(lines, SIZE)]


def test_lines_one_below_the_other_are_one_paragraph() -> None:
    assert merged(line("Pain was", 100), line("measured.", 114), line("Twice", 128)) == ["Pain was measured. Twice"]
    assert merged(line("疼痛", 100), line("评分", 114)) == ["疼痛评分"]


def test_a_gap_an_indent_and_a_short_last_line_begin_paragraphs() -> None:
    assert merged(line("one", 100), line("two", 130)) == ["one", "two"]
    assert merged(line("one", 100), line("two", 114, x0=65)) == ["one", "two"]
    assert merged(line("结束。", 100, x1=120), line("开始", 114)) == ["结束。", "开始"]
    assert merged(line("not ended", 100, x1=120), line("here", 114)) == ["not ended here"]


def test_other_print_begins_a_paragraph() -> None:
    found = list(
        paragraphs([line("Title", 60, size=16), line("body", 80), line("text", 94), line("note", 106, size=7)], SIZE)
    )
    assert found == [(16, "Title"), (SIZE, "body text"), (7, "note")]


def test_a_title_of_several_centred_lines_is_one() -> None:
    lines = [
        line("A long title about", 50, 60, 270, 16),
        line("swimming.", 70, 120, 190, 16),
        line("Part two", 90, 125, 185, 16),
    ]
    assert merged(*lines) == ["A long title about swimming. Part two"]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    other = Line("goes on", 300, 530, 100, 110, SIZE, left=300, right=530)
    assert merged(line("a sentence", 700), other) == ["a sentence goes on"]


def test_no_lines_make_no_paragraphs() -> None:
    assert merged() == []
