"""PubMed's XML, in articles of invented content."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.databases.pubmed_xml import read_pubmed_xml
from ingest.record import Identifier, Record, Section

WHOLE = (Path(__file__).parent / "records" / "pubmed.xml").read_text(encoding="utf-8")
SMALL = "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article>{1}</Article></MedlineCitation></PubmedArticle>"


def read(*articles: str) -> list[Record]:
    return list(read_pubmed_xml(f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>".encode(), "set.xml"))


def small(inside: str) -> Record:
    [record] = read(SMALL.format("1", inside))
    return record


def test_a_whole_article_in_two_languages() -> None:
    [record] = read_pubmed_xml(WHOLE.encode(), "set.xml")
    assert record.id == "99000001"
    assert record.title == {"en": "Effect of night dosing on in vitro clearance", "zh": "夜间给药对体外清除率的影响"}
    assert record.abstract == {
        "en": "OBJECTIVE: To weigh 3 × 10⁶ cells of CO2.\nIt was safe (NCT01234567).",
        "zh": "目的：称量细胞。\n结论：安全。",
    }
    assert record.authors == ("Marlow, Theodora Jr", "Wang, X", "Nowhere Study Group")
    assert record.affiliations == ("Nowhere Hospital, Beijing, China.", "Invented Institute.")
    assert (record.journal, record.volume, record.issue, record.pages) == (
        "Zhonghua xu gou za zhi",
        "12",
        "3",
        "201-209",
    )
    assert record.published == "2021-02-05"
    assert record.keywords == {"en": ("dosing",), "zh": ("夜间给药",)}
    assert record.sections == (Section("abstract", "other", "細胞を計量しました。"),)
    assert record.warnings == ("retracted", "RetractionIn: Inv Med. 2022;1:1")


def test_every_identifier_has_the_role_of_its_place() -> None:
    [record] = read_pubmed_xml(WHOLE.encode(), "set.xml")
    assert record.ids == (
        Identifier("pmid", "99000001"),
        Identifier("pmcid", "PMC9900001"),
        Identifier("doi", "10.5555/XG.2021.1"),
        Identifier("isrctn", "ISRCTN12345678", "reports"),
        Identifier("pmid", "99000007", "related"),
        Identifier("pmid", "99000008", "cited"),
        Identifier("doi", "10.5555/other", "cited"),
        Identifier("nct", "NCT01234567", "reports"),
    )


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Plain title.", "Plain title"),
        ("[Translated title].", "Translated title"),
        ("[Translated title.]", "Translated title"),
        ("[Ca2+] and [K+] in cells.", "[Ca2+] and [K+] in cells"),
        ("Care in the U.S.", "Care in the U.S."),
        ("And so on...", "And so on..."),
        ("Why?", "Why?"),
    ],
)
def test_what_pubmed_puts_around_titles_is_taken_off(written: str, title: str) -> None:
    assert small(f"<ArticleTitle>{written}</ArticleTitle>").title == {"en": title}


def test_a_title_that_is_not_available_is_none() -> None:
    assert small("<ArticleTitle>[Not Available].</ArticleTitle>").title == {}


@pytest.mark.parametrize(
    ("code", "text", "lang"),
    [
        ("chi", "本研究评估疗效。", "zh"),
        ("eng", "本研究评估疗效。", "zh"),  # declared wrongly
        (None, "本研究评估疗效。", "zh"),
        ("jpn", "本研究の目的は効果を評価することである。", None),
        ("chi", "本研究の目的は効果を評価することである。", None),
        ("kor", "이 연구는 효과를 평가하였다.", None),
        ("fre", "Cette étude évalue l'efficacité du traitement chez les patients hospitalisés.", None),
    ],
)
def test_another_abstract_goes_where_its_language_belongs(code: str | None, text: str, lang: str | None) -> None:
    attribute = f' Language="{code}"' if code else ""
    article = SMALL.format("1", "<ArticleTitle>One.</ArticleTitle>").replace(
        "</MedlineCitation>",
        f"<OtherAbstract{attribute}><AbstractText>{text}</AbstractText></OtherAbstract></MedlineCitation>",
    )
    [record] = read(article)
    assert record.abstract == ({lang: text} if lang else {})
    assert bool(record.sections) == (lang is None)


def test_a_note_that_the_abstract_is_elsewhere_is_none() -> None:
    note = "<AbstractText>Abstract available from the publisher.</AbstractText>"
    [record] = read(
        SMALL.format("1", "<ArticleTitle>One.</ArticleTitle>").replace(
            "</MedlineCitation>", f'<OtherAbstract Language="chi">{note}</OtherAbstract></MedlineCitation>'
        )
    )
    assert (record.abstract, record.sections) == ({}, ())


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("<Year>2021</Year><Month>Mar</Month><Day>4</Day>", "2021-03-04"),
        ("<Year>2021</Year><Month>03</Month>", "2021-03"),
        ("<Year>2021</Year><Season>Spring</Season>", "2021"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"),
        ("<MedlineDate>2000 Spring</MedlineDate>", "2000"),
        ("<Year>2021</Year><Month>77</Month>", "2021"),
        ("", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(date: str, published: str | None) -> None:
    journal = f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"
    assert small(f"<ArticleTitle>One.</ArticleTitle>{journal}").published == published


def test_the_year_is_that_of_the_issue() -> None:
    journal = "<Journal><JournalIssue><PubDate><Year>2021</Year></PubDate></JournalIssue></Journal>"
    online = "<ArticleDate><Year>2020</Year><Month>12</Month><Day>30</Day></ArticleDate>"
    assert small(f"<ArticleTitle>One.</ArticleTitle>{journal}{online}").published == "2021"


def test_a_chapter_of_a_book() -> None:
    [record] = read(
        "<PubmedBookArticle><BookDocument><PMID>99000002</PMID>"
        '<ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId>'
        '<ArticleId IdType="doi">10.5555/b</ArticleId></ArticleIdList>'
        "<Book><BookTitle>Invented Reviews</BookTitle><PubDate><Year>1999</Year></PubDate>"
        '<AuthorList Type="editors"><Author><LastName>Editor</LastName></Author></AuthorList></Book>'
        '<ArticleTitle>Chapter One</ArticleTitle><Language>eng</Language><AuthorList Type="authors">'
        "<Author><LastName>Doe</LastName><ForeName>Jane</ForeName></Author></AuthorList>"
        "<Abstract><AbstractText>Short.</AbstractText></Abstract></BookDocument></PubmedBookArticle>"
    )
    assert record.ids == (Identifier("pmid", "99000002"), Identifier("doi", "10.5555/b"))
    assert (record.title, record.abstract) == ({"en": "Chapter One"}, {"en": "Short."})
    assert (record.journal, record.authors, record.published) == ("Invented Reviews", ("Doe, Jane",), "1999")


def test_citations_without_an_article_set_are_read_and_deleted_ones_are_not() -> None:
    citation = (
        "<MedlineCitation><PMID>5</PMID><Article><ArticleTitle>Old one.</ArticleTitle></Article></MedlineCitation>"
    )
    deleted = "<DeleteCitation><PMID>6</PMID></DeleteCitation>"
    [record] = read_pubmed_xml(f"<MedlineCitationSet>{citation}{deleted}</MedlineCitationSet>".encode(), "m.xml")
    assert (record.id, record.title) == ("5", {"en": "Old one"})


def test_a_pubmed_id_used_twice_names_one_record() -> None:
    first, second = read(
        SMALL.format("7", "<ArticleTitle>One.</ArticleTitle>"), SMALL.format("7", "<ArticleTitle>Two.</ArticleTitle>")
    )
    assert (first.id, second.id) == ("7", "set.xml#2")
    assert "'7' was used before" in second.warnings[0]


def test_what_says_nothing_is_named_by_its_neighbour() -> None:
    [record] = read("<PubmedArticle/>", SMALL.format("7", "<ArticleTitle>One.</ArticleTitle>"), "<PubmedArticle/>")
    assert record.warnings == tuple(
        f"article {n} was left out: no title, abstract or identifier of a paper or trial in it" for n in (1, 3)
    )


@pytest.mark.parametrize("document", ["<PubmedArticleSet/>", "<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>"])
def test_a_set_without_articles_is_refused(document: str) -> None:
    with pytest.raises(InputError, match=r"no (?:article|title)"):
        list(read_pubmed_xml(document.encode()))


def test_broken_xml_is_a_warning_of_what_comes_after() -> None:
    first, second = read(
        SMALL.format("1", "<ArticleTitle>One.</ArticleTitle>"), SMALL.format("2", "<ArticleTitle>A < B.</ArticleTitle>")
    )
    assert (first.warnings, second.title) == ((), {"en": "A < B"})
    assert second.warnings[0].startswith("line 1: broken XML")


@given(st.binary(max_size=300))
def test_any_bytes_behind_a_beginning_are_read_or_refused(behind: bytes) -> None:
    with contextlib.suppress(InputError):
        list(read_pubmed_xml(b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>" + behind))


@given(st.data())
def test_any_damage_to_an_article_is_read_or_refused(data: st.DataObject) -> None:
    whole = WHOLE.encode()
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, len(whole)))
    with contextlib.suppress(InputError):
        list(read_pubmed_xml(whole[:begin] + data.draw(st.binary(max_size=20)) + whole[end:]))


def test_real_articles_have_what_pubmed_shows(shared: Path) -> None:
    folder = shared / "ingest" / "fixtures" / "jats_pubmed"
    found = [r for path in sorted(folder.glob("*pub*.xml")) for r in read_pubmed_xml(path.read_bytes(), path.name)]
    assert len(found) == 9
    for record in found:
        assert {"en"} == set(record.title)
        assert record.authors
        assert record.journal
        assert record.published
        assert not record.warnings
    assert sum(bool(record.abstract) for record in found) == 6
