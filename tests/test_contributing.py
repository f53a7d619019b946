"""The example of CONTRIBUTING.md does what it says of it."""

import io

from conftest import ROOT
from corpora import bitext, record
from documents import program

from corpus.holdings import Entry
from dedupe import Canonical


def test_the_exporter_writes_a_pair_per_line():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    exporter = program(guide, "Tab-separated")
    out = io.BytesIO()
    canonical = Canonical("paper-1", "paper", record("paper-1"), ("a.html",))
    exporter.write([Entry(canonical, (), bitext())], out)
    assert out.getvalue().decode().splitlines()[1] == "It lowered the pressure by 12 mmHg.\t血压下降了12 mmHg。"
