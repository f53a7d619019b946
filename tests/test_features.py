import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.features import Vocabulary, features, number, units, untex, words_by_start
from align.glued import unglue

WORDS = words_by_start(["高血压", "血压", "患者", "慢性肾脏病"])


def test_a_chinese_run_has_its_characters_and_every_dictionary_word_in_it():
    assert set(units("高血压患者", WORDS)) == {"高", "血", "压", "患", "者", "高血压", "血压", "患者"}


def test_traditional_characters_are_the_same_units_as_simplified_ones():
    assert units("高血壓患者", WORDS) == units("高血压患者", WORDS)


def test_a_line_break_inside_chinese_does_not_part_a_word():
    assert "高血压" in units("高\n血 压", WORDS)


def test_full_width_letters_and_digits_are_the_same_units():
    assert units("ＥＭＴ １２．５％", {}) == units("emt 12.5%", {})


def test_repeating_a_unit_changes_nothing():
    assert units("EGFR and EGFR", {}) == units("EGFR and", {})


def test_a_word_has_ngrams_with_its_ends_marked():
    assert list(features("renal", {"renal": 0})) == ["renal", "~<ren", "~rena", "~enal", "~nal>"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("2,000", "2000"), ("0.50", "0.5"), ("007", "7"), ("0", "0"), ("1.0", "1"), ("100", "100"), ("1.2.3", "1.2.3")],
)
def test_a_number_is_named_by_its_value(written, value):
    assert number(written) == value


def test_a_formula_that_ocr_spaced_out_is_a_number_again():
    assert "71.4" in units(r"a rate of $7 1 . 4 \%$", {})
    assert untex("costs $5 here") == "costs $5 here"


def test_words_run_together_are_parted_but_known_words_are_not():
    ranks = {word: rank for rank, word in enumerate(["the", "of", "uptake", "tumor", "measurement", "therapy"])}
    assert unglue("measurementofthetumor", ranks) == ("measurement", "of", "the", "tumor")
    assert unglue("therapy", ranks) == ("therapy",)
    assert unglue("pembrolizumab", ranks) == ("pembrolizumab",)


def test_a_very_long_word_is_left_alone():
    assert unglue("the" * 100, {"the": 0}) == ("the" * 100,)


def test_unknown_numbers_share_rows_and_unknown_words_have_none():
    vocabulary = Vocabulary(["renal", "#5"])
    assert vocabulary.bag("5") == [1]
    assert vocabulary.bag("zzzz") == []
    (shared,) = vocabulary.bag("31337")
    assert 2 <= shared < vocabulary.size


@given(st.text() | st.text(alphabet="高血压 患者$1.,-aB\ud800é"))
def test_any_text_has_rows_within_the_model(text):
    vocabulary = Vocabulary(["高", "高血压", "a", "#1"])
    assert all(0 <= row < vocabulary.size for row in vocabulary.bag(text))


@given(st.lists(st.text() | st.text(alphabet="高血压壓患者\U00020000 $1.,-aBé\0\ud800")))
def test_many_texts_at_once_have_the_rows_that_each_has_alone(texts):
    vocabulary = Vocabulary(["高", "高血压", "血压", "压患者", "患", "\U00020000高", "a", "ab", "~<ab>", "#1"])
    assert [sorted(bag.tolist()) for bag in vocabulary.bags(texts)] == [sorted(vocabulary.bag(text)) for text in texts]
