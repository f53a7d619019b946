"""The page of a record, on a corpus built from the samples."""

import re
import shutil
from pathlib import Path

import msgspec
import pytest
from corpora import EN, ZH, record, result
from lxml import html
from starlette.testclient import TestClient

from corpus.bitext import align_abstract
from corpus.pipeline import build
from corpus.store import Store, open_store
from corpus.web import parts
from corpus.web.app import create_app
from corpus.web.fields import LABELS, provenance, shown
from corpus.wording import chinese
from dedupe import deduplicate
from dedupe.fields import flat
from dedupe.link import Decision
from ingest.record import Identifier, Record, Source

PAPER = "paper-8809c74edce8"  # its Chinese has 36.8 for 38.6
GAPPED = "paper-a87acde9d512"  # an English sentence lacks its Chinese
TRIAL = "trial-2c06b43dae40"  # of three pages


def client(corpus: Path, **headers: str) -> TestClient:
    return TestClient(
        create_app(corpus, who="Ilse", token="t"),
        base_url="http://127.0.0.1:8765",
        headers={"Authorization": "Bearer t", "X-Token": "t"} | headers,
    )


@pytest.fixture(scope="module")
def built(samples, tmp_path_factory):
    corpus = tmp_path_factory.mktemp("record") / "samples.corpus"
    with open_store(corpus, write=True) as store:
        build(samples / "pages", store)
    return corpus


@pytest.fixture
def corpus(built, tmp_path):
    return Path(shutil.copy(built, tmp_path / "samples.corpus"))


def page(corpus: Path, address: str, **headers: str) -> html.HtmlElement:
    answer = client(corpus, **headers).get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def twin(corpus: Path, address: str) -> dict:
    return client(corpus).get(address).json()


def made(tmp_path: Path, *records: Record, aligned: bool = False) -> Path:
    """Write a corpus of records, and align them only on request: that takes the model."""
    corpus = tmp_path / "made.corpus"
    with open_store(corpus, write=True) as store:
        for one in records:
            store.put_file(result(one.source.path, one))
        store.put_result(deduplicate(records), store.revision(), "made")
        if aligned:
            align_all(store)
    return corpus


def align_all(store: Store) -> None:
    from align import load_encoder

    encoder = load_encoder()
    for todo in list(store.unaligned("made")):
        store.put_bitext(todo, align_abstract(todo.canonical.record.abstract, encoder), "made")


class TestText:
    def test_a_row_holds_both_languages_of_a_bead(self, built):
        rows = page(built, f"/records/{PAPER}").xpath("//table[@class='beads']/tbody/tr[1]")
        assert len(rows) == 7
        assert "Enemas" in rows[0].xpath("string(td[@lang='en'])")
        assert "灌肠" in rows[0].xpath("string(td[@lang='zh-Hans'])")

    def test_a_finding_is_shown_at_its_words_which_refer_to_its_note(self, built):
        tree = page(built, f"/records/{PAPER}")
        words = tree.xpath("//mark[contains(@class, 'finding')]")
        assert [mark.text for mark in words] == ["38.6", "36.8"]
        [note] = {mark.get("aria-describedby") for mark in words}
        assert "38.6 in English is 36.8 in Chinese" in tree.xpath(f"string(//*[@id='{note}'])")

    def test_a_finding_is_told_in_chinese(self, built):
        tree = page(built, f"/records/{PAPER}", **{"Accept-Language": "zh-CN"})
        assert "英文为 38.6，中文为 36.8" in tree.xpath("string(//tr[@class='notes'])")

    def test_a_sentence_without_translation_stands_beside_a_gap(self, built):
        tree = page(built, f"/records/{GAPPED}")
        gaps = tree.xpath("//tbody[contains(@class, 'gap')]")
        assert any("headache" in gap.text_content() for gap in gaps)
        assert all(gap.xpath(".//td[@class='missing']") for gap in gaps)

    def test_a_gap_says_what_its_confidence_is_about(self, built):
        gaps = page(built, f"/records/{GAPPED}").xpath("//tbody[contains(@class, 'gap')]//td[@class='confidence']")
        assert gaps
        assert all(re.search(r"gap: \d+% sure", gap.text_content()) for gap in gaps)

    def test_the_least_certain_come_first_on_request(self, built):
        rows = twin(built, f"/records/{GAPPED}.json?order=confidence")["text"]["rows"]
        assert [row["confidence"] for row in rows] == sorted(row["confidence"] for row in rows)

    def test_numbers_stand_out_in_both_languages(self, built):
        numbers = page(built, f"/records/{PAPER}").xpath("//td[@lang]//mark[@class='number']/text()")
        assert numbers.count("412") == 2
        assert "three" in numbers

    def test_long_texts_come_in_pages(self, tmp_path):
        corpus = made(
            tmp_path, record("a", en=" ".join(f"Sentence number {n} is here." for n in range(250)), zh=""), aligned=True
        )
        with open_store(corpus) as store:
            [entry] = store.entries()
        first = twin(corpus, f"/records/{entry.canonical.id}.json")["text"]
        last = twin(corpus, f"/records/{entry.canonical.id}.json?rows=99")["text"]
        assert (len(first["rows"]), first["pages"]) == (parts.BEADS, 3)
        assert (last["page"], [row["number"] for row in last["rows"]]) == (3, list(range(201, 251)))

    def test_what_was_repaired_is_listed(self, tmp_path):
        corpus = made(tmp_path, record("a", en="It fell by $7 1 . 4 \\%$ in all.", zh="共下降71.4%。"), aligned=True)
        with open_store(corpus) as store:
            [entry] = store.entries()
        tree = page(corpus, f"/records/{entry.canonical.id}")
        assert tree.xpath("//details[@id='repairs']//ins//text()") == ["71.4%"]

    @pytest.mark.parametrize(
        ("abstract", "said"),
        [({"en": "", "zh": ""}, "No page of this record has an abstract."), ({}, "The abstract is not aligned yet")],
    )
    def test_a_record_without_beads_says_why(self, tmp_path, abstract, said):
        corpus = made(tmp_path, record("a", **abstract))
        with open_store(corpus) as store:
            [entry] = store.entries()
        assert said in page(corpus, f"/records/{entry.canonical.id}").text_content()


