"""Records that come in several times over, decisions taken and undone: the end is that of all at once."""

import random

import msgspec
import pytest
from dedupe_records import ABSTRACT, ABSTRACT_ZH, AUTHORS, TITLE, TITLE_ZH, doi, other, paper, trial
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe import Decision, carried, deduplicate
from ingest.record import Identifier

RECORDS = (
    paper("a1"),
    paper("a2", ids=doi("10.5555/1"), authors=AUTHORS[:2]),
    paper("a3", ids=doi("10.5555/1"), title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}),
    paper("a4", ids=doi("10.5555/2")),
    paper("b1", title={"en": TITLE + " II"}, pages="301-309"),
    paper("b2", title={"en": TITLE.upper() + " II"}, pages="301", abstract={"en": ABSTRACT[:90]}),
    other("c1", ids=(Identifier("nct", "NCT99999901", "reports"),)),
    other("c2", pages=None),
    other("c3", title={"en": "Editorial"}),
    trial("t1", ("nct", "NCT99999901"), ("eudract", "2099-000001-11"), updated="2023-01-01", status="RECRUITING"),
    trial("t2", ("eudract", "2099-000001-11"), updated="2024-01-01", status="COMPLETED"),
    trial("t3", ("nct", "NCT99999902"), ("eudract", "2099-000001-11")),
)
IDS = [record.id for record in RECORDS]
PEOPLE = (
    Decision("a1", "b1", "same"),
    Decision("c1", "c2", "different"),
    Decision("a4", "c3", "same"),
    Decision("t2", "t3", "same"),
    Decision("a1", "a2", "different"),
)


class Corpus:
    """What is carried from one run to the next."""

    def __init__(self):
        self.known, self.founded = {}, {}

    def run(self, records, decisions=()):
        result = deduplicate(records, decisions=decisions, known=self.known, founded=self.founded)
        self.known, self.founded = carried(result.canonicals)
        return result


def _partition(result):
    return sorted(canonical.members for canonical in result.canonicals)


def _unnamed(result):
    """Everything but the ids of the canonicals, which depend on what came first."""
    canonicals = sorted((c.members, c.provenance, c.conflicts, c.record.title) for c in result.canonicals)
    return canonicals, result.links, result.uncertain


def _without_history(result):
    """A split that was undone leaves behind that there was another id."""
    canonicals = tuple(msgspec.structs.replace(c, founders={}) for c in result.canonicals)
    return msgspec.structs.replace(result, canonicals=canonicals)


@given(st.permutations(RECORDS), st.sets(st.sampled_from(PEOPLE)))
@settings(max_examples=25, deadline=None)
def test_the_order_of_records_does_not_show(records, people):
    decisions = [decision for decision in PEOPLE if decision in people]
    assert deduplicate(records, decisions=decisions) == deduplicate(RECORDS, decisions=decisions)


@given(st.permutations(RECORDS), st.lists(st.integers(1, len(RECORDS)), max_size=3))
@settings(max_examples=25, deadline=None)
def test_records_in_several_arrivals_end_as_all_at_once(records, cuts):
    corpus = Corpus()
    for cut in (*sorted(cuts), len(RECORDS)):
        result = corpus.run(records[:cut])
    assert _unnamed(result) == _unnamed(deduplicate(RECORDS))


@given(st.permutations(RECORDS), st.integers(1, len(RECORDS)))
@settings(max_examples=25, deadline=None)
def test_a_canonical_keeps_its_id_while_its_members_stay_together(records, cut):
    corpus = Corpus()
    before = corpus.run(records[:cut])
    after = {member: c.id for c in corpus.run(records).canonicals for member in c.members}
    names = [{after[member] for member in c.members} for c in before.canonicals]
    kept = [c.id in found for c, found in zip(before.canonicals, names, strict=True)]
    merged_away = [c.id not in after.values() for c in before.canonicals]
    assert all(one or another for one, another in zip(kept, merged_away, strict=True))


@given(st.lists(st.sampled_from(PEOPLE), unique=True, min_size=1), st.randoms())
@settings(max_examples=25, deadline=None)
def test_decisions_undone_restore_everything_ids_included(people, rnd):
    corpus = Corpus()
    before = corpus.run(RECORDS)
    for count in range(1, len(people) + 1):
        corpus.run(RECORDS, people[:count])
    rnd.shuffle(people)
    while people:
        people.pop()
        after = corpus.run(RECORDS, people)
    assert _without_history(after) == _without_history(before)


@given(
    st.lists(
        st.builds(Decision, st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(["same", "different"])),
        max_size=5,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_people_decide_every_record_is_in_one_canonical_and_the_last_word_holds_or_is_told(decisions):
    result = deduplicate(RECORDS, decisions=decisions)
    assert sorted(member for members in _partition(result) for member in members) == sorted(IDS)
    where = {member: c.id for c in result.canonicals for member in c.members}
    for last in decisions[-1:]:
        holds = (where[last.left] == where[last.right]) == (last.verdict == "same")
        assert holds or any(repr(last.left) in warning for warning in result.warnings)


def test_the_ids_that_a_merge_took_in_are_told_while_it_lasts():
    corpus = Corpus()
    one, two = (c.id for c in corpus.run([paper("a1"), other("c1")]).canonicals)
    people = [Decision("a1", "c1", "same")]
    for names in (("a1",), ("a1", "a2")):
        (only,) = corpus.run([*map(paper, names), other("c1")], people).canonicals
        assert set(only.founders) == {one, two}
        assert sorted(member for members in only.founders.values() for member in members) == ["a1", "c1"]
    assert all(c.founders == {} for c in corpus.run([paper("a1"), other("c1")]).canonicals)


def test_new_records_join_the_cluster_that_is_there():
    corpus = Corpus()
    (first,) = corpus.run([paper("m")]).canonicals
    for arrival in ("a", "z"):
        (only,) = corpus.run([paper(name) for name in sorted({*corpus.known, arrival})]).canonicals
        assert only.id == first.id
    assert only.members == ("a", "m", "z")


def test_a_merge_by_a_person_takes_new_records_of_either_side_in():
    corpus = Corpus()
    people = [Decision("a1", "c1", "same")]
    corpus.run([paper("a1"), other("c1")], people)
    result = corpus.run([paper("a1"), paper("a9"), other("c1"), other("c9")], people)
    assert _partition(result) == [("a1", "a9", "c1", "c9")]


def test_a_split_by_a_person_holds_when_a_third_record_is_like_both():
    corpus = Corpus()
    people = [Decision("a1", "a2", "different")]
    for names in (("a1", "a2"), ("a1", "a2", "a3")):
        result = corpus.run([paper(name) for name in names], people)
        assert not any({"a1", "a2"} <= set(members) for members in _partition(result))
    assert len(result.canonicals) == 2


def test_what_a_person_parted_is_not_asked_about_again_by_way_of_copies():
    bare = {"abstract": None, "authors": (), "journal": None, "volume": None, "issue": None, "pages": None}
    records = [paper("a1"), paper("a2"), paper("u", published=None, **bare)]
    asked = deduplicate(records).uncertain
    assert {link.right for link in asked} == {"u"}
    assert deduplicate(records, decisions=[Decision("a1", "u", "different")]).uncertain == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_cluster_of_conflicting_dois_is_parted_alike_in_any_order(seed):
    records = [paper(f"r{n}", ids=doi(f"10.5555/{n % 3}") if n % 4 else ()) for n in range(12)]
    expected = _partition(deduplicate(records))
    random.Random(seed).shuffle(records)
    assert _partition(deduplicate(records)) == expected
