"""Words with places into lines in reading order."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.pdfs.layout import reading_order
from ingest.pdfs.runs import Run, merged

SIZE, LEADING, CHAR, SPACE = 10.0, 14.0, 5.0, 2.8


def words(text: str, x: float, y: float, space: float = SPACE) -> list[Run]:
    """Set a line of words at a place, every character half the size wide."""
    placed = []
    for word in text.split():
        placed.append(Run(word, x, x + CHAR * len(word), y, y + SIZE, SIZE))
        x += CHAR * len(word) + space
    return placed


def block(lines: list[str], x: float, y: float) -> list[Run]:
    return [word for i, line in enumerate(lines) for word in words(line, x, y + LEADING * i)]


def texts(placed: list[Run]) -> list[str]:
    return [line.text for line in reading_order(runs(placed))]


def runs(placed: list[Run]) -> tuple[Run, ...]:
    boxes = np.array([(w.x0, w.top, w.x1, w.bottom) for w in placed], dtype=float).reshape(-1, 4)
    return merged([w.text for w in placed], [True] * len(placed), boxes, np.array([w.size for w in placed]))


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


def two_columns(y: float = 100.0) -> list[Run]:
    left = [
        Run(c, 50 + 9 * i, 59 + 9 * i, y + LEADING * n, y + LEADING * n + SIZE, SIZE)
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
        Run(word, x, x + 9 * len(word), 100 + 22.0 * n, 118 + 22.0 * n, 18.0)
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
    placed = [*words("Na Li", 50, 100), Run("1", 76, 79, 98.5, 104.5, 6.0), *words("Fang Wang", 82, 100)]
    assert texts(placed) == ["Na Li 1 Fang Wang"]


def test_an_empty_page_has_no_lines() -> None:
    assert list(reading_order([])) == []


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda text, x, y, size: Run(text, x, x + len(text) * size / 2, y, y + size, size),
            st.text("abc中文", min_size=1, max_size=8),
            st.floats(0, 500, width=32),
            st.floats(0, 700, width=32),
            st.sampled_from([8.0, 10.0, 14.0]),
        ),
        max_size=25,
    )
)
def test_every_word_stands_in_exactly_one_line(placed: list[Run]) -> None:
    def letters(found: list[str]) -> list[str]:
        return sorted("".join(found).replace(" ", ""))

    assert letters(texts(placed)) == letters([w.text for w in placed])


def test_words_closer_than_columns_become_one_run() -> None:
    near, far = words("of adults at home", 50, 100), words("in the other column", 200, 100)
    assert [run.text for run in runs(near + far)] == ["of adults at home", "in the other column"]


def test_no_space_comes_between_chinese_characters_nor_where_none_was() -> None:
    placed = [Run("膝", 50, 60, 100, 110, 10), Run("痛", 64, 74, 100, 110, 10), Run("CO", 75, 85, 100, 110, 10)]
    boxes = np.array([(w.x0, w.top, w.x1, w.bottom) for w in placed])
    found = merged([w.text for w in placed], [False, True, False], boxes, np.full(3, 10.0))
    assert [run.text for run in found] == ["膝痛CO"]


def test_names_far_apart_on_one_line_are_two_and_the_characters_of_one_are_not() -> None:
    apart = [Run("张三丰", 50, 80, 100, 110, 10), Run("李四光", 120, 150, 100, 110, 10)]
    assert texts(apart) == ["张三丰 李四光"]
    assert texts([Run("张", 50, 60, 100, 110, 10), Run("三", 75, 85, 100, 110, 10)]) == ["张三"]


def test_hebrew_and_arabic_are_joined_from_right_to_left() -> None:
    assert texts([Run("עולם", 50, 70, 100, 110, 10), Run("שלום", 90, 110, 100, 110, 10)]) == ["שלום עולם"]


def test_columns_of_an_abstract_set_in_and_of_running_text_are_columns() -> None:
    set_in, full = ["Ninety adults with pain in a"] * 6, ["knee were randomised to swim or"] * 6
    left = block(set_in, 70, 100) + block(full, 50, 200)
    right = block(["and every four weeks an assessor"] * 13, 260, 107)
    assert texts(left + right)[:12] == set_in + full


def test_a_line_over_both_columns_in_their_midst_divides_them() -> None:
    above, below = two_columns(100), two_columns(180)
    assert texts(above + words(TITLE, 50, 160) + below) == [*LEFT, *RIGHT, TITLE, *LEFT, *RIGHT]
