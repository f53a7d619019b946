"""What can befall a corpus while its pages are open: each is told in a sentence, and nothing decided is lost."""

import resource
import shutil
import signal

import msgspec
import pytest
from doubtful import write_pairs
from reviewers import assert_whole
from serving import PATIENCE_S, Answer, Server, serving

from corpus.cli import main
from corpus.store import open_store

UNANSWERABLE = (409, 503)
"""To a form and to a page, where the corpus cannot be had."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    place = tmp_path_factory.mktemp("troubles")
    write_pairs(place / "pages", range(4))
    assert main(["build", str(place / "pages"), str(place / "some.corpus")]) == 0
    return place / "some.corpus"


@pytest.fixture
def corpus(built, tmp_path):
    return shutil.copy(built, tmp_path / "some.corpus")


@pytest.fixture
def server(corpus):
    with serving(corpus) as running:
        yield running


def decide(server: Server, number: int, verdict: str = "same", seen: str = "", **headers: str) -> Answer:
    form = {"left": f"{number:03}a.html", "right": f"{number:03}b.html", "verdict": verdict, "kind": "", "seen": seen}
    return server.post("/duplicates/decide", form, headers)


def verdicts(corpus) -> list[str]:
    with open_store(corpus) as store:
        return [decision.verdict for decision in store.decisions()]


def assert_unanswerable(server: Server, reason: str) -> None:
    """Every way of asking is answered with the reason."""
    answers = [
        decide(server, 1),
        server.get("/records"),
        decide(server, 1, **{"HX-Request": "true"}),
        server.get("/duplicates.json"),
    ]
    for answer, status in zip(answers, UNANSWERABLE * 2, strict=True):
        assert (answer.status, reason in answer.text) == (status, True), answer.text
    assert msgspec.json.decode(answers[-1].body)["error"].startswith(str(server.corpus))


def test_a_corpus_that_is_deleted_is_told_of_and_not_made_anew(corpus, server):
    corpus.unlink()
    assert_unanswerable(server, "no longer there")
    assert not corpus.exists()


def test_another_corpus_in_its_place_is_neither_shown_nor_spoilt(corpus, server, built):
    assert decide(server, 0).status == 303
    shutil.copy(built, corpus.with_name("new.corpus")).replace(corpus)
    assert_unanswerable(server, "another file has taken the place")
    server.stop()
    assert_whole(corpus)
    assert verdicts(corpus) == []
    with serving(corpus) as again:
        assert decide(again, 1).status == 303
    assert verdicts(corpus) == ["same"]


def test_what_the_disk_has_no_room_for_can_be_done_when_it_has(corpus, server):
    assert decide(server, 0).status == 303
    for most, status in ((4096, 409), (resource.RLIM_INFINITY, 303)):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        assert decide(server, 1).status == status
        assert server.get("/duplicates").status == 200
    assert_whole(corpus)
    assert verdicts(corpus) == ["same", "same"]


def test_a_form_of_the_run_before_is_refused_with_what_to_do(corpus):
    former = Server(corpus)
    former.stop()
    with serving(corpus) as server:
        cookie = f"bicorpus-{server.host.rpartition(':')[2]}={former.key}"
        page = server.get("/duplicates", {"Authorization": "", "Cookie": cookie})
        form = server.post("/duplicates/undo", {"token": former.key, "number": "1"}, {"HX-Request": "true"})
    assert (page.status, "open the address that bicorpus review has printed" in page.text) == (403, True)
    assert (form.status, "reload the page and try again" in form.text) == (403, True)


def test_what_is_pressed_twice_is_done_once(corpus, server):
    for _ in range(2):
        assert decide(server, 0).status == 303
    assert decide(server, 0, "different").status == 409  # by a tab that has not seen the first
    assert [server.post("/history/undo", {"number": "1"}).status for _ in range(2)] == [303, 409]
    with open_store(corpus) as store:
        assert [(act.what, act.undone) for act in store.journal.acts()] == [("same", True)]


def test_ctrl_c_ends_a_job_too_and_leaves_a_whole_corpus(corpus):
    server = Server(corpus)
    decide(server, 0)
    assert server.post("/jobs/apply", {}).status == 303
    server.process.send_signal(signal.SIGINT)
    said = server.process.communicate(timeout=PATIENCE_S)[1]
    assert (server.process.returncode, "Traceback" in said) == (0, False)
    assert_whole(corpus)
    assert [path.name for path in corpus.parent.iterdir()] == [corpus.name]  # nobody has it open any more
    assert verdicts(corpus) == ["same"]


def test_what_cannot_be_reviewed_is_refused_before_anything_is_served(corpus, tmp_path, capsys):
    folder, text, empty = tmp_path, tmp_path / "some.txt", tmp_path / "empty.corpus"
    text.write_text("no corpus, and long enough to be taken for a database" * 9, encoding="utf-8")
    empty.touch()
    for path, reason in (
        (tmp_path / "none.corpus", "no such corpus"),
        (folder, "no such corpus"),
        (text, "is not a corpus"),
        (empty, "not a corpus"),
    ):
        assert main(["review", str(path)]) == 1
        assert reason in capsys.readouterr().err


def test_a_build_where_a_corpus_was_deleted_under_open_pages_says_what_to_end(corpus, server, built, capsys):
    assert decide(server, 0).status == 303
    corpus.unlink()
    assert main(["build", str(built.parent / "pages"), str(corpus)]) == 1
    assert "while bicorpus review has it open, end that first" in capsys.readouterr().err
