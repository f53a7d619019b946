"""TMX, validated against its DTD and read back with the Translate Toolkit."""

import io
from dataclasses import replace
from pathlib import Path

from corpora import bitext
from entries import EN_SENTENCES, ZH_HANT, ZH_SENTENCES, entry, exported
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tmx import tmxfile

from align.bead import Finding

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DTD = etree.DTD(str(Path(__file__).with_name("tmx14b.dtd")))


def read(*entries) -> etree._Element:
    document = etree.fromstring(exported("tmx", *entries))
    assert DTD.validate(document), DTD.error_log
    return document


def test_it_is_valid_and_says_what_made_it():
    header = read(entry()).find("header")
    assert header.get("creationtool") == "bicorpus"
    assert (header.get("srclang"), header.get("segtype"), header.get("datatype")) == ("en", "sentence", "plaintext")


def test_the_check_can_fail():
    assert not DTD.validate(etree.fromstring("<tmx version='1.4'><body/></tmx>"))


def test_the_translate_toolkit_reads_every_pair():
    store = tmxfile(io.BytesIO(exported("tmx", entry())), sourcelanguage="en", targetlanguage="zh-CN")
    assert [(unit.source, unit.target) for unit in store.units] == list(zip(EN_SENTENCES, ZH_SENTENCES, strict=True))


def test_a_unit_holds_both_languages_under_their_codes():
    unit = read(entry()).find("body/tu")
    assert [(v.get(XML_LANG), v.findtext("seg")) for v in unit.iter("tuv")] == [
        ("en", "Forty-two patients were given quercimab."),
        ("zh-CN", "四十二名患者接受了槲西单抗治疗。"),
    ]


def test_traditional_chinese_has_a_code_of_its_own():
    assert read(entry(zh=ZH_HANT)).findall("body/tu/tuv")[1].get(XML_LANG) == "zh-TW"


def test_properties_tell_the_record_the_confidence_what_was_accepted_and_the_findings():
    finding = Finding("number", "12 in English, 21 in Chinese")
    made = entry()._replace(bitext=replace(bitext(checks=(finding,)), accepted=(0,)))
    first, second, _ = read(made).iter("tu")
    assert [(p.get("type"), p.text) for p in first.iter("prop")] == [
        ("x-canonical", "paper-1"),
        ("x-doi", "10.5555/one"),
        ("x-confidence", "0.9000"),
        ("x-accepted", "yes"),
        ("x-finding", "number: 12 in English, 21 in Chinese"),
    ]
    assert "x-accepted" not in [p.get("type") for p in second.iter("prop")]


def test_a_sentence_without_a_translation_is_no_unit():
    assert len(read(entry(zh="四十二名患者接受了治疗。")).findall("body/tu")) == 1
    assert not read(entry(zh="")).findall("body/tu")


def test_a_translation_that_a_person_wrote_is_a_unit_though_no_page_has_it():
    made = entry(zh="")._replace(bitext=bitext())
    assert len(read(made).findall("body/tu")) == 3


def test_a_sentence_that_its_page_broke_over_lines_is_a_segment_on_one_line():
    made = entry(en="Forty-two patients\r\n  were given\nquercimab.", zh="四十二名患者\n接受了治疗。")
    assert [seg.text for seg in read(made).iter("seg")] == [
        "Forty-two patients were given quercimab.",
        "四十二名患者接受了治疗。",
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_gives_a_document_that_can_be_read(text):
    read(entry(en=f"{text} One thing.", zh=f"{text}一件事。"))


def test_characters_that_xml_cannot_hold_are_left_out_and_markup_is_kept_as_text():
    unit = read(entry(en="P\x0b < 0.05 & <b>bold</b>\ufffe.", zh="显著。")).find("body/tu")
    assert unit.findtext("tuv/seg") == "P < 0.05 & <b>bold</b>."
