"""``bicorpus export``: options, outputs and what it tells."""

import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from corpora import write_pages

from corpus.bitext import text_key
from corpus.cli import main
from corpus.export import EXPORTERS
from corpus.review import accept
from corpus.store import open_store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("built")
    write_pages(folder / "pages", range(3))
    assert main(["build", str(folder / "pages"), str(folder / "x.corpus"), "--workers", "1"]) == 0
    return str(folder / "x.corpus")


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_can_be_written(built, tmp_path, name, capfd):
    out = tmp_path / "out"
    assert main(["export", built, "-f", name, "-o", str(out)]) == 0
    assert out.exists()
    assert f"as {name} to {out}" in capfd.readouterr().err


@pytest.mark.parametrize("name", sorted(name for name, form in EXPORTERS.items() if not form.parts))
def test_standard_output_is_the_same_as_a_file(built, tmp_path, name, capfdbinary):
    assert main(["export", built, "-f", name, "-o", str(tmp_path / "out")]) == 0
    assert main(["export", built, "-f", name, "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "out").read_bytes()


def test_parquet_goes_through_a_pipe_though_its_index_stands_at_the_end(built):
    command = [sys.executable, "-m", "bicorpus", "export", built, "-f", "parquet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert pl.read_parquet(io.BytesIO(done.stdout)).height == 9


def test_the_schema_stands_beside_a_parquet_file_and_nothing_is_left_over(built, tmp_path):
    assert main(["export", built, "-f", "parquet", "-o", str(tmp_path / "x.parquet")]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"x.parquet", "x.parquet.schema.json"}
    assert "en" in json.loads((tmp_path / "x.parquet.schema.json").read_bytes())["$defs"]["Row"]["properties"]


def test_a_schema_that_is_in_the_way_is_not_overwritten(built, tmp_path):
    (tmp_path / "x.parquet.schema.json").write_text("mine")
    assert main(["export", built, "-f", "parquet", "-o", str(tmp_path / "x.parquet")]) == 2
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("x.parquet.schema.json", "mine")]


def test_kind_and_confidence_choose(built, capfd):
    assert main(["export", built, "-f", "jsonl", "--kind", "trial"]) == 0
    assert capfd.readouterr().out == ""
    assert main(["export", built, "-f", "csv", "--accepted"]) == 0
    assert len(capfd.readouterr().out.splitlines()) == 1
    assert main(["export", built, "-f", "csv", "--kind", "paper"]) == 0
    assert len(capfd.readouterr().out.splitlines()) == 1 + 3 * 3


@pytest.mark.parametrize("option", [["--accepted"], ["--min-confidence", "0.5"], ["--kind", "paper"]])
def test_gold_takes_no_selection(built, option, capfd):
    assert main(["export", built, "-f", "gold", *option]) == 2
    assert "gold holds what people accepted" in capfd.readouterr().err


def test_gold_holds_what_a_person_accepted(built, capfd):
    with open_store(Path(built), write=True) as store:
        entry = next(store.entries())
        texts = text_key(entry.canonical.record.abstract)
        store.journal.review(texts, entry.canonical.id, entry.bitext, accept(entry.bitext, 0), "accept")
    assert main(["export", built, "-f", "gold"]) == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert json.loads(line)["doc"] == entry.canonical.id


def test_an_unknown_direction_lists_the_known_ones(built, capfd):
    assert main(["export", built, "-f", "xliff", "--direction", "en:de"]) == 2
    assert "'en:de'; known are en:zh-Hans, zh-Hans:en, en:zh-Hant, zh-Hant:en" in capfd.readouterr().err
    assert main(["export", built, "-f", "tmx", "--direction", "en:zh-Hans"]) == 2
    assert "tmx has none" in capfd.readouterr().err


def test_a_direction_that_nothing_fits_leaves_no_file(built, tmp_path, capfd):
    out = tmp_path / "x.xlf"
    assert main(["export", built, "-f", "xliff", "--direction", "zh-Hant:en", "-o", str(out)]) == 2
    assert "no zh-Hant sentence" in capfd.readouterr().err
    assert not list(tmp_path.iterdir())


class TestFolder:
    def export(self, built: str, out: Path, *more: str) -> int:
        return main(["export", built, "-f", "huggingface", "-o", str(out), *more])

    def test_it_is_whole_or_not_there(self, built, tmp_path, monkeypatch):
        def failing(entries, folder):
            (folder / "README.md").write_text("half of")
            raise OSError(28, "No space left on device")

        form = EXPORTERS["huggingface"]._replace(write=failing)
        monkeypatch.setitem(EXPORTERS, "huggingface", form)
        assert self.export(built, tmp_path / "out") == 1
        assert not list(tmp_path.iterdir())

    def test_an_empty_folder_is_filled(self, built, tmp_path):
        (tmp_path / "out").mkdir()
        assert self.export(built, tmp_path / "out") == 0
        assert (tmp_path / "out" / "README.md").is_file()

    def test_an_earlier_one_is_replaced_only_when_told(self, built, tmp_path, capfd):
        out = tmp_path / "out"
        assert self.export(built, out) == 0
        (out / "README.md").write_text("mine")
        assert self.export(built, out) == 2
        assert "exists already" in capfd.readouterr().err
        assert (out / "README.md").read_text() == "mine"
        assert self.export(built, out, "--force") == 0
        assert "pretty_name" in (out / "README.md").read_text(encoding="utf-8")
        assert list(tmp_path.iterdir()) == [out]

    def test_a_folder_with_anything_else_in_it_is_never_replaced(self, built, tmp_path, capfd):
        out = tmp_path / "out"
        out.mkdir()
        (out / "thesis.docx").write_text("years of work")
        assert self.export(built, out, "--force") == 2
        assert "holds 'thesis.docx', which no export writes" in capfd.readouterr().err
        assert (out / "thesis.docx").read_text() == "years of work"

    def test_it_does_not_go_to_standard_output_nor_in_the_place_of_a_file(self, built, tmp_path, capfd):
        assert main(["export", built, "-f", "huggingface"]) == 2
        assert "cannot go to standard output" in capfd.readouterr().err
        (tmp_path / "out").write_text("mine")
        assert self.export(built, tmp_path / "out", "--force") == 2
        assert self.export(built, tmp_path / "no" / "out") == 2
