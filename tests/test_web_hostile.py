"""Pages of a corpus in which every field is an attack; and requests that are."""

import re
import sqlite3
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hostile
import msgspec
import pytest
from crawling import addresses, classes, crawl, markup, parsed, twin
from serving import Answer, Server, serving

import corpus.web
from corpus.web.app import create_app
from corpus.web.security import HEADERS

WEB = Path(corpus.web.__file__).parent
CSP = HEADERS["Content-Security-Policy"]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
RECORD = "paper-0000"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / """it's "quoted" <img src=x onerror=window.pwned=1> & 中.corpus"""
    hostile.write_corpus(path)
    return path


@pytest.fixture(scope="module")
def server(corpus):
    with serving(corpus) as running:
        yield running


@pytest.fixture(scope="module")
def answers(server):
    return list(crawl(server))


@pytest.fixture(scope="module")
def pages(answers):
    return [parsed(answer) for answer in answers if answer.media_type == "text/html"]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """By view, what the pages of a corpus are made of that says harmless words in all those places."""
    path = tmp_path_factory.mktemp("harmless") / "harmless.corpus"
    hostile.write_corpus(path, hostile.harmless)
    found: dict[str, set[str]] = {}
    with serving(path) as running:
        for answer in crawl(running):
            if answer.media_type == "text/html":
                page = parsed(answer)
                found.setdefault(page.view, set()).update(markup(page))
    return found


def dump(corpus: Path) -> list[str]:
    with closing(sqlite3.connect(corpus)) as connection:
        return list(connection.iterdump())


def writes() -> list[str]:
    """Return the paths that answer POST."""
    app = create_app(Path("any.corpus"))
    return sorted(route.path for route in app.routes if "POST" in (getattr(route, "methods", None) or ()))


class TestPages:
    def test_every_page_is_answered(self, answers):
        assert {answer.path: answer.status for answer in answers if answer.status != HTTPStatus.OK} == {}

    def test_every_record_of_the_corpus_is_among_them(self, answers):
        paths = {urlsplit(answer.path).path for answer in answers}
        assert {f"/records/paper-{number:04}" for number in range(len(hostile.PAYLOADS))} <= paths
        assert {f"/records/paper-{number:04}/alignment" for number in range(len(hostile.PAYLOADS))} <= paths

    def test_no_element_or_attribute_comes_from_data(self, pages, expected):
        for page in pages:
            assert markup(page) - expected[page.view] == set(), page.answer.path

    def test_no_class_comes_from_data(self, pages):
        sources = [*(WEB / "templates").iterdir(), *WEB.glob("*.py"), *(WEB.parent / "pictures").glob("*.py")]
        said = [source.read_text(encoding="utf-8") for source in sources]
        ours = {word for text in said for word in re.findall(r"[\w-]+", f"{text} {text.replace(' ', '-')}")}
        for page in pages:
            assert classes(page) - ours == set(), page.answer.path

    def test_no_element_acts_by_itself(self, pages):
        for page in pages:
            attributes = {name for element in page.tree.iter() for name in element.attrib}
            assert not {name for name in attributes if name.startswith(("on", "hx-on", "style", "srcdoc"))}
            assert {element.get("src", "").startswith("/static/") for element in page.tree.iter("script")} <= {True}
            assert not [element.text for element in page.tree.iter("script", "style") if element.text]

    def test_addresses_lead_to_this_site_or_to_the_web(self, pages):
        for page in pages:
            for element, address in addresses(page):
                parts = urlsplit(address)
                assert parts.scheme in {"", "http", "https"}, (page.answer.path, address)
                assert not address.startswith(("//", "\\", "/\\")), (page.answer.path, address)
                if parts.netloc:
                    assert element.tag == "a", (page.answer.path, address)
                    assert "noreferrer" in element.get("rel", ""), (page.answer.path, address)

    def test_what_pages_say_is_shown_as_they_say_it(self, pages):
        [page] = [page for page in pages if page.answer.path == f"/records/{RECORD}"]
        name, payload = next(iter(hostile.PAYLOADS.items()))
        assert payload in page.tree.text_content(), name

    def test_templates_in_data_are_not_run(self, answers):
        assert not [answer.path for answer in answers if str(7 * 191) in answer.text]


class TestTwins:
    def test_they_are_json_that_no_browser_takes_for_a_page(self, answers):
        twins = [answer for answer in answers if ".json" in answer.path]
        assert twins
        for answer in twins:
            assert answer.headers["content-type"] == "application/json", answer.path
            assert answer.headers["x-content-type-options"] == "nosniff", answer.path
            msgspec.json.decode(answer.body)

    def test_they_hold_what_the_corpus_holds_to_the_character(self, server):
        for number, (name, payload) in enumerate(hostile.PAYLOADS.items()):
            said = strings(msgspec.json.decode(server.get(f"/records/paper-{number:04}.json").body))
            assert any(payload in text for text in said), name

    def test_every_page_has_one(self, answers):
        paths = {answer.path for answer in answers if answer.media_type == "text/html"}
        assert {twin(path) for path in paths} <= {answer.path for answer in answers}


