"""PubMed's .nbib beyond what its sample among the exports shows."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import BicorpusError, InputError
from ingest.record import Identifier, Record
from ingest.references.medline import read_medline


def read(text: str) -> list[Record]:
    return list(read_medline(text.encode(), "refs.nbib"))


def test_short_names_and_groups_stand_in_for_full_names() -> None:
    (record,) = read("PMID- 99000001\nTI  - One\nAU  - Marlow T\nCN  - Nowhere Study Group\n")
    assert record.authors == ("Marlow T", "Nowhere Study Group")


def test_the_doi_is_the_article_id_that_is_marked_as_one() -> None:
    (record,) = read(
        "PMID- 1\nTI  - One\nLID - S1 [pii]\nAID - 10.5555/s1 [pii]\nAID - 10.5555/ab.1 [doi]\nTA  - Inv Med\n"
    )
    assert record.ids == (Identifier("doi", "10.5555/ab.1"), Identifier("pmid", "1"))


def test_comments_and_corrections_are_other_papers() -> None:
    (record,) = read(
        "PMID- 99000001\nTI  - One\nCIN - Inv Med. 2021. doi: 10.5555/x. PMID: 99000002\nEIN - PMID: 99000003\n"
    )
    assert record.ids == (Identifier("pmid", "99000001"),)


@pytest.mark.parametrize(
    ("written", "date"),
    [("2021 Mar 4", "2021-03-04"), ("2021 Mar-Apr", "2021-03"), ("2021 Spring", "2021"), ("2021", "2021")],
)
def test_a_date_is_as_precise_as_it_is_written(written: str, date: str) -> None:
    (record,) = read(f"PMID- 1\nTI  - One\nDP  - {written}\n")
    assert record.published == date


def test_the_date_online_is_more_precise_than_that_of_an_issue_of_its_year() -> None:
    assert [r.published for r in read("PMID- 1\nTI  - One\nDP  - 2022 Nov\nDEP - 20220122\n")] == ["2022-01-22"]
    assert [r.published for r in read("PMID- 1\nTI  - One\nDP  - 2022 Nov\nDEP - 20211222\n")] == ["2022-11"]


def test_titles_in_two_languages_come_without_brackets_and_full_stops() -> None:
    (record,) = read("PMID- 1\nTI  - [Night dosing].\nLA  - chi\nTT  - 夜间给药.\n")
    assert record.title == {"en": "Night dosing", "zh": "夜间给药"}
    (record,) = read("PMID- 1\nTI  - [Not Available].\nLA  - chi\nTT  - 夜间给药.\n")
    assert record.title == {"zh": "夜间给药"}


def test_of_several_other_abstracts_each_goes_by_its_own_language() -> None:
    (record,) = read(
        "PMID- 1\nTI  - One\nOAB - L'étude évalue la prise nocturne.\nOABL- fre\n"
        "OAB - 评估夜间给药。\nOABL- chi\nOAB - 夜間投与を評価した。\nOABL- jpn\n"
    )
    assert record.abstract == {"zh": "评估夜间给药。"}
    assert [(s.heading, s.lang) for s in record.sections] == [("abstract", "other")]


def test_a_title_in_a_third_language_is_left_out() -> None:
    (record,) = read("PMID- 1\nTI  - [Night dosing].\nLA  - fre\nTT  - La prise nocturne.\n")
    assert (record.title, record.sections) == ({"en": "Night dosing"}, ())


def test_a_citation_ends_where_the_next_begins_with_or_without_an_empty_line() -> None:
    one, two = read("PMID- 1\nTI  - One goes\n      on here\nPMID- 2\nTI  - Two\n")
    assert (one.title, two.title) == ({"en": "One goes on here"}, {"en": "Two"})


def test_a_text_without_a_citation_is_refused() -> None:
    with pytest.raises(InputError, match=r"^no reference found; each begins with a line such as 'PMID- "):
        read("TI  - One\n")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(BicorpusError):
        read("PMID- 1\n" + text.encode("utf-8", "replace").decode())
