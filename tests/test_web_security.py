import pytest
from reviewing import BASE, KEY, build_corpus, client
from starlette.testclient import TestClient

from corpus.store import open_store
from corpus.web.app import create_app
from corpus.web.pages import FORM_BYTES
from corpus.web.security import HEADERS, HOSTS


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, samples):
    return build_corpus(tmp_path_factory.mktemp("security") / "s.corpus", samples)


@pytest.fixture
def stranger(corpus):
    """Who has neither key nor token."""
    return TestClient(create_app(corpus, token=KEY), base_url=BASE, follow_redirects=False)


class TestHeaders:
    @pytest.mark.parametrize(
        ("path", "status"),
        [("/", 200), ("/nothing", 404), ("/nothing.json", 404), ("/static/style.css", 200), ("/records?sort=x", 400)],
    )
    def test_every_answer_has_them(self, corpus, path, status):
        answer = client(corpus).get(path)
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS

    def test_a_refusal_has_them(self, stranger):
        assert {name: stranger.get("/").headers.get(name) for name in HEADERS} == HEADERS

    def test_pages_are_not_kept_and_files_that_change_their_address_are(self, corpus):
        assert client(corpus).get("/").headers["cache-control"] == "no-store"
        assert "immutable" in client(corpus).get("/static/style.css").headers["cache-control"]

    def test_the_policy_lets_forms_tell_where_they_are_from(self):
        """With no-referrer, browsers post the forms of these pages with the Origin "null"."""
        assert HEADERS["Referrer-Policy"] == "same-origin"


class TestHost:
    @pytest.mark.parametrize("host", [f"{host}:8765" for host in HOSTS])
    def test_names_of_this_machine_are_answered(self, corpus, host):
        assert client(corpus, Host=host).get("/").status_code == 200

    @pytest.mark.parametrize("host", ["evil.example:8765", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8765"])
    def test_others_are_refused_though_they_have_the_key(self, corpus, host):
        answer = client(corpus, Host=host).get("/")
        assert answer.status_code == 421
        assert KEY not in answer.text


class TestKey:
    @pytest.mark.parametrize("path", ["/", "/index.json", "/records", "/export/jsonl", "/nothing", "/jobs"])
    def test_without_it_nothing_is_told_of_the_corpus(self, stranger, path):
        answer = stranger.get(path)
        assert answer.status_code == 403
        assert KEY not in answer.text
        assert "s.corpus" not in answer.text

    def test_a_wrong_one_is_none(self, stranger):
        assert stranger.get("/", params={"key": KEY + "x"}).status_code == 403
        assert stranger.get("/", headers={"Authorization": "Bearer é".encode()}).status_code == 403

    def test_the_address_that_holds_it_leads_to_one_that_does_not(self, stranger):
        answer = stranger.get("/records?q=a&key=" + KEY)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{BASE}/records?q=a"
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"bicorpus-8765={KEY};")
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert stranger.get("/records?q=a").status_code == 200

    def test_a_path_that_looks_like_another_host_leads_nowhere_else(self, stranger):
        answer = stranger.get(f"{BASE}//evil.example/?key={KEY}")
        assert answer.headers["location"].startswith(BASE)

    def test_a_twin_is_answered_at_once(self, stranger):
        assert stranger.get(f"/index.json?key={KEY}").json()["overview"]["flow"]["files"] == 16


class TestWriting:
    def write(self, asker, token=KEY, **headers):
        return asker.post("/jobs/dismiss", data={"token": token}, headers=headers, follow_redirects=False).status_code

    def test_a_form_of_these_pages_is_taken(self, corpus):
        assert self.write(client(corpus), Origin=BASE, **{"Sec-Fetch-Site": "same-origin"}) == 303

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"},
            {"Origin": "http://127.0.0.1:8766"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_that_of_another_site_is_refused(self, corpus, headers):
        assert self.write(client(corpus), **headers) == 403

    @pytest.mark.parametrize("token", ["", "other"])
    def test_one_without_the_token_of_this_run_is_refused(self, corpus, token):
        assert self.write(client(corpus, **{"X-Token": ""}), token) == 403

    def test_the_token_may_be_a_field(self, corpus):
        assert self.write(client(corpus, **{"X-Token": ""})) == 303

    def test_a_huge_form_is_refused(self, corpus):
        answer = client(corpus).post("/jobs/dismiss", content=b"a=" + b"b" * FORM_BYTES)
        assert answer.status_code == 413

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
    def test_other_methods_are_not_known(self, corpus, method):
        assert client(corpus).request(method, "/").status_code == 405

    def test_to_ask_is_not_to_do(self, corpus):
        assert client(corpus).get("/jobs/dismiss").status_code == 405


class TestErrors:
    def test_a_fault_is_a_page_without_a_traceback(self, corpus, tmp_path, capsys):
        path = tmp_path / "broken.corpus"
        path.write_bytes(corpus.read_bytes())
        with open_store(path, write=True) as store:
            store.rows("UPDATE state SET value = '!' WHERE key = 'model'")
            store.rows("INSERT INTO state VALUES ('warnings', '!') ON CONFLICT DO UPDATE SET value = '!'")
        answer = client(path).get("/")
        assert answer.status_code == 500
        assert "Traceback" not in answer.text
        assert "DecodeError" in capsys.readouterr().err

    def test_a_corpus_that_is_gone_is_told_and_not_made_anew(self, tmp_path):
        path = tmp_path / "gone.corpus"
        assert client(path).get("/").status_code == 503
        assert client(path).post("/jobs/dismiss").status_code == 409
        assert not path.exists()

    def test_braces_in_a_path_are_only_braces(self, corpus):
        assert client(corpus).get("/records/{0.__class__}").status_code == 404


class TestFiles:
    @pytest.mark.parametrize(
        "path",
        ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/x"],
    )
    def test_only_those_of_the_table_are_served(self, corpus, path):
        assert client(corpus).get(BASE + path).status_code == 404
