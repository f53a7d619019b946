"""Pages as laid out on paper into blocks."""

from ingest.page import Block
from ingest.pdfs.runs import Run, Sheet
from ingest.pdfs.typeset import blocks

SIZE, LEADING = 10.0, 14.0
PROSE = [f"line {n} of running text that fills the width of its column" for n in range(8)]


def run(text: str, top: float, size: float = SIZE, x0: float = 50) -> Run:
    return Run(text, x0, x0 + len(text) * size / 2, top, top + size, size)


def sheet(*runs: Run, start: float = 200, turned: tuple[str, ...] = ()) -> Sheet:
    prose = [run(text, start + LEADING * n) for n, text in enumerate(PROSE)]
    return Sheet((*runs, *prose), 595, 842, turned)


def read(*sheets: Sheet) -> list[Block]:
    return list(blocks(dict(enumerate(sheets))))


def headings(*sheets: Sheet) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in read(*sheets) if block.kind == "heading"]


def test_the_largest_print_of_the_first_page_is_its_title_and_other_large_print_is_not() -> None:
    assert headings(sheet(run("A title", 80, 18), run("A subtitle", 120, 14))) == [(1, "A title"), (2, "A subtitle")]


def test_on_a_later_page_large_print_is_a_title_above_an_abstract_only() -> None:
    plain, titled = sheet(run("Results", 80, 14)), sheet(run("膝痛", 80, 14), run("摘要：", 150))
    assert headings(plain, plain, titled) == [(1, "Results"), (2, "Results"), (1, "膝痛")]


def test_running_text_set_larger_than_most_is_no_heading() -> None:
    large = [run(text, 100 + 16 * n, 12) for n, text in enumerate(PROSE)]
    small = [run(text, 300 + 12 * n, 9) for n, text in enumerate(PROSE * 3)]
    assert headings(Sheet((*large, *small), 595, 842)) == []


def test_what_stands_in_the_margins_of_several_pages_comes_last_as_aside() -> None:
    found = read(*(sheet(run(f"Journal of Swimming {n}", 20)) for n in range(3)))
    assert [b.text for b in found if b.aside] == [f"Journal of Swimming {n}" for n in range(3)]
    assert found[-1].aside


def test_text_in_another_direction_is_an_aside() -> None:
    assert read(sheet(turned=("stamp",)))[-1] == Block("paragraph", "stamp", aside=True)


def test_no_pages_make_no_blocks() -> None:
    assert read() == []
    assert read(Sheet((), 595, 842)) == []
