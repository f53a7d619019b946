"""Lists as the programs write them that people export from, each telling of the same three invented papers."""

from pathlib import Path

import pytest

from ingest.formats import read_list, sniff
from ingest.record import Record

EXPORTS = Path(__file__).resolve().parent / "exports"
TITLE = "Evening dosing of veltamarin in adults with resistant hypertension: a randomised trial"
TITLE_ZH = "针刺联合康复训练对想象性肩痛的疗效观察"
TITLE_EN = "Efficacy of acupuncture combined with rehabilitation training for imaginary shoulder pain"
DOI, PMID, PMCID = ("doi", "10.5555/ijim.2021.0304"), ("pmid", "99000001"), ("pmcid", "PMC9900001")
DOI_ZH = ("doi", "10.5555/xgkf.2022.05.009")


def read(name: str) -> list[Record]:
    return list(read_list((EXPORTS / name).read_bytes(), name))


def own(record: Record) -> list[tuple[str, str]]:
    return [(i.scheme, i.value) for i in record.ids if i.role == "own"]


@pytest.mark.parametrize(
    ("name", "ids", "published"),
    [
        ("pubmed.csv", [DOI, PMID, PMCID], "2021-03-04"),
        ("pubmed.nbib", [DOI, PMID, PMCID], "2021-03-04"),
        ("pubmed_citation.ris", [DOI, PMID, PMCID], "2021-03-04"),
        ("scopus.csv", [DOI, PMID], "2021"),
        ("scopus.ris", [DOI, PMID], "2021"),
        ("wos.txt", [DOI, PMID], "2021-03-04"),
        ("wos.tsv", [DOI, PMID], "2021-03-04"),
        ("wos.ris", [DOI], "2021-03-04"),
        ("zotero.csv", [DOI, PMID, PMCID], "2021-03-04"),
        ("zotero.ris", [DOI, PMID], "2021-03-04"),
        ("endnote.ris", [DOI, PMID, PMCID], "2021-03-04"),
        ("endnote.xml", [DOI, PMID, PMCID], "2021-03-04"),
        ("endnote.enw", [DOI, PMID, PMCID], "2021-03-04"),
        ("embase.ris", [DOI], "2021"),
        ("ovid.ris", [DOI, PMID], "2021-03-04"),
        ("cochrane.ris", [DOI, PMID], "2021"),
    ],
)
def test_an_english_paper_from_every_program(name: str, ids: list[tuple[str, str]], published: str) -> None:
    record = read(name)[0]
    assert record.kind == "paper"
    assert record.title["en"].rstrip(".") == TITLE
    assert own(record) == ids
    assert (record.volume, record.issue, record.pages) == ("12", "3", "201-209")
    assert record.published == published
    assert str(record.journal).lower() in {"international journal of imaginary medicine", "int j imag med"}
    assert [name.split()[0].rstrip(",") for name in record.authors[:2]] == ["Marlow", "Wang"]
    assert record.warnings == ()


@pytest.mark.parametrize(
    ("name", "ids", "pages"),
    [
        ("cnki_noteexpress.net", [], "412-416"),
        ("cnki_endnote.txt", [], "412-416"),
        ("cnki_refworks.txt", [], "412-416"),
        ("cnki_own.txt", [DOI_ZH], "412-416"),
        ("cnki.csv", [DOI_ZH], "412-416"),
        ("wanfang.net", [DOI_ZH], "412-416"),
    ],
)
def test_a_chinese_paper_from_every_program(name: str, ids: list[tuple[str, str]], pages: str) -> None:
    record = read(name)[0]
    assert record.title["zh"] == TITLE_ZH
    assert own(record) == ids
    assert record.authors == ("王晓明", "欧阳倩", "李雷")
    assert (record.journal, record.volume, record.pages) == ("虚构康复医学杂志", "37", pages)
    assert str(record.published).startswith("2022")
    assert record.keywords["zh"][0] == "针刺"
    assert record.abstract["zh"].startswith("目的 观察")
    assert record.warnings == ()


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir()))
@pytest.mark.parametrize("called", ["download.txt", "download", ""])
def test_a_format_is_told_by_its_content(name: str, called: str) -> None:
    data = (EXPORTS / name).read_bytes()
    assert sniff(data, called) == sniff(data, name)
    assert [r.title for r in read_list(data, called)] == [r.title for r in read(name)]


def test_a_second_language_is_read_where_a_program_has_one() -> None:
    wanfang, pubmed = read("wanfang.net")[0], read("pubmed.nbib")[1]
    assert wanfang.title == {"zh": TITLE_ZH, "en": TITLE_EN}
    assert pubmed.title["zh"] == TITLE_ZH
    assert pubmed.abstract["zh"] == "目的 观察针刺联合康复训练对96例患者的疗效。"


def test_full_names_are_taken_where_a_program_has_both() -> None:
    for name in ("pubmed.nbib", "scopus.csv", "wos.txt", "wos.tsv"):
        assert read(name)[0].authors[:2] == ("Marlow, Theodora", "Wang, Xiaoming")


def test_the_trial_that_a_paper_reports_is_no_id_of_the_paper() -> None:
    assert [(i.value, i.role) for i in read("pubmed.nbib")[0].ids if i.scheme == "nct"] == [("NCT99000101", "reports")]


def test_a_registry_record_is_a_trial_under_all_its_numbers() -> None:
    assert own(read("clinicaltrials.csv")[0]) == [("nct", "NCT99000101"), ("eudract", "2019-009901-14")]
    cochrane = read("cochrane.ris")[1]
    assert (cochrane.kind, own(cochrane), cochrane.authors) == ("trial", [("nct", "NCT99000101")], ())


def test_accession_numbers_and_cited_works_are_no_ids() -> None:
    for name, place in (("endnote.ris", 1), ("scopus.csv", 1), ("scopus.ris", 1), ("wos.txt", 1)):
        assert own(read(name)[place]) == [("doi", "10.5555/aid.2017.41")]
    assert own(read("ovid.ris")[1]) == [("pmid", "99000003")]


def test_a_quotation_mark_of_web_of_science_is_a_character() -> None:
    assert [record.title["en"][:9] for record in read("wos.tsv")] == ["Evening d", '"Seasonal']


def test_each_keyword_of_endnote_stands_on_a_line() -> None:
    assert read("endnote.ris")[0].keywords["en"] == ("Adult", "*Hypertension/drug therapy", "veltamarin")
