from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.boxes import boxes
from align.path import Band, Shape, whole
from align.score import SHAPES
from align.tally import Numbers, left_over, read


def counted(en: list[Numbers], zh: list[Numbers]) -> dict[Shape, np.ndarray]:
    band = whole(len(en), len(zh))
    columns = np.broadcast_to(np.arange(band.width), (band.rows + 1, band.width))
    shapes = [shape for shape, _ in boxes(np.zeros(columns.shape, dtype=np.float32), band, SHAPES)]
    return dict(zip(shapes, left_over(en, zh, band, columns, SHAPES), strict=True))


def bead(en: list[str], zh: list[str]) -> float:
    """Return what is left over in the bead of all sentences."""
    return float(counted(*read(en, zh))[len(en), len(zh)][-1, -1])


@pytest.mark.parametrize(
    ("en", "zh", "left"),
    [
        (["It fell by 12 mmHg in 42 patients."], ["42例患者下降12 mmHg。"], 0),
        (["It fell by 12 mmHg in 42 patients."], ["患者血压下降。"], 2),
        (["It fell.", "We saw 42 patients, 12 of them twice."], ["血压下降。"], 2),
        (["We saw 42 patients.", "It fell by 12 mmHg."], ["42例患者下降", "12 mmHg。"], 0),
    ],
)
def test_numbers_without_a_counterpart_on_the_other_side_are_left_over(en: list[str], zh: list[str], left: float):
    assert bead(en, zh) == left


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Forty-two patients came.", "来了42例患者。"),
        ("We saw 2,000 cells.", "我们看到两千个细胞。"),
        ("It took 1.2 million.", "花费120万。"),
    ],
)
def test_a_number_in_words_or_another_notation_is_a_counterpart(en: str, zh: str):
    assert bead([en], [zh]) == 0


def test_a_miscopied_number_is_left_over_on_both_sides_and_does_not_count():
    assert bead(["The survival rate was 71.4%."], ["生存率为74.1%。"]) == 0


def test_what_may_be_no_number_of_the_text_is_not_missed():
    assert bead(["As seen before relapse3,4 it fell."], ["如前所述血压下降。"]) == 0


values = st.frozensets(st.integers(0, 3).map(Decimal), max_size=3)
sides = st.lists(
    values.flatmap(lambda held: values.map(lambda more: Numbers(held, held | more))), min_size=1, max_size=6
)


@given(sides, sides)
def test_swapping_the_sides_changes_nothing(en: list[Numbers], zh: list[Numbers]):
    there, back = counted(en, zh), counted(zh, en)
    assert all((there[tall, wide] == back[wide, tall].T).all() for tall, wide in there)


@given(sides)
def test_a_text_beside_itself_leaves_nothing_over_sentence_by_sentence(side: list[Numbers]):
    assert not counted(side, side)[1, 1].diagonal().any()


@given(st.lists(sides.map(lambda side: side[0]), min_size=6, max_size=6), sides)
def test_in_a_band_as_much_is_left_over_as_on_the_whole_grid(en: list[Numbers], zh: list[Numbers]):
    width = len(zh)  # every second row of points moves on, until the last column is reached
    band = Band(len(en), len(zh), np.minimum(np.arange(len(en) + 1) // 2, len(zh) + 1 - width), width)
    inside = next(left_over(en, zh, band, band.at + np.zeros((len(en) + 1, 1), dtype=np.int64), SHAPES))
    np.testing.assert_array_equal(inside, np.take_along_axis(counted(en, zh)[1, 1], band.at, axis=1))
