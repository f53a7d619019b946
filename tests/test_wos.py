"""Web of Science's text beyond what its sample among the exports shows."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import BicorpusError, InputError
from ingest.record import Record
from ingest.references.wos import read_wos

HEAD = "FN Clarivate Analytics Web of Science\nVR 1.0\n"


def read(text: str) -> list[Record]:
    return list(read_wos(text.encode(), "wos.txt"))


def test_names_stand_on_a_line_each_and_a_title_goes_on_over_lines() -> None:
    (record,) = read(HEAD + "PT J\nAU Marlow, T\n   Wang, XM\nTI Night\n   dosing\nPY 2021\nER\n\nEF")
    assert record.authors == ("Marlow, T", "Wang, XM")
    assert record.title == {"en": "Night dosing"}


def test_keywords_plus_are_no_id() -> None:
    one, two = read(HEAD + "PT J\nTI One\nID DOSING\nER\nPT J\nTI Two\nID DOSING\nER\nEF\n")
    assert (one.id, two.id) == ("wos.txt#1", "wos.txt#2")
    assert one.keywords == {"en": ("DOSING",)}


def test_a_reference_without_its_end_does_not_run_into_the_next() -> None:
    one, two = read(HEAD + "PT J\nTI One\nPT J\nAU Wang, XM\nTI Two\nER\n")
    assert (one.authors, two.authors) == ((), ("Wang, XM",))


def test_a_foreign_title_is_the_second_title() -> None:
    (record,) = read(HEAD + "PT J\nTI Night dosing\nFT 夜间给药研究\nER\n")
    assert record.title == {"en": "Night dosing", "zh": "夜间给药研究"}


def test_a_list_without_a_reference_is_refused() -> None:
    with pytest.raises(InputError, match=r"^no reference found; each begins with a line such as 'PT J'"):
        read(HEAD + "EF\n")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(BicorpusError):
        read(HEAD + "PT J\n" + text.encode("utf-8", "replace").decode())
