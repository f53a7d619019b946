"""Telephone numbers and addresses of people, which no record keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts import without_contacts


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Nowhere Hospital, China. a.b@nowhere.example", "Nowhere Hospital, China"),
        ("Nowhere Hospital, China. Electronic address: a.b@nowhere.example.", "Nowhere Hospital, China."),
        ("Nowhere Hospital; E-mail: a@nowhere.example; c@nowhere.example", "Nowhere Hospital"),
        ("Nowhere Hospital, Tel: +86 (10) 5555-0000, Fax: +86 10 5555 0001", "Nowhere Hospital"),
        ("Nowhere Hospital, Tel. +86 10 5555 0000", "Nowhere Hospital"),
        ("虚构医院，北京 100000，电话：010-55550000，电子邮箱：a@nowhere.example", "虚构医院，北京 100000"),
        ("Unit 5: Nowhere Hospital, 12 Phone Street", "Unit 5: Nowhere Hospital, 12 Phone Street"),
        ("Nowhere Hospital @ Leeds", "Nowhere Hospital @ Leeds"),
        ("", ""),
    ],
)
def test_an_affiliation_loses_its_contacts_and_nothing_else(text: str, kept: str) -> None:
    assert without_contacts(text) == kept


@given(st.text(alphabet="ab.@:+- ;,é电话：0", max_size=80))
def test_what_is_left_has_no_contacts(text: str) -> None:
    kept = without_contacts(text)
    assert without_contacts(kept) == kept
