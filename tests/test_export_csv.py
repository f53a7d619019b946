"""CSV, read back with Python's reader."""

import csv
import io
import re
from dataclasses import replace

import pytest
from corpora import bitext
from entries import EN_SENTENCES, entry, exported
from hypothesis import given
from hypothesis import strategies as st

from align.bead import Finding
from corpus.export import exporter
from corpus.export.rows import Row
from ingest.record import Identifier

SIGNS = "=+-@＝＋－＠"


def rows(*entries) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported("csv", *entries).decode("utf-8-sig"), newline="")))


def test_it_begins_with_the_mark_that_excel_knows_utf_8_by():
    assert exported("csv").startswith(b'\xef\xbb\xbf"canonical","kind","doi",')


def test_every_sentence_is_in_a_row_also_one_without_a_translation():
    found = rows(entry(zh="四十二名患者接受了治疗。"))
    assert [(row["bead"], row["en"], row["zh"], row["zh_start"]) for row in found] == [
        ("0", EN_SENTENCES[0], "四十二名患者接受了治疗。", "0"),
        ("1", EN_SENTENCES[1], "", ""),
        ("2", EN_SENTENCES[2], "", ""),
    ]
    assert {row["doi"] for row in found} == {"10.5555/one"}


def test_a_row_says_which_paper_it_is_from():
    ids = Identifier("doi", "10.5555/one"), Identifier("pmid", "99000001"), Identifier("nct", "NCT99000101", "reports")
    made = entry(fields={"published": "2024-03-11", "journal": "Annals of Invented Medicine"})
    record = made.canonical.record
    made = made._replace(canonical=_with(made.canonical, ids=(*ids, *record.ids[1:])))
    row = rows(made)[0]
    assert (row["pmid"], row["trials"], row["ids"]) == ("99000001", "NCT99000101", "doi:10.5555/one; pmid:99000001")
    assert (row["title_en"], row["title_zh"]) == ("On quercimab", "论槲西单抗")
    assert (row["year"], row["journal"], row["script"]) == ("2024", "Annals of Invented Medicine", "Hans")


def _with(canonical, **fields):
    from msgspec.structs import replace

    return replace(canonical, record=replace(canonical.record, **fields))


def test_texts_are_quoted_and_numbers_are_not_nor_is_a_missing_one():
    unnamed = entry(en="", zh="没有英文。", fields={"doi": "", "published": None})
    (line,) = exported("csv", unnamed).decode("utf-8-sig").splitlines()[1:]
    quoted = dict(zip(Row.__struct_fields__, line.split(","), strict=True))
    assert (quoted["zh"], quoted["en"], quoted["doi"], quoted["trials"]) == ('"没有英文。"', '""', '""', '""')
    assert (quoted["bead"], quoted["zh_start"], quoted["accepted"]) == ("0", "0", "false")
    assert (quoted["year"], quoted["en_start"]) == ("", "")


def test_findings_and_acceptance_are_told():
    finding = Finding("number", "12 in English, 21 in Chinese")
    made = entry()._replace(bitext=replace(bitext(checks=(finding, finding)), accepted=(1,)))
    found = rows(made)
    assert [row["accepted"] for row in found] == ["false", "true", "false"]
    assert found[0]["findings"] == "number: 12 in English, 21 in Chinese; number: 12 in English, 21 in Chinese"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\u3000", "\ufeff", "\u200b", '"', "'", '" "', "\x00"])
def test_no_cell_is_a_formula(sign, before):
    text = f"{before}{sign}cmd|' /C calc'!A0"
    (row,) = rows(entry(en="One thing.", zh="一件事。", fields={"title": {"en": text, "zh": f"{before}{sign}1+1"}}))
    assert row["title_en"].startswith(f"'{before}")
    assert row["title_zh"].startswith("'")


@pytest.mark.parametrize("cut", [";", "; ", "\n", "\r\n", "\t"])
def test_no_formula_begins_where_another_separator_would_cut_a_cell(cut):
    (row,) = rows(entry(en="One thing.", zh="一件事。", fields={"title": {"en": f"harmless{cut}=1+1{cut}@x"}}))
    assert not re.search(r"[;\t\r\n]\s*[=@]", row["title_en"])


def test_numbers_and_ranges_within_a_text_stay_as_they_are():
    text = "The difference was -3.2 (95% CI, -5.1 to -1.3; P=0.02), +4 at most."
    (row,) = rows(entry(en=text, zh="差异。"))
    assert row["en"] == text


def test_quotes_commas_and_line_breaks_come_back():
    text = 'He said "no",\nand left'
    (row,) = rows(entry(en=text, zh="他走了"))
    assert row["en"] == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_comes_back_but_for_what_disarms_it(text):
    (row,) = rows(entry(en="One.", zh="一。", fields={"title": {"en": text}}))
    assert row["title_en"].replace("'", "") == text.replace("'", "")
    assert not re.match(rf"[\s\"]*[{re.escape(SIGNS)}]", row["title_en"])


def test_cells_that_excel_cuts_are_told():
    out = io.BytesIO()
    told = exporter("csv").write([entry(en="a" * 32_768, zh="一。")], out)
    assert told == ["1 row with a text of more than 32,767 characters, which Excel cuts"]
    assert "a" * 32_768 in out.getvalue().decode()
