import pytest
from dedupe_records import TITLE, paper
from hypothesis import given
from hypothesis import strategies as st

from dedupe import journals
from dedupe.common import mark_common
from dedupe.features import features, first_number
from dedupe.pages import read_pages
from dedupe.text import fold, numbers
from dedupe.titles import exclusive_marks, fold_titles, title_numbers


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("TNF-α &amp; IL<sub>6</sub>", "tnf alpha and il 6"),
        ("臺灣醫學會雜誌", "台湾医学会杂志"),
        ("ＨＬＣ－００１ 的疗效", "hlc 001 的疗效"),
        ("Élan vital: naïve?", "elan vital naive"),
        ("p < 0.05 and q > 2", "p 0 05 and q 2"),
        ("？？？ ...", ""),
    ],
)
def test_folding(written, folded):
    assert fold(written) == folded


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="研究临床试验患者治疗", max_size=30))
def test_no_chinese_character_is_lost(text):
    assert fold(text).replace(" ", "") == text


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        ("Night dosing. [Review] [87 refs]", ["night dosing"]),
        ("Night dosing [Chinese]", ["night dosing"]),
        ("Night dosing.[Erratum appears in Inv Med. 2013 Note: Small, S [added]", ["night dosing"]),
        ("[Night dosing of a drug]", ["night dosing of a drug"]),
        ("Night dosing [Arzneigabe bei Nacht: eine Studie]", ["night dosing", "arzneigabe bei nacht eine studie"]),
        ("RETRACTED: Night dosing", ["night dosing"]),
        ("???", []),
    ],
)
def test_titles_lose_what_indexers_add(title, folded):
    assert fold_titles(title) == folded


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("Night dosing. Part 2: results", ("part", "2")),
        ("Night dosing II", ("part", "2")),
        ("夜间给药研究（下）", ("part", "3")),
        ("夜间给药研究 第二部分", ("part", "2")),
        ("Corrigendum: Night dosing", ("form", "notice")),
        ("勘误：夜间给药研究", ("form", "notice")),
        ("Reply to Marlow", ("form", "reply")),
        ("Response of meters to cold", ("form", "article")),
        ("Guideline 2019", ("title-year", "2019")),
    ],
)
def test_titles_say_which_paper_of_several(title, mark):
    assert mark in set(exclusive_marks(title, fold_titles(title)[0]))


def test_roman_and_arabic_numbers_are_one():
    assert title_numbers("phase ii trial") == title_numbers("phase 2 trial")


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("1491-504", ("1491", "1504")),
        ("F661-F670", ("f661", "f670")),
        ("239--265", ("239", "265")),
        ("6 -- 15", ("6", "15")),
        ("35+", ("35", "35")),
        ("S530", ("s530", "s530")),
        ("e0137960", ("137960", "137960")),
        ("Suppl-29", None),
        ("215 p", None),
        ("", None),
    ],
)
def test_pages(written, pages):
    assert read_pages(written) == pages


@pytest.mark.parametrize(
    ("written", "number"), [("65 (Supplement 1)", "65"), ("1)", ""), ("(Jul)", ""), ("007", "7"), ("0", "0")]
)
def test_volumes(written, number):
    assert first_number(written) == number


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Int J Hematol", "International Journal of Hematology"),
        ("Natl Med J", "National Medical Journal"),
        ("AMCIS 2017 Proceedings", "Americas Conference on Information Systems"),
        ("Circulation. Conference: Invented Sessions", "Circulation"),
        ("The Lancet (London)", "Lancet"),
    ],
)
def test_a_journal_is_its_abbreviation(short, long):
    assert journals.similarity(journals.fold_journal(short), journals.fold_journal(long)) == 1.0


def test_two_journals_of_one_society_are_not_one():
    left, right = map(journals.fold_journal, ("Imaginary Cancer Research", "Imaginary Heart Research"))
    assert journals.similarity(left, right) < 1.0


def test_numbers_are_those_of_either_language():
    assert numbers("reached 71.4% (n = 1,204)") == numbers("为７１．４％（1204例）") == {"71.4", "1204"}


def test_a_title_is_generic_by_what_else_the_input_holds():
    def one(year):
        return features(paper(f"a{year}", title={"en": "Letters from the mountain villages"}, published=str(year)))

    assert not mark_common([one(2001)])[0].generic
    assert all(f.generic for f in mark_common([one(2001), one(2002), one(2003)]))


def test_copies_of_one_paper_do_not_make_its_title_generic():
    assert not any(f.generic for f in mark_common([features(paper(f"a{n}")) for n in range(8)]))


def test_an_article_is_named_by_its_title():
    assert features(paper("a")).titles == (fold(TITLE),)
