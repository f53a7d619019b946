import ast
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from align.sources import read_lessons
from corpus import review
from corpus.bitext import Bitext, text_key
from corpus.encoder import LateEncoder
from corpus.pipeline import align_store, build, deduplicate_store
from corpus.store import open_store
from corpus.web import deeds
from corpus.web.app import create_app
from corpus.web.cuts import parse, sides
from corpus.web.past import changes
from corpus.web.views import alignment
from corpus.wording import translate
from tests import corpora

EN = f"{corpora.EN} Further study is due."
ZH = f"{corpora.ZH}有待进一步研究。"
HTMX = {"HX-Request": "true"}


class Editor:
    """A person at the page of one record."""

    def __init__(self, path: Path, lang: str = "en") -> None:
        self.path = path
        headers = {"Authorization": "Bearer t", "X-Token": "t", "Accept-Language": lang}
        app = create_app(path, who="Lin", token="t")
        self.client = TestClient(app, base_url="http://127.0.0.1:8765", headers=headers)
        with open_store(path) as store:
            self.id = next(store.canonicals()).id
        self.url = f"/records/{self.id}/alignment"

    def look(self, **query):
        answer = self.client.get(f"{self.url}.json", params=query)
        assert answer.status_code == 200
        return answer.json()

    def page(self, **query) -> str:
        answer = self.client.get(self.url, params=query)
        assert answer.status_code == 200
        return answer.text

    def post(self, act: str, at: int = 1, **fields):
        data = {"seen": self.look()["fingerprint"], "act": act, "at": str(at)} | fields
        return self.client.post(self.url, data=data)

    def bitext(self) -> Bitext:
        with open_store(self.path) as store:
            bitext = store.entry(self.id).bitext
        assert bitext is not None
        return bitext

    def links(self):
        return [(bead.en, bead.zh) for bead in self.bitext().beads]


def corpus(tmp_path: Path, *, en: str = EN, zh: str = ZH) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(corpora.page(1, en=en, zh=zh), "utf-8")
    with open_store(tmp_path / "a.corpus", write=True) as store:
        build(tmp_path / "pages", store)
    return tmp_path / "a.corpus"


@pytest.fixture
def editor(tmp_path):
    return Editor(corpus(tmp_path))


PAIRS = [((i,), (i,)) for i in range(4)]


def test_the_page_shows_each_segment_with_its_state_and_one_is_active(editor):
    assert editor.links() == PAIRS
    shown = editor.look()
    assert [row["number"] for row in shown["rows"]] == [1, 2, 3, 4]
    assert shown["active"] == 1
    text = editor.page(at=3)
    assert text.count('aria-current="true"') == 1
    assert 'data-number="3" aria-current="true" autofocus' in text
    assert "0 of 4 segments accepted" in text


def test_accepting_goes_on_to_the_next_open_segment_and_says_how_far_one_is(editor):
    editor.post("accept", 2)
    answer = editor.post("accept-next", 1)
    assert answer.url.query == b"at=3"
    assert "Accepted. 2 of 4 accepted" in answer.text
    assert editor.bitext().accepted == (0, 1)
    assert editor.post("accept-next", 2).url.query == b"at=3"
    assert editor.bitext().accepted == (0, 1)


def test_what_is_done_is_in_the_history_with_who_did_it_and_the_words_that_changed(editor):
    editor.post("edit", 2, lang="zh", text="血压降低了12 mmHg。")
    (told,) = editor.look()["past"]
    assert (told["what"], told["who"], told["undone"]) == ("edited", "Lin", False)
    assert told["changes"] == [{"lang": "zh", "before": "血压下降了12 mmHg。", "after": "血压降低了12 mmHg。"}]
    text = editor.page()
    assert "<del>血压下降了12 mmHg。</del>" in text
    assert "<ins>血压降低了12 mmHg。</ins>" in text


def test_every_act_can_be_undone_one_after_the_other(editor):
    before = editor.bitext()
    editor.post("merge", 1)
    editor.post("untranslated", 3)
    assert editor.links() == [((0, 1), (0, 1)), ((2,), (2,)), ((3,), ()), ((), (3,))]
    for _ in range(2):
        answer = editor.post("undo", number=str(editor.look()["undoable"]))
        assert "Undone: " in answer.text
    assert editor.bitext() == before
    assert editor.look()["undoable"] is None


