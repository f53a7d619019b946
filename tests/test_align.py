import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import align, align_rows
from align.aligner import believed, vectorise
from align.score import Side
from align.tally import Numbers

EN = [
    "Lung fibrosis is a serious disease.",
    "We gave the new drug to seven patients.",
    "The survival rate was 71.4% after one year.",
    "No severe side effects were seen.",
    "Further study is needed.",
]
ZH = [
    "肺纤维化是一种严重的疾病。",
    "我们给7名患者使用了新药。",
    "一年后的生存率为71.4%。",
    "未见严重的副作用。",
    "需要进一步研究。",
]


class Letters:
    """An encoder that knows nothing but which letters a text has."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        counts = np.zeros((len(texts), 16), dtype=np.float32)
        for row, text in enumerate(texts):
            for char in text.strip():
                counts[row, ord(char) % 16] += 1
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return np.divide(counts, lengths, out=counts, where=lengths > 0)


def links(beads) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.en, bead.zh) for bead in beads]


def test_a_translation_aligns_sentence_by_sentence():
    assert links(align(EN, ZH)) == [((at,), (at,)) for at in range(5)]


def test_an_untranslated_sentence_stands_alone_on_either_side():
    assert ((3,), ()) in links(align(EN, ZH[:3] + ZH[4:]))
    assert ((), (1,)) in links(align(EN[:1] + EN[2:], ZH))


def test_two_sentences_that_became_one_are_one_bead():
    joined = [ZH[0], ZH[1][:-1] + "，" + ZH[2], *ZH[3:]]
    assert ((1, 2), (1,)) in links(align(EN, joined))


def test_a_sentence_whose_numbers_the_other_text_lacks_is_left_alone():
    en = [
        "Forty-two patients of ward 7 were given quercimab.",
        "It lowered the pressure by 12 mmHg.",
        "No harm was seen.",
    ]
    zh = ["四十二名患者接受了槲西单抗治疗。", "未见不良反应。"]
    assert links(align(en, zh)) == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def test_a_translation_of_a_single_sentence_is_recognised_and_a_stranger_is_not():
    assert links(align(EN[2:3], ZH[2:3])) == [((0,), (0,))]
    strangers = ["我想买一辆红色的自行车。", "昨天晚上我们看了电影。", "他的猫喜欢睡在沙发上。", "请给我一杯茶。"]
    assert all(not bead.en or not bead.zh for bead in align(EN, strangers))


def test_a_miscopied_number_is_in_the_checks_of_its_bead():
    beads = align(EN, [*ZH[:2], "一年后的生存率为74.1%。", *ZH[3:]])
    assert [len(bead.checks) for bead in beads] == [0, 0, 1, 0, 0]


def test_confidence_is_a_probability_and_higher_for_a_clear_bead():
    beads = align(EN, ZH)
    assert all(0.0 <= bead.confidence <= 1.0 for bead in beads)
    assert min(bead.confidence for bead in beads) > 0.5


@pytest.mark.parametrize(("en", "zh"), [([], []), (EN, []), ([], ZH)])
def test_an_empty_side_leaves_every_sentence_alone(en: list[str], zh: list[str]):
    beads = align(en, zh)
    assert len(beads) == len(en) + len(zh)
    assert all(not bead.en or not bead.zh for bead in beads)


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        (["Same."] * 9, ["一样。"] * 9),
        (["word " * 1000] * 3, ["长" * 5000] * 2),
        (["🙂", "\ud800 lone", ""], ["🙂", "\udfff", "　"]),
        ([""], [""]),
    ],
)
def test_odd_texts_are_aligned_without_trouble(en: list[str], zh: list[str]):
    beads = align(en, zh)
    assert [i for bead in beads for i in bead.en] == list(range(len(en)))
    assert [j for bead in beads for j in bead.zh] == list(range(len(zh)))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=20), max_size=12), st.lists(st.text(max_size=20), max_size=12))
def test_every_sentence_is_in_exactly_one_bead_and_order_never_crosses(en: list[str], zh: list[str]):
    beads = align(en, zh, Letters())
    assert [i for bead in beads for i in bead.en] == list(range(len(en)))
    assert [j for bead in beads for j in bead.zh] == list(range(len(zh)))


@settings(max_examples=60)
@given(st.integers(1, 14), st.integers(1, 14), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.5, 1.0]))
def test_swapping_the_sides_mirrors_beads_and_confidences(rows: int, columns: int, seed: int, noise: float):
    chance = np.random.default_rng(seed)
    meanings = chance.normal(size=(max(rows, columns), 6))
    left, right = (_random_side(chance, meanings[:count], noise) for count in (rows, columns))
    there = {(tuple(a), tuple(b)): confidence for (a, b), confidence in believed(left, right)}
    back = {(tuple(a), tuple(b)): confidence for (b, a), confidence in believed(right, left)}
    assert there == pytest.approx(back, abs=1e-3)


def _random_side(chance: np.random.Generator, meanings: np.ndarray, noise: float) -> Side:
    """Return sentences that say more or less what is meant, a few of them nothing that the encoder knows."""
    vectors = (meanings + noise * chance.normal(size=meanings.shape)) * (chance.random((len(meanings), 1)) > 0.1)
    units = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    numbers = [
        Numbers(*2 * (frozenset(map(Decimal, chance.integers(0, 4, chance.integers(3)).tolist())),)) for _ in units
    ]
    return Side(units.astype(np.float32), chance.uniform(20, 60, len(units)).astype(np.float32), numbers)


def test_lengths_are_on_one_scale_but_a_half_translation_is_not_taken_for_a_wordy_one():
    whole_en, whole_zh = vectorise(EN, ZH, Letters())
    assert whole_en.lengths.sum() == pytest.approx(whole_zh.lengths.sum(), rel=0.01)
    half_en, half_zh = vectorise(EN * 3, ZH, Letters())
    assert half_zh.lengths.sum() < half_en.lengths.sum()


class Reader:
    """An encoder that knows whole texts, and nothing of a part of one or of several together."""

    contextual = True

    def __init__(self, meanings: Mapping[str, int]):
        self.meanings = meanings
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        known = np.eye(len(EN), dtype=np.float32)
        unknown = np.zeros(len(EN), dtype=np.float32)
        return np.stack([known[self.meanings[text]] if text in self.meanings else unknown for text in texts])


HALVES = ["Lung fibrosis is", "a serious disease."]
MEANINGS = {text: at for texts in (EN, ZH) for at, text in enumerate(texts)}


def test_an_encoder_that_reads_context_is_asked_for_joined_sentences():
    reader = Reader(MEANINGS)
    assert links(align([*HALVES, *EN[1:]], ZH, reader))[0] == ((0, 1), (0,))
    assert align([*HALVES, *EN[1:]], ZH, reader)[0].score == pytest.approx(1.0)
    reader.contextual = False
    assert links(align([*HALVES, *EN[1:]], ZH, reader))[0] != ((0, 1), (0,))


def test_each_span_is_encoded_once_and_joined_as_its_language_does():
    reader = Reader(MEANINGS)
    align(EN, ZH, reader)
    assert len(reader.read) == len(set(reader.read)) == 2 * (5 + 4 + 3 + 2 + 1)
    assert {" ".join(EN[:2]), "".join(ZH[3:])} <= set(reader.read)


def test_long_texts_are_read_in_a_band_too():
    reader = Reader(MEANINGS)
    en, zh = EN * 300, ZH * 250
    beads = align(en, zh, reader)
    assert [i for bead in beads for i in bead.en] == list(range(len(en)))
    assert [j for bead in beads for j in bead.zh] == list(range(len(zh)))


def test_rows_of_json_become_beads_and_texts_are_split_first():
    rows = [
        json.dumps({"doc": "a", "en": EN, "zh": ZH}),
        json.dumps({"doc": 2, "en": " ".join(EN), "zh": "".join(ZH), "gold": []}).encode(),
    ]
    lists, texts = align_rows(rows)
    assert list(lists) == ["doc", "beads"]
    assert set(lists["beads"][0]) == {"en", "zh", "score", "confidence", "checks"}
    assert (texts["doc"], texts["en"], texts["zh"]) == (2, EN, ZH)
    assert [bead["zh"] for bead in texts["beads"]] == [[at] for at in range(5)]
    assert json.loads(json.dumps(lists)) == lists


def test_a_finding_in_a_row_says_what_and_where():
    (row,) = align_rows([json.dumps({"doc": "a", "en": ["It was 5.5 mg of the drug."], "zh": ["药物剂量为5.6 mg。"]})])
    (finding,) = row["beads"][0]["checks"]
    assert (finding["kind"], finding["en"], finding["zh"]) == ("number", [[7, 10]], [[5, 8]])


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '{"doc": "a", "en": [1], "zh": []}',
        '{"doc": "a", "en": []}',
        '{"en": [], "zh": []}',
        b"\xff\xfe",
        "[" * 100_000,
    ],
)
def test_a_bad_row_is_reported_by_its_number_and_the_run_goes_on(bad: str | bytes):
    good = json.dumps({"doc": "a", "en": EN[:1], "zh": ZH[:1]})
    first, second, third = align_rows([good, "", bad, good])
    assert second["line"] == 3
    assert "line 3" in second["error"]
    assert first["beads"] == third["beads"]
