"""The table and the JSON of ``bicorpus coverage``."""

import json

import pytest
from corpora import EN, ZH, bitext, record, result
from rich.cells import cell_len

from align.bead import Finding
from corpus.cli import main
from corpus.coverage import differences, lines, missing
from corpus.store import open_store
from dedupe.link import Decision, Result
from dedupe.merge import merge

MORE = f"{EN} None died."
FINDING = Finding("number", "12 in English is 21 in Chinese", ((0, 5),), ((0, 3),), 0.75)
TITLE = {"zh": "槲西单抗降低肺动脉压的随机对照试验及其长期随访结果的系统评价与荟萃分析研究"}
MADE = {
    "full.html": (record("full.html", published="2024"), bitext(confidence=0.4, checks=(FINDING,))),
    "gap.html": (record("gap.html", en=MORE, title=TITLE, published="2020"), bitext(MORE, ZH)),
    "english.html": (record("english.html", zh=""), bitext(EN, "")),
    "bare.html": (record("bare.html", en="", zh=""), None),
}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "x.corpus"
    with open_store(path, write=True) as store:
        for one, _ in MADE.values():
            store.put_file(result(one.id, one))
        merged = tuple(merge([one], f"paper-{place}") for place, (one, _) in enumerate(MADE.values()))
        store.put_result(Result(merged, (), ()), store.revision(), "made")
        for todo in list(store.unaligned("made")):
            if aligned := MADE[todo.canonical.members[0]][1]:
                store.put_bitext(todo, aligned, "made")
    return path


@pytest.fixture
def found(corpus, capfd):
    assert main(["coverage", str(corpus), "--json"]) == 0
    return json.loads(capfd.readouterr().out)


def test_the_most_urgent_records_come_first(corpus):
    with open_store(corpus) as store:
        assert [line.status for line in lines(store)] == ["partial", "english only", "no abstract", "full"]


def test_a_line_names_its_gaps_and_differences(corpus):
    with open_store(corpus) as store:
        by_status = {line.status: line for line in lines(store)}
    [gap] = missing(by_status["partial"].bitext)
    assert (gap.lang, gap.number, gap.text, gap.bead) == ("en", 4, "None died.", 3)
    first = next(differences(by_status["full"].bitext))
    assert (first.en[slice(*first.en_parts[0])], first.zh[slice(*first.zh_parts[0])]) == ("Forty", "四十二")


def test_json_adds_up_by_kind_site_and_year(found):
    assert [(year["name"], year["statuses"]) for year in found["years"]] == [
        ("2024", {"full": 1}),
        ("2020", {"partial": 1}),
        ("", {"english only": 1, "no abstract": 1}),
    ]
    assert found["sites"][0]["name"] == "generic"
    assert found["kinds"][0]["en"] == {"sentences": 10, "translated": 6}
    assert found["total"]["en"]["sentences"] == 10
    assert found["total"]["without_abstract"] == 1


def test_json_tells_of_each_record_where_it_is_from_and_how_sure_its_pairs_are(found):
    by_status = {one["status"]: one for one in found["records"]}
    full = by_status["full"]
    assert (full["year"], full["sites"], full["confidence"], full["accepted"]) == (2024, ["generic"], 0.4, 0)
    assert full["differences"][0]["en_parts"] == [[0, 5]]
    assert "confidence" not in by_status["no abstract"]


def test_long_chinese_titles_do_not_shift_the_columns(corpus, capfd):
    assert main(["coverage", str(corpus), "--no-gaps"]) == 0
    head, *rows = capfd.readouterr().out.splitlines()[:5]
    ends = {cell_len(row[: row.index(status)]) for row in rows for status in ("partial", "full") if status in row}
    assert ends == {head.index("status")}
    assert any("…" in row for row in rows)


def test_decisions_that_wait_for_a_build_are_told_as_such(tmp_path, capfd):
    path, one = tmp_path / "x.corpus", record("a.html", en="", zh="")
    two = record("b.html", en="", zh="")
    with open_store(path, write=True) as store:
        for each in (one, two):
            store.put_file(result(each.id, each))
        found = merge([one], "paper-0"), merge([two], "paper-1")
        store.put_result(Result(found, (), ()), store.revision(), "made")
        store.journal.decide([Decision("a.html", "b.html", "same")])
    assert main(["coverage", str(path)]) == 0
    assert capfd.readouterr().err == (
        f"{path}: 1 decision not applied yet; that is done by the next build, or in the review\n"
    )


def test_a_record_that_was_not_aligned_is_not_said_to_have_no_abstract(tmp_path, capfd):
    path, one = tmp_path / "x.corpus", record("a.html")
    with open_store(path, write=True) as store:
        store.put_file(result(one.id, one))
        store.put_result(Result((merge([one], "paper-0"),), (), ()), store.revision(), "made")
    assert main(["coverage", str(path)]) == 0
    said = capfd.readouterr()
    assert "1 records: 1 not aligned yet" in said.out
    assert "its build did not end" in said.err
