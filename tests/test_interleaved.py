"""Pages with the Chinese below each line."""

import pytest

from ingest.trials.interleaved import in_english, is_chinese, without_translated_labels


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("干眼症损害生活质量。", True),
        ("NYHA II-III级", True),
        ("HbA1c≥7%的患者", True),
        ("Dry eye disease", False),
        ("Nei Guan (内关) acupoint", False),
        ("日本の臨床試験", False),
        ("NCT99000001", False),
        ("", False),
    ],
)
def test_tells_chinese_lines(text: str, chinese: bool) -> None:
    assert is_chinese(text) is chinese


def test_the_chinese_of_labels_goes_where_most_labels_have_one() -> None:
    lines = ["Sex", "性别", "All", "不限", "Ages", "年龄", "18 Years"]
    kept = without_translated_labels(lines, {"Sex", "Ages"}.__contains__)
    assert kept == ["Sex", "All", "不限", "Ages", "18 Years"]
    assert in_english(kept) == ["Sex", "All", "Ages", "18 Years"]


def test_a_single_value_in_chinese_below_its_label_stays() -> None:
    lines = ["Sex", "All", "Ages", "18 Years", "Conditions", "干眼症"]
    assert without_translated_labels(lines, {"Sex", "Ages", "Conditions"}.__contains__) == lines
    assert in_english(["干眼症"]) == ["干眼症"]
