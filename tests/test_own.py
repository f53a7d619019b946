"""Whose a number is, by its place on the page."""

from ingest.papers.own import own_numbers
from ingest.record import Source
from ingest.text import read_text

TITLE = "Home swimming training for knee pain in adults"


def own(text: str, end: int = 0) -> list[str]:
    return [i.value for i in own_numbers(read_text(text, Source("page.md")).blocks, end, {"en": TITLE})]


def test_numbers_above_the_end_of_the_abstracts_are_own() -> None:
    assert own("DOI: 10.5555/own.1\n\nPMID: 99000101\n\nAbstract", 3) == ["10.5555/own.1", "99000101"]


def test_a_label_may_stand_on_the_line_above() -> None:
    assert own("# A\n\nDOI：\n\n10.5555/own.1\n\n# References\n\ndoi: 10.5555/ref.1") == ["10.5555/own.1"]


def test_how_to_cite_another_paper_gives_no_own_number() -> None:
    assert own("Cite as: Li N. Walking at night in the city. J Old. 2020. doi: 10.5555/other.1", 1) == []


def test_how_to_cite_this_paper_does_even_below_the_references() -> None:
    text = f"# References\n\n1. Li N. Walking. 10.5555/ref.1\n\n# Cite\n\nLi N. {TITLE}. J Old. 2020. 10.5555/own.1"
    assert own(text) == ["10.5555/own.1"]


def test_a_labelled_number_after_the_references_is_own_where_the_page_speaks_of_itself_again() -> None:
    references = "参考文献\n\n[1] 张三. 步行.\n\nDOI: 10.5555/ref.1\n\n"
    assert own(f"{references}文章信息\n\nDOI: 10.5555/own.1") == ["10.5555/own.1"]
    assert own(references) == []


def test_of_two_labelled_numbers_neither_is_sure() -> None:
    assert own("DOI: 10.5555/a.1\n\nDOI: 10.5555/b.1") == []
