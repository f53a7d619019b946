"""Registries that no module of their own reads: labels in English, in Chinese, or both."""

import pytest

from bicorpus import InputError
from ingest.html import read_html
from ingest.record import Identifier, Record, Source
from ingest.sites import extract, registry
from ingest.text import read_text

ENGLISH = """# Swimming for pain in the knee

Registration number: ISRCTN99000777
Secondary ID: NCT99000777
Recruiting status: Active, not recruiting
Study type: Interventional
Phase: Phase 2/Phase 3
Sample size: 1,204
Sponsor: Example Hospital
Telephone: +99 1234 5678
Inclusion criteria
1. Pain in one knee
2. Age 18 or over
Exclusion criteria
* Surgery within a year

## Objectives of study

To learn whether swimming lessens pain in the knee. A sister trial is NCT99000888.
"""
CHINESE = """<h1>游泳治疗膝痛</h1><table>
<tr><td>注册号</td><td>ChiCTR9900000777</td></tr><tr><td>申办者</td><td>例医院</td></tr>
<tr><td>研究类型</td><td>干预性研究</td></tr><tr><td>试验分期</td><td>Ⅱ期</td></tr>
<tr><td>招募状态</td><td>尚未开始</td></tr><tr><td>性别</td><td>男女均可</td></tr>
<tr><td>最近更新日期</td><td>2024年5月3日</td></tr><tr><td>样本量</td><td>试验组:30;对照组:30</td></tr>
<tr><td>研究目的</td><td>观察游泳能否减轻膝痛。</td></tr></table>"""


def english() -> Record:
    return extract(read_text(ENGLISH, Source("a.txt")))


def chinese() -> Record:
    return extract(read_html(CHINESE, Source("a.html")))


def test_a_page_with_a_registrys_labels_is_a_trial() -> None:
    assert {(r.kind, r.site) for r in (english(), chinese())} == {("trial", "registry")}


def test_an_articles_page_is_no_registry() -> None:
    page = read_text("# Swimming\n\nSample size: 40\n\nSponsor: none\n\nAbstract: Pain was less.\n", Source("a.txt"))
    assert not registry.recognise(page)


def test_english_labels_give_the_trial() -> None:
    trial = english().trial
    assert trial is not None
    assert (trial.status, trial.study_type, trial.phases) == (
        "ACTIVE_NOT_RECRUITING",
        "INTERVENTIONAL",
        ("PHASE2", "PHASE3"),
    )
    assert (trial.enrollment, trial.sponsor) == (1204, "Example Hospital")
    assert trial.inclusion == ("Pain in one knee", "Age 18 or over")
    assert trial.exclusion == ("Surgery within a year",)


def test_chinese_labels_give_the_trial() -> None:
    trial = chinese().trial
    assert trial is not None
    assert (trial.status, trial.study_type, trial.phases) == ("NOT_YET_RECRUITING", "INTERVENTIONAL", ("PHASE2",))
    assert (trial.sex, trial.updated) == ("ALL", "2024-05-03")


def test_sizes_of_groups_are_added_up_where_no_total_stands_and_the_record_says_so() -> None:
    record = chinese()
    assert record.trial is not None
    assert (record.trial.enrollment, record.found_by) == (60, {"trial.enrollment": "groups"})


def test_numbers_of_partner_registries_are_own_and_others_related() -> None:
    assert set(english().ids) == {
        Identifier("isrctn", "ISRCTN99000777", "own"),
        Identifier("nct", "NCT99000777", "own"),
        Identifier("nct", "NCT99000888", "related"),
    }


@pytest.mark.parametrize("record", [english(), chinese()], ids=["english", "chinese"])
def test_title_and_purpose_stand_in_their_language(record: Record) -> None:
    assert len(record.title) == len(record.abstract) == 1


def test_contacts_are_left_out() -> None:
    assert "1234" not in str(english())


TRADITIONAL = """# 太極拳改善失眠

註冊號：ChiCTR9900000778
研究類型：介入性
臨床分期：不適用
招募狀態：招募中
納入標準：
1. 失眠三個月以上
排除標準：
無
"""


def test_traditional_labels_are_read_as_simplified_ones_and_values_stay_as_written() -> None:
    record = extract(read_text(TRADITIONAL, Source("a.txt")))
    assert record.site == "registry"
    assert record.title == {"zh": "太極拳改善失眠"}
    assert record.trial is not None
    assert (record.trial.status, record.trial.study_type) == ("RECRUITING", "INTERVENTIONAL")
    assert (record.trial.phases, record.trial.inclusion) == (("NA",), ("失眠三個月以上",))
    assert record.trial.exclusion == ()


LINKED = """<html><head><script type="application/ld+json">
{"@type": "MedicalTrial", "name": "Humming for sinusitis", "status": "http://schema.org/Recruiting",
 "healthCondition": {"name": "Sinusitis"}, "sponsor": {"name": "Example Hospital"}, "identifier": "NCT99000779"}
</script></head><body><p>Humming for sinusitis</p></body></html>"""


def test_json_ld_of_a_trial_is_read_where_no_label_says_more() -> None:
    record = extract(read_html(LINKED, Source("a.html")))
    assert record.title == {"en": "Humming for sinusitis"}
    assert record.trial is not None
    assert (record.trial.status, record.trial.conditions) == ("RECRUITING", ("Sinusitis",))
    assert (record.trial.sponsor, record.ids) == ("Example Hospital", (Identifier("nct", "NCT99000779", "own"),))


def test_a_list_of_trials_is_no_record() -> None:
    rows = "\n".join(f"| {n} | NCT990001{n} | Recruiting | Trial of something |" for n in range(10, 15))
    with pytest.raises(InputError, match="list"):
        extract(read_text(f"# Search Results\n\n5 studies found\n\n{rows}\n", Source("a.md")))


def test_a_number_in_the_first_heading_is_the_trials_own_where_no_label_names_one() -> None:
    rows = "Study type: Interventional\n\nPhase: N/A\n\nTarget sample size: 60\n\nConditions: Gout\n\nSponsor: A"
    record = extract(read_text(f"# RBR-99abc1 Guava tea for gout\n\n{rows}\n\nSee NCT99001717.\n", Source("a.md")))
    assert [(i.value, i.role) for i in record.ids] == [("RBR-99abc1", "own"), ("NCT99001717", "related")]


def test_treatments_have_no_type_before_their_names() -> None:
    typed = CHINESE_ROWS.replace("干预措施：", "干预措施：Drug: ")
    trial = extract(read_text(typed, Source("a.md"))).trial
    assert trial is not None
    assert trial.interventions == ("Ginger",)


CHINESE_ROWS = """研究类型：干预性研究

研究阶段：不适用

样本量：60

研究疾病：Nausea

申办单位：Example Hospital

干预措施：Ginger
"""
