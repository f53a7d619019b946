import random

from hypothesis import given
from hypothesis import strategies as st

from dedupe.cluster import cluster

_NAMES = "abcdefgh"
_PAIRS = st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES)).filter(lambda pair: pair[0] < pair[1])
_JOINS = st.lists(st.tuples(_PAIRS, st.floats(0.5, 1.0)).map(lambda join: (*join[0], join[1])), max_size=20)
_MARKS = st.fixed_dictionaries(
    {
        name: st.sampled_from([(), (("nct", "1"),), (("nct", "2"),), (("nct", "1"), ("doi", "1")), (("doi", "2"),)])
        for name in _NAMES
    }
)


def _free(_name):
    return frozenset()


def _held(marks):
    return lambda name: frozenset(marks.get(name, ()))


def test_joins_make_connected_groups():
    assert cluster("abcd", [("a", "b", 0.9), ("b", "c", 0.9)], _free) == [("a", "b", "c"), ("d",)]


def test_records_go_by_number_as_well_as_by_id():
    assert cluster(range(4), [(1, 3, 0.9)], lambda _: frozenset()) == [(0,), (1, 3), (2,)]


def test_of_two_joins_that_exclude_each_other_the_likelier_wins():
    marks = _held({"a": [("doi", "1")], "c": [("doi", "2")]})
    weaker, stronger = ("a", "b", 0.9), ("b", "c", 0.99)
    assert (
        cluster("abc", [weaker, stronger], marks) == cluster("abc", [stronger, weaker], marks) == [("a",), ("b", "c")]
    )


def test_two_trials_do_not_come_together_over_a_chain_of_records_that_name_neither():
    marks = _held({"a": [("nct", "NCT99999901")], "e": [("nct", "NCT99999902")]})
    chain = [("a", "b", 0.99), ("b", "c", 0.98), ("c", "d", 0.97), ("d", "e", 0.96)]
    assert cluster("abcde", chain, marks) == [("a", "b", "c", "d"), ("e",)]


def test_one_value_in_common_is_enough_where_a_record_holds_two():
    marks = _held({"a": [("nct", "1")], "b": [("nct", "1"), ("nct", "2")], "c": [("nct", "3")]})
    assert cluster("abc", [("a", "b", 0.9), ("b", "c", 0.9)], marks) == [("a", "b"), ("c",)]


def test_people_join_what_marks_keep_apart_and_part_what_links_join():
    marks = _held({"a": [("doi", "1")], "b": [("doi", "2")]})
    clusters = cluster("abcd", [("a", "c", 0.9), ("a", "d", 0.8)], marks, together=[("a", "b")], apart=[("b", "c")])
    assert clusters == [("a", "b", "d"), ("c",)]


def test_marks_are_asked_for_only_of_records_that_are_joined():
    asked = []

    def marks(name):
        asked.append(name)
        return frozenset()

    cluster("abcdefgh", [("b", "d", 0.9)], marks)
    assert sorted(asked) == ["b", "d"]


def test_a_hundred_thousand_copies_make_one_cluster():
    count = 100_000
    marks = frozenset({("kind", "paper"), ("doi", "1")})
    (only,) = cluster(range(count), [(n, n + 1, 0.9) for n in range(count - 1)], lambda _: marks)
    assert only == tuple(range(count))


@given(_JOINS, _MARKS, st.lists(_PAIRS, max_size=4), st.randoms())
def test_in_any_order_every_record_is_in_one_cluster_that_breaks_no_veto(joins, marks, apart, rnd):
    clusters = cluster(_NAMES, joins, _held(marks), apart=apart)
    assert sorted(member for members in clusters for member in members) == list(_NAMES)
    for members in clusters:
        assert not any({left, right} <= set(members) for left, right in apart)
        for slot in ("nct", "doi"):
            assert len({value for member in members for name, value in marks[member] if name == slot}) <= 1
    rnd.shuffle(joins)
    rnd.shuffle(apart)
    assert cluster(_NAMES, joins, _held(marks), apart=apart) == clusters


@given(st.lists(_PAIRS, max_size=6), _MARKS)
def test_what_people_joined_is_together_whatever_its_marks(together, marks):
    clusters = cluster(_NAMES, [], _held(marks), together=together)
    where = {member: members for members in clusters for member in members}
    assert all(where[left] == where[right] for left, right in together)


def test_large_random_input_gives_the_components_of_its_links():
    chance = random.Random(7)
    joins = [(*sorted(chance.sample(range(3000), 2)), 0.9) for _ in range(1200)]
    reached = {n: {n} for n in range(3000)}
    for left, right, _ in joins:
        union = reached[left] | reached[right]
        reached.update(dict.fromkeys(union, union))
    expected = sorted({tuple(sorted(members)) for members in reached.values()})
    assert cluster(range(3000), joins, lambda _: frozenset()) == expected
