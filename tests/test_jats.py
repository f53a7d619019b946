"""JATS, in articles of invented content."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.databases.jats import read_jats
from ingest.record import Identifier, Record, Section

WHOLE = (Path(__file__).parent / "records" / "jats.nxml").read_text(encoding="utf-8")


def read(document: str, path: str = "a.xml") -> list[Record]:
    return list(read_jats(document.encode(), path))


def date(kind: str, *parts: str) -> str:
    inside = "".join(f"<{tag}>{part}</{tag}>" for tag, part in zip(("year", "month", "day"), parts, strict=False))
    return f'<pub-date pub-type="{kind}">{inside}</pub-date>'


def front(inside: str, attributes: str = "") -> Record:
    [record] = read(f"<article {attributes}><front><article-meta>{inside}</article-meta></front></article>")
    return record


def test_a_whole_article_in_two_languages() -> None:
    [record] = read(WHOLE)
    assert record.title == {"en": "Efficacy of night dosing: a randomised trial", "zh": "夜间给药的疗效：随机对照试验"}
    assert record.abstract == {
        "en": "Objective: To weigh 10⁶ cells of CO2 at x².",
        "zh": "目的：评估夜间给药的疗效。\n结论：安全。\n注册号 ChiCTR2100000001。",
    }
    assert record.authors == ("王小明", "Marlow, Theodora Jr", "Nowhere Study Group")
    assert record.affiliations == ("Nowhere Hospital, Beijing, China", "Invented Institute")
    assert (record.journal, record.volume, record.issue, record.pages) == ("虚构医学杂志", "12", "3", "201-209")
    assert record.published == "2021-02-05"
    assert record.keywords == {"en": ("dosing",), "zh": ("夜间给药",)}
    assert record.sections == (
        Section("title", "other", "Efficacité de la prise nocturne"),
        Section("abstract", "other", "夜間投与の有効性を評価した。"),
    )
    assert record.warnings == ("correction-forward: see its related articles",)


def test_every_identifier_has_the_role_of_its_place() -> None:
    [record] = read(WHOLE)
    assert record.id == "10.5555/xg.2021.1"
    assert record.ids == (
        Identifier("doi", "10.5555/xg.2021.1"),
        Identifier("pmcid", "PMC9900001"),
        Identifier("doi", "10.5555/erratum", "related"),
        Identifier("pmid", "99000008", "cited"),
        Identifier("doi", "10.5555/other", "cited"),
        Identifier("chictr", "ChiCTR2100000001", "reports"),
    )


def test_a_namespace_changes_nothing() -> None:
    prefixed = WHOLE.replace("<article ", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/" ')
    assert read(prefixed)[0].abstract == read(WHOLE)[0].abstract


def test_a_collection_of_articles() -> None:
    articles = "".join(WHOLE.partition('dtd">')[2].replace("xg.2021.1", f"xg.{n}") for n in range(3))
    assert [r.id for r in read(f"<pmc-articleset>{articles}</pmc-articleset>")] == [f"10.5555/xg.{n}" for n in range(3)]


def test_a_trial_that_the_front_matter_links_to_is_reported() -> None:
    link = '<related-object source-type="clinical-trials" document-id="NCT01234567"/>'
    assert (
        Identifier("nct", "NCT01234567", "reports")
        in front(f"<article-id pub-id-type='doi'>10.5555/x</article-id>{link}").ids
    )


@pytest.mark.parametrize("kind", ["graphical", "teaser", "executive-summary", "key-points", "plain-language-summary"])
def test_what_stands_beside_the_abstract_is_none(kind: str) -> None:
    beside = f'<abstract abstract-type="{kind}"><p>Something short.</p></abstract>'
    assert front(f"{beside}<abstract><p>The abstract itself.</p></abstract>").abstract == {"en": "The abstract itself."}
    assert front(beside).abstract == {"en": "Something short."}


@pytest.mark.parametrize(
    ("attributes", "text", "lang"),
    [
        ('xml:lang="en"', "本研究评估疗效。", "zh"),
        ("", "本研究评估疗效。", "zh"),
        ('xml:lang="zh"', "The study weighs the effect of night dosing on clearance in adults.", "en"),
        ('xml:lang="es"', "El estudio evalúa la eficacia de la dosis nocturna en adultos.", None),
    ],
)
def test_the_text_tells_where_the_declared_language_is_wrong(attributes: str, text: str, lang: str | None) -> None:
    assert front(
        f"<abstract><p>{text}</p></abstract><title-group><article-title>{text}</article-title></title-group>",
        attributes,
    ).abstract == ({lang: text} if lang else {})


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (date("collection", "2011") + date("epub", "2011", "8", "2"), "2011-08-02"),
        (date("epub", "2011", "8", "2") + date("ppub", "2011", "Sep"), "2011-08-02"),
        (date("ppub", "2011") + date("epub", "2010", "8", "2"), "2011"),
        (date("pmc-release", "2012", "1", "1") + date("ppub", "2011"), "2011"),
        ('<pub-date date-type="pub"><string-date>August 2, 2011</string-date></pub-date>', "2011-08-02"),
        ('<pub-date date-type="pub" iso-8601-date="2011-08-02"/>', "2011-08-02"),
        (date("cover", "2026", "July"), "2026-07"),
        (date("pmc-release", "2011"), None),
    ],
)
def test_the_date_of_publication(dates: str, published: str | None) -> None:
    assert front(f"{dates}<article-id pub-id-type='doi'>10.5555/x</article-id>").published == published


@pytest.mark.parametrize("prefix", ["", "jats:"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_abstract_alone_is_read(prefix: str, encoding: str) -> None:
    snippet = "<j:title>Abstract</j:title><j:p>One <j:italic>two</j:italic>.</j:p><j:p>Three.</j:p>"
    [record] = read_jats(snippet.replace("j:", prefix).encode(encoding), "s.xml")
    assert (record.id, record.abstract, record.warnings) == ("s.xml#1", {"en": "One two.\nThree."}, ())


def test_a_formula_is_read_in_the_form_that_is_best_as_text() -> None:
    tex = r"\documentclass{minimal}\begin{document}$$x^2$$\end{document}"
    math = "<math xmlns='m'><mfrac><mi>a</mi> <mi>b</mi></mfrac><annotation>no</annotation></math>"
    forms = f"<inline-graphic/><tex-math>{tex}</tex-math>{math}"
    both = f"<inline-formula><alternatives>{forms}</alternatives></inline-formula>"
    only = f"<inline-formula><tex-math>{tex}</tex-math></inline-formula>"
    assert front(f"<abstract><p>By {both} and {only}.</p></abstract>").abstract == {"en": "By a/b and $$x^2$$."}


def test_affiliations_of_editors_are_not_the_articles() -> None:
    record = front(
        "<article-id pub-id-type='doi'>10.5555/x</article-id>"
        "<contrib-group><contrib contrib-type='author'><xref rid='a1 a2'/></contrib><aff id='a2'>Second</aff>"
        "</contrib-group><contrib-group><contrib contrib-type='editor'><xref rid='a3'/><xref rid='a1'/>"
        "<aff>Fourth</aff></contrib><aff>Fifth</aff></contrib-group>"
        "<aff id='a1'>First</aff><aff id='a3'>Third</aff><aff>Sixth</aff>"
    )
    assert record.affiliations == ("Second", "First", "Sixth")


def test_a_translation_within_the_article_is_read() -> None:
    stub = "<front-stub><title-group><article-title>{}</article-title></title-group><abstract><p>{}</p></abstract>"
    [record] = read(
        '<article xml:lang="zh"><front><article-meta><abstract><p>评估疗效。</p></abstract></article-meta></front>'
        f'<sub-article article-type="translation" xml:lang="en">{stub.format("Dosing", "To weigh it.")}</front-stub>'
        f'</sub-article><sub-article article-type="reply">{stub.format("Reply", "No.")}</front-stub></sub-article>'
        "</article>"
    )
    assert record.title == {"en": "Dosing"}
    assert record.abstract == {"en": "To weigh it.", "zh": "评估疗效。"}


def test_the_address_of_an_abstract_is_no_part_of_it() -> None:
    address = "<p><bold>DOI:</bold> <ext-link>http://dx.doi.org/10.5555/x.001</ext-link></p>"
    assert front(f"<abstract><p>The text.</p>{address}</abstract>").abstract == {"en": "The text."}


def test_a_translation_of_another_kind_is_one_where_there_is_no_other() -> None:
    zh, kind = "<abstract xml:lang='zh'><p>评估疗效。</p></abstract>", 'abstract-type="summary" xml:lang="en"'
    assert front(f"{zh}<trans-abstract {kind}><p>To weigh it.</p></trans-abstract>").abstract["en"] == "To weigh it."
    assert front(f"{zh}<abstract {kind}><p>To weigh it.</p></abstract>").abstract == {"zh": "评估疗效。"}


def test_lists_in_an_abstract_are_paragraphs() -> None:
    items = "<list><list-item><label>1</label><p>One.</p></list-item><list-item><p>Two.</p></list-item></list>"
    assert front(f"<abstract><sec><title>Aims</title>{items}</sec></abstract>").abstract == {"en": "Aims: One.\nTwo."}


def test_an_article_of_another_kind_says_so() -> None:
    with pytest.raises(InputError, match="without the front matter of JATS"):
        read("<article><articleinfo><title>DocBook</title></articleinfo></article>")


def test_an_article_that_was_cut_off_keeps_its_front() -> None:
    [record] = read(WHOLE.partition("</article-meta>")[0])
    assert record.abstract == read(WHOLE)[0].abstract
    assert any(warning.startswith("line ") and "broken XML" in warning for warning in record.warnings)


@given(st.binary(max_size=300))
def test_any_bytes_behind_a_beginning_are_read_or_refused(behind: bytes) -> None:
    with contextlib.suppress(InputError):
        list(read_jats(b"<article><front><article-meta><abstract><sec><title>Aims" + behind))


@given(st.data())
def test_any_damage_to_an_article_is_read_or_refused(data: st.DataObject) -> None:
    whole = WHOLE.encode()
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, len(whole)))
    with contextlib.suppress(InputError):
        list(read_jats(whole[:begin] + data.draw(st.binary(max_size=20)) + whole[end:]))


@pytest.mark.parametrize("tag", ["sup", "sec", "mml:msup", "alternatives", "list"])
def test_elements_within_elements_of_their_kind_end(tag: str) -> None:
    depth = 240
    inside = f"<{tag}>" * depth + "x" + f"</{tag}>" * depth
    front(f"<article-id pub-id-type='doi'>10.5555/x</article-id><abstract xmlns:mml='m'><p>{inside}</p></abstract>")


def test_real_articles_have_what_they_print(shared: Path) -> None:
    folder = shared / "ingest" / "fixtures" / "jats_pubmed"
    paths = sorted([*folder.glob("*.nxml"), folder / "ptag100.xml"])
    assert len(paths) == 9
    for path in paths:
        [record] = read_jats(path.read_bytes(), path.name)
        assert set(record.title) == set(record.abstract) == {"en"}, path.name
        assert record.authors, path.name
        assert record.affiliations, path.name
        assert record.journal, path.name
        assert record.published, path.name
        assert {i.scheme for i in record.ids if i.role == "own"} >= {"doi"}, path.name
        assert not record.warnings, path.name
        assert not any("@" in text for text in (*record.authors, *record.affiliations)), path.name
    for path in sorted(folder.glob("doctor_*.xml")):
        [record] = read_jats(path.read_bytes(), path.name)
        assert set(record.abstract) == {"en"}, path.name
