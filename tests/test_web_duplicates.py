"""The queue of uncertain pairs."""

import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from corpora import record, result
from dedupe_records import ABSTRACT_ZH, TITLE_ZH, doi, other, paper, trial
from lxml import html
from starlette.testclient import TestClient

from corpus.store import open_store
from corpus.web import pairs
from corpus.web.app import create_app
from corpus.web.comparing import COMPARED, compare
from corpus.web.views.duplicates import DECIDED, SLOTS
from corpus.web.waterfall import LABELS
from corpus.wording import chinese
from dedupe import deduplicate
from dedupe.levels import LEVELS
from dedupe.link import Decision
from ingest.record import Record


def doubtful(number: int, *, likely: bool) -> tuple[Record, Record]:
    """Two records of one text under two DOIs or, less likely one, by other people and nowhere printed."""
    text = {
        "title": {"en": f"Dosing of drug number {number} by night in adults of village {number * 7}"},
        "abstract": {"en": f"In village {number * 7} the drug was given to {number + 30} adults by night."},
        "pages": f"{number}01-{number}09",
    }
    nowhere = dict.fromkeys(("journal", "volume", "issue", "pages")) | {
        "authors": (f"Brandt, Ulla {number}", "Ferro, Ivo")
    }
    right = {"ids": doi(f"10.5555/right.{number}")} if likely else nowhere
    return (
        paper(f"{number:02}/left#1", **text | {"ids": doi(f"10.5555/left.{number}")}),
        paper(f"{number:02}/right?&2", **text | right),
    )


