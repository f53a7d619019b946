import pytest

from align.check import check


def kinds(en: str, zh: str) -> list[str]:
    return [finding.kind for finding in check(en, zh)]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("The graft failed to heal in winter.", "移植物在冬季愈合。"),
        ("The absence of a pulse was recorded by the nurse.", "护士记录到脉搏存在。"),
        ("Age was an independent risk factor for falls.", "年龄不是跌倒的独立危险因素。"),
        ("Such cysts are not uncommon in older dogs.", "此类囊肿在老年犬中不常见。"),
        ("An allergy cannot be excluded in this dog.", "可排除该犬过敏。"),
    ],
)
def test_a_lost_or_added_denial_is_found(en, zh):
    assert kinds(en, zh) == ["negation"]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("The graft failed to heal in winter.", "移植物在冬季未能愈合。"),
        ("Such cysts are not uncommon in older dogs.", "此类囊肿在老年犬中并不少见。"),
        ("Such cysts are not uncommon in older dogs.", "此类囊肿在老年犬中较为常见。"),
        ("Such cysts are uncommon in older dogs.", "此类囊肿在老年犬中不常见。"),
        ("An allergy cannot be excluded in this dog.", "不能排除该犬过敏。"),
        ("An allergy was ruled out in this dog.", "已排除该犬过敏。"),
    ],
)
def test_a_denial_in_other_words_is_not(en, zh):
    assert kinds(en, zh) == []
