"""A person at a browser: the real server on a corpus, and chromium, which tells of all that goes wrong there."""

import os
import shutil

import pytest
from doubtful import write_pairs
from serving import Server, serving

from corpus.cli import main

PAIRS = range(12)
WIDE = {"width": 1280, "height": 800}
PATIENCE_MS = 15_000
"""For what takes a fraction of a second: only something that never comes is told by it."""
CSP_REPORT = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused by ${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.fixture(scope="session")
def chromium():
    """Debian's chromium, without its sandbox only where root runs it; Playwright brings none."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install '.[browser]'"
    )
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on the PATH: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory, samples):
    """A corpus of the samples and of pairs that only a person can judge."""
    place = tmp_path_factory.mktemp("review")
    shutil.copytree(samples / "pages", place / "pages")
    write_pairs(place / "pages" / "doubtful", PAIRS)
    assert main(["build", str(place / "pages"), str(place / "review.corpus")]) == 1  # some samples fail on purpose
    return place / "review.corpus"


@pytest.fixture(scope="module")
def look(built):
    """A server for tests that change nothing."""
    with serving(built) as server:
        yield server


@pytest.fixture
def work(built, tmp_path):
    """A server on a copy of the corpus."""
    corpus = tmp_path / "work.corpus"
    shutil.copyfile(built, corpus)
    with serving(corpus) as server:
        yield server


@pytest.fixture
def browse(chromium):
    """Open a page of a server; afterwards no window may have complained of anything that is not ``forgiven``."""
    complaints: list[str] = []
    contexts = []

    def open_page(server: Server, **options: object):
        context = chromium.new_context(**({"viewport": WIDE, "locale": "en-GB"} | options))
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(CSP_REPORT)
        context.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("dialog", lambda dialog: complaints.append(f"{dialog.type}: {dialog.message}") or dialog.dismiss())
        page = context.new_page()
        page.goto(server.address)
        return page

    open_page.forgiven = []
    yield open_page
    for context in contexts:
        context.close()
    assert [each for each in complaints if not any(reason in each for reason in open_page.forgiven)] == []
