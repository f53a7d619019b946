import numpy as np
import pytest

from align.band import along
from align.boxes import before, boxes
from align.path import whole
from align.score import SHAPES


def test_rows_before_a_point_are_summed_as_far_as_there_are_any():
    assert before(np.array([1, 2, 4], dtype=np.float32), 2).tolist() == [0, 1, 3, 6]


@pytest.mark.parametrize("band", [whole(9, 7), along([(4, 20)], 9, 30, margin=6)])
def test_a_box_is_the_sum_of_the_cells_inside_the_bead(band):
    chance = np.random.default_rng(0)
    everything = np.zeros((band.rows + 1, band.columns + 1), dtype=np.float32)
    everything[1:, 1:] = chance.integers(0, 9, (band.rows, band.columns))
    columns = band.low[:, None] + np.arange(band.width)
    inside = columns <= band.columns
    cells = np.where(inside, np.take_along_axis(everything, np.minimum(columns, band.columns), axis=1), 0)
    found = dict(boxes(cells.astype(np.float32), band, SHAPES))
    assert set(found) == set(SHAPES)
    for (tall, wide), box in found.items():
        for row in range(tall, band.rows + 1):
            first = max(band.low[row], band.low[row - tall]) + wide
            for column in range(first, min(band.low[row - tall + 1] + band.width, band.columns + 1)):
                expected = everything[row - tall + 1 : row + 1, column - wide + 1 : column + 1].sum()
                assert box[row, column - band.low[row]] == expected
