"""What the head of a page says, whoever made the page."""

from typing import Any

import pytest

from ingest import metadata
from ingest.page import Page
from ingest.record import Identifier, Source

ZH, EN = "膝痛患者游泳的疗效观察", "Swimming for pain in the knee: a randomised trial"


def page(*linked: dict[str, Any], url: str | None = None, **meta: str | tuple[str, ...]) -> Page:
    named = {name.replace("__", "."): (v,) if isinstance(v, str) else v for name, v in meta.items()}
    return Page(Source("page.html", url=url), (), named, linked)


def test_titles_are_sorted_by_their_language_not_by_their_label() -> None:
    assert metadata.titles(page(citation_title=(ZH, EN))) == {"en": EN, "zh": ZH}
    assert metadata.titles(Page(Source("p"), (), {"dc.title@zh": (ZH,), "dc.title@en": (EN,)})) == {"en": EN, "zh": ZH}


def test_the_better_source_of_a_title_wins_and_the_other_fills_gaps() -> None:
    linked = {"@type": "ScholarlyArticle", "headline": "Swimming", "alternativeHeadline": ZH}
    assert metadata.titles(page(linked, citation_title=EN)) == {"en": EN, "zh": ZH}
    assert metadata.titles(page(linked)) == {"en": "Swimming", "zh": ZH}


def test_a_trial_is_titled_by_its_linked_data() -> None:
    assert metadata.titles(page({"@type": ["Thing", "MedicalTrial"], "name": EN})) == {"en": EN}


@pytest.mark.parametrize("kind", ["WebSite", "Organization", None, 3, [], [None], {"a": 1}])
def test_other_linked_data_say_nothing_of_a_paper(kind: Any) -> None:
    odd = {"@type": kind, "name": "Home of trials", "headline": EN, "author": "X", "datePublished": "2024"}
    bare = page(odd)
    assert metadata.titles(bare) == {}
    assert metadata.authors(bare) == ()
    assert metadata.published(bare) is None


def test_abstracts_are_sorted_by_language() -> None:
    zh, en = "目的：观察游泳对膝痛的影响。", "To study the effect of swimming on pain in the knee."
    assert metadata.abstracts(page(citation_abstract=en, dc__description=zh)) == {"en": en, "zh": zh}
    assert metadata.abstracts(page({"@type": "Article", "abstract": en})) == {"en": en}


@pytest.mark.parametrize(
    ("given", "authors"),
    [
        (page(citation_author=("Li, Na", "Wang, Fang")), ("Li, Na", "Wang, Fang")),
        (page(citation_authors="李娜; 王芳;"), ("李娜", "王芳")),
        (page(dc__creator=("李娜", "李娜", "王芳")), ("李娜", "王芳")),
        (page(citation_author="李娜", dc__creator="Li Na"), ("李娜",)),
        (
            page({"@type": "Article", "author": [{"@type": "Person", "name": "Na Li"}, "Fang Wang"]}),
            ("Na Li", "Fang Wang"),
        ),
        (page({"@type": "Article", "author": {"name": "Na Li"}}), ("Na Li",)),
        (page({"@type": "Article", "author": [{"name": None}, None, 3, ""]}), ()),
        (page(), ()),
    ],
)
def test_authors_come_as_written_and_in_order(given: Page, authors: tuple[str, ...]) -> None:
    assert metadata.authors(given) == authors


def test_keywords_are_split_and_sorted_by_language() -> None:
    assert metadata.keywords(page(citation_keywords=("膝痛；游泳，随机", "knee pain; swimming", "knee pain"))) == {
        "en": ("knee pain", "swimming"),
        "zh": ("膝痛", "游泳", "随机"),
    }
    assert metadata.keywords(page()) == {}


def test_the_journal_is_named_by_tag_or_linked_data() -> None:
    linked = {"@type": "Article", "isPartOf": {"@type": "Periodical", "name": "Journal of Invented Results"}}
    assert metadata.journal(page(linked, citation_journal_title="虚构医学杂志")) == "虚构医学杂志"
    assert metadata.journal(page(linked)) == "Journal of Invented Results"
    assert metadata.journal(page()) is None


