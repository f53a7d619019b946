import random

import msgspec
import numpy as np
import pytest
from dedupe_records import ABSTRACT, ABSTRACT_ZH, AUTHORS, TITLE, TITLE_ZH, doi, groups, other, paper, trial

from bicorpus import InputError
from dedupe import Decision, deduplicate, merged_ids, resolve, write_groups
from ingest.record import Identifier, Record, Section


def test_one_paper_in_two_spellings_is_one_canonical():
    shouting = paper(
        "b",
        title={"en": TITLE.upper() + "."},
        authors=("T Marlow", "X Wang", "BT Okonjo"),
        journal="Int J Imaginary Med",
    )
    result = deduplicate([paper("a"), shouting, other("c")])
    assert groups(result) == [("a", "b")]
    assert len(result.canonicals) == 2


def test_one_doi_joins_whatever_else_differs():
    left = paper("a", ids=doi("10.5555/X.1"))
    right = paper("b", ids=doi("10.5555/x.1"), title=None, abstract={"zh": ABSTRACT_ZH}, journal=None, published=None)
    assert groups(deduplicate([left, right])) == [("a", "b")]


def test_one_doi_joins_authors_whose_characters_are_not_read_in_pinyin():
    chinese = paper("b", ids=doi("10.5555/1"), title=None, abstract={"zh": ABSTRACT_ZH}, authors=("土岐典子",))
    assert groups(deduplicate([paper("a", ids=doi("10.5555/1"), authors=("Noriko Doki",)), chinese])) == [("a", "b")]


@pytest.mark.parametrize("value", ["10.5555/s001(17)30624-3", "10.5555/s001%2817%2930624-3", "10.5555/S001(17)30624-3"])
def test_spellings_of_a_doi_do_not_exclude_each_other(value):
    left, right = paper("a", ids=doi("10.5555/S001(17)30624-3")), paper("b", ids=doi(value))
    assert groups(deduplicate([left, right])) == [("a", "b")]


def test_two_own_dois_never_merge():
    result = deduplicate([paper("a", ids=doi("10.5555/1")), paper("b", ids=doi("10.5555/2"))])
    assert groups(result) == []


def test_a_veto_holds_for_the_whole_cluster():
    middle = paper("b")
    result = deduplicate([paper("a", ids=doi("10.5555/1")), middle, paper("c", ids=doi("10.5555/2"))])
    assert all({"a", "c"} - set(c.members) for c in result.canonicals)
    assert [(link.left, link.right) for link in result.uncertain if link.kind == "same-as"] != []


@pytest.mark.parametrize("role", ["cited", "related", "reports"])
def test_identifiers_that_are_not_own_do_not_join(role):
    shared = (Identifier("doi", "10.5555/9", role),)
    assert groups(deduplicate([paper("a", ids=shared), other("b", ids=shared)])) == []


def test_a_doi_of_a_supplement_does_not_join_its_abstracts():
    supplement = doi("10.5555/supplement")
    two = [paper("a", ids=supplement), other("b", ids=supplement)]
    assert groups(deduplicate(two)) == []
    copy = paper("c", ids=supplement, journal="Int J Imaginary Med")
    assert groups(deduplicate([*two, copy])) == [("a", "c")]


def test_a_doi_of_a_series_of_numbered_abstracts_does_not_join_them():
    numbered = [
        paper(
            n,
            title={"en": f"Poster abstract {n} of the invented congress"},
            ids=doi("10.5555/c"),
            abstract=None,
            pages=n,
        )
        for n in ("101", "102", "103")
    ]
    assert groups(deduplicate(numbered)) == []


def test_a_paper_and_the_trial_that_it_reports_are_linked_but_not_merged():
    report = paper("p", ids=(Identifier("nct", "NCT99999901", "reports"),))
    registered = trial("t", ("nct", "NCT99999901"), title=TITLE)
    result = deduplicate([report, registered, trial("u", ("nct", "NCT99999902"))])
    assert groups(result) == []
    assert [(link.left, link.right, link.kind) for link in result.links] == [("p", "t", "reports")]


