"""Sums over a corpus."""

from dataclasses import replace

import pytest
from corpora import ZH, bitext, record, result

from align.bead import Finding
from corpus.overview import Amount, overview, reason_kind
from corpus.store import open_store
from dedupe.link import Link, Result
from dedupe.merge import merge

GAP = "Forty-two patients were given quercimab. It lowered the pressure by 12 mmHg. No harm was seen. None died."
FINDING = Finding("number", "12 in English is 21 in Chinese", ((0, 5),), ((0, 3),), 0.75)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.corpus", write=True) as store:
        yield store


@pytest.fixture
def filled(store):
    """Two pages of one paper; one with a gap, one in English only, one without an abstract; three failures."""
    first, copy = record("a.html", published="2024"), record("b.html", published="2024-03")
    gap = record("gap.html", en=GAP, published="2020")
    alone = record("alone.html", zh="", published="2020")
    bare = record("bare.html", en="", zh="")
    for one in (first, copy, gap, alone, bare):
        store.put_file(result(one.id, one))
    for name, reason in (("x.html", "too large: 5 bytes"), ("y.html", "too large: 7 bytes"), ("z.png", "empty file")):
        store.put_file(result(name, error=reason))
    groups = ([first, copy], [gap], [alone], [bare])
    canonicals = tuple(merge(group, f"paper-{place}") for place, group in enumerate(groups))
    unsure = Link("alone.html", "gap.html", "same-as", "uncertain", 0.6)
    store.put_result(Result(canonicals, (), (unsure,)), store.revision(), "made")
    made = {"paper-0": bitext(checks=(FINDING,)), "paper-1": bitext(GAP, ZH, confidence=0.3), "paper-2": bitext(zh="")}
    for todo in list(store.unaligned("made")):
        store.put_bitext(todo, made[todo.canonical.id], "made")
    return store


def test_the_flow_tells_what_became_of_every_page(filled):
    flow = overview(filled).flow
    assert (flow.files, flow.pages, flow.failed, flow.records) == (8, 8, 3, 5)
    assert (flow.canonicals, flow.merged, flow.uncertain) == (4, 1, 1)
    assert flow.reasons == (("too large", 2), ("empty file", 1))


def test_the_members_of_an_archive_are_pages_and_itself_is_none(store):
    for member in ("a", "b"):
        store.put_file(replace(result("x.zip", record(f"x.zip!{member}")), member=member))
    store.put_file(result("x.zip"))
    flow = overview(store).flow
    assert (flow.files, flow.pages) == (1, 2)


def test_a_damaged_archive_is_a_failure_beside_its_members(store):
    store.put_file(replace(result("x.zip", record("x.zip!a")), member="a"))
    store.put_file(result("x.zip", error="a damaged zip archive, perhaps cut off: x"))
    flow = overview(store).flow
    assert (flow.pages, flow.failed, flow.records) == (2, 1, 1)


def test_statuses_sentences_and_findings_add_up(filled):
    found = overview(filled)
    assert dict(found.total.statuses) == {"full": 1, "partial": 1, "english only": 1, "no abstract": 1}
    assert (found.total.en, found.total.zh) == (Amount(10, 6), Amount(6, 6))
    assert (found.findings, found.total.findings, found.doubtful) == ({"number": 3}, 3, 1)


def test_years_come_latest_first_and_those_that_do_not_say_last(filled):
    assert [(year.name, year.records) for year in overview(filled).years] == [("2024", 1), ("2020", 2), ("", 1)]


def test_every_group_adds_up_to_the_corpus(filled):
    found = overview(filled)
    for groups in (found.kinds, found.sites, found.years):
        assert sum(group.records for group in groups) == 4
        assert sum(group.en.sentences for group in groups) == 10


def test_the_last_tenth_is_only_what_is_translated_in_full(filled):
    tenths = overview(filled).tenths
    assert (len(tenths), tenths[10], tenths[8], sum(tenths)) == (11, 1, 1, 2)


def test_what_was_not_aligned_is_told_as_such(store):
    one = record("a.html")
    store.put_file(result(one.id, one))
    store.put_result(Result((merge([one], "paper-0"),), (), ()), store.revision(), "made")
    assert dict(overview(store).total.statuses) == {"not aligned yet": 1}


def test_an_empty_corpus_has_sums_of_nothing(store):
    found = overview(store)
    assert (found.flow.canonicals, found.sites, found.years, found.tenths) == (0, (), (), (0,) * 11)


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("empty file", "empty file"),
        ("too large: 5,000 bytes; files up to 3,000 bytes are read", "too large"),
        ("image/png: not a format that is read", "image/png: not a format that is read"),
        ("damaged after 512 bytes of what was packed: x", "damaged after … bytes of what was packed"),
        ("line 17: broken XML: x", "broken XML"),
        ("damaged: a record should begin where it says b'ab{1}'", "damaged: a record should begin where it says b"),
        ("brought its reading process down (killed by signal 9)", "brought its reading process down"),
        ("took longer than 60 s and was stopped", "took longer than … s and was stopped"),
        ("", ""),
    ],
)
def test_reasons_are_told_apart_by_what_is_wrong_and_not_by_file(reason, kind):
    assert reason_kind(reason) == kind
