"""Requests that no browser makes: for files elsewhere, with too much of everything, with headers in their values."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import hostile
import pytest
from crawling import parsed
from serving import Server, serving

RECORD = "paper-0000"
HUGE = 100 * 2**20
MOST_GROWTH = 64 * 2**20
"""Bytes of memory that reading a form may take; what is refused is a hundred megabytes."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("requests") / "some.corpus"
    hostile.write_corpus(path)
    return path


@pytest.fixture(scope="module")
def server(corpus):
    with serving(corpus) as running:
        yield running


def dump(corpus: Path) -> list[str]:
    with closing(sqlite3.connect(corpus)) as connection:
        return list(connection.iterdump())


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            f"{start}{up * 12}{target}"
            for start in ("/static/", "/static/x/", "/records/", "/records/paper-0000/", "/")
            for up in (
                "../",
                "..%2f",
                "%2e%2e/",
                "%2e%2e%2f",
                "..%5c",
                "..\\",
                "....//",
                "%252e%252e%252f",
                "..%c0%af",
                "..;/",
            )
            for target in ("etc/passwd", "proc/self/environ")
        ],
    )
    def test_no_file_is_read_that_is_not_ours(self, server, path):
        answer = server.get(path)
        assert answer.status in {400, 404}
        assert b"root:" not in answer.body
        assert b"PATH=" not in answer.body

    @pytest.mark.parametrize(
        "path",
        [
            "/static//etc/passwd",
            "/static/%2fetc%2fpasswd",
            "//etc/passwd",
            "/static/\0",
            "/static/%00style.css",
            "/static/.",
            "/static/",
            "/static/style.css%00.png",
            "/static/style.css/",
            "/static/app.py",
        ],
    )
    def test_what_is_served_is_what_lies_in_our_folder(self, server, path):
        assert server.get(path.replace("\0", "%00")).status == 404

    @pytest.mark.parametrize("member", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "\0", "%2e%2e", ""])
    def test_a_page_is_read_from_the_corpus_and_never_from_disk(self, server, member):
        for view in (f"/records/{RECORD}", "/duplicates", "/failures", "/records", "/history"):
            for name in ("member", "left", "path", "file", "q", "site"):
                query = urlencode({name: member, "right": member})
                assert b"root:x" not in server.get(f"{view}?{query}").body


class TestRequests:
    @pytest.mark.parametrize("path", ["/", "/records", f"/records/{RECORD}", "/duplicates", "/history", "/failures"])
    @pytest.mark.parametrize(
        "query",
        [
            "&".join(f"p{number}=" for number in range(10_000)),
            "&".join("kind=paper" for _ in range(5_000)),
            "page=" + "9" * 5000,
            "page=-1&number=-1&before=x&limit=1e9",
            "page=%00&sort=%00&q=%00&kind=%00&site=%00&year=%00&status=%00&lang=%00&order=%00&view=%00",
            "q=" + "%22" * 999,
            "q=" + "(" * 3000,
            "q=%2A&sort=title%3B--&order='",
            "q=NEAR(a+b)+OR+*+AND+NOT+title:x+^y+-z",
            "q=%F0%9F%92%A9%ED%A0%80%FF",
            "left=x&right=x",
            "year=NaN&year=%E2%85%A7&lang=xx&status=zz&before=-9223372036854775809",
        ],
        ids=lambda query: query[:30],
    )
    def test_a_query_of_nonsense_is_answered_without_a_fault(self, server, path, query):
        assert server.get(f"{path}?{query}").status in {200, 400, 404, 414, 431}

    def test_a_form_of_a_hundred_megabytes_is_refused_and_not_kept(self, server, corpus):
        before, least = dump(corpus), memory(server)
        block = b"token=" + b"x" * 2**20
        headers = {"Content-Length": str(HUGE), "Content-Type": "application/x-www-form-urlencoded"}
        with suppress(ConnectionError):  # it has heard enough
            assert server.ask("POST", "/history/undo", headers, (block[: 2**20] for _ in range(100))).status == 413
        assert memory(server) - least < MOST_GROWTH
        assert dump(corpus) == before
        assert server.get("/").status == 200

    @pytest.mark.parametrize(
        "back",
        [
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\r\nX-Pwned: 1",
            "\r\nX-Pwned: 1",
            "/%0d%0aX-Pwned: 1",
            "/\u2028/evil.example",
            "@evil.example",
            ".evil.example",
            "/.//evil.example",
            "",
        ],
    )
    def test_no_answer_leads_elsewhere_or_gets_headers_from_outside(self, server, back):
        ways = [
            server.get(f"/language?{urlencode({'to': 'zh', 'back': back})}"),
            server.get(f"/?{urlencode({'key': server.key, 'back': back})}"),
            server.get(f"/language?{urlencode({'to': f'zh{back}', 'back': '/'})}"),
        ]
        for answer in ways:
            assert "x-pwned" not in answer.headers
            assert "evil" not in answer.headers.get("set-cookie", "")
            location = urlsplit(answer.headers.get("location", "/"))
            assert (location.scheme, location.netloc) in {("", ""), ("http", server.host)}
            assert not answer.headers.get("location", "/").startswith(("//", "/\\"))

    @pytest.mark.parametrize(
        "cookie", ["lang=<script>", "lang=../../x", "bicorpus-message=%3Cscript%3E", "=;=;;;", "\xff"]
    )
    def test_cookies_are_not_believed(self, server, cookie):
        answer = server.get("/", {"Cookie": cookie, "Accept-Language": "<script>, zh;q=x"})
        assert answer.status == 200
        assert not parsed(answer).tree.xpath("//script[not(@src)]")


def memory(server: Server) -> int:
    """Return the most memory that the server has taken so far, in bytes."""
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc here")
    [kilobytes] = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(kilobytes) * 1024
