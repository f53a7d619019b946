import pytest
from dedupe_records import ABSTRACT_ZH, TITLE, TITLE_ZH, doi, other, paper, trial

from dedupe.block import FULL_BLOCK, NEIGHBOURS, candidate_pairs, keys, unique_pairs
from dedupe.columns import Columns
from dedupe.features import features
from dedupe.translations import rare_pairs


def _pairs(*records):
    """Ids of the candidate pairs, across languages too."""
    items = [features(record) for record in records]
    columns = Columns(items, records.__getitem__)
    found = unique_pairs(candidate_pairs(items), rare_pairs(columns))
    return {(records[left].id, records[right].id) for left, right in found.tolist()}


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"en": TITLE.replace("Evening", "Evenig")}},
        {"title": {"en": "Dosing in the evening of veltamarin"}},
        {"title": {"en": TITLE.split(":")[0]}, "authors": ()},
        {"title": None},
        {"title": {"zh": TITLE_ZH}, "abstract": {"zh": ABSTRACT_ZH}, "authors": (), "pages": None, "volume": None},
    ],
)
def test_a_damaged_copy_is_still_a_candidate(change):
    assert _pairs(paper("a"), paper("b", **change)) == {("a", "b")}


def test_an_identifier_is_enough():
    assert _pairs(paper("a", ids=doi("10.5555/1")), other("b", ids=doi("10.5555/1"))) == {("a", "b")}


def test_unlike_records_do_not_meet():
    assert _pairs(paper("a"), other("b")) == set()


def test_papers_and_trials_do_not_meet():
    assert _pairs(paper("a"), trial("t", ("nct", "NCT99999901"), title=TITLE)) == set()


def test_copies_are_chained():
    assert _pairs(*(paper(f"{n}") for n in range(5))) == {("0", "1"), ("1", "2"), ("2", "3"), ("3", "4")}


def test_every_pair_comes_once_with_the_smaller_position_first():
    pairs = candidate_pairs([features(paper(n, issue=n)) for n in "3124"]).tolist()
    assert pairs == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]


def test_a_key_that_all_share_does_not_make_all_pairs():
    size = 30 * FULL_BLOCK
    records = (
        paper(f"{n:05}", title={"en": f"Invented case report {n}"}, abstract=None, pages=f"{n}-{n + 1}")
        for n in range(size)
    )
    kinds_of_key = 8
    assert len(_pairs(*records)) <= 2 * NEIGHBOURS * size * kinds_of_key


def test_keys_do_not_depend_on_the_run():
    assert list(keys(features(paper("a")))) == list(keys(features(paper("b"))))
