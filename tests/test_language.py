"""The language of a segment, by scripts first."""

import gzip
import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.hanzi import standards
from ingest.language import detect, lang_of, runs, zh_script
from ingest.languages.hanzi import JAPANESE, SIMPLIFIED, TRADITIONAL

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


@pytest.mark.parametrize(
    "text",
    [
        "结果。 Pain was relieved in 31 of 48 patients after swimming.",
        "Swimming relieved the pain of most patients.疼痛在游泳组得到缓解。",
        "He was cured. 他痊愈了。",
        "Exclusion Criteria: 1. Knee surgery. 排除标准：1. 膝部手术史。",
        "Swimming for knee pain in older adults 游泳改善老年人膝痛",
        "游泳改善老年人膝痛 Supervised swimming relieves chronic knee pain markedly",
        "患者游泳十二周\nPatients swam for twelve weeks",
        '“水温适宜，”教练说。 "The water was warm," said the coach.',
    ],
)
def test_a_sentence_and_its_translation_are_mixed_however_they_are_joined(text: str) -> None:
    assert detect(text) == "mixed"


@pytest.mark.parametrize(
    "text",
    [
        "采用 Western blot 检测。",
        "数据采用 Bruker AVANCE III HD 600 MHz NMR spectrometer 采集。",
        "参照《Guidelines for the management of knee pain in adults》进行游泳训练。",
        "用膝痛量表（the short form of the knee pain questionnaire for older adults）评估疼痛。",
        "主要元素为 Al，Pb，Ba，Zn，As，Sr，Ni，Cr，Co，Fe，Mn，Cu，Cd，Hg。",
        "大肠杆菌（E. coli O157:H7）和金黄色葡萄球菌（S. aureus subsp. aureus Rosenbach）的检出率较高。",
    ],
)
def test_names_devices_and_quoted_titles_leave_chinese_chinese(text: str) -> None:
    assert detect(text) == "zh-Hans"


@pytest.mark.parametrize(
    "text",
    [
        "AZD9291 80 mg qd",
        "Staphylococcus aureus",
        "Carcinoma in situ",
        "Dexamethasone",
        "EFFECT OF SWIMMING ON KNEE PAIN: A RANDOMISED TRIAL",
        "Inorder toensure thatthe patients areswimming regularly,thecoach countedthem",
        "I haven't felt any pain since you told me.",
        "BRCA1, TP53 and KRAS",
    ],
)
def test_names_capitals_ocr_and_speech_are_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Effet de la natation sur les douleurs du genou chez les personnes âgées",
        "Einfluss des Schwimmens auf Knieschmerzen bei älteren Menschen",
        "Efecto de la natación sobre el dolor de rodilla en personas mayores",
        "Effetto del nuoto sul dolore al ginocchio negli anziani",
        "Efeito da natação na dor do joelho em idosos",
        "Ảnh hưởng của bơi lội đối với đau khớp gối ở người cao tuổi",
        "Het effect van zwemmen op kniepijn bij ouderen",
        "Wpływ pływania na ból kolana u osób starszych",
        "אימון שחייה לכאבי ברכיים",
        "การว่ายน้ำสำหรับอาการปวดเข่า",
        "გოგონა ცურავს ყოველდღე",
    ],
)
def test_other_languages_are_neither_english_nor_chinese(text: str) -> None:
    assert detect(text) == "other"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("変形性膝関節症患者の歩行", "other"),
        ("変形性膝関節症患者水泳療法効果検討", "other"),
        ("膝關節痛患者 水泳運動의 效果에 關한 硏究", "other"),
        ("日本动画《となりのトトロ》在该地区的儿童中非常流行。", "zh-Hans"),
        ("韩国研究者金某（김모）报告了游泳的效果。", "zh-Hans"),
        ("佢哋喺泳池度游水，膝頭冇咁痛。", "zh-Hant"),
        ("衞生署建議長者每週游泳，以紓緩膝痛。", "zh-Hant"),
        ("「他有很多英雄。」", "zh-Hant"),
        ("乾隆年间的医案", "zh-Hans"),
        ("，。", "other"),
    ],
)
def test_han_is_told_apart_by_forms_and_marks(text: str, language: str) -> None:
    assert detect(text) == language