class TestAbout:
    def test_identifiers_lead_to_their_registers(self, built):
        links = page(built, f"/records/{TRIAL}").xpath("//aside//a[@rel='noopener noreferrer']/@href")
        assert "https://clinicaltrials.gov/study/NCT99000301" in links

    def test_the_words_of_a_registry_are_translated(self, built):
        trial = page(built, f"/records/{TRIAL}", **{"Accept-Language": "zh"}).xpath("string(//section[@id='trial'])")
        assert "已完成" in trial
        assert "四盲" in trial

    def test_the_paper_that_reports_a_trial_is_linked(self, built):
        [link] = page(built, f"/records/{TRIAL}").xpath("//section[@id='related']//li")
        assert "is reported by" in link.text_content()
        assert page(built, link.xpath("a/@href")[0]).xpath("//section[@id='related']//a/@href")[0].endswith(TRIAL)

    def test_each_field_tells_its_page_and_the_values_that_it_beat(self, built):
        fields = {field["field"]: field for field in twin(built, f"/records/{TRIAL}.json")["provenance"]}
        with open_store(built) as store:
            canonical = store.entry(TRIAL).canonical
        assert fields["trial.status"]["taken"]["record"] == canonical.provenance["trial.status"].record
        [beaten] = fields["trial.updated"]["beat"]
        assert beaten["lines"] == [canonical.provenance["trial.updated"].beat[0].value]

    def test_contradictions_are_marked(self, tmp_path):
        one, other = (
            record(
                name,
                doi="10.5555/one",
                title={"en": "A trial of quercimab for pressure"},
                authors=("Ilse Varga",),
                volume=volume,
            )
            for name, volume in (("a", "12"), ("b", "13"))
        )
        corpus = made(tmp_path, one, other)
        with open_store(corpus) as store:
            [entry] = store.entries()
        assert "volume" in entry.canonical.conflicts
        [conflict] = page(corpus, f"/records/{entry.canonical.id}").xpath("//tbody[@class='conflict']")
        assert "Volume" in conflict.text_content()

    def test_an_unknown_record_is_not_found(self, built):
        assert client(built).get("/records/paper-none").status_code == 404


