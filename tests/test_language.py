"""The language of a segment, by scripts first."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.language import detect, lang_of, zh_script

LANGUAGES = {"en", "zh-Hans", "zh-Hant", "mixed", "other"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ninety-six patients with knee pain were randomised to swimming or walking for twelve weeks.", "en"),
        ("Results", "en"),
        ("Deep vein thrombosis after ankle fracture", "en"),
        ("将96例膝痛患者随机分为游泳组和步行组，干预12周。", "zh-Hans"),
        ("將96名膝痛病人隨機分為游泳組與步行組，介入12週。", "zh-Hant"),
        ("结果", "zh-Hans"),
        ("結論", "zh-Hant"),
        ("膝痛の患者96人を水泳群と歩行群に分け、12週間の介入を行った。", "other"),
        ("무릎 통증 환자 96명을 수영군과 보행군으로 나누어 12주간 중재하였다.", "other"),
        ("Quatre-vingt-seize patients souffrant de douleurs au genou ont été répartis en deux groupes.", "other"),
        ("Sechsundneunzig Patienten mit Knieschmerzen wurden zwei Gruppen zugeteilt und nachbeobachtet.", "other"),
        ("Девяносто шесть пациентов были распределены в две группы.", "other"),
        ("", "other"),
        ("12.5% (3/24) — 0.03", "other"),
    ],
)
def test_tells_the_language(text: str, language: str) -> None:
    assert detect(text) == language


def test_two_clauses_in_two_languages_are_mixed() -> None:
    text = (
        "将96例膝痛患者随机分为游泳组和步行组，干预12周。 "
        "Ninety-six patients with knee pain were randomised to swimming or walking for twelve weeks."
    )
    assert detect(text) == "mixed"


def test_a_mixed_segment_belongs_to_the_language_of_most_of_it() -> None:
    clause = "Ninety-six patients with knee pain were randomised to swimming or walking for twelve weeks."
    assert lang_of(f"膝痛患者随机分为游泳组和步行组。{clause}") == "en"
    assert lang_of(f"{'将患者随机分为游泳组和步行组并随访一年。' * 4}{clause}") == "zh"


@pytest.mark.parametrize(
    "text",
    [
        "试验组口服 metformin extended release 500 mg，对照组口服 placebo，随访12周后比较两组患者的血糖水平。",
        "采用 SPSS 26.0 软件进行统计分析，P<0.05 为差异有统计学意义。",
        "程序性死亡受体1（programmed cell death protein 1，PD-1）抑制剂联合化疗的疗效",
        "β-受体阻滞剂 (β-blocker) 治疗",
        "IL-6 水平",
    ],
)
def test_chinese_with_english_names_stays_chinese(text: str) -> None:
    assert detect(text) == "zh-Hans"
    assert lang_of(text) == "zh"


@pytest.mark.parametrize(
    "text",
    [
        "The formula Liu Wei Di Huang Wan (六味地黄丸) was given twice daily for twelve weeks.",
        "Patients were recruited at West Lake Hospital (西湖医院) between May and October.",
        "Decoction of ginger (姜汤) was compared with hot water.",
    ],
)
def test_english_that_cites_a_chinese_name_stays_english(text: str) -> None:
    assert detect(text) == "en"
    assert lang_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            r"试验组的校正比值比为 $\mathrm{O R} \left( 95\% \text{ interval of the odds ratio in all } \right)$，",
            "zh-Hans",
        ),
        (r"The mean change was $\mathrm { m m o l } \cdot \mathrm { L } ^ { - 1 }$ in both of the groups.", "en"),
        (r"$\mathbf { x } \in \mathbb { R } ^ { n \times \mathrm { model dimension of the encoder } }$", "other"),
    ],
)
def test_latex_is_no_language(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_quoted_kana_does_not_make_chinese_japanese() -> None:
    assert detect("商品名为“美の茶”的饮料在该地区的居民中非常流行，每日平均饮用两杯。") == "zh-Hans"


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    texts = ["Sodium chloride 0.9% infusion", "Protocole de recherche en pneumologie", "Carcinoma in situ vulvae"]
    first = [detect(text) for text in texts]
    for _ in range(3):
        assert [detect(text) for text in reversed(texts)] == first[::-1]


def test_latin_accents_do_not_make_english_foreign() -> None:
    assert detect("Patients with Sjögren syndrome and Ménière disease were excluded from the analysis.") == "en"


def test_the_script_is_told_by_the_characters_that_one_standard_lacks() -> None:
    assert zh_script("头发与皮肤") == "Hans"
    assert zh_script("頭髮與皮膚") == "Hant"
    assert zh_script("人口") == "Hans"  # written alike in both


@settings(deadline=None)
@given(st.text())
def test_any_text_has_one_language_and_a_field_that_fits(text: str) -> None:
    language, key = detect(text), lang_of(text)
    assert language in LANGUAGES
    assert language == detect(text)
    if language == "other":
        assert key is None
    elif language != "mixed":
        assert language.startswith(str(key))


@pytest.mark.parametrize("code", ["en", "zh", "ja", "ko"])
def test_tells_nearly_all_real_sentences(shared: Path, code: str) -> None:
    file = shared / "ingest" / "fixtures" / "lang_test" / f"lingua_{code}.txt"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    wanted = code if code in {"en", "zh"} else None
    assert share(lang_of(line) == wanted for line in lines) >= 0.995


@pytest.mark.parametrize(("key", "language"), [("en", "en"), ("zh", "zh-Hans"), ("zh_hant", "zh-Hant")])
def test_tells_nearly_all_news_sentences(shared: Path, key: str, language: str) -> None:
    with gzip.open(shared / "parallel" / "ntrex128.jsonl.gz", "rt", encoding="utf-8") as lines:
        sentences = [json.loads(line)[key] for line in lines]
    assert share(detect(sentence) == language for sentence in sentences) >= 0.99


def share(outcomes: Iterable[bool]) -> float:
    counted = list(outcomes)
    return sum(counted) / len(counted)
