"""XLIFF, validated against its schema and read back with the Translate Toolkit."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import bitext
from entries import EN_SENTENCES, ZH_HANT, ZH_SENTENCES, entry, exported
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.xliff2 import Xliff2File

from align.bead import Finding
from bicorpus import UsageError
from corpus.export.xliff import DIRECTIONS, write

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "xliff" / "all.xsd"))
NAMES = {"x": "urn:oasis:names:tc:xliff:document:2.0", "mda": "urn:oasis:names:tc:xliff:metadata:2.0"}


def read(*entries, **how) -> etree._Element:
    document = etree.fromstring(exported("xliff", *entries, **how))
    assert SCHEMA.validate(document), SCHEMA.error_log
    return document


def texts(document: etree._Element, path: str) -> list[str]:
    return [element.text for element in document.iterfind(path, NAMES)]


def test_it_is_valid_and_names_its_languages():
    document = read(entry())
    assert dict(document.attrib) == {"version": "2.1", "srcLang": "en", "trgLang": "zh-Hans"}
    assert document.find("x:file", NAMES).get("id") == "paper-1"


@pytest.mark.parametrize("wrong", ["<segment/>", "<segment state='done'><source/></segment>"])
def test_the_check_can_fail(wrong):
    file = f"<file id='a'><unit id='0'>{wrong}</unit></file>"
    assert not SCHEMA.validate(
        etree.fromstring(f"<xliff xmlns='{NAMES['x']}' version='2.1' srcLang='en'>{file}</xliff>")
    )


def test_the_translate_toolkit_reads_every_pair_and_its_state():
    made = entry(zh="四十二名患者接受了治疗。")
    made = made._replace(bitext=replace(made.bitext, accepted=(0,)))
    store = Xliff2File(io.BytesIO(exported("xliff", made)))
    assert [unit.source for unit in store.units] == list(EN_SENTENCES)
    assert [unit.target for unit in store.units] == ["四十二名患者接受了治疗。", None, None]
    assert [unit.isapproved() for unit in store.units] == [True, False, False]


def test_a_segment_is_initial_translated_or_reviewed():
    made = entry(zh="".join(ZH_SENTENCES[:2]))
    made = made._replace(bitext=replace(made.bitext, accepted=(1,)))
    states = [segment.get("state") for segment in read(made).iter(f"{{{NAMES['x']}}}segment")]
    assert states == ["translated", "reviewed", "initial"]


def test_units_are_named_by_their_source_sentences_so_that_a_threshold_renames_none():
    beads = bitext().beads
    joined = replace(beads[1], en=(1, 2), zh=(1, 2))
    document = read(entry()._replace(bitext=replace(bitext(), beads=(beads[0], joined))))
    assert [unit.get("id") for unit in document.iterfind("x:file/x:unit", NAMES)] == ["0", "1-2"]
    fewer = read(entry()._replace(bitext=replace(bitext(), beads=(joined,))))
    assert [unit.get("id") for unit in fewer.iterfind("x:file/x:unit", NAMES)] == ["1-2"]


def test_findings_are_notes_and_the_rest_is_metadata():
    finding = Finding("number", "12 in English, 21 in Chinese")
    document = read(entry(checks=(finding,)))
    note = document.find("x:file/x:unit/x:notes/x:note", NAMES)
    assert (note.get("category"), note.text) == ("number", "12 in English, 21 in Chinese")
    metas = document.iterfind("x:file/mda:metadata/mda:metaGroup/mda:meta", NAMES)
    assert {meta.get("type"): meta.text for meta in metas} == {
        "kind": "paper",
        "doi": "10.5555/one",
        "title-en": "On quercimab",
        "title-zh": "论槲西单抗",
    }
    assert "0.9000" in texts(document, "x:file/x:unit/mda:metadata/mda:metaGroup/mda:meta")


def test_from_chinese_it_is_turned_round():
    document = read(entry(en=EN_SENTENCES[0]), direction="zh-Hans:en")
    assert (document.get("srcLang"), document.get("trgLang")) == ("zh-Hans", "en")
    assert texts(document, "x:file/x:unit/x:segment/x:source") == list(ZH_SENTENCES)
    assert texts(document, "x:file/x:unit/x:segment/x:target") == [EN_SENTENCES[0]]


def test_a_document_has_one_script_and_what_is_left_out_is_told():
    simplified, traditional = entry("paper-1"), entry("paper-2", zh=ZH_HANT)
    out = io.BytesIO()
    assert write([simplified, traditional], out) == ["left out: 1 record with Chinese in the other script"]
    assert [f.get("id") for f in read(simplified, traditional)] == ["paper-1"]
    assert [f.get("id") for f in read(simplified, traditional, direction="en:zh-Hant")] == ["paper-2"]


def test_a_sentence_that_its_page_broke_over_lines_is_on_one_line():
    document = read(entry(en="Forty-two patients\nwere given quercimab.", zh="四十二名患者\n接受了治疗。"))
    assert texts(document, "x:file/x:unit/x:segment/x:source") == ["Forty-two patients were given quercimab."]
    assert texts(document, "x:file/x:unit/x:segment/x:target") == ["四十二名患者接受了治疗。"]


def test_english_without_chinese_is_for_either_script():
    for direction in ("en:zh-Hans", "en:zh-Hant"):
        assert texts(read(entry(zh=""), direction=direction), "x:file/x:unit/x:segment/x:source") == list(EN_SENTENCES)


def test_a_target_without_a_source_is_told():
    out = io.BytesIO()
    told = write([entry(en=EN_SENTENCES[0]), entry("paper-2", en="")], out)
    assert told == ["left out: 5 sentences of zh-Hans without a source; the opposite direction has such"]
    assert len(etree.fromstring(out.getvalue())) == 1


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_nothing_to_write_is_refused_since_an_empty_document_is_not_valid(direction):
    with pytest.raises(UsageError, match=f"no {direction.split(':')[0]} sentence to write"):
        read(direction=direction)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_gives_a_document_that_can_be_read(text):
    read(entry(en=f"{text} One thing.", fields={"title": {"en": text}}))
