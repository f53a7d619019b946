"""Which numbers of a reference are its identifiers."""

import pytest

from ingest.identifiers import REGISTRIES, identify
from ingest.references.accession import identifiers_of, names_trials, reported


def found(**fields: list[str]) -> list[tuple[str, str, str]]:
    return [(i.scheme, i.value, i.role) for i in identifiers_of(fields, [])]


@pytest.mark.parametrize("database", ["PubMed", "Ovid MEDLINE(R) <1946 to 2024>", "NLM", "cmedm", "MEDLINE"])
def test_an_accession_number_of_medline_is_a_pubmed_id(database: str) -> None:
    assert found(accession=["99000001"], database=[database]) == [("pmid", "99000001", "own")]


@pytest.mark.parametrize("database", [[], ["Embase"], ["Embase", "Medline"], ["Scopus"], ["CINAHL"], ["PsycINFO"]])
def test_an_accession_number_of_another_database_is_none(database: list[str]) -> None:
    assert found(accession=["99000001"], database=database) == []


@pytest.mark.parametrize(
    "number", ["WOS:000990000000001", "L634990001", "2-s2.0-85099000001", "CN-09900001", "2009900001"]
)
def test_other_accession_numbers_are_none_even_of_medline(number: str) -> None:
    assert found(accession=[number], database=["PubMed"]) == []


@pytest.mark.parametrize(
    ("note", "scheme", "value"),
    [
        ("PMID: 99000001", "pmid", "99000001"),
        ("Citation Key: marlow\nPMID: 99000001", "pmid", "99000001"),
        ("99000001[pmid]", "pmid", "99000001"),
        ("PUBMED 99000001,EMBASE 634990001", "pmid", "99000001"),
        ("PMC9900001", "pmcid", "PMC9900001"),
        ("PMC9900001[pmcid]", "pmcid", "PMC9900001"),
        ("PMCID: PMC9900001", "pmcid", "PMC9900001"),
    ],
)
def test_a_labelled_number_in_a_note_is_an_id(note: str, scheme: str, value: str) -> None:
    assert found(note=[note]) == [(scheme, value, "own")]


@pytest.mark.parametrize(
    "note",
    [
        "Comment in: Int J. 2021;12:3. PMID: 99000099",
        "Cited by 4 since 2019",
        "EMBASE 634990001",
        "see PMC9900001 for data",
    ],
)
def test_a_number_in_running_text_is_none(note: str) -> None:
    assert found(note=[note]) == []


@pytest.mark.parametrize(
    ("link", "scheme", "value"),
    [
        ("https://doi.org/10.5555/ab.1", "doi", "10.5555/ab.1"),
        (
            "https://www.scopus.com/inward/record.uri?eid=2-s2.0-1&doi=10.5555%2fab.1&partnerID=40",
            "doi",
            "10.5555/ab.1",
        ),
        ("https://www.ncbi.nlm.nih.gov/pubmed/99000001", "pmid", "99000001"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=99000001", "pmid", "99000001"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9900001/", "pmcid", "PMC9900001"),
    ],
)
def test_an_address_of_the_paper_names_it(link: str, scheme: str, value: str) -> None:
    assert found(link=[link]) == [(scheme, value, "own")]


def test_an_address_says_nothing_against_the_field_of_that_name() -> None:
    assert found(doi=["10.5555/ab.1"], link=["https://doi.org/10.5555/other"]) == [("doi", "10.5555/ab.1", "own")]


def test_a_registry_number_is_what_a_paper_reports_and_what_a_trial_is() -> None:
    registry = ["ClinicalTrials.gov/NCT99000101", "GENBANK/AB000001"]
    assert found(registry=registry, journal=["Inv Med"]) == [("nct", "NCT99000101", "reports")]
    assert found(registry=["2019-009901-14|VEL-01"], nct=["NCT99000101"]) == [
        ("nct", "NCT99000101", "own"),
        ("eudract", "2019-009901-14", "own"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "NCT99000101", "ChiCTR2400099001", "ChiCTR-TRC-99000101", "ITMCTR2400000099", "jRCT9990000001", "UMIN000099001",
        "ISRCTN99000101", "KCT9900001", "DRKS00099001", "ACTRN12699000000001", "CTRI/2099/01/099001",
        "EudraCT number 2099-099001-12", "EU CT 2099-599001-12-00", "NCT９９０００１０１",
    ],
)  # fmt: skip
def test_the_trials_of_every_registry_are_found_in_an_abstract(name: str) -> None:
    text = "Results " * 50 + f"were good. Trial registration: {name}. " + "Conclusions " * 50
    assert list(reported([text])) == list(identify(name, "reports", REGISTRIES)) != []


def test_a_number_within_a_doi_names_no_trial() -> None:
    assert list(reported(["See 10.5555/NCT99000101 and the CT scans."])) == []


def test_most_texts_are_told_without_a_search() -> None:
    assert not names_trials("CT of 120,000 patients in 2021 and Chinese controls")
    assert not names_trials("The RCT had 100 patients.")
