"""The five real pages of the development data: every field, and what becomes of them in a corpus."""

import json
from pathlib import Path
from typing import Any

import pytest
from expected import compare, expect

from ingest import read
from ingest.record import Identifier, Record

SEEDS = (
    "000_3e299c0b187f6485",
    "001_b5dca6399bb18ddd",
    "002_0e34bf711cacdb3f",
    "003_cc48aa8ebaa0a6de",
    "004_b06e9fd1018e557a",
)
ENGLISH_MIRROR, CHINESE_MIRROR = SEEDS[:2]
"""Two mirrors of one paper."""


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "seeds" / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def records(shared: Path) -> dict[str, Record]:
    found = {seed: read(shared / "seeds" / f"{seed}.txt") for seed in SEEDS}
    assert [len(records) for records in found.values()] == [1] * len(SEEDS)
    return {seed: record for seed, [record] in found.items()}


def test_every_expected_seed_is_tested(expected: dict[str, Any]) -> None:
    assert tuple(expected) == SEEDS


@pytest.mark.parametrize("seed", SEEDS)
def test_reads_every_field_of_a_real_page(seed: str, records: dict[str, Record], expected: dict[str, Any]) -> None:
    checks = compare(records[seed], expected[seed])
    expect(seed, checks)


def test_two_mirrors_of_one_paper_become_one_and_three_trials_stay_apart(records: dict[str, Record]) -> None:
    from dedupe import deduplicate

    result = deduplicate(records.values())
    assert sorted(c.kind for c in result.canonicals) == ["paper", "trial", "trial", "trial"]
    [paper] = [c for c in result.canonicals if c.kind == "paper"]
    mirrors = {records[ENGLISH_MIRROR].id, records[CHINESE_MIRROR].id}
    assert set(paper.members) == mirrors
    assert paper.record.title == records[ENGLISH_MIRROR].title
    assert paper.record.abstract["zh"] == records[CHINESE_MIRROR].abstract["zh"]
    english = paper.provenance["abstract.en"]
    assert {english.record, *(beaten.record for beaten in english.beat)} == mirrors
    assert Identifier("jrct", "jRCT2063220014", "reports") in paper.record.ids


def test_ten_sentences_of_the_bilingual_seed_are_aligned_one_to_one(
    records: dict[str, Record], expected: dict[str, Any]
) -> None:
    from align import align, load_encoder, split

    sentences = {lang: split(text, lang) for lang, text in records[CHINESE_MIRROR].abstract.items()}
    assert {lang: len(found) for lang, found in sentences.items()} == expected[CHINESE_MIRROR]["sentences"]
    beads = align(*([s.text for s in sentences[lang]] for lang in ("en", "zh")), load_encoder())
    assert [[list(bead.en), list(bead.zh)] for bead in beads] == expected[CHINESE_MIRROR]["beads"]
