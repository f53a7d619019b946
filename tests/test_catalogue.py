"""The catalogue: rows that follow what builds and reviewers do, and lists by facets, sortings and pages."""

from itertools import chain
from random import Random

import pytest
from corpora import bitext
from listed import align, paper, put
from msgspec import structs

from align.bead import Finding
from bicorpus import UsageError
from corpus.bitext import text_key
from corpus.catalogue import NO_ABSTRACT, NOT_ALIGNED, UNKNOWN, Query, catalogue, table
from corpus.catalogue.hits import LOOKED_THROUGH
from corpus.review import accept
from corpus.store import open_store
from ingest.record import Trial

NUMBER = Finding("number", "12 is missing")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.corpus"


@pytest.fixture
def store(path):
    with open_store(path, write=True) as opened:
        yield opened


def names(store, **asked) -> list[str]:
    return [row.id.partition("-")[2] for row in store.catalogue.find(Query(**asked)).rows]


def facet(store, name: str, **asked) -> dict[str, int]:
    return dict(store.catalogue.find(Query(**asked)).facets[name])


@pytest.fixture
def listed(store):
    """Four papers and a trial."""
    trial = paper("t", "Gamma", en="Three.", zh="三。", site="chictr", trial=Trial(start="2020-01"))
    records = [
        paper("a", "Beta", en="One. Two.", zh="一。二。", published="2020-05-01", site="pubmed"),
        paper("b", "Alpha", en="One more.", published="2021", site="pubmed"),
        paper("c", "甲", zh="三。", published="2019", site="cnki"),
        paper("d", site="cnki"),
        structs.replace(trial, kind="trial"),
    ]
    put(store, records)
    a, b, c, _, t = records
    align(store, a, bitext("One. Two.", "一。二。", checks=(NUMBER,)))
    align(store, b, bitext("One more.", ""))
    align(store, c, bitext("", "三。"))
    align(store, t, bitext("Three.", "三。", confidence=0.3, checks=(NUMBER,)))
    return records


class TestRows:
    def test_a_row_tells_kind_year_languages_sites_and_how_it_is_translated(self, store, listed):
        row = store.catalogue.find(Query(q="Beta")).rows[0]
        assert (row.kind, row.year, row.sites, row.status, row.members) == ("paper", 2020, ("pubmed",), "full", 1)
        assert (row.en, row.en_translated, row.zh, row.zh_translated, row.beads) == (2, 2, 2, 2, 2)
        assert (row.findings, row.confidence, row.accepted) == (2, 0.9, 0)

    def test_what_is_not_aligned_yet_and_what_cannot_be_say_so(self, store):
        put(store, [paper("a", en="One."), paper("b", "Title")])
        assert {row.id: row.status for row in store.catalogue.find(Query()).rows} == {
            "paper-a": NOT_ALIGNED,
            "paper-b": NO_ABSTRACT,
        }

    def test_accepting_the_doubtful_bead_leaves_the_doubt_of_the_others(self, store):
        one = paper("a", en="One. Two.", zh="一。二。")
        put(store, [one])
        before = bitext("One. Two.", "一。二。", confidence=0.4)
        align(store, one, before)
        store.journal.review(text_key(one.abstract), "paper-a", before, accept(before, 0), "accept")
        [row] = store.catalogue.find(Query(reviewed=("some",))).rows
        assert (row.accepted, row.confidence) == (1, 0.4)

    def test_a_record_that_gets_aligned_texts_has_their_row(self, store):
        one = paper("a", "Old title", en="One.", zh="一。")
        put(store, [one])
        align(store, one, bitext("One.", "一。"))
        put(store, [structs.replace(one, title={"en": "New title"})])
        assert facet(store, "status") == {"full": 1}

    def test_a_date_that_begins_with_no_year_gives_none(self):
        assert [catalogue.year(paper("a", published=date)) for date in ("2020-05", "20", "0000", None)] == [
            2020,
            None,
            None,
            None,
        ]


