"""Registries that no module of their own reads: labels in English, in Chinese, or both."""

import pytest

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
<tr><td>注册号</td><td>ChiCTR9900000777</td></tr><tr><td>注册号状态</td><td>预注册</td></tr>
<tr><td>研究类型</td><td>干预性研究</td></tr><tr><td>研究所处阶段</td><td>Ⅱ期</td></tr>
<tr><td>征募研究对象情况</td><td>尚未开始</td></tr><tr><td>性别</td><td>男女均可</td></tr>
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


def test_sizes_of_groups_are_not_added_up() -> None:
    trial = chinese().trial
    assert trial is not None
    assert trial.enrollment is None


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