@pytest.mark.parametrize(
    ("act", "at", "fields", "links", "to"),
    [
        ("merge", 2, {}, [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,))], 2),
        ("split", 1, {"en": "0:9", "zh": "0:4"}, [((i,), (i,)) for i in range(5)], 1),
        ("zh-up", 2, {}, [((0,), (0, 1)), ((1,), ()), ((2,), (2,)), ((3,), (3,))], 1),
        ("zh-down", 2, {}, [((0,), (0,)), ((1,), ()), ((2,), (1, 2)), ((3,), (3,))], 3),
        ("en-down", 2, {}, [((0,), (0,)), ((), (1,)), ((1, 2), (2,)), ((3,), (3,))], 3),
        ("untranslated", 4, {}, [*PAIRS[:3], ((3,), ()), ((), (3,))], 1),
        ("accept-all", 4, {"least": "0"}, PAIRS, 4),
    ],
)
def test_acts_change_the_alignment_and_go_on_where_the_person_looks_next(editor, act, at, fields, links, to):
    answer = editor.post(act, at, **fields)
    assert editor.links() == links
    assert answer.url.query == f"at={to}".encode()


def test_a_lone_sentence_gets_a_translation_and_loses_it_again(tmp_path):
    editor = Editor(corpus(tmp_path, zh=corpora.ZH))
    assert editor.links()[3] == ((3,), ())
    assert editor.look(at=4, panel="zh")["panel"]["texts"] == [""]
    editor.post("edit", 4, lang="zh", text="有待进一步研究。")
    assert editor.links() == PAIRS
    assert editor.look(at=4, panel="zh")["panel"]["restorable"]
    editor.post("restore", 4, lang="zh")
    assert editor.links()[3] == ((3,), ())


def test_aligning_the_rest_again_keeps_what_was_accepted(editor):
    editor.post("merge", 1)
    editor.post("untranslated", 3)
    editor.post("reopen", 3)
    editor.post("reopen", 4)
    editor.post("realign")
    assert editor.links() == [((0, 1), (0, 1)), *PAIRS[2:]]
    assert editor.bitext().accepted == (0,)
    assert "Nothing was changed" in editor.post("realign").text


def test_what_cannot_be_done_is_said_and_changes_nothing(editor):
    before = editor.bitext()
    assert "This is the last segment" in editor.post("merge", 4).text
    assert "An empty sentence cannot be kept" in editor.post("edit", 1, lang="zh", text=" ").text
    assert "asks for nothing" in editor.post("explode").text
    assert "There is no such segment" in editor.post("accept", 0).text
    assert "There is no such place to cut" in editor.post("split", 1, en="x", zh="٣:1").text
    assert editor.bitext() == before
    assert editor.look()["past"] == []


def test_of_two_people_the_second_is_told_and_keeps_what_was_typed(editor):
    seen = editor.look()["fingerprint"]
    editor.post("accept", 1)
    data = {"seen": seen, "act": "edit", "at": "2", "lang": "zh", "text": "我的<b>译文</b>。"}
    answer = editor.client.post(editor.url, data=data, headers=HTMX)
    assert answer.status_code == 409
    assert "Somebody changed this alignment" in answer.text
    assert " data-unsaved>我的&lt;b&gt;译文&lt;/b&gt;。</textarea>" in answer.text
    assert "1 of 4 segments accepted" in answer.text
    assert editor.bitext().edits == {}
    editor.post("merge", 2)
    answer = editor.client.post(editor.url, data=data)
    assert "<textarea readonly" in answer.text
    assert "我的&lt;b&gt;译文&lt;/b&gt;。" in answer.text


def test_an_act_that_others_followed_is_not_undone(editor):
    editor.post("accept", 1)
    first = editor.look()["undoable"]
    editor.post("accept", 2)
    answer = editor.post("undo", number=str(first))
    assert answer.status_code == 409
    assert "cannot be undone before" in answer.text
    assert editor.bitext().accepted == (0, 1)


def test_in_chinese_all_is_said_in_chinese(tmp_path):
    editor = Editor(corpus(tmp_path), "zh-CN")
    answer = editor.post("merge", 1)
    assert "已合并。进度 1/3" in answer.text
    assert "这是最后一个句段" in editor.post("merge", 3).text
    assert "Accept" not in editor.page(at=1, panel="split").replace("Accept-", "")


