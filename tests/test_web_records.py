import html
import re

import pytest
from reviewing import build_corpus, client
from starlette.datastructures import QueryParams

from corpus.catalogue import Query
from corpus.store import open_store
from corpus.web.facets import address, chosen, read

WORD = "LP-22"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, samples):
    return build_corpus(tmp_path_factory.mktemp("records") / "s.corpus", samples)


@pytest.fixture
def asker(corpus):
    return client(corpus)


def links(text: str) -> set[str]:
    return {html.unescape(found) for found in re.findall(r'href="([^"]*)"', text)}


class TestList:
    def test_it_shows_what_the_catalogue_finds(self, asker, corpus):
        found = asker.get("/records.json", params={"q": WORD}).json()
        with open_store(corpus) as store:
            expected = store.catalogue.find(Query(q=WORD))
        assert [hit["id"] for hit in found["hits"]] == [hit.id for hit in expected.rows]
        assert found["total"] == expected.total > 1

    def test_chinese_words_are_found_and_marked(self, asker):
        answer = asker.get("/records", params={"q": "支气管扩张"})
        assert "<mark>支气管扩张</mark>" in answer.text
        assert "/records/trial-" in answer.text

    def test_titles_are_in_the_order_of_the_readers_language(self, corpus):
        text = client(corpus, **{"Accept-Language": "zh"}).get("/records?kind=trial").text
        [hit] = re.findall(r"data-row>(.*?)</a>", text)
        assert hit.index("吸入溶液") < hit.index("inhalation solution")

    def test_nothing_found_says_what_to_try(self, asker):
        text = asker.get("/records?q=zzzz&kind=paper").text
        assert "Nothing is found" in text
        assert {"/records?q=zzzz", "/records"} <= links(text)

    def test_records_that_the_search_does_not_know_yet_are_told(self, corpus, tmp_path):
        path = tmp_path / "u.corpus"
        path.write_bytes(corpus.read_bytes())
        with open_store(path, write=True) as store:
            store.rows("UPDATE catalogue SET indexed = 0")
        assert "9 records cannot be searched yet" in client(path).get("/records?q=a").text
        assert "cannot be searched" not in client(path).get("/records").text


class TestFacets:
    def test_a_choice_leads_to_as_many_records_as_it_says(self, asker):
        for facet in asker.get("/records.json").json()["facets"]:
            for choice in facet["choices"]:
                found = asker.get(choice["address"].replace("/records", "/records.json", 1)).json()
                assert found["total"] == choice["count"], (facet["facet"], choice["value"])

    def test_a_chosen_value_leads_back(self, asker):
        found = asker.get("/records.json?kind=trial&q=LP-22").json()
        assert [(name, choice["value"], choice["address"]) for name, choice in found["chosen"]] == [
            ("Kind", "trial", "/records?q=LP-22")
        ]

    def test_values_of_one_facet_add_up(self, asker):
        totals = [asker.get(f"/records.json?{query}").json()["total"] for query in ("kind=paper", "kind=trial")]
        assert asker.get("/records.json?kind=paper&kind=trial").json()["total"] == sum(totals) == 9

    def test_an_unknown_value_finds_nothing_and_can_be_removed(self, asker):
        text = asker.get("/records?site=nowhere").text
        assert "Nothing is found" in text
        assert "/records" in links(text)


class TestPaging:
    def test_pages_hold_every_record_once(self, asker):
        seen, place = [], "/records?size=2&sort=title"
        while place:
            found = asker.get(place.replace("/records", "/records.json", 1)).json()
            seen += [hit["id"] for hit in found["hits"]]
            place = found["next"]
        assert len(seen) == len(set(seen)) == found["total"]

    def test_filters_and_sort_survive_it(self, asker):
        found = asker.get("/records.json?q=LP-22&kind=paper&kind=trial&sort=title&size=1").json()
        assert found["next"] == "/records?q=LP-22&kind=paper&kind=trial&sort=title&page=2&size=1"

    def test_a_new_filter_begins_at_the_first_page(self, asker):
        found = asker.get("/records.json?size=2&page=3").json()
        assert all("page=" not in choice["address"] for facet in found["facets"] for choice in facet["choices"])

    def test_the_search_form_carries_the_filters(self, asker):
        assert '<input type="hidden" name="kind" value="trial">' in asker.get("/records?kind=trial").text

    def test_a_page_beyond_the_last_is_the_last(self, asker):
        found = asker.get("/records.json?size=2&page=999").json()
        assert found["query"]["page"] == found["pages"] == 5
        assert found["next"] is None


class TestAddresses:
    @pytest.mark.parametrize(
        "query", [Query(), Query(q='a "b" & 中', kind=("paper",), site=("a&b", "c=d"), sort="title", page=3, size=7)]
    )
    def test_a_query_survives_its_address(self, query):
        assert read(QueryParams(address(query).partition("?")[2])) == query

    def test_what_is_as_usual_is_left_out(self):
        assert address(read(QueryParams("q=&sort=relevance&page=1&kind="))) == "/records"

    def test_every_filter_is_shown(self):
        query = read(QueryParams("kind=paper&year=2015-2020&site=a&site=b"))
        assert [(name, choice.value) for name, choice in chosen(query)] == [
            ("Kind", "paper"),
            ("Year", "2015-2020"),
            ("Site", "a"),
            ("Site", "b"),
        ]

    @pytest.mark.parametrize(
        "query",
        [
            "q=%00",
            "q=%FF%FE",
            "q=" + "a " * 2000,
            "q=" + "%22" * 99,
            "q=NEAR(a b)*^{}:-",
            "page=99999999999999999999",
            "page=-1&size=-1",
            "size=1000000",
            "kind=" + "&kind=".join(map(str, range(500))),
            "status=%27;DROP TABLE records--",
            "q[]=a&q[$ne]=b",
            "q=a&q=b",
        ],
    )
    def test_no_query_is_a_fault(self, asker, query):
        assert asker.get(f"/records?{query}").status_code == 200

    @pytest.mark.parametrize("query", ["sort=bogus", "year=soon"])
    def test_what_cannot_be_answered_is_told(self, asker, query):
        answer = asker.get(f"/records.json?{query}")
        assert answer.status_code == 400
        assert query.split("=")[1] in answer.json()["error"]
