import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import BicorpusError, InputError
from ingest.record import Identifier
from ingest.references.reference import split_authors
from ingest.references.table import read_csv


def _read(text: str, charset="utf-8"):
    return list(read_csv(text.encode(charset), "refs.csv"))


def test_a_bibtex_like_table():
    (record,) = _read(
        "ID,ENTRYTYPE,title,year,author,journal,volume,number,pages,doi,abstract\n"
        'r1,article,Night dosing,2021,"Marlow, T and Wang, X",Inv Med,12,3,201--209,https://doi.org/10.5555/AB.1.,Short.\n'
    )
    assert record.id == "r1"
    assert record.kind == "paper"
    assert record.title == {"en": "Night dosing"}
    assert record.authors == ("Marlow, T", "Wang, X")
    assert (record.journal, record.volume, record.issue, record.pages) == ("Inv Med", "12", "3", "201--209")
    assert record.published == "2021"
    assert record.ids == (Identifier("doi", "10.5555/AB.1"),)
    assert record.abstract == {"en": "Short."}
    assert record.source.path == "refs.csv"
    assert record.warnings == ()


def test_a_pubmed_export():
    (record,) = _read(
        "PMID,Title,Authors,Citation,Journal/Book,Publication Year,Create Date,PMCID,DOI\n"
        '99000001,Night dosing.,"Marlow T, Wang X, Okonjo BT.",x,Inv Med,2021,2021/03/04,PMC9900001,10.5555/ab.1\n'
    )
    assert record.authors == ("Marlow T", "Wang X", "Okonjo BT.")
    assert [(i.scheme, i.value) for i in record.ids] == [
        ("doi", "10.5555/ab.1"),
        ("pmid", "99000001"),
        ("pmcid", "PMC9900001"),
    ]
    assert record.id == "refs.csv#1"


def test_a_zotero_export():
    (record,) = _read(
        '"Key","Publication Year","Author","Title","Publication Title","DOI","Abstract Note","Date","Pages"\n'
        '"K1","2021","Marlow, Theodora; Wang, Xiaoming","Night dosing","Inv Med","","Short.","2021-03-04","7"\n'
    )
    assert record.authors == ("Marlow, Theodora", "Wang, Xiaoming")
    assert record.published == "2021-03-04"


def test_a_scopus_export_prefers_full_names_and_drops_their_numbers():
    (record,) = _read(
        '\ufeff"Authors","Author full names","Title","Year","Source title","Art. No.","Page start","Page end"\n'
        '"Marlow T.; Wang X.","Marlow, Theodora (57200000001); Wang, Xiaoming (57200000002)","Night","2021","Inv Med",'
        '"","201","209"\n'
    )
    assert record.authors == ("Marlow, Theodora", "Wang, Xiaoming")
    assert record.pages == "201-209"


def test_a_chinese_table_in_gb18030():
    (record,) = _read(
        "题名,作者,刊名,年,期,摘要,关键词\n夜间给药研究,王晓明;欧阳倩,虚构医学,2021,3,目的 研究。,高血压；给药\n",
        "gb18030",
    )
    assert record.title == {"zh": "夜间给药研究"}
    assert record.authors == ("王晓明", "欧阳倩")
    assert record.keywords == {"zh": ("高血压", "给药")}


def test_both_languages_of_a_title():
    (record,) = _read("id,title_en,title_zh\n1,Night dosing,夜间给药研究\n")
    assert record.title == {"en": "Night dosing", "zh": "夜间给药研究"}


def test_a_title_in_another_script_is_kept_and_said():
    (record,) = _read("id,title\n1,Платформенная занятость\n")
    assert record.title == {}
    assert [(s.heading, s.lang, s.text) for s in record.sections] == [("title", "other", "Платформенная занятость")]
    assert "neither English nor Chinese" in record.warnings[0]


@pytest.mark.parametrize("nothing", ["", "nan", "NULL", "n/a", "  ", "None"])
def test_cells_that_say_nothing_are_absent(nothing):
    (record,) = _read(f"id,title,journal,doi\n1,Night,{nothing},{nothing}\n")
    assert record.journal is None
    assert record.ids == ()
    assert record.warnings == ()


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters(delimiter):
    (record,) = _read(f"ID{delimiter}Title{delimiter}Year\n1{delimiter}Night dosing{delimiter}2021\n")
    assert (record.id, record.title, record.published) == ("1", {"en": "Night dosing"}, "2021")


