import random

import msgspec
import pytest
from dedupe_records import ABSTRACT, ABSTRACT_ZH, AUTHORS, TITLE, TITLE_ZH, doi, paper, trial
from hypothesis import given
from hypothesis import strategies as st

from dedupe.fields import flat
from dedupe.link import Beaten, Provenance
from dedupe.merge import BEATEN, merge
from ingest.record import Identifier, Source


def test_every_field_names_its_record_and_what_it_beat():
    short = paper("a", journal="Int J Imaginary Med", authors=("T Marlow", "X Wang"), pages="201")
    merged = merge([short, paper("b")], "paper-1")
    assert merged.record.journal == "International Journal of Imaginary Medicine"
    assert merged.provenance["journal"].record == "b"
    assert merged.provenance["journal"].beat == (Beaten("a", "Int J Imaginary Med"),)
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
    assert merged.provenance["abstract.en"].beat == (Beaten("a", ABSTRACT),)


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
    assert merged.provenance["trial.status"] == Provenance(
        "b", (Beaten("a", "RECRUITING", "2023-01-01"),), updated="2024-06-01"
    )
    assert merged.provenance["trial.enrollment"] == Provenance("a", updated="2023-01-01")
    assert "trial.status" not in merged.conflicts


def test_contradictions_are_listed_and_more_precision_is_none():
    precise = paper("a", published="2021-03-04", volume="12")
    merged = merge([precise, paper("b", published="2021", volume="13", pages="999-1003")], "paper-1")
    assert merged.record.published == "2021-03-04"
    assert merged.conflicts == ("pages", "volume")


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


@pytest.mark.parametrize(
    ("field", "worse", "better"),
    [
        ("title", {"en": "[" + TITLE + "]."}, {"en": TITLE}),
        ("title", {"en": TITLE + " [Chinese]"}, {"en": TITLE}),
        ("title", {"en": TITLE}, {"en": "RETRACTED: " + TITLE}),
        ("title", {"en": TITLE}, {"en": TITLE + " (Retracted article. See vol. 14, 2023)"}),
        ("title", {"en": TITLE.split(":", maxsplit=1)[0]}, {"en": TITLE}),
        ("title", {"en": TITLE.replace("dosing", "<i>dosing</i>")}, {"en": TITLE}),
        ("title", {"en": TITLE + " - the rest of a table whose quote stayed open" * 50}, {"en": TITLE}),
        ("title", {"zh": "????????" + TITLE_ZH}, {"zh": TITLE_ZH}),
        ("title", {"zh": TITLE_ZH[:9]}, {"zh": "MRI引导的" + TITLE_ZH}),
        ("abstract", {"en": ABSTRACT + " (ABSTRACT TRUNCATED AT 250 WORDS)"}, {"en": ABSTRACT}),
        ("abstract", {"en": ABSTRACT.replace("hypertension", "h\ufffdpertension") + " It was safe."}, {"en": ABSTRACT}),
        ("abstract", {"en": ABSTRACT.replace("common", "<b>common</b>")}, {"en": ABSTRACT}),
        ("abstract", {"en": ABSTRACT.upper()}, {"en": ABSTRACT}),
        ("authors", ("Marlow, Theodora", "Wang, Xiaoming", "et al."), AUTHORS),
        ("authors", ("Marlow, Theodora", "Wang, Xiaoming", "Okonjo, B. T. et al."), AUTHORS),
        ("authors", ("Marlow", "T.", "Wang", "X.", "Okonjo", "B.", "T."), AUTHORS),
        ("authors", ("MARLOW, THEODORA", "WANG, XIAOMING", "OKONJO, BEATRICE T."), AUTHORS),
        ("authors", ("王明", "等"), ("王明", "李倩")),
        ("authors", ("Marlow, T", "..."), ("Marlow, T", "Wang, X")),
        ("authors", ("Marlow, T", "Ward 3", "100191 Nowhere", "t.marlow@example.org"), ("Marlow, T", "Wang, X")),
        ("journal", "Int J Imaginary Med. 2021;12(3):201-9", "Int J Imaginary Med"),
        ("journal", "INT J IMAGINARY MED", "International Journal of Imaginary Medicine"),
        ("journal", "Annals (London, England : 1990)", "Annals of Imaginary Medicine"),
        ("journal", "Glucose. Conference: 70th Meeting of the Invented Society. Nowhere.", "Glucose"),
        ("volume", "1)", "63"),
        ("volume", "(Jul)", "7"),
        ("volume", "35", "35 Suppl 1"),
        ("volume", "12 (1) (no pagination)", "12"),
        ("pages", "201", "201-209"),
        ("pages", "no pagination", "77"),
        ("pages", "1-9", "e12724"),
        ("published", "2021-01-01", "2021-07"),
        ("published", "2021", "2021-03-04"),
        ("published", "2021-06-15", "2021-03-04"),
    ],
)
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_of_two_values_the_whole_readable_one_is_taken_whoever_comes_first(field, worse, better, names):
    merged = merge([paper(names[0], **{field: worse}), paper(names[1], **{field: better})], "paper-1")
    assert getattr(merged.record, field) == better


