"""Records across languages, with what speaks for each pair."""

import itertools

import numpy as np
import pytest

from dedupe.meaning import CUTS, LEVELS, WEIGHTS, Texts, across, levels

HYPERTENSION = ("Salt intake and hypertension in 1,208 adults", "We measured salt intake. Hypertension fell by 12.5%.")
HYPERTENSION_ZH = ("1208名成人的盐摄入与高血压", "我们测量了盐摄入量。高血压下降了12.5%。")
ASTHMA = ("Asthma in 340 children", "We followed children with asthma. Steroids were given for 26 weeks.")
ASTHMA_ZH = ("340名儿童的哮喘", "我们随访了哮喘儿童。给予激素26周。")
WORDS = (("salt", "盐"), ("hypertension", "高血压"), ("asthma", "哮喘"), ("children", "儿童"), ("steroids", "激素"))


class Words:
    """An encoder that knows a few words of both languages."""

    def encode(self, texts):
        rows = [[0.1, *(float(any(word in text.lower() for word in pair)) for pair in WORDS)] for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def side(*papers):
    return Texts([title for title, _ in papers], [abstract for _, abstract in papers])


def bare(*papers):
    return Texts([title for title, _ in papers], ["" for _ in papers])


def named(found):
    """Return the levels of each pair by name."""
    codes = levels(found)
    return [
        {field: LEVELS[field][column[pair]] for field, column in codes.items() if column[pair] >= 0}
        for pair in range(len(found.left))
    ]


def test_translations_are_paired_with_the_evidence_on_them():
    found = across(side(HYPERTENSION, ASTHMA), side(ASTHMA_ZH, HYPERTENSION_ZH), Words())
    assert list(zip(found.left, found.right, strict=True)) == [(0, 1), (1, 0)]
    assert named(found)[0] == {"meaning": "alone", "sentences": "same", "numbers": "same"}


def test_an_abstract_on_both_sides_or_titles_only_are_told_apart():
    found = across(side(HYPERTENSION), bare(HYPERTENSION_ZH), Words())
    assert set(named(found)[0]) == {"title meaning", "numbers"}


def test_a_title_finds_its_translation_among_records_with_abstracts():
    english = Texts([ASTHMA[0], HYPERTENSION[0]], [ASTHMA[1], ""])
    found = across(english, side(ASTHMA_ZH, HYPERTENSION_ZH), Words())
    pairs = dict(zip(zip(found.left, found.right, strict=True), named(found), strict=True))
    assert "meaning" in pairs[0, 0]
    assert "title meaning" in pairs[1, 1]
    assert len(pairs) == 2


def test_a_stranger_that_is_the_only_choice_is_told_by_its_details():
    cohort = ("喘息", "2,016名儿童的哮喘与饮食。随访4.75年。给予激素者占31.2%，对照26.9%。")
    (alone,) = named(across(side(ASTHMA), side(cohort), Words()))
    assert alone["numbers"] in {"different", "few"}


def test_records_without_text_are_left_out():
    nothing = ("", "")
    assert len(across(side(nothing, HYPERTENSION), side(nothing), Words()).left) == 0
    assert len(across(side(), side(), Words()).left) == 0


def test_strangers_far_from_each_other_are_no_candidates():
    assert len(across(side(ASTHMA), side(HYPERTENSION_ZH), Words()).left) == 0


def test_order_of_records_changes_nothing():
    here, there = side(HYPERTENSION, ASTHMA), side(ASTHMA_ZH, HYPERTENSION_ZH)
    found = across(here, there, Words())
    turned = across(side(ASTHMA, HYPERTENSION), there, Words())
    assert {(1 - left, right) for left, right in zip(turned.left, turned.right, strict=True)} == set(
        zip(found.left, found.right, strict=True)
    )


@pytest.mark.parametrize("field", CUTS)
def test_each_field_has_a_weight_for_each_level_and_more_agreement_never_weighs_less(field):
    assert len(LEVELS[field]) == len(CUTS[field]) + 1
    weights = [WEIGHTS[field, level] for level in LEVELS[field]]
    assert all(less <= more for less, more in itertools.pairwise(weights))
