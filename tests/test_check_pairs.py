"""What the checker finds in invented pairs written without sight of it: half are right, half hold one real error.

At first sight it found 51 of the 70 errors and something in 5 of the 70 right ones; it was mended on them since, so
that they measure it no longer. They keep it from becoming worse. Of another hundred, written without sight of it and of
these, it finds 46 of the 50 errors, 42 of them under the kind expected, and something in 2 of the 50 right ones. Nobody
who mended it read those, but one rule was dropped for a third false finding in their total.
"""

import json
from pathlib import Path

import pytest

from align.check import check

PAIRS = Path(__file__).parent / "pairs" / "check.jsonl"
FRESH = PAIRS.with_name("check_fresh.jsonl")
ROWS = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
RIGHT = [row for row in ROWS if row["error"] is None]
WRONG = [row for row in ROWS if row["error"] is not None]


def named(row: dict) -> str:
    return row["id"]


@pytest.mark.parametrize("row", RIGHT, ids=named)
def test_a_right_translation_gives_no_finding(row):
    assert [(finding.kind, finding.message) for finding in check(row["en"], row["zh"])] == []


@pytest.mark.parametrize("row", WRONG, ids=named)
def test_an_error_is_found_as_what_it_is(row):
    found = [(finding.kind, finding.message) for finding in check(row["en"], row["zh"])]
    assert row["error"]["kind"] in [kind for kind, _ in found], f"{row['error']['what']}: found {found}"


def test_pairs_that_nothing_was_mended_on_fare_as_they_did():
    rows = [json.loads(line) for line in FRESH.read_text(encoding="utf-8").splitlines()]
    found = {row["id"] for row in rows if check(row["en"], row["zh"])}
    errors = {row["id"] for row in rows if row["error"]}
    assert len(found & errors) >= 46
    assert len(found - errors) <= 2
