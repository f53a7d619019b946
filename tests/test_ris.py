import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import BicorpusError, InputError
from ingest.record import Identifier
from ingest.ris import read_ris

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


@pytest.mark.parametrize("text", ["", "some prose\n", "TI  - no beginning\n"])
def test_what_holds_no_reference_is_refused(text):
    with pytest.raises(InputError, match=r"^no reference"):
        _read(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(BicorpusError):
        list(read_ris(("TY  - JOUR\n" + text).encode("utf-8", "replace")))
