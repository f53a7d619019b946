"""What holds of every format, and JSON Lines, which holds everything."""

import io
import json
from dataclasses import replace

import pytest
from corpora import ZH, bitext
from entries import entry, exported

from bicorpus import UsageError
from corpus.export import EXPORTERS, Selection, exporter, selected
from corpus.store import Relation
from dedupe import Link

OF_ENTRIES = sorted(name for name, form in EXPORTERS.items() if not form.is_reviewed)
STREAMS = [name for name in OF_ENTRIES if not EXPORTERS[name].parts]


def test_an_unknown_format_lists_the_known_ones():
    known = "csv, gold, huggingface, jsonl, parquet, ris, tmx, xliff"
    with pytest.raises(UsageError, match=f"'xls'; known are {known}"):
        exporter("xls")


@pytest.mark.parametrize("name", STREAMS)
def test_the_same_entries_give_the_same_bytes(name):
    entries = entry("paper-1"), entry("paper-2", zh="只有一句。")
    assert exported(name, *entries) == exported(name, *entries)


@pytest.mark.parametrize("name", sorted(set(STREAMS) - {"xliff"}))
def test_an_empty_corpus_is_exported_too(name):
    assert exported(name) == exported(name)


@pytest.mark.parametrize("name", STREAMS)
def test_an_exporter_reads_on_only_after_it_has_written(name, monkeypatch):
    """The memory of an export does not grow with the corpus."""
    monkeypatch.setattr("corpus.export.table.ROW_GROUP", 10)
    out = io.BytesIO()
    before = []

    def entries():
        for number in range(200):
            before.append(out.tell())
            yield entry(f"paper-{number}")

    exporter(name).write(entries(), out)
    assert before[100] > before[20]
    assert out.tell() > before[-1]


@pytest.mark.parametrize("name", STREAMS)
def test_text_that_looks_like_markup_and_control_characters_harm_no_format(name):
    nasty = "<script>alert(1)</script> & ]]> \x00\x0b\x1b[31m\ufffe\u2028 =1+1\nER  - \nTY  - JOUR"
    made = entry(en=f"{nasty}. One.", zh=f"{nasty}。一。", fields={"title": {"en": nasty}, "authors": (nasty,)})
    assert exported(name, made)


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

    def test_it_tells_what_a_person_accepted(self):
        made = entry()._replace(bitext=replace(bitext(), accepted=(1,)))
        assert json.loads(exported("jsonl", made))["bitext"]["accepted"] == [1]


class TestSelection:
    def test_without_one_everything_passes_as_it_is(self):
        made = [entry(), entry(en="", zh="")]
        assert list(selected(made, Selection())) == made

    def test_beads_below_the_minimum_are_left_out_and_the_coverage_stays(self):
        (kept,) = selected([entry(zh="四十二名患者接受了治疗。", confidence=0.7)], Selection(0.5))
        assert [bead.en for bead in kept.bitext.beads] == [(0,)]
        assert kept.bitext.coverage.en.sentences == 3

    def test_a_bead_at_the_minimum_is_kept(self):
        (kept,) = selected([entry(confidence=0.5)], Selection(0.5))
        assert len(kept.bitext.beads) == 3

    def test_a_record_without_an_abstract_passes(self):
        assert list(selected([entry(en="", zh="")], Selection(1.0))) == [entry(en="", zh="")]

    def test_of_what_a_person_accepted_nothing_else_is_kept_and_it_stays_accepted(self):
        made = entry()._replace(bitext=replace(bitext(), accepted=(0, 2)))
        (kept,) = selected([made], Selection(accepted=True))
        assert [bead.en for bead in kept.bitext.beads] == [(0,), (2,)]
        assert kept.bitext.accepted == (0, 1)

    def test_what_was_accepted_is_told_by_its_new_place(self):
        beads = bitext().beads
        made = replace(bitext(), beads=(replace(beads[0], confidence=0.1), *beads[1:]), accepted=(2,))
        (kept,) = selected([entry()._replace(bitext=made)], Selection(0.5))
        assert kept.bitext.beads[kept.bitext.accepted[0]].en == (2,)

    def test_records_of_the_other_kind_are_left_out(self):
        assert not list(selected([entry()], Selection(kind="trial")))
        assert len(list(selected([entry()], Selection(kind="paper")))) == 1