def _page(record, site, media_type="text/html"):
    return msgspec.structs.replace(record, site=site, source=Source("made", media_type=media_type))


def test_of_equally_whole_texts_the_more_reliable_source_goes_first():
    ocr = _page(paper("a", abstract={"en": ABSTRACT.replace("412", "4l2")}), "generic", "text/plain")
    export = paper("b", abstract={"en": ABSTRACT + " Copyright of us."})
    index = _page(paper("c", abstract={"en": "Abstract: " + ABSTRACT}), "tomesphere", "text/plain")
    publisher = _page(paper("d"), "generic")
    ranks = [publisher, index, export, ocr]
    for best in range(4):
        merged = merge(ranks[best:], "paper-1")
        assert merged.provenance["abstract.en"].record == ranks[best].id
        assert merged.record.abstract == ranks[best].abstract
    assert [b.record for b in merge(ranks, "paper-1").provenance["abstract.en"].beat] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("field", "one", "other", "contradicts"),
    [
        ("title", {"en": TITLE.split(":", maxsplit=1)[0]}, {"en": TITLE}, False),
        ("title", {"en": "Glucose meters in mountain villages"}, {"en": TITLE}, True),
        ("abstract", {"en": ABSTRACT[:70]}, {"en": ABSTRACT}, False),
        ("authors", ("T Marlow", "X Wang"), AUTHORS, False),
        ("authors", ("Brandt, U", "Ferro, I"), AUTHORS, True),
        ("authors", ("王晓明",), AUTHORS, False),
        ("journal", "Int J Imaginary Med", "International Journal of Imaginary Medicine", False),
        ("journal", "虚构医学杂志", "International Journal of Imaginary Medicine", False),
        ("journal", "Xu gou yi xue za zhi [Imaginary medicine journal]", "Imaginary Medicine Journal", False),
        ("journal", "Neuro Glucosol Lett", "Neuroglucosology Letters", False),
        ("journal", "Zoology Letters", "International Journal of Imaginary Medicine", True),
        ("volume", "35 Suppl 1", "35", False),
        ("volume", "1)", "35", False),
        ("volume", "34", "35", True),
        ("issue", "Pt 3", "3", False),
        ("pages", "209", "201-209", False),
        ("pages", "1-9", "e12724", False),
        ("pages", "301-309", "201-209", True),
        ("published", "2020-12-20", "2021-03", False),
        ("published", "2018", "2021-03", True),
        ("keywords", {"en": ("pressure",)}, {"en": ("night",)}, False),
    ],
)
def test_only_what_cannot_both_be_right_is_a_conflict(field, one, other, contradicts):
    merged = merge([paper("a", **{field: one}), paper("b", **{field: other})], "paper-1")
    names = {name.split(".")[0] for name in merged.conflicts}
    assert names == ({field} if contradicts else set())


def test_two_pages_of_a_trial_of_one_day_contradict_each_other():
    one = trial("a", ("nct", "NCT99999901"), updated="2024-01-01", enrollment=40, sponsor="Ward A", phases=("PHASE1",))
    two = trial("b", ("nct", "NCT99999901"), updated="2024-01-01", enrollment=60, sponsor="WARD A", phases=("PHASE2",))
    assert merge([one, two], "trial-1").conflicts == ("trial.enrollment", "trial.phases")


