"""The modules that docs/adding-a-site.md shows read pages of their sites, and no others."""

from conftest import ROOT
from corpora import EN, ZH
from documents import program

from ingest.html import read_html
from ingest.record import Source

GUIDE = (ROOT / "docs" / "adding-a-site.md").read_text(encoding="utf-8")


def test_the_site_reads_a_page_of_its_mirror_and_no_other():
    site = program(GUIDE, "Example Mirror")
    body = f"<body><h1>论槲西单抗</h1><p>{EN}</p><p>{ZH}</p></body>"
    html = f'<html><head><link rel="canonical" href="%s"></head>{body}</html>'
    page = read_html(html % "https://mirror.example.org/pubmed/99000101", Source("a.html"))
    assert site.recognise(page)
    made = site.extract(page)
    assert (made.title, made.abstract) == ({"zh": "论槲西单抗"}, {"en": EN, "zh": ZH})
    assert not site.recognise(read_html(html % "https://elsewhere.example.org/pubmed/99000101", Source("a.html")))


def test_the_registry_reads_a_page_of_its_own_and_no_other():
    registry = program(GUIDE, "Example Registry")
    lines = ("Our number", "NCT99000101", "Name of the study", "Swimming for knee pain", "How far we are: Completed")
    page = read_html("".join(f"<p>{line}</p>" for line in lines), Source("a.html"))
    assert registry.recognise(page)
    made = registry.extract(page)
    assert (made.kind, made.title, made.trial.status) == ("trial", {"en": "Swimming for knee pain"}, "COMPLETED")
    assert [(i.scheme, i.value, i.role) for i in made.ids] == [("nct", "NCT99000101", "own")]
    assert not registry.recognise(read_html("<p>Our number</p>", Source("a.html")))
