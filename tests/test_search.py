"""Searching: what words find, in either language, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listed import paper, put

from corpus.catalogue import Query
from corpus.search.marks import hits, marked, snippet
from corpus.search.query import LONGEST, PHRASES, parse
from corpus.search.words import tokens, words
from corpus.store import open_store
from ingest.record import Identifier, Trial

NAMED = (
    Identifier("pmid", "12345678"),
    Identifier("nct", "NCT07654321", "reports"),
    Identifier("doi", "10.1000/cited", "cited"),
)
FAILURE = Trial(conditions=("Heart failure",))
PAPERS = (
    paper("a", "Metformin in type 2 diabetes: a randomised study", authors=("Ilse Varga", "Tomas Okafor")),
    paper("b", "二甲双胍治疗2型糖尿病的随机对照试验", authors=("张伟", "李娜"), journal="虚构医学杂志"),
    paper("c", "Tumours of the oesophagus", en="Ménière and TNF-α levels were analysed.", doi="10.1000/XYZ-7"),
    paper("d", "第二型糖尿病患者的飲食", zh="尿中糖分升高。"),
    paper("e", "Studies on HPV16", ids=NAMED),
    paper(
        "f", zh="β受体阻滞剂治疗高血压。", keywords={"zh": ("心力衰竭",)}, trial=Trial(conditions=("Heart failure",))
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "some.corpus"
    with open_store(path, write=True) as opened:
        put(opened, PAPERS)
        yield opened


def found(store, query: str) -> str:
    """The names of the papers that a query finds, in the order of the alphabet."""
    return "".join(sorted(row.id.removeprefix("paper-") for row in store.catalogue.find(Query(query)).rows))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("糖", "bd"),
        ("糖尿", "bd"),
        ("糖尿病", "bd"),
        ("尿糖", ""),
        ("饮食", "d"),
        ("飲食", "d"),
        ("二甲雙胍", "b"),
        ("2型糖尿病", "b"),
        ("２型", "b"),
        ("张伟", "b"),
        ("虚构医学", "b"),
        ("心力衰竭", "f"),
    ],
)
def test_chinese_is_found_by_any_run_of_its_characters_in_either_script(store, query, names):
    assert found(store, query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("studies", "ae"),
        ("study", "ae"),
        ("STUDIED", "ae"),
        ("tumor", "c"),
        ("esophagus", "c"),
        ("randomized", "a"),
        ("analyzed", "c"),
        ("meniere", "c"),
        ("Me\u0301nie\u0300re", "c"),
        ("ｍｅｔｆｏｒｍｉｎ", "a"),
        ("varga", "a"),
        ("heart failure", "f"),
        ("TNF-alpha", "c"),
        ("TNFα", "c"),
        ("beta 受体", "f"),
    ],
)
def test_english_is_found_whatever_its_endings_accents_width_and_spelling(store, query, names):
    assert found(store, query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("10.1000/xyz-7", "c"),
        ("doi:10.1000/xyz-7", "c"),
        ("https://doi.org/10.1000/xyz-7", "c"),
        ("10.1000/cited", ""),
        ("NCT07654321", "e"),
        ("https://clinicaltrials.gov/study/NCT07654321", "e"),
        ("PMID: 12345678", "e"),
        ("pmid:12345678", "e"),
        ("12345678", "e"),
        ("1234567", ""),
        ("paper-e", "e"),
    ],
)
def test_a_record_is_found_by_its_own_identifiers_and_those_it_reports(store, query, names):
    assert found(store, query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("metformin diabetes", "a"),
        ("metformin AND diabetes", "a"),
        ("metformin tumours", ""),
        ("metformin OR tumours", "ac"),
        ("metformin or tumours", ""),
        ('"type 2 diabetes"', "a"),
        ('"diabetes type"', ""),
        ("“type 2”", "a"),
        ("「二甲双胍」", "b"),
        ("metfor*", "a"),
        ("metfor", ""),
        ("me*", ""),
        ("study -metformin", "e"),
        ("study NOT metformin", "e"),
        ("study －metformin", "e"),
        ('糖尿病 -"二甲双胍"', "d"),
        ("-糖 -study", "cf"),
        ("糖尿病，治疗", "b"),
        ("", "abcdef"),
        ('  -  * "" OR NOT 。 ', "abcdef"),
    ],
)  # fmt: skip
def test_words_phrases_beginnings_exclusions_and_alternatives_are_as_search_engines_taught(store, query, names):
    assert found(store, query) == names


def test_a_word_in_the_title_weighs_more_than_one_in_the_abstract(tmp_path):
    with open_store(tmp_path / "some.corpus", write=True) as store:
        papers = [paper(f"{n}", f"Other paper {n}", en="A word on quercimab.") for n in range(5)]
        put(store, [*papers, paper("last", "Quercimab", en="Nothing is known.")])
        assert store.catalogue.find(Query("quercimab")).rows[0].id == "paper-last"


SYNTAX = st.sampled_from(
    ["OR", "AND", "NOT", "NEAR(a b, 2)", "title:", "DROP TABLE search", "糖", "糖尿病", "𠮷", "metfor*", "--", "\ud800"]
)
MARKS = st.sampled_from("\0\"'*-(){}^:;+% ")


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(SYNTAX | MARKS, max_size=12).map("".join),
        st.lists(SYNTAX | MARKS, max_size=12).map(" ".join),
    )
)
def test_whatever_is_typed_is_a_query(store, query):
    answer = store.catalogue.find(Query(query))
    assert 0 <= answer.total <= len(PAPERS)


def test_a_page_pasted_into_the_field_is_cut_to_what_can_be_looked_up(store):
    assert found(store, "metformin " * 10_000) == "a"
    expression = parse(" ".join(f"w{n}" for n in range(LONGEST)))
    assert expression.wanted.count(" AND ") == PHRASES - 1


@given(st.text())
def test_every_word_of_a_text_has_its_place(text):
    assert len(tokens(text)) == len(words(text).split())


@given(st.text(alphabet="糖尿病 ab,-α１é", max_size=80), st.text(alphabet="糖尿病 abα1e*", min_size=1, max_size=6))
def test_marks_cut_a_text_and_lose_nothing_of_it(text, query):
    places = hits([text], parse(query).marked)[0]
    assert "".join(piece.text for piece in marked(text, places)) == text
    assert all(start < end for start, end in places)


def lit(text: str, query: str) -> list[str]:
    return [piece.text for piece in marked(text, hits([text], parse(query).marked)[0]) if piece.is_hit]


def test_what_is_marked_is_what_was_found():
    assert lit("Studied in TUMOURS; no studs.", "study tumor") == ["Studied", "TUMOURS"]
    assert lit("第二型糖尿病與糖 尿 病", "糖尿病") == ["糖尿病", "糖 尿 病"]
    assert lit("TNFα and TNF-α", "tnf-alpha") == ["TNFα", "TNF-α"]
    assert lit("Metformin, not insulin", "metfor* -insulin") == ["Metformin"]


def test_a_snippet_shows_the_part_with_most_hits_and_says_where_it_is_cut():
    text = "metformin " + "word " * 50 + "metformin helps, metformin heals " + "more " * 50
    pieces = snippet(text, hits([text], "metformin")[0], 60)
    assert [piece.text for piece in pieces if piece.is_hit] == ["metformin", "metformin"]
    assert pieces[0].text == pieces[-1].text == "…"
    assert pieces[1].text.startswith("word")


def test_a_short_text_is_its_own_snippet():
    assert snippet("糖尿病治疗", hits(["糖尿病治疗"], '"治 疗"')[0], 60) == (("糖尿病", False), ("治疗", True))