def test_own_identifiers_of_which_a_paper_has_one_are_a_conflict_when_a_person_joined_them():
    joined = merge([paper("a", ids=doi("10.5555/1")), paper("b", ids=doi("10.5555/2"))], "paper-1")
    assert joined.conflicts == ("ids.doi:10.5555/1", "ids.doi:10.5555/2")
    assert merge([paper("a", ids=(*doi("10.5555/1"), *doi("10.5555/2")))], "paper-1").conflicts == ()


def test_a_percent_encoded_doi_is_the_same_doi():
    merged = merge([paper("a", ids=doi("10.5555/s001%2817%2930")), paper("b", ids=doi("10.5555/s001(17)30"))], "p")
    assert merged.record.ids == doi("10.5555/s001(17)30")
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("scheme", "loose", "registered"),
    [
        ("nct", "nct 99999901", "NCT99999901"),
        ("nct", "NCT-99999901", "NCT99999901"),
        ("nct", "ＮＣＴ９９９９９９０１", "NCT99999901"),
        ("doi", "https://doi.org/10.5555/x.1", "10.5555/x.1"),
        ("doi", "10.5555/x.1.", "10.5555/x.1"),
        ("pmid", "PMID: 99000001", "99000001"),
        ("pmid", "099000001", "99000001"),
    ],
)
def test_an_identifier_is_one_however_it_is_written(scheme, loose, registered):
    members = [paper("a", ids=(Identifier(scheme, loose),)), paper("b", ids=(Identifier(scheme, registered),))]
    merged = merge(members, "paper-1")
    assert merged.record.ids == (Identifier(scheme, registered),)
    assert merged.conflicts == ()


def test_what_is_no_identifier_is_kept_as_it_is():
    assert merge([paper("a", ids=doi("n/a, see text"))], "paper-1").record.ids == doi("n/a, see text")


def test_an_identifier_that_one_page_gives_twice_has_its_strongest_role():
    merged = merge([paper("a", ids=(Identifier("doi", "10.5555/1", "cited"), Identifier("doi", "10.5555/1")))], "p")
    assert merged.record.ids == doi("10.5555/1")


def test_provenance_lists_different_values_once_and_no_more_than_it_says():
    many = [paper(f"{n:05}", title={"en": f"{TITLE} no. {n % 40}"}) for n in range(2000)]
    told = merge(many, "paper-1").provenance["title.en"]
    assert len(told.beat) == BEATEN
    assert told.more == 40 - 1 - BEATEN
    assert len({beaten.value for beaten in told.beat}) == BEATEN


def test_a_hundred_thousand_identical_members_leave_a_small_record():
    merged = merge([paper(f"{n:06}") for n in range(100_000)], "paper-1")
    assert len(merged.members) == 100_000
    assert {told.beat for told in merged.provenance.values()} == {()}


_VALUES = {
    "title": st.sampled_from([{}, {"en": TITLE}, {"en": TITLE.upper()}, {"en": TITLE, "zh": TITLE_ZH}]),
    "abstract": st.sampled_from(
        [{}, {"en": ABSTRACT}, {"en": ABSTRACT[:90]}, {"en": ABSTRACT + "!", "zh": ABSTRACT_ZH}]
    ),
    "authors": st.sampled_from([(), AUTHORS, AUTHORS[:1], ("T Marlow", "et al.")]),
    "pages": st.sampled_from([None, "201", "201-209", "e5"]),
    "ids": st.sampled_from([(), doi("10.5555/1"), (Identifier("doi", "10.5555/1", "cited"),)]),
    "volume": st.sampled_from([None, "12", "1)", "12 (3)"]),
}
_MEMBERS = st.lists(st.fixed_dictionaries(_VALUES), min_size=1, max_size=6)


@given(_MEMBERS, st.randoms())
def test_every_value_is_one_members_own_and_every_other_is_told(given_fields, rnd):
    members = [paper(f"{n}", **fields) for n, fields in enumerate(given_fields)]
    by_id = {member.id: flat(member) for member in members}
    merged = merge(members, "paper-1")
    assert flat(merged.record).keys() == {field for fields in by_id.values() for field in fields}
    for field, value in flat(merged.record).items():
        told = merged.provenance[field]
        assert by_id[told.record][field] == value
        said = {fields[field] for fields in by_id.values() if field in fields}
        assert {value, *(beaten.value for beaten in told.beat)} == said
        assert all(by_id[beaten.record][field] == beaten.value for beaten in told.beat)
    rnd.shuffle(members)
    assert merge(members, "paper-1") == merged
