import random

import msgspec
import pytest
from dedupe_records import ABSTRACT, ABSTRACT_ZH, TITLE, TITLE_ZH, doi, paper, trial

from dedupe.merge import merge
from ingest.record import Identifier


def test_every_field_names_its_record_and_what_it_beat():
    short = paper("a", journal="Int J Imaginary Med", authors=("T Marlow", "X Wang"), pages="201")
    merged = merge([short, paper("b")], "paper-1")
    assert merged.record.journal == "International Journal of Imaginary Medicine"
    assert merged.provenance["journal"].record == "b"
    assert merged.provenance["journal"].beat == (("a", "Int J Imaginary Med"),)
    assert merged.provenance["authors"].record == "b"
    assert merged.record.pages == "201-209"
    assert merged.members == ("a", "b")


def test_equal_values_beat_nothing():
    assert merge([paper("a"), paper("b")], "paper-1").provenance["title.en"].beat == ()


def test_the_languages_of_two_pages_come_together():
    english = paper("a", abstract={"en": ABSTRACT})
    bilingual = paper("b", title=None, abstract={"en": ABSTRACT.replace("60.", "60 years."), "zh": ABSTRACT_ZH})
    merged = merge([english, bilingual], "paper-1")
    assert merged.record.title == {"en": TITLE}
    assert merged.provenance["abstract.zh"].record == "b"
    assert merged.provenance["abstract.en"].record == "b", "the English that stands beside the Chinese"
    assert merged.provenance["abstract.en"].beat == (("a", ABSTRACT),)


def test_a_bilingual_page_with_half_an_abstract_does_not_beat_the_whole():
    half = paper("b", abstract={"en": ABSTRACT[:70], "zh": ABSTRACT_ZH})
    merged = merge([paper("a"), half], "paper-1")
    assert merged.record.abstract == {"en": ABSTRACT, "zh": ABSTRACT_ZH}


def test_a_longer_text_that_was_cut_off_loses():
    cut = paper("b", abstract={"en": ABSTRACT + " Further results were..."})
    assert merge([paper("a"), cut], "paper-1").record.abstract == {"en": ABSTRACT}


def test_capitals_lose():
    shouting = paper("b", title={"en": TITLE.upper() + " (REPRINT)"})
    assert merge([paper("a"), shouting], "paper-1").record.title == {"en": TITLE}


def test_identifiers_are_united_in_their_strongest_role():
    owner = paper("a", ids=(Identifier("doi", "10.5555/X"), Identifier("pmid", "99000001")))
    citing = paper("b", ids=(Identifier("doi", "10.5555/x", "cited"), Identifier("doi", "10.5555/y", "cited")))
    merged = merge([owner, citing], "paper-1")
    assert set(merged.record.ids) == {
        Identifier("doi", "10.5555/X"),
        Identifier("doi", "10.5555/y", "cited"),
        Identifier("pmid", "99000001"),
    }
    assert merged.provenance["ids.doi:10.5555/x"].record == "a"


def test_the_newest_page_of_a_trial_is_on_top_and_the_older_is_kept():
    old = trial("a", ("nct", "NCT99999901"), updated="2023-01-01", status="RECRUITING", enrollment=40)
    new = trial("b", ("nct", "NCT99999901"), updated="2024-06-01", status="COMPLETED")
    merged = merge([old, new], "trial-1")
    assert merged.record.trial.status == "COMPLETED"
    assert merged.record.trial.enrollment == 40
    assert merged.provenance["trial.status"].beat == (("a", "RECRUITING"),)
    assert "trial.status" not in merged.conflicts


def test_contradictions_are_listed_and_more_precision_is_none():
    precise = paper("a", published="2021-03-04", volume="12")
    merged = merge([precise, paper("b", published="2021", volume="13", pages="999-1003")], "paper-1")
    assert merged.record.published == "2021-03-04"
    assert merged.conflicts == ("volume", "pages")


def test_a_falsehood_is_a_value():
    no = trial("a", ("nct", "NCT99999901"), healthy_volunteers=False)
    assert merge([no, trial("b", ("nct", "NCT99999901"))], "trial-1").record.trial.healthy_volunteers is False


def test_one_member_is_itself_under_a_new_id():
    record = paper("a", ids=doi("10.5555/1"), title={"en": TITLE, "zh": TITLE_ZH})
    assert msgspec.structs.replace(merge([record], "paper-1").record, id="a") == record


def test_merging_the_merged_changes_nothing():
    members = [paper("a", pages=None), paper("b", title={"zh": TITLE_ZH}), paper("c", authors=("T Marlow",))]
    once = merge(members, "paper-1").record
    assert merge([once], "paper-1").record == once


def test_the_order_of_members_does_not_show():
    members = [paper(name, issue=name, journal=f"Journal {name}", pages=None) for name in "abcde"]
    expected = merge(members, "paper-1")
    for seed in range(5):
        random.Random(seed).shuffle(members)
        assert merge(members, "paper-1") == expected


def test_a_canonical_goes_to_json_and_back():
    merged = merge([paper("a"), paper("b", journal="Other")], "paper-1")
    assert msgspec.json.decode(msgspec.json.encode(merged), type=type(merged)).record == merged.record


def test_two_kinds_are_refused():
    with pytest.raises(ValueError, match="one kind"):
        merge([paper("a"), trial("t", ("nct", "NCT99999901"))], "paper-1")
