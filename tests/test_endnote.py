"""EndNote's XML beyond what its sample among the exports shows."""

from pathlib import Path

import pytest

from bicorpus import InputError
from ingest.formats import read_bytes
from ingest.record import Record
from ingest.references.endnote import read_endnote

SAMPLE = Path(__file__).resolve().parent / "exports" / "endnote.xml"


def read(records: str, head: str = "") -> list[Record]:
    return list(read_endnote(f"{head}<xml><records>{records}</records></xml>".encode(), "lib.xml"))


def test_styles_within_a_text_are_passed_over_and_entities_read() -> None:
    first, second = read_endnote(SAMPLE.read_bytes(), "lib.xml")
    assert first.title["en"].startswith("Evening dosing of veltamarin")
    assert first.abstract == {"en": 'Pressure < 140 mmHg was "common".'}
    assert set(second.title) == {"en", "zh"}
    assert (first.id, second.id) == ("17", "18")


def test_a_number_that_was_used_before_is_told() -> None:
    _, second = read(2 * "<record><rec-number>1</rec-number><titles><title>Night dosing</title></titles></record>")
    assert second.id == "lib.xml#2"
    assert "'1' was used before" in second.warnings[0]


def test_broken_xml_is_read_as_far_as_it_goes_and_the_break_is_told() -> None:
    records = read_endnote(b"<xml><records><record><rec-number>1</rec-number></record><record><title>x", "lib.xml")
    whole, broken = records
    assert (whole.id, whole.warnings) == ("1", ())
    assert broken.warnings[-1].startswith("line 1: broken XML")


def test_entities_of_a_document_type_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    head = f'<!DOCTYPE xml [<!ENTITY e SYSTEM "file://{secret}">]>'
    assert not [
        r for r in read("<record><titles><title>A&e;</title></titles></record>", head) if "secret" in str(r.title)
    ]


def test_another_xml_document_is_not_read() -> None:
    with pytest.raises(InputError, match="a TEI document"):
        read_bytes(b'<?xml version="1.0"?><TEI/>', "lib.xml")
