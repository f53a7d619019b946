"""What site modules share in turning blocks into fields."""

from ingest.fields import bilingual


def test_paragraphs_go_to_their_language_in_order() -> None:
    assert bilingual(["One.", "六十例患者随机分组。", "Two.", "游泳组疼痛减半。", "フランス語でもない文です。"]) == {
        "en": "One.\nTwo.",
        "zh": "六十例患者随机分组。\n游泳组疼痛减半。",
    }


def test_a_paragraph_that_interleaves_two_languages_comes_apart() -> None:
    text = (
        "Sixty patients were randomised. 六十例患者随机分组。"
        "Pain fell by half in the swimming group (P<0.05). 游泳组疼痛减半(P<0.05)。"
    )
    assert bilingual([text]) == {
        "en": "Sixty patients were randomised.\nPain fell by half in the swimming group (P<0.05).",
        "zh": "六十例患者随机分组。\n游泳组疼痛减半(P<0.05)。",
    }


def test_names_and_terms_of_the_other_language_stay_in_their_sentence() -> None:
    zh = "采用PubMed、Cochrane Library、Web of Science检索AZD9291(osimertinib, Tagrisso)治疗非小细胞肺癌的研究。"
    en = "Wu-Mei-Wan (乌梅丸) and Huangqi (黄芪, Astragalus membranaceus) were given to all patients for twelve weeks."
    assert bilingual([zh, en]) == {"en": en, "zh": zh}
