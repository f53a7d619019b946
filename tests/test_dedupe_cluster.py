from hypothesis import given
from hypothesis import strategies as st

from dedupe.cluster import cluster
from dedupe.link import Decision, Link
from dedupe.naming import name_clusters


def _link(left, right, probability=0.9):
    return Link(left, right, "same-as", "same", probability)


def _free(names):
    return dict.fromkeys(names, ())


def test_links_make_connected_groups():
    assert cluster([_link("a", "b"), _link("b", "c")], _free("abcd")) == [("a", "b", "c"), ("d",)]


def test_only_same_as_links_that_hold_merge():
    links = [
        Link("a", "b", "version-of", "same", 0.99),
        Link("b", "c", "same-as", "uncertain", 0.5),
        Link("c", "d", "reports", "same", 1.0),
    ]
    assert cluster(links, _free("abcd")) == [("a",), ("b",), ("c",), ("d",)]


def test_of_two_links_that_exclude_each_other_the_likelier_wins():
    marks = {"a": [("doi", "1")], "b": [], "c": [("doi", "2")]}
    weaker, stronger = _link("a", "b", 0.9), _link("b", "c", 0.99)
    assert cluster([weaker, stronger], marks) == cluster([stronger, weaker], marks) == [("a",), ("b", "c")]


def test_a_person_can_join_what_marks_keep_apart_and_part_what_links_join():
    marks = {"a": [("doi", "1")], "b": [("doi", "2")], "c": []}
    decisions = [Decision("a", "b", "same"), Decision("b", "c", "different")]
    assert cluster([_link("a", "c")], marks, decisions) == [("a", "b"), ("c",)]


_NAMES = "abcdefgh"
_LINKS = st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES), st.floats(0.5, 1.0)), max_size=20)
_MARKS = st.fixed_dictionaries({name: st.sampled_from([(), (("doi", "1"),), (("doi", "2"),)]) for name in _NAMES})


@given(_LINKS, _MARKS, st.randoms())
def test_every_record_is_in_one_cluster_of_one_value_per_slot_in_any_order(links, marks, rnd):
    links = [_link(left, right, p) for left, right, p in links if left < right]
    clusters = cluster(links, marks)
    assert sorted(member for members in clusters for member in members) == list(_NAMES)
    assert all(len({mark for member in members for mark in marks[member]}) <= 1 for members in clusters)
    rnd.shuffle(links)
    assert cluster(links, marks) == clusters


def _names(clusters, known):
    kinds = {member: "paper" for members in clusters for member in members}
    return dict(zip(clusters, name_clusters(clusters, kinds, known), strict=True))


def test_a_cluster_keeps_the_id_of_most_of_its_members():
    known = {"a": "paper-1", "b": "paper-2", "c": "paper-2"}
    assert _names([("a", "b", "c")], known) == {("a", "b", "c"): "paper-2"}


def test_ties_go_to_the_smallest_id():
    assert _names([("a", "b")], {"a": "paper-2", "b": "paper-1"}) == {("a", "b"): "paper-1"}


def test_after_a_split_the_larger_part_keeps_the_id_and_the_other_gets_a_new_one():
    first = _names([("a", "b", "c")], {})
    known = dict.fromkeys("abc", first["a", "b", "c"])
    after = _names([("a",), ("b", "c")], known)
    assert after["b", "c"] == first["a", "b", "c"]
    assert after["a",] not in known.values()


@given(st.dictionaries(st.sampled_from(_NAMES), st.sampled_from(["paper-1", "paper-2"])))
def test_ids_are_never_given_twice(known):
    clusters = [("a", "b"), ("c",), ("d", "e", "f"), ("g",), ("h",)]
    assert len(set(_names(clusters, known).values())) == len(clusters)
