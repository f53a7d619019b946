"""Candidates across languages by rare marks."""

import numpy as np
import pytest

from dedupe.rare import COMMON, marks_among, rare_in_common, rare_marks


def test_marks_are_numbers_that_tell_and_names():
    assert rare_marks("用PD-L1治疗128例，P<0.05，占71.4%") == {"pd-l1", "128", "71.4"}


def test_two_marks_in_common_make_a_candidate():
    left, right = rare_in_common([["128", "pd-l1"], ["64"]], [["64", "32"], ["128", "pd-l1", "5.5"]])
    assert (0, 1) in zip(left, right, strict=True)


def test_one_mark_that_many_share_makes_none():
    english = [["128", f"a{row}"] for row in range(5)]
    left, _ = rare_in_common(english, [["128", "b"], ["128", "c"]])
    assert len(left) == 0


def test_a_mark_of_a_whole_field_brings_nothing_together():
    side = [["128", "pd-l1"]] * (int(COMMON**0.5) + 1)
    assert len(rare_in_common(side, side)[0]) == 0


@pytest.mark.parametrize("sides", [([], []), ([["128"]], []), ([], [["128"]]), ([[]], [[]])])
def test_no_marks_make_no_candidates(sides):
    left, right = rare_in_common(*sides)
    assert len(left) == len(right) == 0


def test_pairs_come_once_and_in_order():
    left, right = rare_in_common([["7x", "128", "pd-l1"]] * 2, [["128", "pd-l1", "7x"]] * 2)
    assert np.stack([left, right]).T.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_a_text_holds_of_known_marks_those_that_it_writes_in_any_case():
    known = frozenset({"pd-l1", "71.4", "128", "escherichia"})
    assert marks_among("PD-L1 in 71.4% with Escherichia, n = 12", known) == {"pd-l1", "71.4", "escherichia"}
