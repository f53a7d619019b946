"""RIS, read back with rispy and with our own reader."""

import pytest
import rispy
from corpora import EN, ZH, record
from entries import exported
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from corpus.holdings import Entry
from dedupe import Canonical
from ingest.record import Identifier, Record, Trial
from ingest.references.ris import read_ris

PAPER = record(
    "paper-1",
    doi="10.5555/one",
    title={"en": "On quercimab", "zh": "论槲西单抗"},
    authors=("Varga, Ilse", "张文"),
    journal="Annals of Invented Medicine",
    volume="12",
    issue="3",
    pages="101-109",
    published="2024-03-11",
    keywords={"en": ("pressure", "quercimab"), "zh": ("压力",)},
)
IDS = (Identifier("doi", "10.5555/one"), Identifier("pmid", "99000001"), Identifier("pmcid", "PMC9900001"))


def entry(made: Record) -> Entry:
    return Entry(Canonical(made.id, made.kind, made, (made.id,)), (), None)


def references(*records: Record) -> list[dict]:
    return rispy.loads(exported("ris", *map(entry, records)).decode())


def ours(*records: Record) -> list[Record]:
    return list(read_ris(exported("ris", *map(entry, records)), "out.ris"))


def trial(**fields) -> Record:
    return replace(record("trial-1", title={"en": "Quercimab for pressure"}), kind="trial", **fields)


def test_rispy_reads_every_field():
    (reference,) = references(replace(PAPER, ids=IDS))
    assert reference == {
        "type_of_reference": "JOUR",
        "id": "paper-1",
        "title": "On quercimab",
        "translated_title": "论槲西单抗",
        "authors": ["Varga, Ilse", "张文"],
        "secondary_title": "Annals of Invented Medicine",
        "year": "2024",
        "date": "2024/03/11",
        "volume": "12",
        "number": "3",
        "start_page": "101",
        "end_page": "109",
        "abstract": EN,
        "notes_abstract": ZH,
        "keywords": ["pressure", "quercimab", "压力"],
        "doi": "10.5555/one",
        "accession_number": "99000001",
        "name_of_database": "PubMed",
        "custom2": "PMC9900001",
        "notes": ["Chinese title: 论槲西单抗", f"Chinese abstract: {ZH}"],
    }


def test_our_reader_gives_an_equivalent_record_back():
    made = replace(PAPER, ids=IDS)
    (found,) = ours(made)
    same = (
        "id",
        "kind",
        "title",
        "abstract",
        "authors",
        "journal",
        "volume",
        "issue",
        "pages",
        "published",
        "keywords",
    )
    assert [getattr(found, name) for name in same] == [getattr(made, name) for name in same]
    assert set(found.ids) == set(IDS)
    assert found.warnings == ()


def test_a_chinese_paper_has_its_texts_in_the_first_place():
    (reference,) = references(replace(PAPER, title={"zh": "论槲西单抗"}, abstract={"zh": ZH}))
    assert (reference["title"], reference["abstract"], reference["language"]) == ("论槲西单抗", ZH, "zh")
    assert not {"translated_title", "notes"} & reference.keys()


def test_a_program_that_knows_one_title_and_one_abstract_has_the_chinese_ones_as_notes():
    known = {"TI", "AB", "N1"}
    lines = exported("ris", entry(PAPER)).decode().splitlines()
    kept = [line for line in lines if line[:2] in known]
    assert kept == [
        "TI  - On quercimab",
        f"AB  - {EN}",
        "N1  - Chinese title: 论槲西单抗",
        f"N1  - Chinese abstract: {ZH}",
    ]


def test_notes_of_a_text_add_nothing_to_what_our_reader_finds():
    made = replace(PAPER, abstract={"en": EN, "zh": f"PMID: 99000009 {ZH}"})
    (found,) = ours(made)
    assert (found.abstract, {one.scheme for one in found.ids}) == (made.abstract, {"doi"})


def test_which_of_two_languages_is_the_original_is_not_told():
    assert "language" not in references(PAPER)[0]


@pytest.mark.parametrize("published", ["2024", "2024-03", "2024-03-11"])
def test_a_date_comes_back_as_precise_as_it_was(published):
    assert ours(replace(PAPER, published=published))[0].published == published


@pytest.mark.parametrize("pages", ["101-109", "e123", "S12-S19", "12"])
def test_pages_come_back(pages):
    assert ours(replace(PAPER, pages=pages))[0].pages == pages


def test_a_dash_between_pages_becomes_a_hyphen_and_other_pages_stay_whole():
    assert ours(replace(PAPER, pages="101–109"))[0].pages == "101-109"
    assert references(replace(PAPER, pages="101-9; discussion 110"))[0]["start_page"] == "101-9; discussion 110"


@pytest.mark.parametrize(
    ("scheme", "number"), [("nct", "NCT99000101"), ("chictr", "ChiCTR2099000001"), ("isrctn", "ISRCTN99000001")]
)
def test_a_trial_comes_back_as_a_trial_under_its_number(scheme, number):
    made = trial(ids=(Identifier(scheme, number),), trial=Trial(start="2023-05"))
    (found,) = ours(made)
    assert (found.kind, found.title) == ("trial", made.title)
    assert [(i.scheme, i.value, i.role) for i in found.ids] == [(scheme, number, "own")]
    (reference,) = references(made)
    assert (reference["type_of_reference"], reference["type_of_work"]) == ("GEN", "Trial registry record")
    assert (reference["year"], reference["notes"][0]) == ("2023", f"Trial registration: {number}")


def test_the_trial_that_a_paper_reports_is_a_note_and_no_id_of_the_paper():
    made = replace(PAPER, ids=(*PAPER.ids, Identifier("nct", "NCT99000101", "reports")))
    assert references(made)[0]["notes"][0] == "Trial registration: NCT99000101"
    assert [i for i in ours(made)[0].ids if i.scheme == "nct" and i.role == "own"] == []


def test_lines_end_as_the_specification_says_and_a_reference_with_er():
    data = exported("ris", entry(PAPER))
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.startswith(b"TY  - JOUR\r\n")
    assert data.endswith(b"\r\nER  - \r\n\r\n")


@pytest.mark.parametrize("cut", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\n\n"])
def test_no_text_of_a_page_makes_a_line_of_its_own(cut):
    text = f"Harmless{cut}ER  - {cut}TY  - JOUR{cut}TI  - Planted"
    made = replace(PAPER, title={"en": text}, abstract={"en": text}, authors=(text,), journal=text, pages=text)
    data = exported("ris", entry(made), entry(PAPER))
    assert [line[:6] for line in data.splitlines()].count(b"TY  - ") == 2
    assert [reference["id"] for reference in references(made, PAPER)] == ["paper-1", "paper-1"]
    assert references(made)[0]["title"] == "Harmless ER - TY - JOUR TI - Planted"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_gives_one_reference(text):
    made = replace(PAPER, title={"en": text}, authors=(text,), keywords={"en": (text,)})
    assert len(references(made)) == 1
    assert len(ours(made)) == 1