RECORDS = (
    *(one for number in range(1, 6) for one in doubtful(number, likely=number < 3)),
    other("97/alone", ids=doi("10.5555/alone")),
    trial("98/trial", ("nct", "NCT01234567"), status="COMPLETED"),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("duplicates") / "pairs.corpus"
    with open_store(corpus, write=True) as store:
        for one in RECORDS:
            store.put_file(result(one.id, one))
        store.put_result(deduplicate(RECORDS), store.revision(), "made")
    return corpus


@pytest.fixture
def corpus(built, tmp_path):
    return Path(shutil.copy(built, tmp_path / "pairs.corpus"))


def client(corpus: Path, who: str = "Ilse", **headers: str) -> TestClient:
    return TestClient(
        create_app(corpus, who=who, token="t"),
        base_url="http://127.0.0.1:8765",
        headers={"Authorization": "Bearer t", "X-Token": "t"} | headers,
    )


def queue(corpus: Path) -> list[tuple[str, str]]:
    with open_store(corpus) as store:
        return [(one.left, one.right) for one in pairs.page(store, "", 1)]


def press(browser: TestClient, address: str, key: str, **changed: str) -> str:
    """Press the button or link of a key on a page, and return where that leads."""
    tree = html.fromstring(browser.get(address).text)
    [node] = tree.xpath(f"//*[@data-key='{key}']")
    if node.tag == "a":
        return str(node.get("href"))
    form = node.getparent()
    fields = dict(form.fields) | ({node.get("name"): node.get("value")} if node.get("name") else {}) | changed
    answer = browser.post(form.get("action"), data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def shown(address: str) -> tuple[str, str]:
    query = parse_qs(urlsplit(address).query)
    return query["left"][0], query["right"][0]


class TestQueue:
    def test_it_begins_with_the_likeliest_and_says_where_it_stands(self, built):
        page = client(built).get("/duplicates.json").json()
        with open_store(built) as store:
            uncertain = [(link.left, link.right) for link in store.uncertain()]
        assert (page["number"], page["waiting"]) == (1, 5)
        assert (page["pair"]["left"]["id"], page["pair"]["right"]["id"]) == uncertain[0]
        assert queue(built) == uncertain

    def test_pairs_can_be_walked_along_in_both_directions(self, built):
        browser, address, seen = client(built), "/duplicates", []
        for _ in range(5):
            address = press(browser, address, "j")
            seen.append(shown(address))
        order = queue(built)
        assert seen == [*order[1:], order[0]]
        assert shown(press(browser, press(browser, "/duplicates", "j"), "k")) == order[0]

    def test_a_pair_can_be_named_in_any_order(self, built):
        left, right = queue(built)[2]
        page = client(built).get("/duplicates.json", params={"left": right, "right": left}).json()
        assert (page["number"], page["pair"]["left"]["id"]) == (3, left)

    def test_two_records_that_nothing_links_can_be_looked_at(self, built):
        page = client(built).get("/duplicates.json", params={"left": "97/alone", "right": "98/trial"}).json()
        assert page["number"] is None
        assert page["pair"]["waterfall"] is None

    def test_it_can_be_kept_to_one_kind(self, built):
        assert client(built).get("/duplicates.json?kind=paper").json()["waiting"] == 5
        assert client(built).get("/duplicates.json?kind=trial").json()["waiting"] == 0
        assert "No uncertain pair is left" in client(built).get("/duplicates?kind=trial").text

    def test_the_list_has_all_pairs_by_their_titles(self, built):
        page = client(built).get("/duplicates.json?view=list").json()
        assert [(one["left"], one["right"]) for one in page["list"]] == queue(built)
        assert "Dosing of drug number 1 by night" in client(built).get("/duplicates?view=list").text

    def test_a_page_holds_no_more_than_its_share(self, built, monkeypatch):
        monkeypatch.setattr(pairs, "PAGE", 2)
        page = client(built).get("/duplicates.json?view=list&page=9").json()
        assert (page["page"], page["pages"], len(page["list"])) == (3, 3, 1)

    def test_an_unknown_record_is_not_found(self, built):
        assert client(built).get("/duplicates?left=nobody&right=97/alone").status_code == 404


class TestDeciding:
    @pytest.mark.parametrize(("key", "verdict"), [("s", "same"), ("d", "different")])
    def test_a_key_decides_and_shows_the_next_pair(self, corpus, key, verdict):
        first, second, *rest = queue(corpus)
        assert shown(press(client(corpus), "/duplicates", key)) == second
        with open_store(corpus) as store:
            assert store.decisions() == (Decision(*sorted(first), verdict),)
            assert next(store.journal.acts()).who == "Ilse"
        assert queue(corpus) == [second, *rest]

    def test_all_can_be_decided_by_keys_alone(self, corpus):
        browser, address = client(corpus), "/duplicates"
        for key in "sdsds":
            address = press(browser, address, key)
        assert address == "/duplicates"
        assert "No uncertain pair is left" in browser.get(address).text
        assert len(browser.get("/duplicates.json?view=decided").json()["list"]) == 5

    def test_after_the_last_pair_come_those_that_were_skipped(self, corpus):
        browser, order = client(corpus), queue(corpus)
        last = press(browser, press(browser, press(browser, press(browser, "/duplicates", "j"), "j"), "j"), "j")
        assert shown(last) == order[-1]
        assert shown(press(browser, last, "d")) == order[0]

    def test_undo_takes_the_last_decision_back_and_shows_its_pair(self, corpus):
        browser, first = client(corpus), queue(corpus)[0]
        following = press(browser, "/duplicates", "s")
        assert shown(press(browser, following, "z")) == first
        with open_store(corpus) as store:
            assert store.decisions() == ()
        assert queue(corpus)[0] == first

    def test_nobody_undoes_what_another_decided(self, corpus):
        press(client(corpus, who="Wen"), "/duplicates", "s")
        assert client(corpus).get("/duplicates.json").json()["undoable"] is None

    def test_a_decision_of_somebody_else_in_the_meantime_is_told_and_stands(self, corpus):
        left, right = queue(corpus)[0]
        form = {"left": left, "right": right, "kind": "", "seen": ""}
        client(corpus, who="Wen").post("/duplicates/decide", data=form | {"verdict": "different"})
        answer = client(corpus).post("/duplicates/decide", data=form | {"verdict": "same"})
        assert answer.status_code == 409
        assert "in the meantime: different" in answer.text
        with open_store(corpus) as store:
            assert [decision.verdict for decision in store.decisions()] == ["different"]

    def test_a_key_pressed_twice_decides_once(self, corpus):
        left, right = queue(corpus)[0]
        form = {"left": left, "right": right, "kind": "", "seen": "", "verdict": "same"}
        browser = client(corpus)
        assert [browser.post("/duplicates/decide", data=form, follow_redirects=False).status_code for _ in "ss"] == [
            303
        ] * 2
        with open_store(corpus) as store:
            assert len(list(store.journal.acts())) == 1

    def test_whoever_changes_their_mind_says_so(self, corpus):
        left, right = queue(corpus)[0]
        browser = client(corpus)
        press(browser, "/duplicates", "s")
        press(browser, f"/duplicates?left={left.replace('#', '%23')}&right={right.replace('?&', '%3F%26')}", "d")
        with open_store(corpus) as store:
            assert [decision.verdict for decision in store.decisions()] == ["different"]

    def test_two_records_that_nothing_links_can_be_called_the_same_by_the_ids_of_their_canonical_records(self, corpus):
        with open_store(corpus) as store:
            ids = [store.canonical_of(name) for name in ("97/alone", "01/left#1")]
        form = {"left": ids[0], "right": f" {ids[1]} ", "verdict": "same"}
        answer = client(corpus).post("/duplicates/decide", data=form, follow_redirects=False)
        assert answer.headers["location"] == f"/records/{ids[0]}"
        with open_store(corpus) as store:
            assert store.decisions() == (Decision("01/left#1", "97/alone", "same"),)

    @pytest.mark.parametrize(
        ("left", "right", "verdict", "status"),
        [
            ("97/alone", "98/trial", "same", 400),
            ("97/alone", "97/alone", "same", 409),
            ("97/alone", "nobody", "same", 404),
            ("97/alone", "01/left#1", "perhaps", 400),
        ],
    )
    def test_what_cannot_be_decided_is_refused(self, corpus, left, right, verdict, status):
        answer = client(corpus).post("/duplicates/decide", data={"left": left, "right": right, "verdict": verdict})
        assert answer.status_code == status
        with open_store(corpus) as store:
            assert store.decisions() == ()

    def test_a_decision_holds_in_the_next_deduplication(self, corpus):
        left, right = queue(corpus)[0]
        press(client(corpus), "/duplicates", "s")
        with open_store(corpus) as store:
            found = deduplicate(store.records(), decisions=store.decisions())
        assert any({left, right} <= set(canonical.members) for canonical in found.canonicals)
        assert (left, right) not in {(link.left, link.right) for link in found.uncertain}


class TestPair:
    def test_two_dois_stand_against_it(self, built):
        left, right = queue(built)[0]
        [against] = (
            client(built).get("/duplicates.json", params={"left": left, "right": right}).json()["pair"]["against"]
        )
        assert against["label"] == "DOI"

    def test_the_waterfall_is_a_table_with_a_bar_in_each_row(self, built):
        tree = html.fromstring(client(built).get("/duplicates").text)
        rows = tree.xpath("//table[@class='waterfall']/tbody/tr")
        assert all(row.xpath("td//svg") for row in rows)
        assert "Title" in [row.xpath("string(th)") for row in rows]
        assert not tree.xpath("//*[@style]")

    def test_everything_of_the_page_is_said_in_chinese(self, built):
        tree = html.fromstring(client(built, **{"Accept-Language": "zh-CN"}).get("/duplicates").text)
        assert "第 1 对，共 5 对" in tree.xpath("string(//h1)")
        assert "英文标题" in tree.xpath("string(//table[@class='pair'])")


class TestComparing:
    def rows(self, left: Record, right: Record) -> dict[str, tuple[str, ...]]:
        return {row.field: row for row in compare((left, left), (right, right))}

    def test_equal_and_differing_words_are_told_apart(self):
        rows = self.rows(
            paper("a", title={"en": "A randomised trial of sleep"}),
            paper("b", title={"en": "A controlled trial of sleep"}),
        )
        title = rows["title.en"]
        assert title.agreement == "partly"
        assert [p.text for p in title.left.pieces if "differs" in p.marks] == ["randomised"]
        assert [p.text for p in title.right.pieces if "differs" in p.marks] == ["controlled"]
        assert rows["journal"].agreement == "same"

    def test_unlike_texts_are_not_sprinkled_with_chance(self):
        row = self.rows(paper("a"), other("b"))["title.en"]
        assert row.agreement == "different"
        assert [piece.marks for piece in row.left.pieces] == [()]

    def test_an_english_text_stands_beside_a_chinese_one_with_their_numbers_marked(self):
        rows = self.rows(paper("a"), paper("b", title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}))
        row = rows["abstract"]
        assert (row.left.lang, row.right.lang, row.agreement) == ("en", "zh", "translation")
        assert {p.text for p in row.left.pieces if "number" in p.marks} == {
            p.text for p in row.right.pieces if "number" in p.marks
        }
        assert "title.en" not in rows

    def test_what_a_record_lacks_is_taken_from_the_others_of_its_paper(self):
        [row] = [
            row
            for row in compare((paper("a", journal=None), paper("canonical")), (paper("b"), paper("b")))
            if row.field == "journal"
        ]
        assert row.left.borrowed
        assert not row.right.borrowed

    def test_pages_and_journals_may_be_written_in_several_ways(self):
        rows = self.rows(paper("a"), paper("b", pages="201-9", journal="International journal of imaginary medicine."))
        assert (rows["pages"].agreement, rows["journal"].agreement) == ("same", "same")

    @pytest.mark.parametrize(("journal", "agreement"), [("Int J Imag Med", "same"), ("Gut Invent", "different")])
    def test_an_abbreviated_journal_is_no_other(self, journal, agreement):
        assert self.rows(paper("a"), paper("b", journal=journal))["journal"].agreement == agreement

    def test_names_in_two_scripts_may_be_one(self):
        assert self.rows(paper("a"), paper("b", authors=("王晓明",)))["authors"].agreement == "translation"

    def test_a_field_of_one_side_is_no_disagreement(self):
        row = self.rows(paper("a"), paper("b", volume=None))["volume"]
        assert (row.agreement, row.right) == ("one side", None)

    def test_what_is_endless_is_compared_at_its_beginning(self):
        text = "word " * 100_000
        row = self.rows(record("a", en=text), record("b", en=text.upper()))["abstract.en"]
        assert sum(len(piece.text) for piece in row.left.pieces) <= COMPARED + 1


def test_what_evidence_and_decisions_are_called_has_its_chinese():
    assert LEVELS.keys() - LABELS.keys() == set()
    assert {*LABELS.values(), *DECIDED.values(), *SLOTS.values()} - chinese().keys() == set()
