import pytest
from dedupe_records import TITLE, paper
from hypothesis import given
from hypothesis import strategies as st

from dedupe import journals
from dedupe.common import mark_common
from dedupe.features import features, first_number
from dedupe.pages import read_pages
from dedupe.text import fold, numbers
from dedupe.titles import fold_titles, has_other_words, numbers_and_marks
from ingest.record import Identifier


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("TNF-α &amp; IL<sub>6</sub>", "tnf alpha and il 6"),
        ("臺灣醫學會雜誌", "台湾医学会杂志"),
        ("ＨＬＣ－００１ 的疗效", "hlc 001 的疗效"),
        ("Élan vital: naïve?", "elan vital naive"),
        ("p < 0.05 and q > 2", "p 0 05 and q 2"),
        ("？？？ ...", ""),
        ("MÃ©niÃ¨reâ€™s disease", "meniere s disease"),
        ("Ã la carte", "a la carte"),
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
        ("夜间给药 Night dosing of a drug", ["夜间给药", "night dosing of a drug"]),
        ("Night dosing of a drug 夜间给药的 Meta 分析", ["night dosing of a drug", "夜间给药的 meta 分析"]),
        ("血清 IL-6 水平", ["血清 il 6 水平"]),
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
        ("Night dosing [Correction]", ("form", "notice")),
        ("Night dosing [Erratum appears in Inv Med. 2013]", ("form", "article")),
        ("Reply to Marlow", ("form", "reply")),
        ("Response of meters to cold", ("form", "article")),
        ("Guideline 2019", ("title-year", "2019")),
    ],
)
def test_titles_say_which_paper_of_several(title, mark):
    assert mark in numbers_and_marks(title, fold_titles(title)[0])[1]


def test_roman_and_arabic_numbers_are_one():
    numbers_of = [numbers_and_marks(title, title)[0] for title in ("phase ii trial", "phase 2 trial")]
    assert numbers_of == [{"2"}, {"2"}]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("cancer of the breast", "cancer of the prostate"),
        ("influenza a in winter", "influenza b in winter"),
        ("people with and with thrust", "people with and without thrust"),
        ("growth of male mice", "growth of female mice"),
        ("treatment of hypertension", "treatment of hypotension"),
        ("night dosing", "night dosing response"),
        ("甲型流感的治疗", "乙型流感的治疗"),
        ("糖尿病的夜间给药", "高血压的夜间给药"),
    ],
)
def test_another_word_in_the_same_place_makes_another_title(left, right):
    assert has_other_words(left, right)
    assert has_other_words(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("persistant infection", "persistent infection"),
        ("p16 ink4a in cells", "p16ink4a in cells"),
        ("night dosing", "the night dosing of drugs"),
        ("dosing at night", "at night dosing"),
        ("夜间给药的研究", "夜问给药的研究"),
        ("夜间给药的研究", "夜间给药研究"),
    ],
)
def test_a_slip_or_an_added_word_makes_no_other_title(left, right):
    assert not has_other_words(left, right)
    assert not has_other_words(right, left)


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
        ("t-8", None),
        ("21-Aug", None),
        ("", None),
    ],
)
def test_pages(written, pages):
    found = read_pages(written)
    assert (found and found[:2]) == pages


@pytest.mark.parametrize(
    ("written", "is_article"), [("e8707", True), ("0137960", True), ("S530", False), ("e7-e9", False)]
)
def test_numbers_of_articles_are_told_from_pages(written, is_article):
    assert read_pages(written).is_article == is_article


@pytest.mark.parametrize(
    ("written", "number"),
    [("65 (Supplement 1)", "65"), ("1)", ""), ("(Jul)", ""), ("007", "7"), ("0", "0"), ("(5)", ""), ("３３", "33")],
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


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Atherosclerosis", "Atherosclerosis Supplements"),
        ("British Journal of Cancer", "International Journal of Cancer"),
    ],
)
def test_names_with_words_in_common_are_not_one_journal(short, long):
    assert journals.similarity(journals.fold_journal(short), journals.fold_journal(long)) < 0.9


@pytest.mark.parametrize("latin", ["Zhonghua Hu Li Za Zhi", "Chinese Journal of Nursing", "Chin J Nurs"])
def test_a_chinese_journal_is_known_by_its_pinyin_and_its_english_name(latin):
    assert journals.similarity(journals.fold_journal("中華護理雜誌"), journals.fold_journal(latin)) == 1.0


def test_of_a_chinese_journal_and_another_name_nothing_is_told():
    chinese, latin = journals.fold_journal("中华护理杂志"), journals.fold_journal("Annals of Invented Devices")
    assert journals.similarity(chinese, latin) is None


def test_a_name_beside_its_translation_is_that_journal():
    assert (
        journals.similarity(
            "revista salud publica pan american journal public health", "pan american journal public health"
        )
        == 1
    )


@pytest.mark.parametrize(
    ("scheme", "value", "key"),
    [
        ("doi", "https://doi.org/10.5555/X.1.", ("doi:10.5555/x.1",)),
        ("doi", "10.5555/s001%2817%2930", ("doi:10.5555/s001(17)30",)),
        ("nct", "nct 99999901", ("nct:nct99999901",)),
        ("nct", "NCT00000000", ()),
        ("pmid", "see DOI", ()),
    ],
)
def test_identifiers_are_compared_as_they_are_registered(scheme, value, key):
    assert features(paper("a", ids=(Identifier(scheme, value),))).own == key


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({"journal": "medRxiv"}, "preprint"),
        ({"journal": "中国科学院科技论文预发布平台"}, "preprint"),
        ({"journal": "Proceedings of the Invented Conference"}, "meeting"),
        ({"journal": "第十二届全国学术会议论文汇编"}, "meeting"),
        ({"issue": "Suppl 1"}, "meeting"),
        ({"pages": "412A"}, "meeting"),
        ({}, "journal"),
        ({"journal": None}, ""),
    ],
)
def test_the_kind_of_place_is_told_by_journal_issue_and_pages(fields, venue):
    assert features(paper("a", **fields)).venue == venue


def test_a_volume_that_is_the_year_is_none():
    assert features(paper("a", volume="2021", published="2021")).volume == ""


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
