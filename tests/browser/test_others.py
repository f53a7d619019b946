"""Others: pages of other sites in the same browser, and scripts in what was scraped. Neither gets anywhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import hostile
import pytest
from crawling import FIRST
from serving import serving
from test_every_page import NARROW, WIDER

from corpus.cli import main
from corpus.store import open_store

ATTACK = """<!doctype html><meta charset="utf-8"><title>evil</title>
<img src="{origin}/history/undo?number=1">
<iframe name="frame" src="{origin}/duplicates"></iframe>
<iframe name="hole"></iframe>
<form method="post" action="{origin}/duplicates/decide" target="hole">
<input name="left" value="{left}"><input name="right" value="{right}"><input name="verdict" value="same">
<input name="kind" value=""><input name="seen" value=""></form>
<form method="post" action="{origin}/jobs/apply" target="hole"></form>
<script>
const done = [];
for (const form of document.forms) form.submit();
const body = new URLSearchParams({{ left: "{left}", right: "{right}", verdict: "same", kind: "" }});
for (const options of [
  {{ method: "POST", mode: "no-cors", credentials: "include", body }},
  {{ method: "POST", credentials: "include", body, headers: {{ "X-Token": "guess" }} }},
  {{ credentials: "include" }},
]) done.push(fetch("{origin}/duplicates.json", options).then((answer) => answer.text(), () => ""));
navigator.sendBeacon("{origin}/duplicates/decide", body);
const load = (tag, name) => new Promise((resolve) => {{
  const node = document.head.appendChild(document.createElement(tag));
  node.onload = node.onerror = resolve;
  node[name] = "{origin}/records.json";
}});
done.push(load("script", "src"));
const read = (texts) => texts.filter((text) => typeof text === "string").join("").length;
Promise.all(done).then((texts) => {{ document.title = `read ${{read(texts)}}`; }});
</script>"""
"""A page that posts a decision in every way that a page has, frames the pages, and tries to read them."""


@contextmanager
def elsewhere(folder: Path, host: str) -> Iterator[str]:
    """Serve a folder as a site of its own."""
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{host}:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["same site, other port", "other site"])
def test_a_page_of_another_site_in_the_same_browser_decides_nothing_and_reads_nothing(work, browse, tmp_path, host):
    browse.forgiven += ["Failed to load resource", "Refused to", "CORS", "frame", "refused by"]
    mine = browse(work)  # this browser has the key now
    with open_store(work.corpus) as store:
        link = next(store.uncertain())
    (tmp_path / "site").mkdir()
    attack = ATTACK.format(origin=work.origin, left=link.left, right=link.right)
    (tmp_path / "site" / "index.html").write_text(attack, encoding="utf-8")
    with elsewhere(tmp_path / "site", host) as site:
        evil = mine.context.new_page()
        evil.goto(f"{site}/index.html", wait_until="networkidle")
        evil.wait_for_url("**/index.html")
        assert evil.title() == "read 0"
        [framed] = [frame for frame in evil.frames if frame.name == "frame"]
        assert "Pair 1" not in framed.content()
    with open_store(work.corpus) as store:
        assert store.decisions() == ()
        assert list(store.journal.acts()) == []
    mine.goto(f"{work.origin}/duplicates")
    mine.get_by_role("heading", level=1, name="Pair 1 of 12").wait_for()


def test_without_the_key_a_browser_is_shown_nothing(look, browse):
    browse.forgiven.append("403")
    page = browse(look)
    page.context.clear_cookies()
    answer = page.goto(f"{look.origin}/records")
    assert answer.status == 403
    assert "faecal" not in page.content()


def write_hostile_pages(folder: Path) -> None:
    """Write pages that a reader takes for papers, with attacks as their words and in their names."""
    folder.mkdir()
    for number, payload in enumerate(hostile.PAYLOADS.values()):
        name = "".join(character for character in payload if character not in "/\0")[:60].strip()
        (folder / f"{number:02} {name}.html").write_text(page_of(escape(payload), number), encoding="utf-8")


def page_of(text: str, number: int) -> str:
    metas = {"title": f"{text} paper {number}", "author": text, "doi": f"10.5555/x.{number}", "journal_title": text}
    head = "".join(f'<meta name="citation_{name}" content="{value}">' for name, value in metas.items())
    body = f"<h2>Abstract</h2><p>{text} It fell by {number}.</p><h2>摘要</h2><p>{text}下降{number}。</p>"
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize("name", ["built", "written"])
def test_nothing_in_scraped_pages_or_their_names_is_run_or_widens_a_telephone(browse, tmp_path, name):
    corpus = tmp_path / "hostile.corpus"
    if name == "written":
        hostile.write_corpus(corpus)
    else:
        write_hostile_pages(tmp_path / "pages")
        assert main(["build", str(tmp_path / "pages"), str(corpus)]) in {0, 1}
    with serving(corpus) as server:
        page = browse(server, viewport=NARROW)
        for path in sample(server):
            page.goto(f"{server.origin}{path}")
            assert page.evaluate("window.pwned") is None, path
            assert page.evaluate(FOREIGN) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], (
                path,
                page.evaluate(WIDER),
            )


def test_words_without_end_widen_no_list(browse, tmp_path):
    hostile.write_corpus(tmp_path / "written.corpus")
    with serving(tmp_path / "written.corpus") as server:
        page = browse(server)
        for path in LISTS:
            page.goto(f"{server.origin}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], path


LISTS = (*FIRST, "/records?sort=doubtful", "/duplicates?view=list", "/duplicates?view=decided")
EVERY = 3
"""Of the records, with an attack each: their pages are made alike."""
FOREIGN = """() => [...document.querySelectorAll("*")].filter((node) =>
  [...node.attributes].some(({ name }) => name.startsWith("on") || name === "style" || name === "srcdoc")
  || node.matches("iframe, object, embed, base, math, style, script:not([src^='/static/']), [href^='javascript:' i]"))
  .map((node) => node.outerHTML.slice(0, 100))"""


def sample(server) -> Iterator[str]:
    """Yield the lists, every third record, its alignment and a source text of it."""
    yield from LISTS
    with open_store(server.corpus) as store:
        for canonical in islice(store.canonicals(), 0, None, EVERY):
            yield f"/records/{canonical.id}"
            yield f"/records/{canonical.id}?{urlencode({'member': canonical.members[0]})}"
            if any(canonical.record.abstract.values()):
                yield f"/records/{canonical.id}/alignment?panel=split"
