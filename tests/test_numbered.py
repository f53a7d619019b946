"""Ids of records within one file."""

import pytest

from bicorpus import InputError
from ingest.databases.numbered import numbered
from ingest.record import Record, Source


def record(record_id: str, title: str = "Night dosing") -> Record:
    return Record(record_id, "paper", "jats", Source("a.xml"), title={"en": title} if title else {})


def test_an_id_of_its_own_stays_and_no_two_records_share_one() -> None:
    found = list(numbered([record("1"), record("1"), record(""), record("2")], "a.xml", "article"))
    assert [r.id for r in found] == ["1", "a.xml#2", "a.xml#3", "2"]
    assert [bool(r.warnings) for r in found] == [False, True, False, False]


def test_what_is_no_record_is_told_by_the_record_before_it() -> None:
    found = list(numbered(["broken", record("1"), "cut off", record("2"), record("3", "")], "a.xml", "article"))
    assert [r.warnings for r in found] == [
        ("article 1 was left out: broken", "article 3 was left out: cut off"),
        ("article 5 was left out: no title, abstract or identifier of a paper or trial in it",),
    ]


def test_of_very_many_reasons_the_first_and_the_last_are_told() -> None:
    [only] = numbered([record("1"), *["broken"] * 5000], "a.xml", "article")
    assert len(only.warnings) == 100
    assert only.warnings[-1] == "article 5001 was left out: broken"


@pytest.mark.parametrize(("items", "reason"), [([], "no article in it"), (["broken", "cut off"], "broken")])
def test_a_file_without_records_is_refused(items: list[str], reason: str) -> None:
    with pytest.raises(InputError, match=f"^{reason}$"):
        list(numbered(items, "a.xml", "article"))