def test_one_trial_under_two_titles_and_two_registries_is_one():
    records = [
        trial("a", ("nct", "NCT99999901"), title="Short title"),
        trial(
            "b", ("nct", "NCT99999901"), ("chictr", "ChiCTR9900000001"), title="The official name of phase 2 of a study"
        ),
        trial("c", ("chictr", "ChiCTR9900000001"), title=None),
    ]
    assert groups(deduplicate(records)) == [("a", "b", "c")]


def test_two_nct_ids_never_merge_even_under_one_title():
    assert groups(deduplicate([trial("a", ("nct", "NCT99999901")), trial("b", ("nct", "NCT99999902"))])) == []


def test_a_sponsors_number_alone_does_not_join_trials():
    records = [
        trial("a", ("org_study_id", "IPM-1"), title="Veltamarin at night"),
        trial("b", ("org_study_id", "IPM-1"), title="Glucose meters in mountain villages"),
    ]
    assert groups(deduplicate(records)) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"{TITLE}. Part I", f"{TITLE}. Part II"),
        (f"{TITLE} I", f"{TITLE} II"),
        (TITLE, f"Erratum: {TITLE}"),
        (TITLE, f"Reply to: {TITLE}"),
        (f"Yearly review of imaginary medicine {2019}", f"Yearly review of imaginary medicine {2020}"),
    ],
)
def test_titles_that_name_two_papers_do_not_merge(left, right):
    assert groups(deduplicate([paper("a", title={"en": left}), paper("b", title={"en": right})])) == []


def test_chinese_parts_do_not_merge():
    records = [
        paper(name, title={"zh": f"{TITLE_ZH}（{part}）"}, abstract=None) for name, part in (("a", "上"), ("b", "下"))
    ]
    assert groups(deduplicate(records)) == []


def test_generic_titles_of_one_journal_do_not_merge():
    editorials = [
        paper(
            f"e{n}",
            title={"en": "Editorial"},
            abstract=None,
            authors=("Marlow, T",),
            issue=str(n),
            pages=f"{n}-{n + 1}",
        )
        for n in range(1, 7)
    ]
    assert groups(deduplicate(editorials)) == []


def test_a_long_heading_that_comes_back_in_every_issue_does_not_merge():
    remarks = [
        paper(
            f"r{n}",
            title={"en": "Remarks from the editor of imaginary medicine"},
            abstract=None,
            issue=str(n),
            pages=None,
        )
        for n in range(1, 5)
    ]
    assert groups(deduplicate(remarks)) == []


def test_a_title_alone_never_merges():
    bare = {
        "abstract": None,
        "authors": (),
        "journal": None,
        "published": None,
        "volume": None,
        "issue": None,
        "pages": None,
    }
    result = deduplicate([paper("a", **bare), paper("b", **bare)])
    assert groups(result) == []
    assert [(link.left, link.right) for link in result.uncertain] == [("a", "b")]


def test_traditional_and_simplified_records_of_one_paper_merge():
    simplified = paper("a", title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}, authors=("王晓明", "欧阳倩"))
    traditional = paper(
        "b", title={"zh": "難治性高血壓成人患者晚間服用維他馬林的隨機試驗"}, abstract=None, authors=("王曉明", "歐陽倩")
    )
    assert groups(deduplicate([simplified, traditional])) == [("a", "b")]


def test_two_chinese_papers_of_one_issue_stay_apart():
    left = paper("a", title={"zh": TITLE_ZH}, abstract=None, authors=("王晓明",), pages="201-209")
    right = paper("b", title={"zh": "山区血糖仪的季节漂移研究"}, abstract=None, authors=("李倩",), pages="210-215")
    assert groups(deduplicate([left, right])) == []


def test_titles_lost_to_an_ascii_filter_are_absent_not_equal():
    left = paper("a", title={"zh": "???????? ???"}, abstract=None, authors=("Wang, X",), pages="1-5")
    right = paper("b", title={"zh": "???????? ???"}, abstract=None, authors=("Zhao, M",), pages="6-9")
    assert groups(deduplicate([left, right])) == []


def test_records_without_a_title_join_by_abstract_and_authors():
    left, right = (
        paper("a", title=None),
        paper("b", title=None, authors=("Theodora Marlow", "Xiaoming Wang", "B Okonjo")),
    )
    assert groups(deduplicate([left, right])) == [("a", "b")]


