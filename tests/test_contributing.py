"""The examples of CONTRIBUTING.md do what it says of them."""

import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from corpora import EN, ZH, bitext, record

from corpus.store import Entry
from dedupe import Canonical
from ingest.html import read_html
from ingest.record import Source

GUIDE = (Path(__file__).resolve().parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def examples() -> list[SimpleNamespace]:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    modules = []
    for block in blocks:
        names: dict = {}
        exec(compile(block, "CONTRIBUTING.md", "exec"), names)
        modules.append(SimpleNamespace(**names))
    return modules


def test_the_site_reads_a_page_of_its_mirror_and_no_other(examples):
    site = examples[0]
    body = f"<body><h1>论槲西单抗</h1><p>{EN}</p><p>{ZH}</p></body>"
    html = f'<html><head><link rel="canonical" href="%s"></head>{body}</html>'
    page = read_html(html % "https://mirror.example.org/pubmed/99000101", Source("a.html"))
    assert site.recognise(page)
    made = site.extract(page)
    assert (made.title, made.abstract) == ({"zh": "论槲西单抗"}, {"en": EN, "zh": ZH})
    assert not site.recognise(read_html(html % "https://elsewhere.example.org/pubmed/99000101", Source("a.html")))


def test_the_registry_reads_a_page_of_its_own_and_no_other(examples):
    registry = examples[1]
    lines = ("Our number", "NCT99000101", "Name of the study", "Swimming for knee pain", "How far we are: Completed")
    page = read_html("".join(f"<p>{line}</p>" for line in lines), Source("a.html"))
    assert registry.recognise(page)
    made = registry.extract(page)
    assert (made.kind, made.title, made.trial.status) == ("trial", {"en": "Swimming for knee pain"}, "COMPLETED")
    assert [(i.scheme, i.value, i.role) for i in made.ids] == [("nct", "NCT99000101", "own")]
    assert not registry.recognise(read_html("<p>Our number</p>", Source("a.html")))


def test_the_exporter_writes_a_pair_per_line(examples):
    out = io.BytesIO()
    canonical = Canonical("paper-1", "paper", record("paper-1"), ("a.html",))
    examples[2].write([Entry(canonical, (), bitext())], out)
    assert out.getvalue().decode().splitlines()[1] == "It lowered the pressure by 12 mmHg.\t血压下降了12 mmHg。"
