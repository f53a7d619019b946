"""The quality gate: alignment of the development sets must not become worse than it was.

A bound is the value last measured by ``python -m bench.align`` less about half a point, two or three where few
sentences count.
"""

import importlib.util
from pathlib import Path

import pytest

from align import align, load_encoder
from bench.align_sets import SETS, Document, Link, all_sets, documents, medline, score
from bench.digits import plant_all
from bench.retrieval import retrieval

STRICT = {"paramed_dev": 0.995, "stress_dev": 0.985, "mac_dev": 0.915, "thinned": 0.97, "miscopied": 0.98}
NULL = {"stress_dev": 0.95, "thinned": 0.92, "miscopied": 0.94, "strangers": 0.97}
RETRIEVAL = 0.95
CAUGHT, FALSE_ALARMS = 0.97, 0.02


@pytest.fixture(scope="module")
def found(shared: Path) -> dict[str, tuple[list[Document], list[list[Link]]]]:
    encoder = load_encoder()
    return {
        name: (ones, [[(bead.en, bead.zh) for bead in align(one.en, one.zh, encoder)] for one in ones])
        for name, ones in all_sets(shared / "align").items()
    }


@pytest.mark.parametrize("name", STRICT)
def test_exact_beads_are_found_as_before(found, name: str):
    ones, beads = found[name]
    assert score([one.gold for one in ones], beads).strict >= STRICT[name]


@pytest.mark.parametrize("name", NULL)
def test_untranslated_sentences_are_found_as_before(found, name: str):
    ones, beads = found[name]
    assert score([one.gold for one in ones], beads).null >= NULL[name]


def test_medline_sentences_are_retrieved_as_before(shared: Path):
    en, zh = map(list, zip(*medline(shared / "align"), strict=True))
    there, back = retrieval(load_encoder(), en, zh)
    assert min(there, back) >= RETRIEVAL


def test_wrong_digits_are_caught_with_few_false_alarms(shared: Path):
    found = plant_all(documents(shared / "align", SETS[0]))
    assert found.caught / found.planted >= CAUGHT
    assert found.false / found.pairs <= FALSE_ALARMS


def test_counting_agrees_with_the_scorer_that_comes_with_the_data(shared: Path, found):
    path = shared.parent / "tools" / "score_align.py"
    spec = importlib.util.spec_from_file_location("score_align", path)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for ones, beads in found.values():
        theirs = tool.score([one.gold for one in ones], beads)
        ours = score([one.gold for one in ones], beads)
        assert tuple(ours) == pytest.approx(tuple(theirs[key][2] for key in ("strict", "lax", "null")))