def test_a_registry_export_is_of_trials():
    (record,) = _read("NCT Number,Study Title\nNCT99999901,Night dosing\n")
    assert record.kind == "trial"
    assert record.ids == (Identifier("nct", "NCT99999901"),)


def test_a_registry_number_beside_a_journal_is_what_the_paper_reports():
    (record,) = _read("id,title,journal,nct\n1,Night dosing,Inv Med,NCT99999901\n")
    assert record.kind == "paper"
    assert record.ids == (Identifier("nct", "NCT99999901", "reports"),)


def test_a_trial_that_title_or_abstract_names_is_what_the_paper_reports():
    (record,) = _read(
        "title,journal,abstract,doi\n"
        'Night dosing (ISRCTN99000001),Inv Med,"夜间给药。注册号：ChiCTR2400099001。Also NCT99000101.",10.5555/a\n'
    )
    assert [(i.scheme, i.role) for i in record.ids] == [
        ("doi", "own"),
        ("isrctn", "reports"),
        ("chictr", "reports"),
        ("nct", "reports"),
    ]


def test_a_trial_does_not_report_those_that_its_summary_names():
    (record,) = _read("NCT Number,Study Title,Brief Summary\nNCT99000101,Night dosing,It goes on from NCT99000102.\n")
    assert record.ids == (Identifier("nct", "NCT99000101"),)


def test_a_wrong_identifier_is_a_warning():
    (record,) = _read("id,title,doi\n1,Night,see publisher\n")
    assert record.ids == ()
    assert "see publisher" in record.warnings[0]


def test_repeated_and_missing_ids_get_names_of_their_own_and_the_repeated_one_a_warning():
    first, second, third = _read("id,title\nx,One\nx,Two\n,Three\n")
    assert (first.id, second.id, third.id) == ("x", "refs.csv#2", "refs.csv#3")
    assert "line 3" in second.warnings[0]
    assert "'x'" in second.warnings[0]
    assert third.warnings == ()


def test_a_row_of_another_length_is_kept_with_a_warning():
    short, long = _read("id,title,year\n1,Night\n2,Day,2021,more\n")
    assert (short.title, long.published) == ({"en": "Night"}, "2021")
    assert "line 2: 2 cells under 3 columns" in short.warnings
    assert "line 3: 4 cells under 3 columns" in long.warnings


def test_lines_are_counted_through_quoted_breaks():
    records = _read('id,title,abstract\n1,One,"two\nlines"\n1,Two,\n')
    assert "line 4" in records[1].warnings[0]


@pytest.mark.parametrize("text", ["", "\n\n", "just some prose\nand more of it\n", "1,Night dosing,2021\n2,Day,2020\n"])
def test_a_table_without_a_header_is_refused(text):
    with pytest.raises(InputError, match=r"^line 1: no header"):
        _read(text)


def test_a_stray_nul_byte_is_left_out_with_a_warning():
    first, second = _read(
        "id,title\n1,Night\0 dosing of veltamarin in adults with resistant hypertension\n" + "2,Day " * 99
    )
    assert first.title["en"].startswith("Night dosing")
    assert first.warnings == ("line 2: NUL bytes, left out",)
    assert second.warnings[0].startswith("line 3: 100 cells")


def test_a_cell_in_another_charset_is_read_with_a_warning():
    row = "2,难治性高血压的晚间给药,".encode() + "欧阳倩的研究".encode("gb18030") + b"\n"
    _, record = read_csv("id,title,author\n1,夜间给药研究,王晓明\n".encode() + row, "refs.csv")
    assert record.title == {"zh": "难治性高血压的晚间给药"}
    assert record.authors == ("欧阳倩的研究",)
    assert record.warnings == ("line 3: not UTF-8 as the rest of the file; read as gb18030",)


