"""What leaves a corpus, read back with somebody else's reader."""

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow.parquet
import pytest
from corpora import EN, ZH, bitext, record
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from align.bead import Finding
from bicorpus import MissingExtraError, UsageError
from corpus.export import EXPORTERS, confident, exporter
from corpus.store import Entry, Relation
from dedupe import Canonical, Link

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DTD = etree.DTD(str(Path(__file__).with_name("tmx14b.dtd")))


def entry(name: str = "paper-1", *, en: str = EN, zh: str = ZH, relations=(), **how) -> Entry:
    made = record(name, en=en, zh=zh, doi="10.5555/one", title={"en": "On quercimab", "zh": "论槲西单抗"})
    canonical = Canonical(name, "paper", made, ("a.html", "b.html"), {}, ())
    return Entry(canonical, tuple(relations), bitext(en, zh, **how) if en or zh else None)


def exported(name: str, *entries: Entry) -> bytes:
    out = io.BytesIO()
    exporter(name)(entries, out)
    return out.getvalue()


def test_an_unknown_format_lists_the_known_ones():
    with pytest.raises(UsageError, match="'xls'; known are csv, jsonl, parquet, tmx"):
        exporter("xls")


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_entries_give_the_same_bytes(name):
    entries = entry("paper-1"), entry("paper-2", zh="只有一句。")
    assert exported(name, *entries) == exported(name, *entries)


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_empty_corpus_is_exported_too(name):
    assert exported(name) == exported(name)


class TestJsonLines:
    def test_a_line_holds_the_record_its_provenance_and_its_aligned_sentences(self):
        link = Link("a.html", "b.html", "version-of", "same", 0.97)
        line = json.loads(exported("jsonl", entry(relations=[Relation(link, "paper-2")])))
        assert line["id"] == "paper-1"
        assert line["record"]["abstract"]["zh"] == ZH
        assert line["members"] == ["a.html", "b.html"]
        assert line["links"][0]["canonical"] == "paper-2"
        assert line["links"][0]["kind"] == "version-of"
        bead = line["bitext"]["beads"][1]
        sentence = line["bitext"]["zh"][bead["zh"][0]]
        assert ZH[sentence["start"] : sentence["end"]] == sentence["text"] == "血压下降了12 mmHg。"
        assert line["bitext"]["coverage"]["status"] == "full"

    def test_chinese_is_written_as_it_is(self):
        assert "槲西单抗".encode() in exported("jsonl", entry())

    def test_a_record_without_an_abstract_is_there(self):
        line = json.loads(exported("jsonl", entry(en="", zh="")))
        assert "bitext" not in line


class TestTmx:
    def read(self, *entries: Entry) -> etree._Element:
        document = etree.fromstring(exported("tmx", *entries))
        assert DTD.validate(document), DTD.error_log
        return document

    def test_it_is_valid_and_says_what_made_it(self):
        header = self.read(entry()).find("header")
        assert header.get("creationtool") == "bicorpus"
        assert (header.get("srclang"), header.get("segtype"), header.get("datatype")) == ("en", "sentence", "plaintext")

    def test_the_check_can_fail(self):
        assert not DTD.validate(etree.fromstring("<tmx version='1.4'><body/></tmx>"))

    def test_a_unit_holds_both_languages_under_their_codes(self):
        unit = self.read(entry()).find("body/tu")
        assert [(v.get(XML_LANG), v.findtext("seg")) for v in unit.iter("tuv")] == [
            ("en", "Forty-two patients were given quercimab."),
            ("zh-CN", "四十二名患者接受了槲西单抗治疗。"),
        ]

    def test_traditional_chinese_has_a_code_of_its_own(self):
        unit = self.read(entry(zh="四十二名患者接受了槲西單抗治療。血壓下降了12 mmHg。未見不良反應。")).find("body/tu")
        assert unit.findall("tuv")[1].get(XML_LANG) == "zh-TW"

    def test_properties_tell_the_record_the_confidence_and_the_findings(self):
        finding = Finding("number", "12 in English, 21 in Chinese")
        unit = self.read(entry(checks=(finding,))).find("body/tu")
        assert [(p.get("type"), p.text) for p in unit.iter("prop")] == [
            ("x-canonical", "paper-1"),
            ("x-confidence", "0.9000"),
            ("x-finding", "number: 12 in English, 21 in Chinese"),
        ]

    def test_a_sentence_without_a_translation_is_no_unit(self):
        assert len(self.read(entry(zh="四十二名患者接受了治疗。")).findall("body/tu")) == 1
        assert not self.read(entry(zh="")).findall("body/tu")

    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    def test_any_text_gives_a_document_that_can_be_read(self, text):
        self.read(entry(en=f"{text} One thing.", zh=f"{text}一件事。"))

    def test_characters_that_xml_cannot_hold_are_left_out_and_markup_is_kept_as_text(self):
        unit = self.read(entry(en="P\x0b < 0.05 & <b>bold</b>\ufffe.", zh="显著。")).find("body/tu")
        assert unit.findtext("tuv/seg") == "P < 0.05 & <b>bold</b>."