class TestIndex:
    def test_words_that_a_record_no_longer_has_find_it_no_more(self, store):
        put(store, [paper("a", "Quercimab for asthma"), paper("b", "Asthma")])
        put(store, [paper("a", "Ostrazine for asthma"), paper("b", "Asthma")])
        assert [names(store, q=q) for q in ("quercimab", "ostrazine", "asthma")] == [[], ["a"], ["b", "a"]]

    def test_a_record_that_is_gone_is_found_no_more_and_its_number_may_be_anothers(self, store):
        put(store, [paper("a", "Asthma"), paper("b", "Quercimab")])
        put(store, [paper("a", "Asthma")])
        put(store, [paper("a", "Asthma"), paper("c", "Ostrazine")])
        assert names(store, q="quercimab") == []
        assert names(store, q="ostrazine") == ["c"]

    def test_indexing_goes_on_where_it_stopped(self, store, path, monkeypatch):
        put(store, [paper(f"{n}", "Asthma") for n in range(5)])
        store._db.execute("UPDATE state SET value = 'of another version' WHERE key = 'search'")
        assert store.catalogue.unindexed() == 5
        monkeypatch.setattr("corpus.store.BATCH", 3)
        assert [next(store.indexing()), store.catalogue.unindexed()] == [3, 2]
        with open_store(path, write=True) as again:
            assert [*again.indexing(), again.catalogue.unindexed()] == [2, 0]
        assert len(names(store, q="asthma")) == 5

    def test_what_two_builds_index_at_once_and_what_changes_meanwhile_is_in_the_index_once(self, store):
        put(store, [paper("a", "Asthma"), paper("b", "Quercimab")], index=False)
        old = store.catalogue.next_unindexed(9)
        put(store, [paper("a", "Asthma"), paper("b", "Ostrazine")], index=False)
        for todo in (old, old, store.catalogue.next_unindexed(9), old):
            store.catalogue.index(todo)
        assert [names(store, q=q) for q in ("asthma", "quercimab", "ostrazine")] == [["a"], [], ["b"]]
        put(store, [paper("c", "Asthma")])  # the words that are taken out are those that were put in
        assert [names(store, q=q) for q in ("asthma", "ostrazine")] == [["c"], []]

    def test_words_of_another_version_are_all_put_in_anew(self, store):
        put(store, [paper("a", "Asthma"), paper("b", "Quercimab")])
        store._db.execute("UPDATE state SET value = 'of another version' WHERE key = 'search'")
        put(store, [paper("a", "Asthma"), paper("b", "Ostrazine")])
        assert [names(store, q=q) for q in ("quercimab", "ostrazine", "asthma")] == [[], ["b"], ["a"]]

    def test_where_most_records_change_the_words_are_all_put_in_anew(self, store, monkeypatch):
        monkeypatch.setattr(catalogue, "TAKEN_OUT", 1)
        put(store, [paper("a", "Asthma"), paper("b", "Asthma, quercimab"), paper("c", "Quercimab")])
        put(store, [paper("a", "Asthma"), paper("b", "Asthma, ostrazine"), paper("c", "Ostrazine")])
        assert [names(store, q=q) for q in ("quercimab", "ostrazine", "asthma")] == [[], ["c", "b"], ["a", "b"]]


class TestFacets:
    def test_each_facet_is_counted_among_what_fits_the_others(self, store, listed):
        found = store.catalogue.find(Query(kind=("paper",), site=("pubmed",)))
        assert found.total == 2
        assert dict(found.facets["kind"]) == {"paper": 2}
        assert dict(found.facets["site"]) == {"pubmed": 2, "cnki": 2}
        assert dict(found.facets["lang"]) == {"both": 1, "en": 1}

    def test_values_of_one_facet_are_alternatives(self, store, listed):
        assert sorted(names(store, site=("cnki", "chictr"))) == ["c", "d", "t"]
        assert sorted(names(store, status=("english only", NO_ABSTRACT))) == ["b", "d"]
        assert names(store, finding=("number",), kind=("trial",)) == ["t"]
        assert names(store, lang=(UNKNOWN,)) == ["d"]

    def test_a_choice_that_nothing_fits_is_shown_so_that_it_can_be_given_up(self, store, listed):
        assert facet(store, "status", status=("partial",), q="beta") == {"full": 1, "partial": 0}

    @pytest.mark.parametrize(
        ("years", "expected"),
        [
            (("2020",), "at"),
            (("2020-2021",), "abt"),
            (("2021-",), "b"),
            (("-2019",), "c"),
            ((UNKNOWN,), "d"),
            (("2019", "2021"), "bc"),
        ],
    )
    def test_years_are_chosen_singly_and_by_the_span(self, store, listed, years, expected):
        assert "".join(sorted(names(store, year=years))) == expected

    def test_words_and_facets_narrow_each_other(self, store, listed):
        assert facet(store, "site", q="one") == {"pubmed": 2}

    @pytest.mark.parametrize("year", ["20", "2020-2021-2022", "now"])
    def test_what_is_no_year_is_refused(self, store, listed, year):
        with pytest.raises(UsageError, match="year: "):
            store.catalogue.find(Query(year=(year,)))


