"""Values of a registry's page as the fields of a trial."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.trials.fields import chinese_sections, count, criteria, fits, one_language, read_trial


def test_a_trial_is_in_english_where_the_page_is_and_the_chinese_becomes_sections() -> None:
    values = {"conditions": ["膝痛", "Pain of the knee"], "inclusion": ["1. 成人", "1. Adults"], "sponsor": ["例医院"]}
    trial = read_trial(values)
    assert (trial.conditions, trial.inclusion, trial.sponsor) == (("Pain of the knee",), ("Adults",), "例医院")
    sections = {section.heading: section.text for section in chinese_sections(values)}
    assert sections == {"研究疾病": "膝痛", "纳入标准": "1. 成人"}


def test_names_in_both_languages_come_apart() -> None:
    assert one_language(["中国 China", "例市 Exampleville"]) == ["China", "Exampleville"]
    assert one_language(["CT检查 组"]) == ["CT检查 组"]


@pytest.mark.parametrize(
    "text", ["N/A", "无", "None", "Not provided at time of registration", "-", "/", "不适用", "Nil"]
)
def test_a_value_that_says_there_is_none_is_none(text: str) -> None:
    assert one_language([text, "Stroke"]) == ["Stroke"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. First; 2. Second; 3. Third", ("First;", "Second;", "Third")),
        ("First; 2. Second", ("First;", "Second")),
        ("(1)甲；(2)乙。", ("甲；", "乙。")),
        ("1、甲；2、乙", ("甲；", "乙")),
        ("HbA1c 7.0 to 10.5 %, BMI above 2.5", ("HbA1c 7.0 to 10.5 %, BMI above 2.5",)),
        (
            "Stage 3. Grade 2. Nothing else",
            ("Stage 3.", "Grade 2. Nothing else")[:0] or ("Stage 3. Grade 2. Nothing else",),
        ),
        ("7", ()),
    ],
)
def test_a_paragraph_of_numbered_criteria_comes_apart(text: str, items: tuple[str, ...]) -> None:
    assert criteria([text]) == items


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("66 participants", 66),
        ("1,204", 1204),
        ("３００", 300),
        ("30 to 40", None),
        ("about 2.5", None),
        ("none", None),
    ],
)
def test_counts_people_where_a_text_has_one_number(text: str, people: int | None) -> None:
    assert count(text) == people


def test_groups_are_added_up_only_where_no_total_stands() -> None:
    groups = {"group_size": ["60", "60"]}
    assert read_trial(groups).enrollment == 120
    assert read_trial(groups | {"enrollment": ["130"]}).enrollment == 130
    assert read_trial({"group_size": ["试验组:30;对照组:35;"]}).enrollment == 65


def test_an_actual_number_of_people_is_taken_before_a_planned_one() -> None:
    trial = read_trial({"enrollment_estimated": ["100"], "enrollment_actual": ["98"]})
    assert (trial.enrollment, trial.enrollment_type) == (98, "ACTUAL")


def test_a_date_that_stands_for_none_is_none() -> None:
    trial = read_trial({"period": ["From 2021-01-01 00:00:00 To 1990-01-01 00:00:00"], "updated": ["1990/1/1"]})
    assert (trial.start, trial.completion, trial.updated) == ("2021-01-01", None, None)


@pytest.mark.parametrize(
    ("design", "fields"),
    [
        ("随机平行对照", ("RANDOMIZED", "PARALLEL", None)),
        ("单臂、开放", (None, "SINGLE_GROUP", "NONE")),
        ("Non-randomized, open label, single arm", ("NON_RANDOMIZED", "SINGLE_GROUP", "NONE")),
        (
            "randomized controlled trial, open(masking not used), crossover assignment",
            ("RANDOMIZED", "CROSSOVER", "NONE"),
        ),
        ("非随机对照试验", ("NON_RANDOMIZED", None, None)),
        ("病例对照研究", (None, "CASE_CONTROL", None)),
        ("横断面", (None, "OTHER", None)),
        ("析因分组（即根据危险因素或暴露因素分组）", (None, "FACTORIAL", None)),
        ("Double-blind randomised placebo-controlled trial", ("RANDOMIZED", None, "DOUBLE")),
    ],
)
def test_a_design_in_words_gives_its_parts(design: str, fields: tuple[str | None, ...]) -> None:
    trial = read_trial({"design": [design]})
    assert (trial.allocation, trial.model, trial.masking) == fields


@pytest.mark.parametrize(
    ("text", "kind", "purpose"),
    [
        ("治疗研究", "INTERVENTIONAL", "TREATMENT"),
        ("诊断试验 Diagnostic test", None, "DIAGNOSTIC"),
        ("预防性研究", "INTERVENTIONAL", "PREVENTION"),
        ("流行病学研究", "OBSERVATIONAL", None),
        ("Interventional study", "INTERVENTIONAL", None),
    ],
)
def test_chictrs_types_of_study_tell_type_and_purpose(text: str, kind: str | None, purpose: str | None) -> None:
    trial = read_trial({"study_type": [text]})
    assert (trial.study_type, trial.purpose) == (kind, purpose)


def test_a_bare_number_under_the_label_of_phases_is_one() -> None:
    assert read_trial({"phases": ["2-3"]}).phases == ("PHASE2", "PHASE3")
    assert read_trial({"phases": ["0"]}).phases == ("EARLY_PHASE1",)


def test_fields_of_prose_take_any_text() -> None:
    assert fits("abstract", "anything") is None
    assert fits("status", "anything") is False
    assert fits("status", "招募中") is True


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["status", "phases", "enrollment", "period", "ages", "design", "inclusion"]),
        st.lists(st.text(max_size=40), max_size=3),
    )
)
def test_any_values_make_a_trial(values) -> None:
    read_trial(values)


def test_groups_under_a_planned_size_are_added_up_as_planned() -> None:
    trial = read_trial({"enrollment_estimated": ["Cycling group:80;Usual care group:80;"]})
    assert (trial.enrollment, trial.enrollment_type) == (160, "ESTIMATED")
