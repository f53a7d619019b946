"""Labels and their values, however a page puts them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.page import Block
from ingest.record import Source
from ingest.text import read_text
from ingest.trials.fields import fits
from ingest.trials.labels import SKIPPED, Labels, fold
from ingest.trials.registry_labels import OWN_WORDS, WHO
from ingest.trials.walk import read_values, walk

TABLE = {
    "title": ("Public title", "注册题目"),
    "status": ("Recruiting status", "征募研究对象情况"),
    "study_type": ("Study type", "研究类型"),
    "phases": ("Study phase", "研究所处阶段"),
    "allocation": ("Allocation", "随机化"),
    "sex": ("Gender", "性别"),
    "ages": ("Age", "年龄"),
    "abstract": ("Objectives of Study", "研究目的"),
    "inclusion": ("Inclusion criteria", "纳入标准"),
    "exclusion": ("Exclusion criteria", "排除标准"),
    SKIPPED: ("Telephone", "电话"),
}
LABELS = Labels(TABLE)


def values(text: str) -> dict[str, list[str]]:
    return {k: v for k, v in read_values(read_text(text, Source("a.md")).blocks, LABELS, fits).items() if v}


@pytest.mark.parametrize(
    "text",
    [
        "Study type: Interventional",
        "Study type:\n\nInterventional",
        "STUDY TYPE\n\nInterventional",
        "| Study type | Interventional |",
        "| 研究类型 Study type | Interventional |",
        "研究类型：Study type：Interventional",
        "研究类型\n\nStudy type\n\nInterventional",
        "## Study type\n\nInterventional",
        "**Study type**\n\nInterventional",
        "3.1 Study type: Interventional",
        "Study type Interventional",
        "研究類型：Interventional",
        "| Study type (required) | Interventional |",
    ],
)
def test_a_value_belongs_to_the_label_before_it(text: str) -> None:
    assert values(text) == {"study_type": ["Interventional"]}


def test_a_field_in_two_languages_has_both_values_in_order() -> None:
    assert values("注册题目：\n\n游泳\n\nPublic title:\n\nSwimming") == {"title": ["游泳", "Swimming"]}
    assert values("注册题目：\n\nPublic title:\n\n游泳\n\nSwimming") == {"title": ["游泳", "Swimming"]}
    assert values("| 注册题目 | 游泳 | Public title | Swimming |") == {"title": ["游泳", "Swimming"]}


def test_glued_labels_count_only_before_what_reads_as_their_value() -> None:
    assert values("性别男女均可") == {"sex": ["男女均可"]}
    assert values("Gender roles in swimming") == {SKIPPED: ["Gender roles in swimming"]}


def test_the_head_of_a_table_names_its_columns() -> None:
    text = "| Public title | Study type |\n|---|---|\n| Swimming | Interventional |\n| Walking | Observational |"
    assert values(text) == {"title": ["Swimming", "Walking"], "study_type": ["Interventional", "Observational"]}


def test_a_cell_of_its_own_below_a_row_continues_the_rows_field() -> None:
    blocks = [Block("row", "Public title\t游泳"), Block("row", "Swimming"), Block("paragraph", "elsewhere")]
    assert [v.text for v in walk(blocks, LABELS, fits) if v.field == "title"] == ["游泳", "Swimming"]


def test_words_of_criteria_are_no_labels() -> None:
    found = values(
        "Inclusion criteria:\n\n- Age: 18 to 75 years\n- Gender: both\n\nExclusion criteria:\n\n年龄：小于18岁；"
    )
    assert found == {"inclusion": ["Age: 18 to 75 years", "Gender: both"], "exclusion": ["年龄：小于18岁；"]}


def test_a_label_within_prose_needs_a_value_that_reads_as_its_own() -> None:
    text = "Objectives of Study:\n\nTo learn.\n\nAllocation: by a list in a sealed drawer\n\n随机化：随机"
    found = values(text)
    assert found["abstract"][0] == "To learn."
    assert found["allocation"] == ["随机"]


def test_a_value_may_be_the_word_of_its_label() -> None:
    assert values("| 随机化 | 随机化 |") == {"allocation": ["随机化"]}
    assert values("随机化\n\n随机化") == {"allocation": ["随机化"]}


def test_values_of_skipped_labels_belong_to_no_field() -> None:
    assert values("Recruiting status: Recruiting\n\nTelephone: +99 1\n\n+99 2") == {
        "status": ["Recruiting"],
        SKIPPED: ["+99 1", "+99 2"],
    }


def test_a_heading_ends_a_field_and_an_unknown_label_ends_a_short_one() -> None:
    assert values("Study phase: 2\n\n## Elsewhere\n\nLost") == {"phases": ["2"], SKIPPED: ["Elsewhere", "Lost"]}
    assert values("Study phase:\n\n2\n\nWeather:\n\nfine")["phases"] == ["2"]


def test_the_translation_of_a_label_is_no_value() -> None:
    assert values("Public title\n\n公共题目\n\nSwimming\n\n游泳") == {"title": ["Swimming", "游泳"]}


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["heading", "paragraph", "item", "row"]), st.text(max_size=60)), max_size=12))
def test_every_piece_of_a_page_is_a_value_or_a_label(pieces) -> None:
    blocks = [Block(kind, text) for kind, text in pieces]
    for value in walk(blocks, LABELS, fits):
        assert value.text in "\n".join(text for _, text in pieces)


def test_a_page_without_labels_is_lost_to_no_field() -> None:
    assert values("One line\n\nAnother") == {SKIPPED: ["One line", "Another"]}


@pytest.mark.parametrize("table", [WHO, OWN_WORDS, TABLE])
def test_no_label_stands_for_two_fields(table) -> None:
    fields: dict[str, str] = {}
    for field, labels in table.items():
        for label in labels:
            assert fields.setdefault(fold(label), field) == field, label


def test_a_line_of_hostile_length_is_read_in_time() -> None:
    line = "注册题目" + "：" * 20000 + "( " * 20000
    assert values(line) == {"title": [line[5:].strip()]} or values(line)


def test_a_coded_question_ends_the_answer_to_the_one_before() -> None:
    rows = "| E.4 | Exclusion criteria | Asthma; |\n| E.7.9 | Some question | Yes |\n| E.8 | Allocation | Randomised |"
    assert values(rows) == {"exclusion": ["Asthma;"], "": ["Some question", "Yes"], "allocation": ["Randomised"]}


@pytest.mark.parametrize("mark", ["1. ", "（1）", "①", "• "])
def test_a_list_may_be_glued_to_its_label(mark: str) -> None:
    page = f"Inclusion criteria{mark}Adults;\n\nConsent.\n\nExclusion criteria{mark}Asthma;"
    found = values(page)
    assert [text.removeprefix(mark.strip()).strip() for text in found["inclusion"]] == ["Adults;", "Consent."]
    assert [text.removeprefix(mark.strip()).strip() for text in found["exclusion"]] == ["Asthma;"]


def test_the_other_list_begins_with_its_label_though_its_first_item_ends_as_one() -> None:
    assert values("纳入标准：1.成人；\n\n排除标准：1.哮喘；") == {"inclusion": ["1.成人；"], "exclusion": ["1.哮喘；"]}


def test_a_numbered_field_ends_a_list_of_numbered_criteria() -> None:
    form = (
        "8. Exclusion criteria: Asthma\n\n9. Age: 70 years;\n\n10. Allocation: Randomised\n\n11. 研究目的：观察疗效。"
    )
    assert values(form) == {
        "exclusion": ["Asthma", "Age: 70 years;"],
        "allocation": ["Randomised"],
        "abstract": ["观察疗效。"],
    }
