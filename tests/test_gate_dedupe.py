"""Deduplication may not get worse on the labelled sets. Bounds are what was measured when they were last raised."""

import pytest

from bench.dedupe import blocking, ours, score, truth

FOUND = {"cytology_screening": 908, "stroke": 476, "diabetes": 2550, "digital_work_even": 281, "special_cases": 3}
"""True pairs found (``python -m bench.dedupe``); of 909, 479, 2555, 283 and 3."""


@pytest.mark.parametrize(("name", "found"), FOUND.items())
def test_no_false_merge_and_no_fewer_pairs(shared, name, found):
    folder = shared / "dedupe" / name
    counted = score(truth(folder), ours(folder).pairs)
    assert counted.false == 0
    assert counted.found >= found


@pytest.mark.parametrize("name", FOUND)
def test_blocking_loses_no_true_pair(shared, name):
    _, recall = blocking(shared / "dedupe" / name)
    assert recall == 1.0