@pytest.mark.parametrize(
    ("given", "date"),
    [
        (page(citation_publication_date="2024/05/03"), "2024-05-03"),
        (page(citation_date="2024/5"), "2024-05"),
        (page(citation_publication_date="unknown", dc__date="2024"), "2024"),
        (page({"@type": "Article", "datePublished": "2024-05-03T00:00:00Z"}), "2024-05-03"),
        (page({"@type": "Article", "datePublished": None}), None),
        (page(), None),
    ],
)
def test_the_date_is_the_first_that_is_one(given: Page, date: str | None) -> None:
    assert metadata.published(given) == date


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (
            page(citation_volume="12", citation_issue="3", citation_firstpage="101", citation_lastpage="108"),
            ("12", "3", "101-108"),
        ),
        (page(prism__volume="12", citation_firstpage="e101"), ("12", None, "e101")),
        (page(citation_lastpage="108"), (None, None, None)),
        (page(), (None, None, None)),
    ],
)
def test_volume_issue_and_pages(given: Page, found: tuple[str | None, ...]) -> None:
    assert metadata.volume_issue_pages(given) == found


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (page(citation_doi="10.5555/x.1", citation_pmid="99000101"), [("doi", "10.5555/x.1"), ("pmid", "99000101")]),
        (page(citation_doi="https://doi.org/10.5555/x.1", dc__identifier="doi:10.5555/X.1"), [("doi", "10.5555/x.1")]),
        (page(dc__identifier="ISSN 1234-5678"), []),
        (page(citation_doi="none"), []),
        (page(url="https://doi.org/10.5555/x.1"), [("doi", "10.5555/x.1")]),
        (page(url="https://pubmed.ncbi.nlm.nih.gov/99000101/"), [("pmid", "99000101")]),
        (
            page({"@type": "Article", "identifier": {"@type": "PropertyValue", "value": "10.5555/x.1"}}),
            [("doi", "10.5555/x.1")],
        ),
        (page({"@type": "MedicalTrial", "identifier": "NCT99000101"}), [("nct", "NCT99000101")]),
        (page({"@type": "Article", "citation": "10.5555/y.2"}), []),
    ],
)
def test_a_page_owns_what_its_metadata_or_address_names(given: Page, ids: list[tuple[str, str]]) -> None:
    assert metadata.identifiers(given) == tuple(Identifier(scheme, value, "own") for scheme, value in ids)


def test_values_come_in_the_order_of_the_names_with_any_language_mark() -> None:
    marked = Page(Source("p"), (), {"b@zh": ("三",), "b": ("two",), "a": ("one",), "a@fr": ("un",)})
    assert metadata.values(marked, ["a", "b"]) == ["one", "two", "三"]


ISSUE = {
    "@type": "PublicationIssue",
    "issueNumber": 4,
    "isPartOf": {
        "@type": ["PublicationVolume", "Periodical"],
        "name": "Journal of Invented Results",
        "volumeNumber": "9",
    },
}


def test_linked_data_tell_the_place_through_issue_and_volume() -> None:
    given = page({"@type": "ScholarlyArticle", "isPartOf": ISSUE, "pageStart": "201", "pageEnd": "209"})
    assert metadata.journal(given) == "Journal of Invented Results"
    assert metadata.volume_issue_pages(given) == ("9", "4", "201-209")


def test_a_part_of_itself_is_followed_a_few_steps_only() -> None:
    endless: dict[str, Any] = {"@type": "ScholarlyArticle"}
    endless["isPartOf"] = endless
    assert metadata.journal(page(endless)) is None


@pytest.mark.parametrize(
    "given",
    [
        page(citation_author_institution=("Invented University", "Invented University")),
        page({"@type": "Article", "author": [{"name": "Na Li", "affiliation": {"name": "Invented University"}}, "X"]}),
    ],
)
def test_institutions_come_once(given: Page) -> None:
    assert metadata.affiliations(given) == ("Invented University",)


@pytest.mark.parametrize(
    ("given", "scholarly"),
    [
        (page(citation_title=EN), True),
        (page(prism__doi="10.5555/x.1"), True),
        (page(dc__title=EN, dc__creator="Na Li"), True),
        (page({"@type": "MedicalScholarlyArticle"}), True),
        (page({"@type": "NewsArticle", "headline": EN}), False),
        (page({"@type": "Article", "headline": EN}), False),
        (page(og__title=EN, description=EN, author="Na Li"), False),
        (page(dc__title=EN), False),
    ],
)
def test_metadata_for_scholars_are_known_from_those_of_news(given: Page, *, scholarly: bool) -> None:
    assert metadata.is_scholarly(given) is scholarly


def test_the_address_names_no_second_doi() -> None:
    given = page(citation_doi="10.5555/x.1", url="https://preprints.example/content/10.5555/x.1v2")
    assert [i.value for i in metadata.identifiers(given)] == ["10.5555/x.1"]


@pytest.mark.parametrize(
    ("tag", "authors"),
    [("李娜, 王芳", ("李娜", "王芳")), ("Li, Na", ("Li, Na",)), ("Na Li, Fang Wang", ("Na Li", "Fang Wang"))],
)
def test_commas_part_authors_unless_they_part_a_name(tag: str, authors: tuple[str, ...]) -> None:
    assert metadata.authors(page(citation_authors=tag)) == authors
