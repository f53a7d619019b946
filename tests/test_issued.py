"""Which of several dates a paper was published on."""

import pytest

from ingest.issued import published


@pytest.mark.parametrize(
    ("dates", "date"),
    [
        (["2022-11", "2022-01-22"], "2022-01-22"),
        (["2022-11", "2021-12-22"], "2022-11"),
        (["2022-11-03", "2022-01-22"], "2022-11-03"),
        ([None, "2021", None, "2021-05"], "2021-05"),
        ([None], None),
        ([], None),
    ],
)
def test_the_most_precise_date_in_the_year_of_the_issue(dates: list[str | None], date: str | None) -> None:
    assert published(dates) == date
