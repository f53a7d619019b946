import pytest
from corpora import mirrored, result
from reviewing import client

from corpus.encoder import LateEncoder
from corpus.journal import ConflictError
from corpus.pipeline import complete
from corpus.store import open_store
from dedupe.link import Decision


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "h.corpus"
    with open_store(path, write=True) as store:
        for name in ("a", "b", "c"):
            store.put_file(result(name, mirrored(name), sha256=name))
        complete(store, LateEncoder())
    return path


def decide(path, *pairs, verdict="different", who="Wen"):
    with open_store(path, write=True) as store:
        return store.journal.decide([Decision(left, right, verdict) for left, right in pairs], verdict, who)


def test_nothing_decided_says_where_to_begin(corpus):
    text = client(corpus).get("/history").text
    assert "Nobody has decided anything yet." in text
    assert 'href="/duplicates"' in text


def test_acts_are_told_with_who_did_what_the_latest_first(corpus):
    decide(corpus, ("a", "b"))
    decide(corpus, ("a", "c"), ("b", "c"), who="")
    deeds = client(corpus).get("/history.json").json()["deeds"]
    assert [deed["act"]["who"] for deed in deeds] == ["", "Wen"]
    assert deeds[0]["pairs"] == [
        {"left": "a", "right": "c", "before": None, "after": "different"},
        {"left": "b", "right": "c", "before": None, "after": "different"},
    ]
    assert deeds[1]["title"].startswith("Quercimab lowers pulmonary pressure")


def test_an_act_is_undone_and_stays_on_the_list(corpus):
    number = decide(corpus, ("a", "b"))
    asker = client(corpus)
    answer = asker.post("/history/undo", data={"number": number})
    assert "Undone: different" in answer.text
    assert "Undone: different" not in asker.get("/history").text
    with open_store(corpus) as store:
        assert store.decisions() == ()
    [deed] = asker.get("/history.json").json()["deeds"]
    assert deed["act"]["undone"]


def test_what_a_later_act_changed_is_undone_after_it(corpus):
    first, second = decide(corpus, ("a", "b")), decide(corpus, ("a", "b"), verdict="same")
    asker = client(corpus)
    deeds = asker.get("/history.json").json()["deeds"]
    assert [(deed["act"]["number"], deed["blocked_by"]) for deed in deeds] == [(second, None), (first, second)]
    assert "first undo what came later" in asker.get("/history").text
    answer = asker.post("/history/undo", data={"number": first})
    assert answer.status_code == 409
    assert "undo those first" in answer.text
    for number in (second, first):
        assert asker.post("/history/undo", data={"number": number}).status_code == 200


def test_a_refusal_in_place_is_a_message(corpus):
    answer = client(corpus).post("/history/undo", data={"number": "7"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#messages"
    assert answer.text.startswith('<div id="error"')


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40])
def test_a_number_that_is_none_is_refused(corpus, number):
    assert client(corpus).post("/history/undo", data={"number": number}).status_code == 409


def test_pages_go_on_where_the_last_ended(corpus):
    for place in range(60):
        decide(corpus, ("a", "b"), verdict=("same", "different")[place % 2])
    asker = client(corpus)
    first = asker.get("/history.json").json()
    second = asker.get(first["earlier"].replace("/history", "/history.json")).json()
    numbers = [deed["act"]["number"] for page in (first, second) for deed in page["deeds"]]
    assert numbers == list(range(60, 0, -1))
    assert second["earlier"] is None
    assert second["latest"] == "/history"


def test_pairs_of_a_large_act_are_counted(corpus):
    decide(corpus, *((f"x{place}", "y") for place in range(8)))
    [deed] = client(corpus).get("/history.json").json()["deeds"]
    assert (len(deed["pairs"]), deed["more_pairs"]) == (5, 3)


def test_a_corpus_on_a_read_only_place_can_be_looked_at(corpus, monkeypatch):
    number = decide(corpus, ("a", "b"))
    monkeypatch.setattr("os.access", lambda path, mode: mode != 2)
    answer = client(corpus).get("/history")
    assert answer.status_code == 200
    assert " disabled>" in answer.text
    refused = client(corpus).post("/history/undo", data={"number": number})
    assert refused.status_code == 403
    assert "cannot be written" in refused.text


def test_conflicts_are_errors_of_input():
    """The pages tell them so; a fault would be told as one."""
    from bicorpus import InputError

    assert issubclass(ConflictError, InputError)
