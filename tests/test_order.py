import pytest

from align.check import check


def kinds(en: str, zh: str) -> list[str]:
    return [finding.kind for finding in check(en, zh)]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("The shares were 12.5%, 31.4% and 56.1%, respectively.", "所占比例分别为12.5%、56.1%和31.4%。"),
        ("They were randomly assigned in a 3:1 ratio to either arm.", "按1∶3的比例随机分入两组。"),
        ("Fever occurred in 14% of men and 23% of women.", "男性发热者占23%，女性占14%。"),
        ("The score was 41 in the control group and 35 in the drug group.", "对照组评分为35，用药组为41。"),
    ],
)
def test_numbers_that_changed_places_are_found(en, zh):
    assert kinds(en, zh) == ["number"]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Relapse was seen in 31 of the 239 patients.", "239例患者中31例复发。"),
        ("Fever occurred in 14% of men and 23% of women.", "女性发热者占23%，男性占14%。"),
        ("They were assigned in a 3:1 ratio to either arm.", "按3∶1的比例分入两组。"),
        ("The weight was 1.8 and 2.2 times that of the control group, respectively.", "体重分别为对照组的1.8和2.2倍。"),
    ],
)
def test_clauses_may_stand_in_another_order(en, zh):
    assert kinds(en, zh) == []


def test_a_finding_points_to_both_numbers_on_both_sides():
    en, zh = "Fever occurred in 14% of men and 23% of women.", "男性发热者占23%，女性占14%。"
    (finding,) = check(en, zh)
    assert [en[start:end] for start, end in finding.en] == ["14", "23"]
    assert [zh[start:end] for start, end in finding.zh] == ["23", "14"]
