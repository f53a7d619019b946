"""Which field a text belongs in, whose file says what language it is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.databases.declared import keywords_of, lang_declared, sorted_out
from ingest.record import Section

ZH, JA = "本研究评估夜间给药的疗效与安全性。", "本研究の目的は夜間投与の有効性を評価することである。"
FR = "Cette étude évalue l'efficacité et la sécurité de la prise nocturne du traitement chez l'adulte hypertendu suivi."
EN = "This study weighs the efficacy and safety of taking the drug at night in adults with treated hypertension."


@pytest.mark.parametrize(
    ("text", "code", "lang"),
    [
        (ZH, "zh", "zh"),
        (ZH, "zh-CN", "zh"),
        (ZH, "chi", "zh"),
        (ZH, "en", "zh"),
        (ZH, None, "zh"),
        (JA, "ja", None),
        (JA, "zh", None),
        ("結核性髄膜炎患者転帰", "jpn", None),
        (EN, "en", "en"),
        (EN, "fr", "en"),
        (EN, "zh", "en"),
        (EN, "und", "en"),
        (FR, "fr", None),
        (FR, "en", None),
        ("La prise nocturne", "fr", None),
        ("Leptospirosis icterohaemorrhagica", "en", "en"),
        ("TNF-α", "zh", "en"),
    ],
)
def test_the_script_tells_then_the_file_then_the_words(text: str, code: str | None, lang: str | None) -> None:
    assert lang_declared(text, code) == lang


def test_a_trusted_declaration_holds_for_any_text_in_its_script() -> None:
    assert lang_declared(FR, "eng", trusted=True) == "en"
    assert lang_declared(ZH, "eng", trusted=True) == "zh"


def test_the_first_text_of_a_language_is_its_field_and_no_other_is_lost() -> None:
    texts = [("two", "en"), (ZH, "zh"), ("", "en"), ("three", "en"), (JA, None), ("two", "en")]
    assert sorted_out("title", texts) == (
        {"en": "two", "zh": ZH},
        [Section("title", "en", "three"), Section("title", "other", JA)],
    )


def test_keywords_go_by_the_language_they_are_in() -> None:
    words = [("dosing", "en"), ("夜间给药", "en"), ("posologie", "fr"), ("dosing", None), ("", "en")]
    assert keywords_of(words) == {"en": ("dosing",), "zh": ("夜间给药",)}


@given(st.text(max_size=150), st.none() | st.text(max_size=6))
def test_any_text_and_any_code_have_an_answer(text: str, code: str | None) -> None:
    assert lang_declared(text, code) in {"en", "zh", None}
