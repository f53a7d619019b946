import pytest

from align.check import check


def kinds(en: str, zh: str) -> list[str]:
    return [finding.kind for finding in check(en, zh)]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Fifteen lambs were weighed at birth.", "五十只羔羊出生时称重。"),
        ("It was repeated for six weeks.", "共重复九周。"),
        ("Symptoms returned in the fourth week.", "症状于第五周复发。"),
        ("Most of them had stage IV tumors.", "多数为Ⅲ期肿瘤。"),
        ("Two thirds of the nests were empty.", "四分之三的巢是空的。"),
        ("A quarter of the nests were empty.", "1/3的巢是空的。"),
    ],
)
def test_numbers_in_words_that_differ_are_found(en, zh):
    assert kinds(en, zh) == ["number"]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Fifteen lambs were weighed at birth.", "十五只羔羊出生时称重。"),
        ("It was repeated for two weeks.", "共重复十四天。"),
        ("Symptoms returned in the fourth week.", "症状于第四周复发。"),
        ("Most of them had stage III-IV tumors.", "多数为Ⅲ-Ⅳ期肿瘤。"),
        ("Three quarters of the nests were empty.", "四分之三的巢是空的。"),
        ("A quarter of the nests were empty.", "1/4的巢是空的。"),
        ("About 70% of the nests were empty.", "约七成的巢是空的。"),
        ("Half of the nests were empty.", "50%的巢是空的。"),
        ("Most owners were in their forties.", "多数饲主年龄为40~49岁。"),
    ],
)
def test_numbers_in_words_that_agree_are_not(en, zh):
    assert kinds(en, zh) == []
