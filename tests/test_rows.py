"""Rows of tables whose quotation marks are not all closed."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from ingest.references.rows import read_rows

HEADER = "id,title,year\n"


def rows(text: str, **options) -> list[tuple[int, int, list[str], str]]:
    return [tuple(row) for row in read_rows(text.encode(), ",", **options)]


def test_a_row_says_on_which_lines_it_stands() -> None:
    found = rows(HEADER + '1,"two\nlines",2021\n\n2,Day,2020\n')
    assert [(first, last) for first, last, _, _ in found] == [(1, 1), (2, 3), (5, 5)]
    assert found[1][2] == ["1", "two\nlines", "2021"]


def test_a_quotation_mark_left_open_takes_no_other_record_with_it() -> None:
    found = rows(HEADER + '1,"Night dosing,2021\n2,Day dosing,2020\n3,Noon dosing,2019\n')
    assert [cells for _, _, cells, _ in found[1:]] == [
        ["1", '"Night dosing', "2021"],
        ["2", "Day dosing", "2020"],
        ["3", "Noon dosing", "2019"],
    ]
    assert "never closed" in found[1][3]
    assert not any(fault for _, _, _, fault in found[2:])


def test_an_open_mark_that_a_later_one_seems_to_close_is_found_too() -> None:
    found = rows(HEADER + '1,"Night dosing,2021\n2,Day,2020\n3,"Noon, and after",2019\n4,Dawn,2018\n')
    assert [cells[0] for _, _, cells, _ in found] == ["id", "1", "2", "3", "4"]
    assert found[3][2] == ["3", "Noon, and after", "2019"]


def test_an_open_mark_in_the_last_column_is_found_too() -> None:
    found = rows('id,title\n1,"Night\n2,Day\n3,"Noon"\n4,"Dawn\n')
    assert [cells[0] for _, _, cells, _ in found] == ["id", "1", "2", "3", "4"]
    assert found[-1][2][1].strip() == "Dawn"


def test_an_abstract_of_several_lines_with_commas_stays_one_cell() -> None:
    abstract = "Background, aims.\nMethods, results,\nand conclusions."
    found = rows(HEADER + f'1,"{abstract}",2021\n2,Day,2020\n')
    assert found[1][2] == ["1", abstract, "2021"]
    assert len(found) == 3


def test_every_row_may_have_its_open_mark() -> None:
    found = rows(HEADER + "".join(f'{n},"Dose {n}, at night,2021\n' for n in range(9)))
    assert [cells[0] for _, _, cells, _ in found[1:]] == list("012345678")


def test_an_open_mark_in_the_header_leaves_the_rows() -> None:
    found = rows('id,"title,year\n1,Night,2021\n')
    assert found[1][2] == ["1", "Night", "2021"]


def test_a_mark_of_an_unquoted_table_is_a_character() -> None:
    assert rows(HEADER + '1,"Night,2021\n2,Day,2020\n', quoted=False)[1][2] == ["1", '"Night', "2021"]


_CELLS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=20), min_size=3, max_size=3
)


@given(st.lists(_CELLS.filter(lambda cells: any(cell.strip() for cell in cells)), min_size=1, max_size=5))
def test_what_csv_wrote_is_read_as_it_was(table: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    assert [row.cells for row in read_rows(text.getvalue().encode(), ",")] == table


@given(st.text(st.sampled_from('a,"\n1 '), max_size=80))
def test_any_text_ends_and_no_line_is_left_out(text: str) -> None:
    _, *found = read_rows((HEADER + text).encode(), ",")
    letters = "".join(cell for row in found for cell in row.cells).replace("\n", "")
    assert letters.count("a") == text.count("a")
    assert letters.count("1") == text.count("1")
