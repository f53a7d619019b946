"""What the coverage report says of a corpus."""

from dataclasses import replace
from io import BytesIO

import pytest
from corpora import EN, ZH, bitext, record, result
from lxml import html

from align.bead import Bead, Finding
from align.coverage import coverage
from corpus.report import write_report
from corpus.report.gather import SHOWN, gather
from corpus.store import open_store
from dedupe.link import Result
from dedupe.merge import merge

SHORTER_ZH = "四十二名患者接受了槲西单抗治疗。"
FINDING = Finding("number", "12 in English is 21 in Chinese", ((0, 5),), ((0, 3),), 0.75)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.corpus", write=True) as store:
        yield store


def fill(store, *made, failed=()):
    """Put a paper into the store for each pair of a record and its alignment."""
    for name, reason in failed:
        store.put_file(result(name, error=reason))
    for one, _ in made:
        store.put_file(result(one.id, one))
    merged = tuple(merge([one], f"paper-{place}") for place, (one, _) in enumerate(made))
    store.put_result(Result(merged, (), ()), store.revision(), "made")
    by_id = {one.id: how for one, how in made}
    for todo in list(store.unaligned("made")):
        store.put_bitext(todo, by_id[todo.canonical.members[0]], "made")


def written(store):
    out = BytesIO()
    write_report(store, "x.corpus", out, "en")
    return out.getvalue().decode()


def aligned(en, zh, beads):
    """Return an alignment of two texts by these beads."""
    made = bitext(en, zh)
    covered = coverage([one.text for one in made.en], [one.text for one in made.zh], beads)
    return replace(made, beads=beads, coverage=covered)


def texts(page, xpath):
    return [" ".join(element.text_content().split()) for element in html.fromstring(page).xpath(xpath)]


class TestContents:
    def test_a_missing_sentence_stands_between_the_pairs_around_it(self, store):
        en, zh = "One came. Two came. Three came.", "一来了。三来了。"
        beads = Bead((0,), (0,)), Bead((1,), ()), Bead((2,), (1,))
        fill(store, (record("a.html", en=en, zh=zh), aligned(en, zh, beads)))
        page = written(store)
        passage = texts(page, '//section[@id="missing"]//div[@class="passage"]//p')
        assert passage == ["One came.", "一来了。", "2 Two came.", "no Chinese无中文译文", "Three came.", "三来了。"]
        assert texts(page, '//section[@id="missing"]//mark') == ["Two came."]

    def test_what_differs_is_marked_in_both_texts(self, store):
        fill(store, (record("a.html"), bitext(checks=(FINDING,))))
        found = html.fromstring(written(store)).xpath('//section[@id="findings"]//mark')
        assert [mark.text for mark in found[:2]] == ["Forty", "四十二"]
        assert [mark.getparent().get("lang") for mark in found[:2]] == ["en", "zh-Hans"]

    def test_a_finding_on_a_whole_text_marks_none_of_it(self, store):
        all_of_it = Finding("length", "the English text is 3.0 times as long as the Chinese text makes likely",
                            ((0, len(EN)),), ((0, len(ZH)),), 0.7)  # fmt: skip
        fill(store, (record("a.html", en="Good.", zh="好。"), bitext("Good.", "好。", checks=(all_of_it,))))
        page = written(store)
        assert not html.fromstring(page).xpath('//section[@id="findings"]//mark')
        assert texts(page, '//section[@id="findings"]//strong') == ["length长度"]

    def test_failed_files_are_counted_by_reason_and_listed(self, store):
        fill(store, failed=[("a.png", "image/png: not a format that is read"), ("b.html", "too large: 5 bytes")])
        page = written(store)
        assert texts(page, '//section[@id="failed"]//td[@class="path"]') == ["a.png", "b.html"]
        assert texts(page, '//section[@id="failed"]//tbody/tr/th')[1] == "too large文件过大"

    def test_an_empty_corpus_has_a_report(self, store):
        page = written(store)
        assert "0 canonical records from 0 pages" in page
        assert texts(page, '//section[@id="missing"]/p[@class="shown"]') == ["None.无。"]


class TestReviewFirst:
    def test_records_are_ranked_by_the_corrections_to_be_expected(self, store):
        fill(
            store,
            (record("doubtful.html", en=EN + " A."), bitext(EN + " A.", confidence=0.2)),
            (record("right.html", en=EN + " B.", zh=ZH + "乙。"), bitext(EN + " B.", ZH + "乙。", confidence=0.95)),
            (record("found.html"), bitext(confidence=0.95, checks=(FINDING,))),
            (record("gap.html", en=EN + " C.", zh=ZH), bitext(EN + " C.", ZH, confidence=1.0)),
        )
        ranked = gather(store).review
        assert [one.line.id for one in ranked] == ["paper-0", "paper-2", "paper-3"]
        assert [round(one.priority.score, 2) for one in ranked] == [3.4, 2.29, 1.0]

    def test_many_missing_sentences_are_an_abridged_text_and_not_urgent(self, store):
        text = " ".join(f"Sentence {number}." for number in range(9))
        fill(store, (record("a.html", en=text, zh=SHORTER_ZH), bitext(text, SHORTER_ZH, confidence=1.0)))
        assert gather(store).review == ()
        assert gather(store).gaps_total == 8

    def test_texts_that_share_no_sentence_are_doubted_as_translations(self, store):
        fill(
            store, (record("a.html", en="Good.", zh="坏。"), aligned("Good.", "坏。", (Bead((0,), ()), Bead((), (0,)))))
        )
        [one] = gather(store).review
        assert one.priority.unrelated

    def test_what_a_person_accepted_is_not_urgent(self, store):
        made = replace(bitext(confidence=0.1, checks=(FINDING,)), accepted=(0, 1, 2))
        fill(store, (record("a.html"), made))
        assert gather(store).review == ()


class TestLongLists:
    def test_only_the_head_of_a_list_is_shown_and_the_whole_is_counted(self, store):
        every = [
            (record(f"{n}.html", en=f"{EN} More {n}.", zh=ZH), bitext(f"{EN} More {n}.", ZH, checks=(FINDING,)))
            for n in range(SHOWN + 20)
        ]
        fill(store, *every, failed=[(f"{n}.bad", "empty file") for n in range(SHOWN + 20)])
        page = written(store)
        assert texts(page, '//p[@class="shown"]/span[@lang="en"]') == [
            "100 of 120 shown; bicorpus coverage --json gives all.",
            "100 of 120 shown; bicorpus coverage --json gives all.",
            "100 of 360 shown; bicorpus coverage --json gives all.",
            "100 of 120 shown; bicorpus coverage --json gives all.",
        ]
        assert len(texts(page, '//section[@id="missing"]/ol/li')) == 100
        assert len(texts(page, '//section[@id="failed"]//td[@class="path"]')) == 100
