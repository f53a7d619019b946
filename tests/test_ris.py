import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import BicorpusError, InputError
from ingest.record import Identifier
from ingest.references.ris import read_ris

WHOLE = """TY  - JOUR
ID  - k1
AU  - Marlow, Theodora
AU  - Wang, Xiaoming
TI  - Night dosing
TT  - 夜间给药研究
JA  - Inv Med
T2  - Journal of Invented Medicine
PY  - 2021/03/04/
VL  - 12
IS  - 3
SP  - 201
EP  - 209
DO  - 10.5555/ab.1
KW  - dosing
KW  - 高血压
AB  - First sentence.
second line of it.
XX  - unknown
ER  -
"""


def _read(text: str):
    return list(read_ris(text.encode("utf-8"), "refs.ris"))


def test_a_whole_reference():
    (record,) = _read(WHOLE)
    assert record.id == "k1"
    assert record.title == {"en": "Night dosing", "zh": "夜间给药研究"}
    assert record.authors == ("Marlow, Theodora", "Wang, Xiaoming")
    assert record.journal == "Journal of Invented Medicine"
    assert (record.volume, record.issue, record.pages) == ("12", "3", "201-209")
    assert record.published == "2021-03-04"
    assert record.ids == (Identifier("doi", "10.5555/ab.1"),)
    assert record.keywords == {"en": ("dosing",), "zh": ("高血压",)}
    assert record.abstract == {"en": "First sentence. second line of it."}


def test_a_reference_without_its_end_does_not_run_into_the_next():
    first, second = _read("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nAU  - Wang, X\nER  - \n")
    assert (first.title, first.authors) == ({"en": "One"}, ())
    assert (second.title, second.authors) == ({"en": "Two"}, ("Wang, X",))


@pytest.mark.parametrize("change", [("  - ", " - "), ("\n", "\r\n"), ("ER  -", "ER  - "), ("TY", "\ufeffTY")])
def test_variants_of_the_form(change):
    (record,) = _read(WHOLE.replace(*change))
    assert record.title["en"] == "Night dosing"


def test_references_without_an_id_are_numbered_and_a_repeated_id_is_said():
    titles = ("TI  - One", "ID  - x\nTI  - Two", "ID  - x\nTI  - Three")
    records = _read("".join(f"TY  - JOUR\n{title}\nER  - \n" for title in titles))
    assert [r.id for r in records] == ["refs.ris#1", "x", "refs.ris#3"]
    assert "line 8" in records[2].warnings[0]


@pytest.mark.parametrize("tag", ["T2", "JO", "JF", "JA", "J2", "BT"])
def test_a_journal_under_any_tag(tag):
    (record,) = _read(f"TY  - JOUR\nTI  - One\n{tag}  - Inv Med\nER  -\n")
    assert record.journal == "Inv Med"


def test_a_bare_number_under_c2_is_a_pubmed_id_of_scopus_alone():
    (scopus,) = _read("TY  - JOUR\nTI  - One\nC2  - 99000001\nDB  - Scopus\nER  -\n")
    (other,) = _read("TY  - JOUR\nTI  - One\nC2  - 99000001\nDB  - CINAHL\nER  -\n")
    assert scopus.ids == (Identifier("pmid", "99000001"),)
    assert other.ids == ()


def test_a_date_without_a_year_takes_that_of_the_reference():
    (record,) = _read("TY  - JOUR\nTI  - One\nDA  - MAR 4\nPY  - 2021\nER  -\n")
    assert record.published == "2021-03-04"


def test_a_line_in_another_charset_is_read_with_a_warning():
    data = WHOLE.encode() + b"TY  - JOUR\nTI  - Two\nAU  - M\xfcller, J.\nER  - \n"
    _, record = read_ris(data, "refs.ris")
    assert record.authors == ("Müller, J.",)
    assert record.warnings == ("line 23: not UTF-8 as the rest of the file; read as cp1252",)


@pytest.mark.parametrize("text", ["", "some prose\n", "TI  - no beginning\n"])
def test_what_holds_no_reference_is_refused(text):
    with pytest.raises(InputError, match=r"^no reference"):
        _read(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(BicorpusError):
        list(read_ris(("TY  - JOUR\n" + text).encode("utf-8", "replace")))
