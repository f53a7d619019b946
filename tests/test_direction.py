import pytest

from align.check import check


def kinds(en: str, zh: str) -> list[str]:
    return [finding.kind for finding in check(en, zh)]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Yield increased in the rats.", "大鼠的产量下降。"),
        ("The drug shortened the wait of the dogs.", "该药延长了犬的等待时间。"),
        ("Height was negatively correlated with depth.", "高度与深度呈正相关。"),
        ("Weight was inversely associated with speed.", "重量与速度呈正相关。"),
    ],
)
def test_an_opposite_change_is_found(en, zh):
    assert kinds(en, zh) == ["direction"]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Yield increased in the rats.", "大鼠的产量升高。"),
        ("Harm of grade 3 or higher was mostly neutropenia.", "3级以上不良反应多为中性粒细胞减少。"),
        ("The wait was shorter, and the dogs lived longer.", "犬的等待时间缩短，寿命延长。"),
        ("Edema of the lower limb increased.", "下肢水肿增加。"),
        ("Loss was reduced and yield improved.", "损失降低，产量提高。"),
    ],
)
def test_a_change_the_same_way_or_a_name_is_not(en, zh):
    assert kinds(en, zh) == []