class TestSource:
    def source(self, corpus: Path, canonical: str, member: str) -> html.HtmlElement:
        answer = client(corpus).get(f"/records/{canonical}", params={"member": member})
        assert answer.status_code == 200, answer.text
        return html.fromstring(answer.text)

    def test_the_text_is_verbatim_with_the_places_of_its_sentences(self, built):
        with open_store(built) as store:
            entry = store.entry(PAPER)
            [member] = entry.canonical.members
            abstract = store.record(member).abstract
        tree = self.source(built, PAPER, member)
        texts = tree.xpath("//p[@class='verbatim']")
        assert texts[0].text_content() == abstract["en"]
        assert tree.xpath("string(//*[@id='zh-4'])") == entry.bitext.zh[3].text

    def test_each_sentence_leads_to_its_place(self, built):
        tree = page(built, f"/records/{PAPER}")
        link = tree.xpath("//tbody[@id='bead-4']//td[@lang='zh-Hans']//a/@href")[0]
        assert link.endswith("#zh-4")
        assert page(built, link).get_element_by_id("zh-4").text_content().startswith("供体胶囊组")

    def test_ids_may_hold_anything(self, tmp_path):
        name = 'a/b#c?d=e&f!g "<script>" 中.html'
        corpus = made(tmp_path, Record(name, "paper", "x", Source(name, member="in/ner#1", url="javascript:alert(1)")))
        with open_store(corpus) as store:
            [entry] = store.entries()
        tree = page(corpus, f"/records/{entry.canonical.id}")
        [link] = tree.xpath("//ul[@class='members']//a[text()='Source text']/@href")
        tree = page(corpus, link)
        assert f"{name}!in/ner#1" in tree.text_content()
        assert not tree.xpath("//a[starts-with(@href, 'javascript:')]")
        assert "javascript:alert(1)" in tree.text_content()

    def test_a_record_of_another_is_no_member(self, built):
        answer = client(built).get(f"/records/{PAPER}", params={"member": "registry/ChiCTR9900000301.html"})
        assert answer.status_code == 404


class TestSplit:
    def members(self, corpus: Path) -> tuple[str, ...]:
        with open_store(corpus) as store:
            return store.entry(TRIAL).canonical.members

    def test_ticked_pages_are_parted_from_the_others_in_one_act(self, corpus):
        first, *rest = self.members(corpus)
        answer = client(corpus).post(f"/records/{TRIAL}/split", data={"member": first}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/records/{TRIAL}")
        with open_store(corpus) as store:
            assert store.decisions() == tuple(Decision(first, other, "different") for other in rest)
            [act] = store.journal.acts()
            assert (act.who, act.what) == ("Ilse", "split")
        with open_store(corpus, write=True) as store:
            store.journal.undo(act.number)
            assert store.decisions() == ()

    def test_the_page_tells_what_was_done(self, corpus):
        client(corpus).post(f"/records/{TRIAL}/split", data={"member": self.members(corpus)[0]})
        assert "Ilse" in page(corpus, f"/records/{TRIAL}").xpath("string(//section[@id='past'])")

    @pytest.mark.parametrize("ticked", [[], ["all"], ["nobody"]])
    def test_there_must_be_two_parts(self, corpus, ticked):
        members = self.members(corpus) if ticked == ["all"] else ticked
        answer = client(corpus).post(f"/records/{TRIAL}/split", data={"member": list(members)})
        assert answer.status_code == 400
        with open_store(corpus) as store:
            assert store.decisions() == ()


class TestFields:
    def test_a_beaten_value_is_shown_as_a_taken_one_is(self):
        taken = Identifier("doi", "10.5555/x", "cited")
        assert shown(taken) == shown(msgspec.to_builtins(taken)) == ("10.5555/x (cited)",)
        assert shown(("a", "b")) == shown(["a", "b"]) == ("a", "b")
        assert shown(False) == ("no",)

    def test_long_lists_and_texts_are_cut(self):
        assert shown(tuple(map(str, range(1000))))[-1] == "… 950"
        assert len(shown("x" * 10**6)[0]) < 500

    def test_fields_come_in_the_order_of_their_labels(self):
        one = record("a", doi="10.5555/x", title={"en": "T", "zh": "题"}, authors=("A",), journal="J")
        canonical = deduplicate([one]).canonicals[0]
        fields = [field.field for field in provenance(canonical, flat(canonical.record))]
        assert fields == [
            "title.en",
            "title.zh",
            "authors",
            "journal",
            "ids.doi:10.5555/x",
            "abstract.en",
            "abstract.zh",
        ]

    def test_every_label_has_its_chinese(self):
        assert set(LABELS.values()) - chinese().keys() == set()

    def test_every_field_of_a_record_has_a_label(self):
        assert {field for field in flat(record("a", en=EN, zh=ZH)) if not field.startswith("ids.")} <= LABELS.keys()
