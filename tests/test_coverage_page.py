"""The coverage report as a file: whole by itself, in two languages, and nothing from a page becomes part of it."""

import json
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256

import pytest
from conftest import ROOT
from corpora import write_pages
from hostile import ACT, PAYLOADS, harmless, write_corpus
from lxml import html

from corpus.cli import main
from corpus.coverage import STATUS_NAMES
from corpus.overview import overview
from corpus.pictures import flow_diagram
from corpus.store import open_store
from corpus.web.findings import KINDS
from corpus.wording import chinese
from ingest.record import Kind


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    write_pages(folder / "pages", range(2))
    (folder / "pages" / "empty.html").touch()
    main(["build", str(folder / "pages"), str(folder / "x.corpus")])
    return folder / "x.corpus"


@pytest.fixture(scope="module")
def page(built):
    return written(built)


def written(corpus, *options):
    out = corpus.with_name("report.html")
    assert main(["coverage", str(corpus), "--html", str(out), "--force", *options]) == 0
    return out.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("hostile") / "x.corpus"
    write_corpus(corpus)
    return corpus


class TestFile:
    def test_it_is_not_overwritten_without_force(self, built, tmp_path, capfd):
        out = tmp_path / "r.html"
        out.write_text("mine")
        assert main(["coverage", str(built), "--html", str(out)]) == 2
        assert "--force" in capfd.readouterr().err
        assert out.read_text() == "mine"

    def test_it_goes_to_standard_output_too(self, built, capfdbinary):
        assert main(["coverage", str(built), "--html", "-"]) == 0
        assert capfdbinary.readouterr().out.startswith(b"<!doctype html>")

    def test_a_corpus_gives_the_same_report_every_time(self, built, page):
        assert written(built) == page

    def test_json_and_html_are_not_given_together(self, built):
        with pytest.raises(SystemExit) as stopped:
            main(["coverage", str(built), "--json", "--html", "x.html"])
        assert stopped.value.code == 2


class TestAlone:
    def test_it_asks_nothing_of_the_network_and_has_no_script(self, page):
        tree = html.fromstring(page)
        assert not tree.xpath("//script | //link | //img | //iframe | //object | //base | //form | //@src | //@style")
        assert all(target.startswith("#") for target in tree.xpath("//@href"))
        assert "url(" not in page
        assert "@import" not in page

    def test_its_policy_allows_its_own_style_and_nothing_else(self, page):
        tree = html.fromstring(page)
        [policy] = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
        [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        digest = b64encode(sha256(style.encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

    def test_links_lead_to_sections_that_are_there(self, page):
        tree = html.fromstring(page)
        assert {target[1:] for target in tree.xpath("//nav//@href")} == set(tree.xpath("//section/@id"))

    def test_ids_are_unique(self, page):
        assert max(Counter(html.fromstring(page).xpath("//@id")).values()) == 1


class TestLanguages:
    def test_everything_is_said_in_both(self, page):
        tree = html.fromstring(page)
        said = Counter(tree.xpath('//*[@class="t"]/@lang'))
        assert said["en"] == said["zh-Hans"] > 50

    def test_it_opens_in_the_one_that_was_asked_for(self, built):
        tree = html.fromstring(written(built, "--lang", "zh"))
        assert tree.get("lang") == "zh-Hans"
        assert tree.xpath("//input[@checked]/@id") == ["show-zh"]

    def test_every_text_has_its_chinese(self, built):
        templates = (path.read_text(encoding="utf-8") for path in (ROOT / "corpus/report/templates").glob("*.html"))
        said = {text for template in templates for text in re.findall(r'_\("([^"]+)"', template)}
        assert len(said) > 50
        with open_store(built) as store:
            flow_diagram(overview(store).flow, lambda text: said.add(text) or text)
        said |= {*STATUS_NAMES.values(), *KINDS, *Kind.__args__}
        assert {text for text in said if text not in chinese()} == set()

    def test_a_placeholder_is_in_both_or_in_neither(self):
        names = re.compile(r"\{\w+\}")
        wrong = {text for text, zh in chinese().items() if set(names.findall(text)) != set(names.findall(zh))}
        assert wrong == set()


class TestHostilePages:
    def test_nothing_in_them_becomes_an_element_or_an_attribute(self, hostile, tmp_path):
        write_corpus(tmp_path / "tame.corpus", harmless)
        shapes = [
            {(element.tag, *sorted(element.attrib)) for element in html.fromstring(written(corpus)).iter()}
            for corpus in (hostile, tmp_path / "tame.corpus")
        ]
        assert shapes[0] == shapes[1]

    def test_what_they_say_is_shown_as_text(self, hostile):
        assert f"<script>{ACT}</script>" in html.fromstring(written(hostile)).text_content()

    def test_the_json_is_whole(self, hostile, capfd):
        assert main(["coverage", str(hostile), "--json"]) == 0
        assert len(json.loads(capfd.readouterr().out)["records"]) == 2 * len(PAYLOADS)

    def test_the_table_has_a_line_for_each(self, hostile, capfd):
        assert main(["coverage", str(hostile), "--no-gaps"]) == 0
        assert sum(line.startswith(("paper-", "trial-")) for line in capfd.readouterr().out.splitlines()) > len(
            PAYLOADS
        )