def test_a_quotation_mark_left_open_takes_no_other_record_with_it():
    records = _read('id,title,year\n1,"Night dosing,2021\n2,Day dosing,2020\n')
    assert [(r.id, r.published) for r in records] == [("1", "2021"), ("2", "2020")]
    assert "never closed" in records[0].warnings[0]


def test_columns_without_a_name_or_a_value_are_passed_over():
    (record,) = _read(",id,title,,year,\nx,1,Night,,2021,\n")
    assert (record.id, record.title, record.published) == ("1", {"en": "Night"}, "2021")


@pytest.mark.parametrize(
    "header",
    ["Start_Page,End_Page", "Page start,Page end", "start page,end page", "起始页,结束页", "BP,EP,PT,AU,TI,SO"],
)
def test_first_and_last_page_under_any_name(header):
    (record,) = _read(f"doi,DI,{header}\n10.5555/a,10.5555/a,201,209,J,Wang X,T,S\n")
    assert record.pages == "201-209"


def test_source_is_a_journal_only_where_no_other_column_is():
    (scopus,) = _read("Title,Source title,Source\nNight,,Scopus\n")
    (cochrane,) = _read("Title,Source\nNight,Inv Med\n")
    assert (scopus.journal, cochrane.journal) == (None, "Inv Med")


def test_what_scopus_writes_for_nothing_is_nothing():
    (record,) = _read("Title,Authors,Abstract\nNight,[No author name available],[No abstract available]\n")
    assert (record.authors, record.abstract) == ((), {})


@pytest.mark.parametrize(
    "cell", ["https://doi.org/10.5555/AB.1", "doi: 10.5555/AB.1.", "http://dx.doi.org/10.5555%2FAB.1", "10.5555/AB.1;"]
)
def test_a_doi_however_it_is_written(cell):
    (record,) = _read(f"id,title,doi\n1,Night,{cell}\n")
    assert record.ids == (Identifier("doi", "10.5555/AB.1"),)
    assert record.warnings == ()


def test_the_address_of_a_registry_is_no_journal():
    (record,) = _read("Title,Journal\nNight,https://trialsearch.who.int/Trial2.aspx?TrialID=ChiCTR2400099001\n")
    assert (record.kind, record.journal) == ("trial", None)
    assert record.ids == (Identifier("chictr", "ChiCTR2400099001"),)


def test_a_cell_of_a_megabyte_is_read():
    (record,) = _read(f"id,title,abstract\n1,Night,{'word ' * 200_000}\n")
    assert len(record.abstract["en"]) > 900_000


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Marlow, T and Wang, X", ["Marlow, T", "Wang, X"]),
        ("Marlow, T; Wang, X;", ["Marlow, T", "Wang, X"]),
        ("Marlow T, Wang X", ["Marlow T", "Wang X"]),
        ("Marlow, T., Wang, X.", ["Marlow, T.", "Wang, X."]),
        ("Marlow, Theodora", ["Marlow, Theodora"]),
        ("Marlow, null", ["Marlow"]),
        ("Marlow, null; Wang, X; Doe,null", ["Marlow", "Wang, X", "Doe"]),
        ("Marlow, null and Wang, X", ["Marlow", "Wang, X"]),
        ("Wang, X; Nullini, nullo", ["Wang, X", "Nullini, nullo"]),
        ("Adams K.Lee G. F.El-Hadi B.", ["Adams K.", "Lee G. F.", "El-Hadi B."]),
        ("王晓明,欧阳倩、李雷", ["王晓明", "欧阳倩", "李雷"]),
        ("王晓明 欧阳倩", ["王晓明", "欧阳倩"]),
        ("Alexander Anders", ["Alexander Anders"]),
        ("", []),
    ],
)
def test_authors_in_one_cell(cell, names):
    assert list(split_authors(cell)) == names


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(BicorpusError):
        list(read_csv(data, "x.csv"))


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


@given(_CELLS, _CELLS)
def test_any_cell_is_read(title, year):
    quoted = (f'"{text.replace(chr(34), chr(34) * 2)}"' for text in (title, year))
    data = f"id,title,year\n1,{','.join(quoted)}\n".encode()
    assert all(record.id == "1" for record in read_csv(data, "x.csv"))
