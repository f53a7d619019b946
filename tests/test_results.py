"""Canonical records put in place of earlier ones: what did not change is left where it was."""

import pytest
from corpora import bitext, mirrored, record, result

import corpus.store
from corpus.results import find_changes
from corpus.store import open_store
from dedupe import Decision, carried, deduplicate


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.corpus"


@pytest.fixture
def store(path):
    with open_store(path, write=True) as opened:
        for name in ("a", "b", "c"):
            opened.put_file(result(name, mirrored(name, f"10.5555/{name * 5}")))
        yield opened


def deduplicated(store):
    known, founded = carried(store.canonicals())
    records, revision = list(store.records()), store.revision()
    store.put_result(
        deduplicate(records, decisions=store.decisions(), known=known, founded=founded), revision, "method"
    )
    return {i: (number, body) for i, number, body in store.rows("SELECT id, number, body FROM canonicals")}


def test_records_that_stay_keep_their_numbers_and_what_is_known_of_them(store):
    before = deduplicated(store)
    for todo in list(store.unaligned("model")):
        store.put_bitext(todo, bitext(), "model")
    list(store.indexing())
    store.put_file(result("d", record("d", doi="10.5555/d", en="Another text.", zh="")))
    after = deduplicated(store)
    assert before.items() <= after.items()
    assert len(after) == 4
    assert [number for number, status in store.rows("SELECT number, status FROM catalogue") if status is None] == [
        after[store.canonical_of("d")][0]
    ]
    assert store.catalogue.unindexed() == 1


def test_a_record_that_changes_keeps_its_number_and_is_indexed_again(store):
    before = deduplicated(store)
    list(store.indexing())
    changed = store.canonical_of("b")
    store.put_file(result("b", mirrored("b", "10.5555/bbbbb", affiliations=("Ward of Inventions",))))
    after = deduplicated(store)
    assert {i for i in after if after[i] != before[i]} == {changed}
    assert after[changed][0] == before[changed][0]
    assert store.catalogue.unindexed() == 1


def test_members_name_their_record_through_merges_and_their_undoing(store):
    before = deduplicated(store)
    act = store.journal.decide([Decision("a", "b", "same")])
    merged = deduplicated(store)
    assert len(merged) == 2
    assert store.canonical_of("a") == store.canonical_of("b") != store.canonical_of("c")
    store.journal.undo(act)
    after = deduplicated(store)
    assert {i: body for i, (_, body) in after.items()} == {i: body for i, (_, body) in before.items()}
    assert len({store.canonical_of(name) for name in ("a", "b", "c")}) == 3


def test_of_two_builds_that_end_at_once_the_later_one_holds(store, path, monkeypatch):
    found, revision = deduplicate(list(store.records())), store.revision()
    first = find_changes

    def interrupted(connection, canonicals):
        monkeypatch.setattr(corpus.store, "find_changes", first)
        changes = first(connection, canonicals)
        with open_store(path, write=True) as other:
            other.put_result(found, revision, "of the other")
        return changes

    monkeypatch.setattr(corpus.store, "find_changes", interrupted)
    store.put_result(found, revision, "method")
    assert store.is_deduplicated("method")
    assert [c.id for c in store.canonicals()] == [c.id for c in found.canonicals]


def test_nothing_is_left_of_records_that_are_gone(store):
    deduplicated(store)
    list(store.indexing())
    store.forget(["a", "b", "c"])
    deduplicated(store)
    for table in ("canonicals", "members", "catalogue", "sites", "finding_kinds", "links"):
        assert not list(store.rows(f"SELECT * FROM {table}")), table