def test_french_beside_chinese_is_not_mixed() -> None:
    assert detect("Effet de la natation sur les douleurs du genou. 游泳对老年人慢性膝关节疼痛的影响。") == "zh-Hans"


def test_prices_are_no_formula() -> None:
    assert detect("It cost $26,750 last year. 今年的费用为 $30,000，比去年高。") == "mixed"


def test_a_quoted_kana_does_not_make_chinese_japanese() -> None:
    assert detect("商品名为“美の茶”的饮料在该地区的居民中非常流行，每日平均饮用两杯。") == "zh-Hans"


def test_an_interleaved_paragraph_comes_apart_in_order() -> None:
    text = (
        "Patients swam for twelve weeks. 患者游泳十二周。Pain was measured with AZ-9 (膝痛量表) at each visit. "
        "每次访视均用 AZ-9 测量疼痛。\n\nNobody left the trial."
    )
    assert [(run.language, text[run.start : run.end]) for run in runs(text)] == [
        ("en", "Patients swam for twelve weeks."),
        ("zh-Hans", "患者游泳十二周。"),
        ("en", "Pain was measured with AZ-9 (膝痛量表) at each visit."),
        ("zh-Hans", "每次访视均用 AZ-9 测量疼痛。"),
        ("en", "Nobody left the trial."),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("试验组口服 metformin extended release 500 mg。P<0.05. 差异显著。", 1),
        ("Swimming relieved pain. See Fig. 1. It lasted for weeks.", 1),
        ("膝の痛みは軽くなった。Swimming relieved the pain.", 2),
        ("", 0),
        (" \n ", 0),
        ("12 %", 1),
    ],
)
def test_a_text_has_as_many_runs_as_stretches_in_one_language(text: str, parts: int) -> None:
    assert len(runs(text)) == parts


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["Pain was relieved. ", "疼痛得到缓解。", "\n", "(", "）", "IL-6 ", "の", "$", "“", "x"]))
)
def test_runs_hold_all_but_blanks_in_order_and_never_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    found, place = runs(text), 0
    for run in found:
        assert text[place : run.start].strip() == ""
        assert text[run.start : run.end].strip() == text[run.start : run.end] != ""
        place = run.end
    assert text[place:].strip() == ""
    assert all(one.language != next_.language for one, next_ in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    ["“", "(", "（(", "《", "$", "\\a", ". ", " \n", "a中", "IL-6水", "the 中文字 ", "の", "。）", "!“中", "a" * 50],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert detect(text) in LANGUAGES  # a quadratic pattern would take minutes
    assert max((run.end for run in runs(text)), default=0) == len(text.rstrip())


def test_the_table_of_forms_is_what_its_command_makes() -> None:
    made = standards()
    for name, table in (("SIMPLIFIED", SIMPLIFIED), ("TRADITIONAL", TRADITIONAL), ("JAPANESE", JAPANESE)):
        assert len(table ^ set(made[name])) <= 0.01 * len(table)  # another release of OpenCC may add a few


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
    assert share(lang_of(line) == wanted for line in lines) >= 0.998


@pytest.mark.parametrize(("key", "language"), [("en", "en"), ("zh", "zh-Hans"), ("zh_hant", "zh-Hant")])
def test_tells_nearly_all_news_sentences(shared: Path, key: str, language: str) -> None:
    with gzip.open(shared / "parallel" / "ntrex128.jsonl.gz", "rt", encoding="utf-8") as lines:
        sentences = [json.loads(line)[key] for line in lines]
    assert share(detect(sentence) == language for sentence in sentences) >= (0.994 if key == "zh_hant" else 0.997)


def test_tells_nearly_all_joined_sentences(shared: Path) -> None:
    with gzip.open(shared / "parallel" / "tico19.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    assert share(detect(f"{row['en']} {row['zh']}") == "mixed" for row in rows) >= 0.995
    assert share(detect(f"{row['zh']}\n{row['en']}") == "mixed" for row in rows) >= 0.999


def share(outcomes: Iterable[bool]) -> float:
    counted = list(outcomes)
    return sum(counted) / len(counted)