class TestLists:
    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            ("title", "batdc"),
            ("newest", "batcd"),
            ("oldest", "catbd"),
            ("untranslated", "bcatd"),
            ("findings", "atbcd"),
            ("doubtful", "tabcd"),
        ],
    )
    def test_lists_are_sorted_and_what_is_unknown_comes_last(self, store, listed, sort, expected):
        assert "".join(names(store, sort=sort)) == expected

    def test_an_unknown_sorting_is_refused_with_the_known_ones(self, store, listed):
        with pytest.raises(UsageError, match="there are relevance, title"):
            store.catalogue.find(Query(sort="price"))

    def test_pages_hold_every_record_once_and_one_too_far_is_the_last(self, store, listed):
        pages = [names(store, sort="title", size=2, page=page) for page in (1, 2, 3)]
        assert "".join(chain.from_iterable(pages)) == "batdc"
        beyond = store.catalogue.find(Query(sort="title", size=2, page=99))
        assert (beyond.page, beyond.pages, beyond.total, len(beyond.rows)) == (3, 3, 5, 1)

    def test_in_a_page_read_as_one_only_the_beginning_is_looked_through_for_words_to_mark(self, store):
        far = "filler " * LOOKED_THROUGH
        put(
            store, [paper("a", "Alpha", en=f"The drug worked. {far}"), paper("b", "Beta", en=f"{far} The drug failed.")]
        )
        first, second = store.catalogue.find(Query("drug")).rows
        assert [piece.text for piece in first.snippet.text if piece.is_hit] == ["drug"]
        assert (second.id, second.snippet) == ("paper-b", None)

    def test_an_empty_corpus_has_an_empty_page(self, store):
        found = store.catalogue.find(Query(q="x", sort="doubtful", page=3))
        assert (found.total, found.pages, found.page, found.rows) == (0, 1, 1, ())


class TestTable:
    def test_a_reader_sees_what_another_connection_wrote(self, store, path, listed):
        with open_store(path) as reader:
            assert facet(reader, "status")["english only"] == 1
            align(store, listed[1], bitext("One more.", ""))
            put(store, listed[:2])
            assert sorted(names(reader)) == ["a", "b"]

    def test_another_corpus_in_the_same_place_is_not_taken_for_the_first(self, path):
        for title in ("First", "Second"):
            with open_store(path, write=True) as store:
                put(store, [paper("a", title)])
                assert names(store, q=title) == ["a"]
            path.unlink()

    def test_sums_are_those_of_the_rows(self, store, listed):
        sums = store.catalogue.table().sums("kind", "lang")
        assert sums["paper", "both"] == {"records": 1, "findings": 2, "en": 2, "en_translated": 2, "zh": 2} | {
            "zh_translated": 2, "beads": 2, "accepted": 0,
        }  # fmt: skip
        assert {values: one["records"] for values, one in sums.items()} == {
            ("paper", "both"): 1, ("paper", "en"): 1, ("paper", "zh"): 1, ("paper", UNKNOWN): 1, ("trial", "both"): 1,
        }  # fmt: skip

    def test_a_record_of_two_sites_counts_at_both_and_once_in_all(self, store):
        put(store, [(paper("a", site="cnki"), paper("b", site="pmc")), paper("c", site="pmc")])
        assert facet(store, "site") == {"pmc": 2, "cnki": 1}
        assert {values: one["records"] for values, one in store.catalogue.table().sums("site").items()} == {
            ("cnki",): 1, ("pmc",): 2,
        }  # fmt: skip
        assert store.catalogue.find(Query(site=("cnki", "pmc"))).total == 2

    def test_brought_up_to_date_it_is_what_it_would_be_read_anew(self, store, monkeypatch):
        r = Random(6)
        for _ in range(12):
            records = [
                paper(f"{n}", f"Title {r.randrange(3)}", en=f"Text {n}.", site=r.choice("xyz"))
                for n in range(9)
                if r.random() < 0.7
            ]
            put(store, records)
            for one in records:
                if r.random() < 0.5:
                    align(store, one, bitext(one.abstract["en"], "", checks=(NUMBER,)))
            found = [store.catalogue.find(Query(sort=sort)) for sort in ("title", "findings")]
            with monkeypatch.context() as patched:
                patched.setattr(table, "_tables", {})
                assert [store.catalogue.find(Query(sort=sort)) for sort in ("title", "findings")] == found
