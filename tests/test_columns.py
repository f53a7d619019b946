"""What programs call their columns."""

import pytest

from ingest.references.columns import COLUMNS, is_wos, known_fields, layout


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Start_Page", "TITLE", " Year "], {"first page", "title", "year"}),
        (["\ufeffPMID", "Journal/Book", "Citation"], {"pmid", "journal", "citation"}),
        (["Title-题名", "Source-文献来源", "Period-期", "DOI-DOI"], {"title", "journal", "issue", "doi"}),
        (["题名", "作者", "刊名", "起止页码"], {"title", "authors", "journal", "pages"}),
        (["PT", "AU", "TI", "SO", "ID", "UT"], {"authors", "title", "journal", "keywords"}),
        (["Colour", "Weight"], set()),
    ],
)
def test_columns_of_programs_are_known(header: list[str], fields: set[str]) -> None:
    assert known_fields(header) == fields


def test_two_letter_names_are_those_of_web_of_science_only_together() -> None:
    assert is_wos(["PT", "AU", "TI", "SO", "UT"])
    assert not is_wos(["ID", "title", "author"])
    assert known_fields(["ID", "title"]) == {"id", "title"}


def test_the_better_name_goes_first_wherever_it_stands() -> None:
    [(_, places, _)] = [row for row in layout(["Source", "Journal Abbreviation", "Journal"]) if row[0] == "journal"]
    assert places == [2, 1]


def test_no_column_means_two_fields() -> None:
    names = [name for columns in COLUMNS.values() for name in columns]
    assert len(names) == len(set(names))
