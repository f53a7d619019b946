"""The Hugging Face folder, read back with ``datasets``."""

from pathlib import Path

import polars as pl
import pytest
from corpora import EN, ZH
from entries import EN_SENTENCES, entry
from huggingface_hub import DatasetCard

from corpus.export import huggingface


@pytest.fixture
def datasets(tmp_path, monkeypatch):
    """The library, kept from the network and from the user's cache."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    return lambda folder, name: datasets.load_dataset(
        str(folder), name, split="train", cache_dir=str(tmp_path / "cache")
    )


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "dataset"
    made.mkdir()
    return made


def test_datasets_reads_both_tables(folder, datasets):
    fields = {"published": "2024-03", "authors": ("Ilse Varga", "Wen Zhang")}
    huggingface.write([entry(fields=fields), entry("paper-2", zh="", en=EN_SENTENCES[0])], folder)
    sentences, records = datasets(folder, "sentences"), datasets(folder, "records")
    assert sentences["en"] == [*EN_SENTENCES, EN_SENTENCES[0]]
    assert records["abstract_zh"] == [ZH, ""]
    assert records[0]["abstract_en"] == EN
    assert records[0]["authors"] == ["Ilse Varga", "Wen Zhang"]
    assert records["status"] == ["full", "english only"]
    assert (records[0]["year"], sentences[0]["ids"]) == (2024, ["doi:10.5555/one"])


def test_the_sentences_are_what_is_read_when_no_table_is_named(folder, datasets):
    huggingface.write([entry()], folder)
    assert "confidence" in datasets(folder, None).column_names


def test_an_empty_corpus_gives_empty_tables(folder):
    huggingface.write([], folder)
    assert pl.read_parquet(folder / "sentences" / "*.parquet").columns[:2] == ["canonical", "kind"]


def test_a_large_table_goes_to_several_files_and_is_read_as_one(folder, datasets, monkeypatch):
    monkeypatch.setattr(huggingface, "ROW_GROUP", 2)
    monkeypatch.setattr(huggingface, "SHARD", 4)
    huggingface.write([entry(f"paper-{number}") for number in range(3)], folder)
    assert [path.name for path in sorted((folder / "sentences").iterdir())] == [
        "train-00000.parquet",
        "train-00001.parquet",
        "train-00002.parquet",
    ]
    assert datasets(folder, "sentences")["bead"] == [0, 1, 2] * 3


def test_the_card_says_how_much_there_is_and_that_the_texts_are_not_ours(folder):
    huggingface.write([entry(), entry("paper-2", zh="")], folder)
    card = DatasetCard.load(folder / "README.md")
    front, body = card.data.to_dict(), card.text
    assert front["license"] == "unknown"
    assert front["language"] == ["en", "zh"]
    assert front["size_categories"] == ["n<1K"]
    assert {one["config_name"] for one in front["configs"]} == {"sentences", "records"}
    assert "| papers | 2 |" in body
    assert "| rows of sentences | 6 |" in body
    assert "| of these, with both languages | 3 |" in body
    assert "belong to their authors, publishers and registries" in body
    assert "| `en_start` | `int32`: Offset of the English" in body


def test_the_same_entries_give_the_same_folder(tmp_path):
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        huggingface.write([entry(), entry("paper-2", zh="")], tmp_path / name)
        made.append({p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.*")})
    assert made[0] == made[1]