def strings(value: Any) -> list[str]:
    """Return all texts in a value of JSON."""
    if isinstance(value, dict):
        return [text for pair in value.items() for each in pair for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


class TestHeaders:
    def test_the_policy_allows_what_comes_from_this_server_and_nothing_else(self):
        directives = dict(part.strip().split(" ", 1) for part in CSP.split(";"))
        assert directives == POLICY

    @pytest.mark.parametrize(
        ("method", "path", "headers", "status"),
        [
            ("GET", "/", {}, 200),
            ("HEAD", "/", {}, 200),
            ("GET", "/static/style.css", {}, 200),
            ("GET", "/static/none.css", {}, 404),
            ("GET", "/nowhere", {}, 404),
            ("GET", "/nowhere.json", {}, 404),
            ("GET", "/records/nobody", {}, 404),
            ("PUT", "/", {}, 405),
            ("TRACE", "/", {}, 405),
            ("OPTIONS", "/", {}, 405),
            ("POST", "/records", {}, 405),
            ("GET", "/history/undo", {}, 405),
            ("GET", "/", {"Host": "evil.example"}, 421),
            ("GET", "/", {"Authorization": ""}, 403),
            ("POST", "/history/undo", {"Authorization": ""}, 403),
            ("POST", "/history/undo", {"Origin": "https://evil.example"}, 403),
        ],
    )
    def test_every_answer_has_them(self, server, method, path, headers, status):
        answer = server.ask(method, path, headers)
        assert answer.status == status
        assert {name: answer.headers.get(name.lower()) for name in HEADERS} == HEADERS

    def test_a_fault_of_the_program_has_them_too_and_tells_nothing(self, tmp_path):
        path = tmp_path / "broken.corpus"
        hostile.write_corpus(path, hostile.harmless)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE canonicals SET body = '{'")
        server = Server(path)
        try:
            answers = [server.get(f"/records/{RECORD}"), server.get(f"/records/{RECORD}.json")]
        finally:
            said = server.stop()
        for answer in answers:
            assert answer.status == 500
            assert answer.headers["content-security-policy"] == CSP
            assert "Traceback" not in answer.text
            assert ".py" not in answer.text
        assert "Traceback" not in said

    def test_nothing_is_told_of_the_program_that_serves(self, server):
        assert "server" not in server.get("/").headers


def assert_tells_nothing(answer: Answer, server: Server) -> None:
    for secret in (server.key, server.corpus.stem[:4], "Second sentence"):
        assert secret not in answer.text


class TestWhoMayAsk:
    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "evil.example:{port}",
            "127.0.0.1.evil.example:{port}",
            "127.0.0.1",
            "127.0.0.1:1",
            "localhost:{port}:{port}",
            "localhost:{port}@evil.example",
            "evil.example/@127.0.0.1:{port}",
            "127.0.0.1:{port}.evil.example",
            "[::ffff:127.0.0.1]:{port}",
            "0.0.0.0:{port}",
            "2130706433:{port}",
            "localhost.:{port}",
            " ",
            "",
        ],
    )
    def test_under_another_name_nothing_is_answered(self, server, host):
        port = server.host.rpartition(":")[2]
        answer = server.get("/records.json", {"Host": host.format(port=port)})
        assert answer.status in {400, 421}
        assert_tells_nothing(answer, server)

    @pytest.mark.parametrize(
        "key", ["", "Bearer", "Bearer ", "Bearer x", "Basic x", "Bearer \xff\xfe", "Bearer " + "x" * 5000]
    )
    def test_without_the_key_nothing_is_answered(self, server, key):
        for path in ("/", "/records.json", f"/records/{RECORD}", "/nowhere", "/?key=", "/?key=x&key=%00", "/?key=%ff"):
            answer = server.get(path, {"Authorization": key})
            assert answer.status == 403
            assert_tells_nothing(answer, server)

    def test_a_site_elsewhere_may_not_read_by_script(self, server):
        answer = server.get("/records.json", {"Origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.startswith("access-control")]


class TestWhoMayWrite:
    @pytest.mark.parametrize("path", writes())
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:1"},
            {"Origin": "http://127.0.0.1"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Host": "evil.example"},
            {"Authorization": ""},
        ],
        ids=str,
    )
    def test_nobody_on_behalf_of_another_site(self, server, corpus, path, headers):
        before = dump(corpus)
        answer = server.post(concrete(path), {"number": "1", "back": "/"}, headers)
        assert answer.status in {403, 421}
        assert dump(corpus) == before

    @pytest.mark.parametrize("path", writes())
    @pytest.mark.parametrize("token", ["", "x", "\0", "é" * 1000])
    def test_nobody_without_the_token_of_this_run(self, server, corpus, path, token):
        before = dump(corpus)
        answer = server.post(concrete(path), {"token": token, "number": "1"})
        assert answer.status == 403
        assert dump(corpus) == before

    @pytest.mark.parametrize(
        "path", [path for path in writes() if not path.startswith("/jobs/")]
    )  # which ask for no more
    @pytest.mark.parametrize("value", ["", "-1", "9" * 400, "\0", "<script>", "../../x", "é\ud7ff\uffff", "1e9", "NaN"])
    def test_a_form_of_nonsense_is_refused_in_a_sentence_and_nothing_is_written(self, server, corpus, path, value):
        before = dump(corpus)
        names = ("number", "left", "right", "verdict", "place", "bead", "text", "lang", "members", "seen", "back", "do")
        answer = server.post(concrete(path), dict.fromkeys(names, value))
        assert 400 <= answer.status < 500, answer.text
        assert dump(corpus) == before

    def test_asking_never_writes(self, server, corpus, answers):
        before = dump(corpus)
        for path in [
            "/",
            *map(concrete, writes()),
            *(f"{concrete(path)}?number=1&token={server.key}" for path in writes()),
        ]:
            server.get(path)
            server.ask("HEAD", path)
        assert dump(corpus) == before


def concrete(path: str) -> str:
    """Return an address that a route matches."""
    return path.replace("{id}", RECORD)