class TestCsv:
    def rows(self, *entries: Entry) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(exported("csv", *entries).decode("utf-8-sig"), newline="")))

    def test_it_begins_with_the_mark_that_excel_knows_utf_8_by(self):
        assert exported("csv").startswith(b"\xef\xbb\xbfcanonical,kind,ids,")

    def test_every_sentence_is_in_a_row_also_one_without_a_translation(self):
        rows = self.rows(entry(zh="四十二名患者接受了治疗。"))
        assert [(row["bead"], row["en"], row["zh"]) for row in rows] == [
            ("0", "Forty-two patients were given quercimab.", "四十二名患者接受了治疗。"),
            ("1", "It lowered the pressure by 12 mmHg.", ""),
            ("2", "No harm was seen.", ""),
        ]
        assert {row["ids"] for row in rows} == {"doi:10.5555/one"}

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
    def test_no_cell_is_a_formula(self, start):
        (row,) = self.rows(entry(en=f"{start}cmd|' /C calc'!A0 is shown", zh=f"{start}1+1"))
        assert row["en"].startswith(f"'{start}")
        assert row["zh"].startswith(f"'{start}")

    def test_quotes_commas_and_line_breaks_come_back(self):
        text = 'He said "no",\nand left'
        (row,) = self.rows(entry(en=text, zh="他走了"))
        assert row["en"] == text


class TestParquet:
    def test_the_table_has_the_rows_of_the_csv_with_types(self):
        table = pyarrow.parquet.read_table(io.BytesIO(exported("parquet", entry(), entry("paper-2", zh=""))))
        assert table.column("en").to_pylist()[:2] == [
            "Forty-two patients were given quercimab.",
            "It lowered the pressure by 12 mmHg.",
        ]
        assert table.column("canonical").to_pylist() == ["paper-1"] * 3 + ["paper-2"] * 3
        assert table.column("zh").to_pylist()[3:] == ["", "", ""]
        assert str(table.schema.field("confidence").type) == "double"

    def test_without_pyarrow_it_says_what_to_install(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingExtraError, match=r"pip install 'bicorpus\[parquet\]'"):
            exported("parquet", entry())


class TestConfident:
    def test_beads_below_the_minimum_are_left_out_and_the_coverage_stays(self):
        (kept,) = confident([entry(zh="四十二名患者接受了治疗。", confidence=0.7)], 0.5)
        assert [bead.en for bead in kept.bitext.beads] == [(0,)]
        assert kept.bitext.coverage.en.sentences == 3

    def test_a_bead_at_the_minimum_is_kept(self):
        (kept,) = confident([entry(confidence=0.5)], 0.5)
        assert len(kept.bitext.beads) == 3

    def test_a_record_without_an_abstract_passes(self):
        assert list(confident([entry(en="", zh="")], 1.0)) == [entry(en="", zh="")]
