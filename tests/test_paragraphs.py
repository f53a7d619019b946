"""Lines in reading order into paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.pdfs.layout import Line
from ingest.pdfs.paragraphs import paragraphs, unwrapped

SIZE = 10.0


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
    lines = [line("Title", 60, size=16), line("body", 80), line("text", 94), line("note", 106, size=7)]
    found = [(first.size, text) for first, text in paragraphs(lines, SIZE)]
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


def test_a_word_broken_at_a_line_end_is_whole_again() -> None:
    assert (
        unwrapped(["the hydrologic effect of affor-", "estation is known"])
        == "the hydrologic effect of afforestation is known"
    )


def test_a_word_that_the_text_writes_with_a_hyphen_keeps_it() -> None:
    lines = [line("a double-blind trial of", 100), line("swimmers was double-", 114), line("blind to the end", 128)]
    assert merged(*lines) == ["a double-blind trial of swimmers was double-blind to the end"]


def test_a_hyphen_before_a_capital_or_a_figure_stays() -> None:
    assert unwrapped(["the SARS-", "CoV virus and type-", "2 diabetes"]) == "the SARS-CoV virus and type-2 diabetes"


def test_chinese_lines_are_joined_without_a_space_and_english_ones_with_one() -> None:
    assert unwrapped(["疼痛", "评分", "was", "low"]) == "疼痛评分 was low"


def test_lines_set_far_apart_throughout_are_paragraphs_still() -> None:
    lines = [line(f"line {n}", 100 + 25 * n) for n in range(6)]
    assert merged(*lines) == ["line 0 line 1 line 2 line 3 line 4 line 5"]


@given(st.lists(st.text("ab中-. ", min_size=1).map(str.strip).filter(bool), max_size=6))
def test_joining_loses_nothing_but_hyphens_and_spaces(lines: list[str]) -> None:
    def letters(text: str) -> str:
        return text.replace(" ", "").replace("-", "")

    assert letters(unwrapped(lines)) == letters("".join(lines))