def test_english_and_chinese_record_join_by_authors_in_pinyin_and_numbers():
    english = paper("en", authors=("Wang, Xiaoming", "Ouyang, Qian"), journal=None, volume=None, issue=None, pages=None)
    chinese = paper(
        "zh", title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}, authors=("王晓明", "欧阳倩"),
        journal="虚构医学杂志", volume=None, issue=None, pages=None,
    )  # fmt: skip
    result = deduplicate([english, chinese])
    assert groups(result) == [("en", "zh")]
    merged = result.canonicals[0].record
    assert merged.title == {"en": TITLE, "zh": TITLE_ZH}


class _Bilingual:
    """An encoder that knows two topics."""

    def encode(self, texts):
        return np.array([[1, 0] if "高血压" in t or "hypertension" in t else [0, 1] for t in texts], dtype=np.float32)


_NOWHERE = {"authors": (), "pages": None, "volume": None, "issue": None, "journal": None}


def test_an_encoder_finds_candidates_that_nothing_else_connects():
    english = paper("en", abstract=None, **_NOWHERE)
    chinese = paper("zh", title={"zh": TITLE_ZH}, abstract=None, **_NOWHERE)
    assert deduplicate([english, chinese]).uncertain == ()
    found = deduplicate([english, chinese, other("x")], encoder=_Bilingual())
    assert groups(found) == []
    assert [(link.left, link.right) for link in found.uncertain] == [("en", "zh")]
    assert "title meaning" in {e.field for e in found.uncertain[0].evidence}


def test_translations_merge_by_their_abstracts_and_the_numbers_in_them():
    english = paper("en", **_NOWHERE)
    chinese = paper("zh", title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}, **_NOWHERE)
    result = deduplicate([english, chinese, other("x")], encoder=_Bilingual())
    assert groups(result) == [("en", "zh")]
    (link,) = result.links
    assert {"meaning", "sentences", "numbers"} <= {e.field for e in link.evidence}


def test_a_preprint_and_its_article_are_versions():
    preprint = paper(
        "pre", ids=doi("10.1101/2020.01.01"), journal="bioRxiv", volume=None, issue=None, pages=None, published="2020"
    )
    result = deduplicate([preprint, paper("art", ids=doi("10.5555/1"))])
    assert groups(result) == []
    assert [(link.left, link.right, link.kind) for link in result.links] == [("pre", "art", "version-of")]


def test_the_order_of_records_does_not_show():
    records = [
        *(paper(f"a{n}", authors=AUTHORS[:n]) for n in range(1, 4)),
        *(paper(f"b{n}", title={"zh": TITLE_ZH}, abstract=None) for n in range(3)),
        *(other(f"c{n}", ids=doi(f"10.5555/{n % 2}")) for n in range(4)),
        trial("t1", ("nct", "NCT99999901")),
        trial("t2", ("nct", "NCT99999901"), title=None),
    ]
    expected = deduplicate(records)
    for seed in range(5):
        shuffled = records[:]
        random.Random(seed).shuffle(shuffled)
        assert deduplicate(shuffled) == expected


def test_every_record_is_in_exactly_one_canonical():
    records = [paper("a"), paper("b"), other("c"), trial("t", ("nct", "NCT99999901"))]
    members = [member for canonical in deduplicate(records).canonicals for member in canonical.members]
    assert sorted(members) == ["a", "b", "c", "t"]


def test_every_merging_link_says_why():
    (link,) = deduplicate([paper("a"), paper("b")]).links
    assert {"title", "authors", "year", "pages"} <= {e.field for e in link.evidence}
    assert all(e.weight != 0 for e in link.evidence if e.field == "title")


def test_a_persons_decision_binds():
    same = [paper("a"), paper("b")]
    assert groups(deduplicate(same, decisions=[Decision("a", "b", "different")])) == []
    assert deduplicate(same, decisions=[Decision("b", "a", "different")]).uncertain == ()
    apart = [paper("a", ids=doi("10.5555/1")), other("b", ids=doi("10.5555/2"))]
    assert groups(deduplicate(apart, decisions=[Decision("a", "b", "same")])) == [("a", "b")]


def test_a_decision_about_a_record_that_is_gone_is_left_alone():
    assert groups(deduplicate([paper("a"), paper("b")], decisions=[Decision("a", "gone", "different")])) == [("a", "b")]


