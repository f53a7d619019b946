"""The second look at what the search is unsure of."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import load_encoder
from align.aligner import refined, search, vectorise
from align.path import Step
from align.refine import near, refine, runs

EN = [
    "The doctor closed the window.",
    "He sat down.",
    "'Is it raining?' the nurse asked.",
    "'Not yet,' he said, 'but it will before night.'",
    "She gave the patient two tablets.",
]
ZH = ["医生关上窗户，坐了下来。", "“下雨了吗？”护士问。", "“还没有，”他说，“但天黑前会下。”", "她给了病人两片药。"]


def steps(*shapes: tuple[int, int]) -> list[Step]:
    found, row, column = [], 0, 0
    for rows, columns in shapes:
        found.append((range(row, row + rows), range(column, column + columns)))
        row, column = row + rows, column + columns
    return found


def pairs(found: list[tuple[Step, float]]) -> float:
    """Return how many sentences are in beads with both sides, each weighed by how likely its bead is."""
    return sum(share * (len(rows) + len(columns)) for (rows, columns), share in found if rows and columns)


def test_a_clause_that_became_a_sentence_is_joined_with_its_own():
    encoder = load_encoder()
    assert [step for step, _ in refined(*vectorise(EN, ZH, encoder), encoder)] == steps((2, 1), (1, 1), (1, 1), (1, 1))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from([*EN, "", "?", "Results", "7.5"]), min_size=1, max_size=12), st.data())
def test_every_sentence_stays_in_one_bead_and_swapped_texts_give_mirrored_beads(en: list[str], data: st.DataObject):
    zh = data.draw(st.lists(st.sampled_from([*ZH, "", "？", "结果", "7.5"]), min_size=1, max_size=12))
    encoder = load_encoder()
    sides = vectorise(en, zh, encoder)
    unsure = [0.0] * len(path := search(*sides).path)
    there = list(refine(path, unsure, sides, encoder))
    assert [i for (rows, _), _ in there for i in rows] == list(range(len(en)))
    assert [j for (_, columns), _ in there for j in columns] == list(range(len(zh)))
    back = list(refine([step[::-1] for step in path], unsure, sides[::-1], encoder))
    assert pairs(there) == pytest.approx(pairs([(step[::-1], share) for step, share in back]), abs=0.01)


def test_sure_pairs_stay_unless_an_unsure_bead_is_next_to_them():
    path = steps((1, 1), (1, 1), (1, 1), (2, 1), (1, 1), (1, 1))
    found = list(runs(path, [0.99, 0.99, 0.99, 0.99, 0.99, 0.5]))
    assert [(unsure, len(part)) for unsure, part in found] == [(False, 2), (True, 4)]
    assert [step for _, part in found for step, _ in part] == path


def test_the_band_is_wide_enough_for_the_path_and_for_both_corners():
    path = steps((1, 1), *[(0, 1)] * 30, (1, 1), *[(1, 0)] * 30, (1, 1))
    band = near(path)
    points = [(0, 0), *((rows.stop, columns.stop) for rows, columns in path)]
    assert all(band.low[row] <= column < band.low[row] + band.width for row, column in points)
    assert (np.diff(band.low) >= 0).all()
