"""The journal: what people did is kept, told, and can be taken back."""

from dataclasses import replace

import pytest
from corpora import bitext, record, result

from bicorpus import InputError
from corpus.bitext import text_key
from corpus.journal import ConflictError
from corpus.store import open_store
from dedupe import Decision, carried, deduplicate

A, B, C = "a.html", "b.html", "c.html"
ACCEPTED = replace(bitext(), accepted=(0,))
"""The alignment of the abstract that all pages have, after a person took its first bead for right."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.corpus"


@pytest.fixture
def store(path):
    """Three papers that nothing joins, all of one abstract, which is aligned."""
    with open_store(path, write=True) as opened:
        for name in (A, B, C):
            title = {"en": f"A study of {name[0] * 9}"}
            opened.put_file(result(name, record(name, doi=f"10.5555/{name}", title=title)))
        put_result(opened)
        opened.put_bitext(next(opened.unaligned("model")), bitext(), "model")
        yield opened


@pytest.fixture
def texts(store):
    return text_key(next(store.records()).abstract)


def put_result(store) -> None:
    revision = store.revision()
    store.put_result(deduplicate(list(store.records()), decisions=store.decisions()), revision, "method")


def accept(store, texts, who="") -> int:
    return store.journal.review(texts, store.canonical_of(A), bitext(), ACCEPTED, "accepted", who)


class TestPairs:
    def test_decisions_come_back_in_the_order_in_which_they_were_taken_and_a_new_word_replaces_the_old(self, store):
        for decision in (Decision(B, A, "same"), Decision(B, C, "same"), Decision(A, B, "different")):
            store.journal.decide([decision])
        assert store.decisions() == (Decision(B, C, "same"), Decision(A, B, "different"))

    def test_a_waiting_decision_does_not_make_the_last_build_an_unfinished_one(self, store):
        assert store.is_finished()
        store.journal.decide([Decision(A, B, "same")])
        assert store.is_finished()
        store.put_file(result("d.html", record("d.html")))
        assert not store.is_finished()

    def test_an_undone_decision_is_forgotten_and_changes_what_is_current(self, store):
        act = store.journal.decide([Decision(A, B, "same")])
        assert (store.is_current(), store.pending()) == (False, 1)
        store.journal.undo(act)
        assert (store.decisions(), store.is_current(), store.pending()) == ((), False, 0)

    def test_undoing_a_changed_mind_brings_the_earlier_decision_back_with_its_rank(self, store):
        store.journal.decide([Decision(A, B, "same")])
        store.journal.decide([Decision(B, C, "same")])
        changed = store.journal.decide([Decision(A, B, "different")])
        store.journal.undo(changed)
        assert store.decisions() == (Decision(A, B, "same"), Decision(B, C, "same"))

    def test_decisions_taken_together_are_one_act_and_undone_together(self, store):
        act = store.journal.decide([Decision(A, B, "different"), Decision(A, C, "different")], "split")
        assert [(a.number, a.what) for a in store.journal.acts()] == [(act, "split")]
        store.journal.undo(act)
        assert store.decisions() == ()

    def test_an_act_that_a_later_one_followed_is_undone_after_that(self, store):
        first = store.journal.decide([Decision(A, B, "same")])
        second = store.journal.decide([Decision(A, B, "different")])
        with pytest.raises(ConflictError, match="undo those first"):
            store.journal.undo(first)
        store.journal.undo(second)
        store.journal.undo(first)
        assert store.decisions() == ()

    def test_nothing_is_undone_twice_and_nothing_that_was_not_done(self, store):
        act = store.journal.decide([Decision(A, B, "same")])
        store.journal.undo(act)
        with pytest.raises(ConflictError, match="undone already"):
            store.journal.undo(act)
        with pytest.raises(InputError, match="no act 99"):
            store.journal.undo(99)

    def test_a_decision_on_what_somebody_else_has_decided_meanwhile_is_refused(self, store):
        store.journal.decide([Decision(A, B, "same")], saw=[None])
        with pytest.raises(ConflictError, match="in the meantime: same"):
            store.journal.decide([Decision(B, A, "different")], saw=[None])
        store.journal.decide([Decision(B, A, "different")], saw=["same"])
        assert store.decisions() == (Decision(A, B, "different"),)

    @pytest.mark.parametrize("decisions", [[], [Decision(A, A, "same")]])
    def test_a_decision_is_on_two_records(self, store, decisions):
        with pytest.raises(InputError, match="two different records"):
            store.journal.decide(decisions)
        assert not list(store.journal.acts())

    def test_a_decision_counts_as_pending_until_the_canonical_records_show_it(self, store):
        store.journal.decide([Decision(A, B, "same"), Decision(A, C, "different")])
        assert store.pending() == 1  # A and C are apart already
        put_result(store)
        assert (store.pending(), store.counts().canonicals) == (0, 2)


class TestAlignments:
    def test_what_a_person_made_of_an_alignment_is_what_the_corpus_holds(self, store, texts):
        accept(store, texts)
        assert [entry.bitext for entry in store.entries()] == [ACCEPTED] * 3
        assert list(store.reviewed()) == [(store.canonical_of(A), ACCEPTED)]

    def test_of_two_people_who_saw_the_same_the_second_is_told(self, store, texts, path):
        with open_store(path, write=True) as other:
            accept(other, texts)
        with pytest.raises(ConflictError, match="in the meantime"):
            accept(store, texts)
        assert len(list(store.journal.acts())) == 1

    def test_undone_the_alignment_is_as_it_was(self, store, texts):
        store.journal.undo(accept(store, texts))
        assert [entry.bitext for entry in store.entries()] == [bitext()] * 3

    def test_a_build_does_not_overwrite_what_a_person_did_while_it_aligned(self, store, texts):
        (todo,) = store.unaligned("another model")
        accept(store, texts)
        assert not store.put_bitext(todo, bitext(confidence=0.1), "another model")
        assert store.entry(store.canonical_of(A)).bitext == ACCEPTED

    def test_another_model_is_given_what_people_did_to_align_around(self, store, texts):
        accept(store, texts)
        (todo,) = store.unaligned("another model")
        assert (todo.reviewed, todo.former) == (ACCEPTED, None)

    def test_what_people_did_outlives_its_texts_and_is_given_to_those_that_follow(self, store, texts):
        accept(store, texts)
        before = store.canonical_of(A)
        store.put_file(result(A, record(A, doi=f"10.5555/{A}", en="Other text altogether.", zh="别的。")))
        known, founded = carried(store.canonicals())
        found = deduplicate(list(store.records()), known=known, founded=founded)
        store.put_result(found, store.revision(), "method")
        assert list(store.reviewed()) == [(before, ACCEPTED)]
        assert [todo.former for todo in store.unaligned("model")] == [ACCEPTED]


class TestActs:
    def test_they_are_told_latest_first_with_who_and_for_what(self, store, texts):
        store.journal.decide([Decision(B, A, "same")], who="Wen")
        accept(store, texts, who="Ilse")
        acts = list(store.journal.acts())
        assert [(act.who, act.kind, act.what, act.canonical) for act in acts] == [
            ("Ilse", "alignment", "accepted", store.canonical_of(A)),
            ("Wen", "pair", "same", store.canonical_of(A)),
        ]
        assert acts[0].at.endswith("+00:00")

    def test_they_can_be_asked_for_by_record_by_subject_and_by_page(self, store, texts):
        store.journal.decide([Decision(B, C, "different")])
        number = accept(store, texts)
        assert [act.number for act in store.journal.acts(canonical=store.canonical_of(A))] == [number]
        assert [act.number for act in store.journal.acts(subject=texts)] == [number]
        assert [act.number for act in store.journal.acts(limit=1)] == [number]
        assert [act.what for act in store.journal.acts(before=number)] == ["different"]

    def test_what_each_changed_can_be_looked_at(self, store, texts):
        pair = store.journal.decide([Decision(A, B, "same")])
        alignment = accept(store, texts)
        before, after = store.journal.words(pair)
        assert [(word.verdict, word.number) for word in (*before, *after)] == [(None, 0), ("same", 1)]
        assert store.journal.bitexts(alignment) == (bitext(), ACCEPTED)
        for said, whole in zip(store.journal.texts(alignment), (bitext(), ACCEPTED), strict=True):
            assert [one.text for one in (*said.en, *said.zh)] == [one.text for one in (*whole.en, *whole.zh)]
