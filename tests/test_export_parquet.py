"""Parquet, read back with pyarrow and polars, and the schema beside it."""

import io
import json
import sys

import polars as pl
import pyarrow.parquet
import pytest
from corpora import EN, ZH
from entries import EN_SENTENCES, entry, exported

from bicorpus import MissingExtraError
from corpus.export.rows import Row
from corpus.export.table import columns


def read(*entries) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(exported("parquet", *entries)))


def test_polars_reads_the_rows_with_types():
    table = read(entry(fields={"published": "2024-03"}), entry("paper-2", zh=""))
    assert table["en"].to_list() == list(EN_SENTENCES) * 2
    assert table["canonical"].to_list() == ["paper-1"] * 3 + ["paper-2"] * 3
    assert table["zh"].to_list()[3:] == ["", "", ""]
    assert table["year"].to_list() == [2024] * 3 + [None] * 3
    assert table.schema["confidence"] == pl.Float64
    assert table.schema["accepted"] == pl.Boolean
    assert table.schema["ids"] == pl.List(pl.String)
    assert table["ids"].to_list()[0] == ["doi:10.5555/one"]


def test_offsets_lead_back_into_the_abstracts():
    for row in read(entry()).iter_rows(named=True):
        assert EN[row["en_start"] : row["en_end"]] == row["en"]
        assert ZH[row["zh_start"] : row["zh_end"]] == row["zh"]


def test_a_sentence_without_a_translation_has_no_offsets_there():
    assert read(entry(zh=""))["zh_start"].to_list() == [None] * 3


def test_every_column_is_described_in_the_file():
    schema = pyarrow.parquet.read_schema(io.BytesIO(exported("parquet")))
    assert {field.name: field.metadata[b"description"].decode() for field in schema} == {
        name: description for name, _, description in columns(Row)
    }


def test_the_schema_file_describes_what_is_in_the_table():
    from corpus.export.parquet import schema

    described = json.loads(schema())["$defs"]["Row"]
    table = pyarrow.parquet.read_table(io.BytesIO(exported("parquet", entry())))
    assert list(described["properties"]) == table.column_names == described["required"]
    assert all(field["description"] for field in described["properties"].values())
    names = {
        "string": "string",
        "int32": "integer",
        "double": "number",
        "bool": "boolean",
        "list<element: string>": "array",
    }
    for field in table.schema:
        kinds = described["properties"][field.name]
        assert names[str(field.type)] in {one["type"] for one in kinds.get("anyOf", [kinds])}


def test_without_pyarrow_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'bicorpus\[parquet\]'"):
        exported("parquet", entry())
