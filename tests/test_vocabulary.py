"""How mirrors print the vocabulary of the ClinicalTrials.gov API."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import vocabulary
from ingest.vocabulary import lookup, phases

VOCABULARIES = {
    name: value
    for name, value in vars(vocabulary).items()
    if name.isupper() and isinstance(value, dict) and name[0] != "_"
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PHASE1", ("PHASE1",)),
        ("Phase 2", ("PHASE2",)),
        ("Phase III", ("PHASE3",)),
        ("phase iv", ("PHASE4",)),
        ("Phase 2/Phase 3", ("PHASE2", "PHASE3")),
        ("Phase 2 | Phase 3", ("PHASE2", "PHASE3")),
        ("PHASE1, PHASE2", ("PHASE1", "PHASE2")),
        ("Phase I and Phase II", ("PHASE1", "PHASE2")),
        ("Phase 1/2", ("PHASE1", "PHASE2")),
        ("Phase II/III", ("PHASE2", "PHASE3")),
        ("Early Phase 1", ("EARLY_PHASE1",)),
        ("EARLY_PHASE1", ("EARLY_PHASE1",)),
        ("N/A", ("NA",)),
        ("NA", ("NA",)),
        ("Not Applicable", ("NA",)),
        ("I期", ("PHASE1",)),
        ("Ⅱ期", ("PHASE2",)),
        ("Ⅱ-Ⅲ期", ("PHASE2", "PHASE3")),
        ("I/II期临床试验", ("PHASE1", "PHASE2")),
        ("上市后药物(IV期)", ("PHASE4",)),
        ("上市后药物", ("PHASE4",)),
        ("Postmarketing (IV)", ("PHASE4",)),
        ("探索性研究/预试验", ("EARLY_PHASE1",)),
        ("Phase 0", ("EARLY_PHASE1",)),
        ("新药生物利用度试验", ("PHASE1",)),
        ("其它", ("NA",)),
        ("治疗新技术临床试验", ("NA",)),
        ("第三阶段", ("PHASE3",)),
        ("阶段2|阶段3", ("PHASE2", "PHASE3")),
        ("第Ⅱ相", ("PHASE2",)),
        ("不適用", ("NA",)),
    ],
)
def test_reads_phases(text: str, found: tuple[str, ...]) -> None:
    assert phases(text) == found


@pytest.mark.parametrize("text", ["", "Phase", "Phase 5", "A Phase 2 study", "Completed", "Phase 22", "2", "/"])
def test_text_that_is_more_or_less_than_phases_is_none(text: str) -> None:
    assert phases(text) is None


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("STATUS", "Active, not recruiting", "ACTIVE_NOT_RECRUITING"),
        ("STATUS", "Active, not enrolling", "ACTIVE_NOT_RECRUITING"),
        ("STATUS", "Not yet recruiting", "NOT_YET_RECRUITING"),
        ("STATUS", "Not Yet Enrolling", "NOT_YET_RECRUITING"),
        ("STATUS", "Enrolling by invitation", "ENROLLING_BY_INVITATION"),
        ("STATUS", "RECRUITING", "RECRUITING"),
        ("STATUS", "Unknown status", "UNKNOWN"),
        ("MODEL", "Single Group Assignment", "SINGLE_GROUP"),
        ("MODEL", "Parallel Assignment", "PARALLEL"),
        ("MODEL", "Crossover Assignment", "CROSSOVER"),
        ("ALLOCATION", "Non-Randomized", "NON_RANDOMIZED"),
        ("ALLOCATION", "N/A", "NA"),
        ("ALLOCATION", "Randomised", "RANDOMIZED"),
        ("MASKING", "None (Open Label)", "NONE"),
        ("MASKING", "Quadruple", "QUADRUPLE"),
        ("PURPOSE", "Supportive Care", "SUPPORTIVE_CARE"),
        ("PURPOSE", "Educational/Counseling/Training", "ECT"),
        ("SEX", "All", "ALL"),
        ("SEX", "Both", "ALL"),
        ("SPONSOR_CLASS", "Industry", "INDUSTRY"),
        ("STUDY_TYPE", "Interventional", "INTERVENTIONAL"),
        ("ARM_TYPE", "Placebo Comparator", "PLACEBO_COMPARATOR"),
        ("INTERVENTION_TYPE", "Dietary Supplement", "DIETARY_SUPPLEMENT"),
        ("STATUS", "尚未开始", "NOT_YET_RECRUITING"),
        ("STATUS", "进行中（招募完成）", "ACTIVE_NOT_RECRUITING"),
        ("STATUS", "No longer recruiting", "ACTIVE_NOT_RECRUITING"),
        ("STATUS", "Suspending", "SUSPENDED"),
        ("STATUS", "招募完成", "ACTIVE_NOT_RECRUITING"),
        ("STATUS", "尚未開始", "NOT_YET_RECRUITING"),
        ("MODEL", "随机平行对照", "PARALLEL"),
        ("MODEL", "横断面", "OTHER"),
        ("MODEL", "病例对照研究", "CASE_CONTROL"),
        ("MASKING", "无（打开标签）", "NONE"),
        ("MASKING", "雙盲", "DOUBLE"),
        ("SEX", "男+女", "ALL"),
        ("STUDY_TYPE", "干预性研究", "INTERVENTIONAL"),
        ("STUDY_TYPE", "預防性研究", "INTERVENTIONAL"),
        ("PURPOSE", "诊断试验", "DIAGNOSTIC"),
        ("INTERVENTION_TYPE", "药品", "DRUG"),
        ("ARM_TYPE", "有源比较器", "ACTIVE_COMPARATOR"),
        ("STATUS", "Phase 2", None),
        ("STATUS", "", None),
        ("STATUS", "Recruiting soon", None),
    ],
)
def test_finds_the_value_that_a_printed_text_stands_for(name: str, text: str, value: str | None) -> None:
    assert lookup(VOCABULARIES[name], text) == value


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_printed_form_leads_back_to_its_value(name: str) -> None:
    words = VOCABULARIES[name]
    for value, names in words.items():
        printed = (value, value.replace("_", " ").capitalize(), value.replace("_", " ").title(), *names)
        assert {lookup(words, text) for text in printed} == {value}


@settings(deadline=None)
@given(st.lists(st.sampled_from(["PHASE1", "PHASE2", "PHASE3", "PHASE4", "EARLY_PHASE1"]), min_size=1, unique=True))
def test_phases_of_the_api_come_back(values: list[str]) -> None:
    assert phases("/".join(values)) == tuple(values)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_value_or_none(text: str) -> None:
    assert lookup(vocabulary.STATUS, text) in {None, *vocabulary.STATUS}
    assert phases(text) is None or phases(text)


@pytest.mark.parametrize(
    ("written", "people"), [("1,204", 1204), ("007", 7), ("0", 0), ("13800138000", None), ("9" * 5000, None)]
)
def test_a_count_of_people_has_nine_digits_at_most(written, people):
    assert vocabulary.count(written) == people
