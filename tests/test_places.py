"""Journal, date, volume, issue and pages from one line."""

import pytest

from ingest.papers.places import Place, read_place


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "J Invent Med. 2024 Mar 4;12(3):145-152. doi: 10.5555/x.",
            ("J Invent Med", "2024-03-04", "12", "3", "145-152"),
        ),
        ("2024 Mar;12:e77.", (None, "2024-03", "12", None, "e77")),
        ("J Invent Med, 04 Mar 2024, 12(3):145-152", ("J Invent Med", "2024-03-04", "12", "3", "145-152")),
        ("Journal of Invented Nursing , 2023 ,38 (05)", ("Journal of Invented Nursing", "2023", "38", "05", None)),
        ("虚构医学杂志 . 2024 ,38 (05): 401-408", ("虚构医学杂志", "2024", "38", "05", "401-408")),
        ("2024, 38(5): 401-408. DOI: 10.5555/x", (None, "2024", "38", "5", "401-408")),
        ("虚构医学杂志 2024年第38卷第5期 401-408页", ("虚构医学杂志", "2024", "38", "5", "401-408")),
        ("《虚构医学杂志》2024年05期", ("虚构医学杂志", "2024", None, "05", None)),
        ("J Invent Med 2024, Vol. 12, Issue 3, pp. 145-152", ("J Invent Med", "2024", "12", "3", "145-152")),
    ],
)
def test_a_citation_is_read_in_the_form_of_its_site(line: str, place: tuple[str | None, ...]) -> None:
    assert read_place(line) == Place(*place)


@pytest.mark.parametrize(
    "line", ["", "We enrolled 2024 people.", "2015年1月至2017年12月", "Received 3 March 2024", "2024", "x " * 500]
)
def test_other_lines_are_none(line: str) -> None:
    assert read_place(line) is None
