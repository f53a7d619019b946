import hashlib

from hypothesis import given
from hypothesis import strategies as st

from dedupe.link import Canonical
from dedupe.naming import carried, founders, name_clusters
from ingest.record import Record, Source

_NAMES = "abcdefgh"


def _named(clusters, known=None, founded=None):
    kinds = {member: "paper" for members in clusters for member in members}
    return dict(zip(clusters, name_clusters(clusters, kinds, known or {}, founded), strict=True))


def _canonicals(clusters, names, founded):
    for members, name, ids in zip(clusters, names, founders(clusters, names, founded), strict=True):
        yield Canonical(name, "paper", Record(name, "paper", "csv", Source("made")), members, founders=ids)


def _runs(*partitions):
    """Name one partition after another, each knowing of the one before; return the names of each."""
    known, founded, told = {}, {}, []
    for clusters in partitions:
        told.append(_named(clusters, known, founded))
        known, founded = carried(_canonicals(clusters, list(told[-1].values()), founded))
    return told


def test_a_cluster_keeps_the_id_of_most_of_its_members():
    known = {"a": "paper-1", "b": "paper-2", "c": "paper-2"}
    assert _named([("a", "b", "c")], known) == {("a", "b", "c"): "paper-2"}


def test_ties_go_to_the_smallest_id():
    assert _named([("a", "b")], {"a": "paper-2", "b": "paper-1"}) == {("a", "b"): "paper-1"}


def test_after_a_split_the_larger_part_keeps_the_id_and_the_other_gets_a_new_one():
    first, after = _runs([("a", "b", "c")], [("a",), ("b", "c")])
    assert after["b", "c"] == first["a", "b", "c"]
    assert after["a",] not in first.values()


def test_an_id_is_kept_when_the_record_that_it_was_named_after_is_gone():
    first, after = _runs([("a", "b")], [("b",)])
    assert after["b",] == first["a", "b"]


def test_a_merge_undone_gives_both_ids_back_even_when_the_smaller_side_had_grown():
    before = [("b",), ("c", "d")]
    merged, parted = [("b", "c", "d")], [("b",), ("c", "d")]
    assert _runs(before, merged, parted)[2] == _runs(before)[0]
    grown = [("a", "b", "c", "d", "e", "f")], [("a", "b", "e", "f"), ("c", "d")]
    first, _, last = _runs(before, *grown)
    assert last == {("a", "b", "e", "f"): first["b",], ("c", "d"): first["c", "d"]}


def test_ids_that_do_not_come_from_the_smallest_member_come_back_too():
    first, second = _runs([("b",), ("d",)], [("a", "b"), ("c", "d")])
    assert set(first.values()) == set(second.values())
    assert (
        _runs([("b",), ("d",)], [("a", "b"), ("c", "d")], [("a", "b", "c", "d")], [("a", "b"), ("c", "d")])[3] == second
    )


def test_a_cluster_tells_which_ids_came_together_in_it_and_who_founded_them():
    founded = {"a": "paper-1", "b": "paper-2", "c": "paper-2"}
    assert list(founders([("a", "b", "c", "d"), ("e",)], ["paper-1", "paper-3"], founded)) == [
        {"paper-1": ("a",), "paper-2": ("b", "c")},
        {},
    ]
    assert list(founders([("a", "b")], ["paper-9"], founded)) == [{}], "a new id is everybody's"


def test_the_id_of_a_merged_cluster_is_not_given_to_another_while_it_rests():
    names = _runs([("a",), ("b",)], [("a", "b")], [("a", "b"), ("c",)])
    assert names[2]["c",] not in names[0].values()


def test_of_two_records_whose_ids_collide_each_gets_its_own():
    clash = "paper-" + hashlib.sha256(b"b").hexdigest()[:12]
    assert len(set(_named([("a",), ("b",)], {"a": clash}).values())) == 2


_PARTITION = st.lists(st.integers(0, 3), min_size=len(_NAMES), max_size=len(_NAMES)).map(
    lambda groups: sorted(
        tuple(name for name, group in zip(_NAMES, groups, strict=True) if group == number) for number in set(groups)
    )
)


@given(st.lists(_PARTITION, min_size=1, max_size=5))
def test_ids_are_never_given_twice_and_stay_where_nothing_changed(partitions):
    told = _runs(*partitions, partitions[-1])
    assert all(len(set(names.values())) == len(names) for names in told)
    assert told[-1] == told[-2]


@given(_PARTITION, _PARTITION, st.integers(0, 3), st.integers(0, 3))
def test_merging_two_clusters_and_parting_them_again_restores_every_id(first, before, one, other):
    left, right = before[one % len(before)], before[other % len(before)]
    rest = [members for members in before if members not in (left, right)]
    merged = sorted([*rest, tuple(sorted({*left, *right}))])
    told = _runs(first, before, merged, merged, before)
    assert told[4] == told[1]