def test_canonical_ids_survive_new_records():
    before = deduplicate([paper("b"), other("x")])
    known = {member: c.id for c in before.canonicals for member in c.members}
    after = deduplicate([paper("a"), paper("b"), other("x")], known=known)
    assert {c.id for c in after.canonicals} == {c.id for c in before.canonicals}


def test_two_records_of_one_id_are_refused():
    with pytest.raises(InputError, match="'a'"):
        deduplicate([paper("a"), other("a")])


def test_twenty_thousand_copies_end_quickly_in_one_canonical():
    (canonical,) = deduplicate(paper(f"{n:05}", abstract=None) for n in range(20_000)).canonicals
    assert len(canonical.members) == 20_000


def test_groups_are_written_by_the_records_ids(tmp_path):
    result = deduplicate([paper("a"), paper("b"), other("c")])
    write_groups(result.canonicals, tmp_path / "groups.csv")
    assert (tmp_path / "groups.csv").read_text(encoding="utf-8") == "merged_ids\na;b\n"
    assert list(merged_ids(result.canonicals)) == ["a;b"]


def test_a_title_in_a_third_language_still_compares():
    section = (Section("title", "other", "Платформенная занятость и её признаки неустойчивости"),)
    left, right = (paper(name, title=None, abstract=None, sections=section) for name in ("a", "b"))
    assert groups(deduplicate([left, right])) == [("a", "b")]


def test_a_translated_title_with_the_same_place_and_authors_is_the_same():
    translated = paper(
        "b", title={"en": "Veltamarin taken at night for hypertension that resists treatment [Chinese]"}, abstract=None
    )
    assert groups(deduplicate([paper("a", abstract=None), translated])) == [("a", "b")]


def test_empty_input_gives_an_empty_result():
    assert deduplicate([]).canonicals == ()
    assert ABSTRACT


def test_a_record_without_a_place_does_not_join_twins_of_two_journals():
    twin = paper("b", journal="Annals of Invented Devices", volume="4", issue="1", pages="15-22")
    bare = paper("c", journal=None, volume=None, issue=None, pages=None)
    result = deduplicate([paper("a"), twin, bare])
    assert not any({"a", "b"} <= set(canonical.members) for canonical in result.canonicals)


def test_two_mirrors_of_the_seeds_are_one_paper(shared):
    pages = msgspec.json.decode((shared / "seeds" / "expected.json").read_bytes())
    records = [
        msgspec.convert(
            {k: v for k, v in page.items() if k in Record.__struct_fields__}
            | {"id": name[:3], "source": {"path": name}},
            Record,
        )
        for name, page in pages.items()
    ]
    result = deduplicate(records)
    assert len(records) == 5
    assert groups(result) == [("000", "001")]
    merged = next(c for c in result.canonicals if len(c.members) == 2)
    assert {field: merged.provenance[field].record for field in ("title.en", "abstract.en", "abstract.zh")} == {
        "title.en": "000",
        "abstract.en": "001",
        "abstract.zh": "001",
    }
    assert merged.provenance["abstract.en"].beat[0].record == "000"
    assert merged.record.journal == "International Journal of Hematology"


def test_resolving_and_then_merging_is_deduplicating():
    records = [paper("a"), paper("b"), other("c"), trial("t", ("nct", "NCT99999901"))]
    found, result = resolve(records), deduplicate(records)
    assert [(c.id, c.kind, c.members) for c in found.clusters] == [(c.id, c.kind, c.members) for c in result.canonicals]
    assert (found.links, found.uncertain) == (result.links, result.uncertain)
    assert tuple(found.canonicals()) == result.canonicals


def test_too_many_pairs_for_an_encoder_are_told_and_the_rest_is_done(monkeypatch):
    monkeypatch.setattr("dedupe.run.MOST_BETWEEN", 0)
    chinese = paper("zh", title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}, **_NOWHERE)
    result = deduplicate([paper("a"), paper("b"), chinese], encoder=_Bilingual())
    assert groups(result) == [("a", "b")]
    assert "2 pairs of an English and a Chinese record are too many" in result.warnings[0]


def test_a_record_with_half_a_character_is_refused_by_its_id():
    with pytest.raises(InputError, match="'a'"):
        deduplicate([paper("a", title={"en": "half \ud800"})])
