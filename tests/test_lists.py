"""How documents that are records already are told by their beginnings."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lists import LISTS, list_type, structured_type

RECORDS = Path(__file__).parent / "records"
PUBMED, JATS, CTGOV, CTGOV_JSON = (
    "application/x-pubmed+xml",
    "application/jats+xml",
    "application/x-ctgov+xml",
    "application/x-ctgov+json",
)
DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.0 20120330//EN" "x.dtd">'


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("pubmed.xml", PUBMED),
        ("jats.nxml", JATS),
        ("ctgov.xml", CTGOV),
        ("ctgov_v1.json", CTGOV_JSON),
        ("ctgov_v2.json", CTGOV_JSON),
    ],
)
def test_a_whole_document_is_told(name: str, media_type: str) -> None:
    text = (RECORDS / name).read_text(encoding="utf-8")[:4096]
    assert structured_type(text) == list_type(text) == media_type
    assert media_type in LISTS


@pytest.mark.parametrize(
    ("root", "media_type"),
    [
        ("<PubmedArticleSet>", PUBMED),
        ("<PubmedArticle>", PUBMED),
        ("<PubmedBookArticleSet>", PUBMED),
        ("<MedlineCitationSet>", PUBMED),
        ('<article article-type="research-article">', JATS),
        ('<j:article xmlns:j="urn:j" dtd-version="1.3">', JATS),
        ('<article xmlns:mml="m"><?properties open_access?><!-- x --><front>', JATS),
        ("<pmc-articleset><article>", JATS),
        ("<OAI-PMH><GetRecord><record><metadata><article>", JATS),
        ("<clinical_study>", CTGOV),
        ('<search_results count="2">', CTGOV),
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "\ufeff \n",
        '<?xml version="1.0" encoding="gb2312"?>\n',
        "<!-- a > comment --><?style x?>\n<!-- another -->",
        '<?xml version="1.0"?><!DOCTYPE x PUBLIC "-//X//a > b" \'x.dtd\' [<!ENTITY y "z">]>\n',
    ],
)
def test_a_root_is_told_behind_whatever_may_stand_before_it(before: str, root: str, media_type: str) -> None:
    assert structured_type(before + root) == media_type


@pytest.mark.parametrize("text", [f"{DOCTYPE}<!--{'x' * 5000}", f"<?xml version='1.0'?>\n{DOCTYPE}\n<article><!-- "])
def test_a_document_type_tells_where_the_root_comes_late(text: str) -> None:
    assert structured_type(text) == JATS


@pytest.mark.parametrize(
    "text", ["<jats:p>One.</jats:p>", "<p>A <italic>b</italic>", "<sec><title>Aims</title>", "<abstract><p>"]
)
def test_an_abstract_alone_is_told(text: str) -> None:
    assert structured_type(text) == JATS


@pytest.mark.parametrize(
    "text",
    [
        '{"hasResults": false, "derivedSection": {}, "protocolSection": {}}',
        '{"totalCount": 2,\n "studies": [ {"protocolSection": {}}]}',
        '[{"protocolSection": {}}]',
        '{"FullStudiesResponse": {"APIVrs": "1.01"}}',
        '\ufeff{"resultsSection": {}, ',
    ],
)
def test_a_study_in_json_is_told_whatever_key_comes_first(text: str) -> None:
    assert structured_type(text) == CTGOV_JSON


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body>protocolSection",
        "<html xmlns='http://www.w3.org/1999/xhtml'>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html>',
        '<article class="post"><h1>Title</h1>',
        "<p>A <i>b</i> <sup>2</sup></p>",
        "<title>Page</title>",
        "<div xmlns='urn:x'>",
        "# Heading\n\n<article>",
        "[1] Someone. 2001.",
        "[link](https://nowhere.example)",
        "{Reference Type}: Journal Article\n",
        "PMID- 1\nTI  - One\n",
        "5 < 6",
        "",
    ],
)
def test_pages_and_texts_are_neither_xml_nor_json(text: str) -> None:
    assert structured_type(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0">', "a TEI document"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0">', "a TEI document"),
        ("<!-- DTD -->\n<!ELEMENT article (front)>", "a DTD"),
        ('<?xml version="1.0"?><!ENTITY % x "y">', "a DTD"),
        ('<?xml version="1.0"?><library><book/>', "an XML document with the root <library>"),
        ('<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook//EN"><article>', "an XML document with the root <article>"),
        ('<?xml version="1.0"?><!-- ', "an XML document whose root comes late"),
        (
            '[{"type": "text", "text": "x", "page_idx": 0}]',
            "blocks of a page as MinerU writes them (give its Markdown)",
        ),
        ('{"author": "Doe", "author_list": []}', "a reference of papis (export it as RIS)"),
        ('{"a": 1, "b": {"c": 2}, "d": 3, "e": 4}', "a JSON document with the keys a, b, c, d"),
        ('["a"]', "a JSON document"),
        ('<?xml version="1.0"?><xml><records>', "application/x-endnote+xml"),
    ],
)
def test_xml_and_json_that_no_reader_takes_are_named(text: str, kind: str) -> None:
    assert structured_type(text) == kind


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!-- -->", "<?", "<!DOCTYPE ", "<!DOCTYPE x [", '"', "<article ", "<OAI-PMH ", "{", '"a":', " ", "[["],
)
@pytest.mark.parametrize("before", ["", "<?xml ?>", "<p>", "{", "<!DOCTYPE x "])
def test_no_beginning_takes_long_to_tell(piece: str, before: str) -> None:
    text = (before + piece * 4096)[:4096]
    start = time.process_time()
    structured_type(text)
    assert time.process_time() - start < 0.5


@given(st.text(alphabet='<>!?-"[]{}:/ \nax', max_size=60))
def test_any_beginning_is_told_or_not(text: str) -> None:
    assert structured_type(text) is None or structured_type(text)


def test_the_formats_of_one_paper_and_one_trial_become_one_record_each() -> None:
    from dedupe import deduplicate
    from ingest.formats import read_bytes, read_list

    paths = sorted(RECORDS.iterdir())
    records = [r for path in paths for r in read_bytes(path.read_bytes(), path.name)]
    assert [r.id for r in records] == [f"{r.source.path}#{r.id.partition('#')[2]}" for r in records]
    assert len([r for path in paths for r in read_list(path.read_bytes(), path.name)]) == len(paths) == len(records)
    result = deduplicate(records)
    assert sorted((c.kind, len(c.members)) for c in result.canonicals) == [("paper", 2), ("trial", 3)]