def test_every_refusal_and_every_act_has_a_chinese_wording():
    files = [*Path(review.__file__).parent.glob("*.py"), Path(deeds.__file__)]
    calls = [
        node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    refusals = [node.args[0].value for node in calls if getattr(node.func, "id", "") == "UsageError"]
    assert len(refusals) > 15
    said = [*refusals, *(deed.what for deed in deeds.DEEDS.values()), alignment.CONFLICT, alignment.FOLLOWED]
    assert [text for text in said if translate(text, "zh") == text] == []


def test_a_record_without_a_title_is_called_by_its_id(tmp_path):
    with open_store(tmp_path / "a.corpus", write=True) as store:
        store.put_file(corpora.result("a.txt", corpora.record("a")))
        deduplicate_store(store, LateEncoder())
        align_store(store, LateEncoder())
    editor = Editor(tmp_path / "a.corpus")
    assert editor.look()["title"] == {}
    assert f"· {editor.id} ·" in editor.page()


def test_a_record_without_aligned_text_or_no_record_is_not_found(editor):
    assert editor.client.get("/records/none/alignment").status_code == 404
    assert editor.client.get("/records/none/alignment.json").json()["status"] == 404


def test_a_form_without_the_token_changes_nothing(editor):
    data = {"seen": editor.look()["fingerprint"], "act": "accept", "at": "1"}
    assert editor.client.post(editor.url, data=data, headers={"X-Token": ""}).status_code == 403
    assert editor.bitext().accepted == ()


def test_a_very_long_text_is_shown_in_parts(tmp_path):
    en = " ".join(f"Group {n} had {n + 3} patients." for n in range(120))
    zh = "".join(f"第{n}组有{n + 3}名患者。" for n in range(120))
    editor = Editor(corpus(tmp_path, en=en, zh=zh))
    assert len(editor.look()["rows"]) == 100
    assert [row["number"] for row in editor.look(at=101)["rows"]] == list(range(101, 121))
    assert 'rel="prev"' in editor.page(at=101)
    assert 'rel="next"' in editor.page(at=100)


def test_what_a_person_did_is_kept_when_the_page_is_changed_and_read_again(editor):
    editor.post("accept", 1)
    editor.post("edit", 2, lang="zh", text="血压降低了12 mmHg。")
    editor.post("merge", 3)
    pages = editor.path.with_name("pages")
    changed = corpora.page(1, en=f"The background is new. {EN}", zh=f"背景是新的。{ZH}")
    (pages / "a.html").write_text(changed, "utf-8")
    with open_store(editor.path, write=True) as store:
        build(pages, store)
    bitext = Editor(editor.path).bitext()
    assert bitext.accepted == (1, 2, 3)
    assert (bitext.beads[3].en, bitext.beads[3].zh) == ((3, 4), (3, 4))
    assert bitext.zh[2].text == "血压降低了12 mmHg。"
    assert bitext.edits == {"zh": {2: "血压下降了12 mmHg。"}}


def test_what_a_person_accepted_teaches_a_model(editor, tmp_path):
    editor.post("accept-all", least="0")
    rows = [{"doc": "a", "en": run.en, "zh": run.zh, "gold": run.beads} for run in review.gold(editor.bitext())]
    (tmp_path / "gold.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, rows)))
    assert len(read_lessons([tmp_path / "gold.jsonl"], print).sentences) == 4


class TestCuts:
    def test_each_side_may_be_cut_between_sentences_and_behind_clauses(self):
        en, zh = sides(["One is here, and so on.", "Two (3,000; 4.5) is there."], ["一在这里，等等；二在那里。"])
        assert [chunk.cut for chunk in en] == ["0:0", "0:12", "1:0", "1:11", "2:0"]
        assert [chunk.text for chunk in zh] == ["一在这里，", "等等；", "二在那里。", ""]
        assert [chunk.within for chunk in zh] == [False, True, True, False]

    def test_the_side_with_more_sentences_is_cut_between_them_and_the_other_at_the_same_share(self):
        en, zh = sides(["A first one.", "A second one."], ["前一半的话，也很长，后一半的话也是。"])
        assert [chunk.cut for chunk in en if chunk.chosen] == ["1:0"]
        assert [chunk.cut for chunk in zh if chunk.chosen] == ["0:10"]

    def test_a_lone_clause_is_cut_at_an_end(self):
        en, zh = sides(["One"], [])
        assert [sum(chunk.chosen for chunk in side) for side in (en, zh)] == [1, 1]

    @pytest.mark.parametrize("text", ["", "x", "1:x", "-1:0", "1:-2", ":"])
    def test_a_cut_that_nobody_offered_is_none(self, text):
        assert parse(text).sentence < 0


def test_changes_are_those_of_words_alone(editor):
    before = editor.bitext()
    editor.post("accept", 1)
    assert list(changes(before, editor.bitext())) == []
    editor.post("split", 1, en="0:9", zh="0:4")
    assert [change.lang for change in changes(before, editor.bitext())] == ["en", "zh"]


def test_the_act_is_noted_under_the_text_and_the_record(editor):
    editor.post("accept", 1)
    with open_store(editor.path) as store:
        record = store.entry(editor.id).canonical.record
        (act,) = store.journal.acts(subject=text_key(record.abstract))
    assert (act.canonical, act.what, act.who) == (editor.id, "accepted", "Lin")
