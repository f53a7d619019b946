"""Inputs of any kind, told by their content."""

import json
from pathlib import Path

import pytest

from corpus.references import Failure, read_references
from ingest.record import Record, Source, to_json

RECORD = to_json(Record(id="1", kind="paper", site="html", source=Source("a.html"), title={"zh": "夜间给药研究"}))


def read(*paths: Path) -> tuple[list[tuple[str, str]], list[Failure]]:
    failures: list[Failure] = []
    found = [(Path(name).name, record.id) for name, record in read_references(map(str, paths), failures)]
    return found, failures


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_lines_of_json_are_records_whatever_the_file_is_called(tmp_path: Path, before: bytes) -> None:
    found, failures = read(
        written(tmp_path / "records.csv", before + RECORD + b"\n\n" + RECORD.replace(b'"1"', b'"2"'))
    )
    assert ([record_id for _, record_id in found], failures) == (["1", "2"], [])


def test_a_bad_line_is_told_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "records.jsonl", RECORD + b'\n{"id": 5}\nprose\n' + RECORD.replace(b'"1"', b'"2"'))
    found, failures = read(path)
    assert [record_id for _, record_id in found] == ["1", "2"]
    assert [failure.message.split(" ")[0] for failure in failures] == [f"{path}:2:", f"{path}:3:"]


@pytest.mark.parametrize("indent", [None, 2])
def test_studies_of_a_registry_in_json_are_told_from_records_of_ours(tmp_path: Path, indent: int | None) -> None:
    study = {"hasResults": False, "protocolSection": {"identificationModule": {"nctId": "NCT09900001"}}}
    found, failures = read(written(tmp_path / "study.json", json.dumps(study, indent=indent).encode()))
    assert ([record_id for _, record_id in found], failures) == (["NCT09900001"], [])


def test_an_id_that_another_input_uses_is_named_after_its_input(tmp_path: Path) -> None:
    paths = [written(tmp_path / name, b"id,title\n1,Night\n") for name in ("a.csv", "b.csv")]
    found, _ = read(*paths, paths[1], paths[1])
    name = str(paths[1])
    assert [record_id for _, record_id in found] == ["1", f"{name}#1", f"{name}#1#2", f"{name}#1#3"]


def test_a_document_of_json_over_lines_is_refused_at_once(tmp_path: Path) -> None:
    _, failures = read(written(tmp_path / "page.json", b'{\n  "id": "1"\n}\n'))
    assert len(failures) == 1
    assert "write each record on a line of its own" in failures[0].message


def test_xml_that_breaks_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = written(tmp_path / "lib.xml", b"<xml><records><record><rec-number>1</rec-number></record><record>")
    found, failures = read(path)
    assert [record_id for _, record_id in found] == ["1", f"{path}#2"]
    assert failures == []
