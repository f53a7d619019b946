"""The command: what it prints where, its exit status, and that nobody ever sees a traceback."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from corpora import mirrored, page, record, write_pages

import corpus.verbs.export
from bicorpus import __version__
from corpus.cli import VERBS, main
from corpus.progress import bar
from ingest.record import from_json, to_json

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"torch", "transformers", "sentence_transformers", "pdfplumber", "pyarrow", "bs4", "scipy", "sklearn", "rich"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pages = tmp_path_factory.mktemp("pages")
    write_pages(pages, range(2))
    (pages / "empty.html").touch()
    return pages


@pytest.fixture(scope="module")
def built(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "some.corpus"
    assert main(["build", str(folder), str(path)]) == 1
    return path


def run_and_list_modules(*arguments: object) -> set[str]:
    """Run a command in a fresh interpreter; return the top-level modules that it imported."""
    code = (
        "import sys; from corpus.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sys.modules)"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


class TestItself:
    def test_help_names_every_command_and_loads_nothing_heavy(self, capfd):
        with pytest.raises(SystemExit) as done:
            main(["--help"])
        assert done.value.code == 0
        assert all(f"    {verb} " in capfd.readouterr().out or verb for verb in VERBS)
        assert not run_and_list_modules("--help") & (HEAVY | {"sqlite3", "numpy", "msgspec", "lxml"})

    @pytest.mark.parametrize("verb", VERBS)
    def test_every_command_explains_itself(self, verb, capfd):
        with pytest.raises(SystemExit) as done:
            main([verb, "--help"])
        assert done.value.code == 0
        assert f"usage: bicorpus {verb}" in capfd.readouterr().out

    def test_version(self, capfd):
        with pytest.raises(SystemExit):
            main(["--version"])
        assert capfd.readouterr().out == f"bicorpus {__version__}\n"

    @pytest.mark.parametrize(
        "arguments", [[], ["fold"], ["build"], ["export", "x.corpus", "-f", "tmx", "--min-confidence", "7"]]
    )
    def test_a_request_that_makes_no_sense_exits_with_2(self, arguments, capfd):
        with pytest.raises(SystemExit) as done:
            main(arguments)
        assert done.value.code == 2
        assert "usage: bicorpus" in capfd.readouterr().err

    def test_a_fault_of_its_own_is_one_line_and_with_debug_a_traceback(self, monkeypatch, capfd):
        def faulty(options):
            raise ZeroDivisionError("division\nby zero")

        monkeypatch.setattr(corpus.verbs.export, "run", faulty)
        assert main(["export", "x", "-f", "csv"]) == 70
        told = capfd.readouterr().err
        assert told.startswith("bicorpus: ZeroDivisionError: division by zero; this is a fault of bicorpus")
        assert told.count("\n") == 1
        assert main(["export", "x", "-f", "csv", "--debug"]) == 70
        assert "Traceback" in capfd.readouterr().err


class TestBuild:
    def test_the_summary_says_what_was_done_what_failed_and_what_is_next(self, folder, tmp_path, capfd):
        path = tmp_path / "my corpus"
        assert main(["build", str(folder), str(path)]) == 1
        out, err = capfd.readouterr()
        assert out == ""
        assert "3 read, 0 unchanged, 0 gone, 1 failed" in err
        assert "2 papers, 0 trials; 0 duplicates merged" in err
        assert "  empty.html: empty file" in err
        assert f"bicorpus coverage '{path}'" in err

    def test_a_second_build_says_that_nothing_changed_and_loads_nothing_heavy(self, folder, built, capfd):
        assert main(["build", str(folder), str(built)]) == 1
        assert "0 read, 3 unchanged, 0 gone, 1 failed" in capfd.readouterr().err
        assert not run_and_list_modules("build", folder, built) & HEAVY

    def test_all_is_well_is_0(self, tmp_path):
        write_pages(tmp_path / "pages", range(1))
        assert main(["build", str(tmp_path / "pages"), str(tmp_path / "x.corpus")]) == 0

    def test_a_folder_that_is_not_there_creates_no_corpus(self, tmp_path, capfd):
        assert main(["build", str(tmp_path / "nowhere"), str(tmp_path / "x.corpus")]) == 2
        assert "nowhere: no such folder" in capfd.readouterr().err
        assert not list(tmp_path.iterdir())

    def test_a_file_name_cannot_write_to_the_terminal(self, tmp_path, capfd):
        pages = tmp_path / "pages"
        pages.mkdir()
        (pages / "a\x1b[31m\nred.html").touch()
        assert main(["build", str(pages), str(tmp_path / "x.corpus")]) == 1
        told = capfd.readouterr().err
        assert "\x1b" not in told
        assert "  a\\x1b[31m red.html: empty file\n" in told


class TestExport:
    def test_to_standard_output(self, built, capfdbinary):
        assert main(["export", str(built), "-f", "jsonl"]) == 0
        lines = capfdbinary.readouterr().out.splitlines()
        assert [json.loads(line)["kind"] for line in lines] == ["paper", "paper"]

    def test_an_existing_output_is_left_alone_without_force(self, built, tmp_path, capfd):
        out = tmp_path / "out.csv"
        out.write_text("mine")
        assert main(["export", str(built), "-f", "csv", "-o", str(out)]) == 2
        assert out.read_text() == "mine"
        assert "--force" in capfd.readouterr().err
        assert main(["export", str(built), "-f", "csv", "-o", str(out), "--force"]) == 0
        assert out.read_bytes().startswith(b'\xef\xbb\xbf"canonical"')

    def test_a_failure_leaves_neither_half_a_file_nor_the_old_one_changed(self, built, tmp_path, monkeypatch):
        def failing(entries, out):
            out.write(b"half of ")
            next(iter(entries))
            raise OSError(28, "No space left on device")

        monkeypatch.setitem(corpus.export.EXPORTERS, "csv", corpus.export.Format(failing))
        out = tmp_path / "out.csv"
        assert main(["export", str(built), "-f", "csv", "-o", str(out)]) == 1
        assert not list(tmp_path.iterdir())
        out.write_text("old")
        assert main(["export", str(built), "-f", "csv", "-o", str(out), "--force"]) == 1
        assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("out.csv", "old")]

    def test_reading_a_corpus_that_is_not_there_creates_nothing(self, tmp_path, capfd):
        for verb in (["coverage"], ["export", "-f", "csv"]):
            assert main([*verb, str(tmp_path / "no.corpus")]) == 1
            assert "no such corpus; make one with" in capfd.readouterr().err
        assert not list(tmp_path.iterdir())

    def test_an_unknown_format_is_2(self, built, capfd):
        assert main(["export", str(built), "-f", "xls"]) == 2
        assert "known are csv, gold, huggingface, jsonl, parquet, ris, tmx, xliff" in capfd.readouterr().err

    def test_a_reader_that_goes_away_is_no_error_message(self, built):
        command = (
            f"{sys.executable} -m bicorpus export {built} -f jsonl | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}"
        )
        many = f"for i in $(seq 1); do {command}; done"
        done = subprocess.run(["bash", "-c", many], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert "rror" not in done.stderr

    def test_a_missing_folder_for_the_output_is_2(self, built, tmp_path):
        assert main(["export", str(built), "-f", "csv", "-o", str(tmp_path / "no" / "x.csv")]) == 2

    def test_devices_are_written_and_not_replaced(self, built):
        assert main(["export", str(built), "-f", "csv", "-o", os.devnull]) == 0
        assert not Path(os.devnull).is_file()


class TestCoverage:
    def test_the_table_has_a_line_per_record_and_totals(self, built, capfd):
        assert main(["coverage", str(built)]) == 0
        table = capfd.readouterr().out.splitlines()
        assert table[0].split() == ["record", "title", "pages", "en", "zh", "differs", "status"]
        assert sum("3/3" in line and "Quercimab for pressure" in line for line in table) == 2
        assert "English sentences translated: 6/6 (100%; 100% of characters)" in table

    def test_json_has_the_same_numbers(self, built, capfd):
        assert main(["coverage", str(built), "--json"]) == 0
        found = json.loads(capfd.readouterr().out)
        assert found["total"]["by_status"]["full"] == 2
        assert found["records"][0]["en"] == found["records"][1]["en"]

    def test_sentences_without_translation_are_listed_and_columns_hold_for_chinese(self, tmp_path, capfd):
        pages = tmp_path / "pages"
        write_pages(pages, range(1))
        made = page(7, zh="四十二名患者接受了槲西单抗治疗。未见不良反应。").replace(
            "Quercimab for pressure", "槲西单抗降压"
        )
        (pages / "7.html").write_text(made, encoding="utf-8")
        main(["build", str(pages), str(tmp_path / "x.corpus")])
        capfd.readouterr()
        assert main(["coverage", str(tmp_path / "x.corpus")]) == 0
        lines = capfd.readouterr().out.splitlines()
        assert any(line == "  en 2 without translation: It lowered the pressure by 12 mmHg." for line in lines)
        from rich.cells import cell_len

        (chinese,) = (line for line in lines if "2/3" in line)
        assert cell_len(chinese[: chinese.index("2/3")]) == lines[0].index("en") - 1
        assert main(["coverage", str(tmp_path / "x.corpus"), "--no-gaps"]) == 0
        assert "without translation" not in capfd.readouterr().out


class TestIngest:
    def test_records_go_to_standard_output_and_failures_to_standard_error(self, folder, capfdbinary):
        assert main(["ingest", str(folder)]) == 1
        out, err = capfdbinary.readouterr()
        assert [from_json(line).id for line in out.splitlines()] == ["000.html", "001.html"]
        assert b"2 records from 3 files; 1 failed\nfailed:\n  empty.html: empty file\n" in err

    def test_several_paths_keep_their_names_apart(self, tmp_path, monkeypatch, capfdbinary):
        monkeypatch.chdir(tmp_path)
        for name in ("en", "zh"):
            write_pages(Path(name), range(1))
        assert main(["ingest", "en", "zh", "en/000.html"]) == 0
        ids = [from_json(line).id for line in capfdbinary.readouterr().out.splitlines()]
        assert ids == ["en/000.html", "zh/000.html", "en/000.html"]

    def test_a_dash_reads_a_page_from_standard_input(self):
        command = [sys.executable, "-m", "bicorpus", "ingest", "-"]
        done = subprocess.run(command, cwd=ROOT, input=page(1).encode(), capture_output=True, check=True, timeout=60)
        assert from_json(done.stdout.strip()).title["en"].startswith("Quercimab")

    def test_a_path_that_is_not_there_is_2_and_leaves_no_output(self, tmp_path):
        assert main(["ingest", str(tmp_path / "no"), "-o", str(tmp_path / "out")]) == 2
        assert not list(tmp_path.iterdir())


class TestDedupe:
    @pytest.fixture
    def records(self, tmp_path):
        path = tmp_path / "records.jsonl"
        made = [mirrored("b.html"), mirrored("a.html"), record("c.html", en="Nothing like it.", zh="")]
        path.write_bytes(b"\n".join(map(to_json, made)))
        return path

    def test_canonical_records_go_to_standard_output(self, records, capfdbinary):
        assert main(["dedupe", str(records)]) == 0
        members = [json.loads(line)["members"] for line in capfdbinary.readouterr().out.splitlines()]
        assert sorted(members) == [["a.html", "b.html"], ["c.html"]]

    def test_groups_are_written_by_the_ids_of_the_input(self, tmp_path, capfd):
        table = tmp_path / "records.csv"
        made = mirrored("1")
        with table.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["ID", "title", "year", "author", "pages", "volume", "journal", "doi"])
            for number in (1, 2):
                fields = made.title["en"], "2024", "; ".join(made.authors), made.pages, made.volume, made.journal
                writer.writerow([f"id_{number}", *fields, made.ids[0].value])
        groups = tmp_path / "groups.csv"
        assert main(["dedupe", str(table), "-o", os.devnull, "--groups", str(groups)]) == 0
        assert groups.read_text() == "merged_ids\nid_1;id_2\n"

    def test_a_bad_line_is_told_by_its_number_and_the_rest_is_used(self, records, capfd):
        records.write_bytes(records.read_bytes() + b'\n{"id": 5}\n')
        assert main(["dedupe", str(records), "-o", os.devnull]) == 1
        told = capfd.readouterr().err
        assert f"{records}:4: not a record" in told
        assert "3 records, 2 canonical; 1 duplicate merged" in told

    def test_inputs_that_use_the_same_ids_do_not_clash(self, records, capfd):
        assert main(["dedupe", str(records), str(records), "-o", os.devnull]) == 0
        assert "6 records, " in capfd.readouterr().err

    def test_an_input_that_is_not_there_is_listed(self, records, capfd):
        assert main(["dedupe", str(records), "no.csv", "-o", os.devnull]) == 1
        assert "  no.csv: cannot be read: No such file or directory" in capfd.readouterr().err

    def test_existing_groups_are_left_alone_without_force(self, records, tmp_path):
        groups = tmp_path / "groups.csv"
        groups.write_text("mine")
        assert main(["dedupe", str(records), "-o", os.devnull, "--groups", str(groups)]) == 2
        assert groups.read_text() == "mine"

    def test_ingest_and_dedupe_work_in_a_pipe(self, folder):
        command = f"{sys.executable} -m bicorpus ingest {folder} | {sys.executable} -m bicorpus dedupe -"
        done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=True, timeout=60)
        assert [msgspec.json.decode(line)["members"] for line in done.stdout.splitlines()]


ROW = {
    "doc": "one",
    "en": ["It was given to 42 men.", "It was safe."],
    "zh": ["42名男性接受了治疗。", "它是安全的。"],
}


class TestAlign:
    def test_beads_go_to_standard_output_a_line_per_row(self, tmp_path, capfdbinary):
        (tmp_path / "pairs.jsonl").write_text(json.dumps(ROW) + "\n\n" + json.dumps(ROW | {"doc": 2, "zh": []}))
        assert main(["align", str(tmp_path / "pairs.jsonl")]) == 0
        first, second = map(json.loads, capfdbinary.readouterr().out.splitlines())
        assert first["doc"] == "one"
        assert [(bead["en"], bead["zh"]) for bead in first["beads"]] == [([0], [0]), ([1], [1])]
        assert [(bead["en"], bead["zh"]) for bead in second["beads"]] == [([0], []), ([1], [])]

    def test_a_bad_row_is_told_by_its_number_and_the_rest_is_aligned(self, tmp_path, capfdbinary):
        (tmp_path / "pairs.jsonl").write_text(json.dumps(ROW) + '\n{"doc": 3}\n' + json.dumps(ROW))
        assert main(["align", str(tmp_path / "pairs.jsonl")]) == 1
        out, err = capfdbinary.readouterr()
        assert len(out.splitlines()) == 2
        assert b"pairs.jsonl: line 2: " in err
        assert b"2 documents aligned; 1 failed" in err

    def test_half_an_emoji_comes_out_as_valid_json(self, tmp_path, capfdbinary):
        row = json.dumps({"doc": "\ud83d", "en": "Yes \ud83d.", "zh": "是。"})
        (tmp_path / "pairs.jsonl").write_text(row)
        assert main(["align", str(tmp_path / "pairs.jsonl")]) == 0
        assert json.loads(capfdbinary.readouterr().out)["en"] == ["Yes \ud83d."]

    def test_an_input_that_is_not_there_leaves_no_output(self, tmp_path, capfd):
        assert main(["align", str(tmp_path / "no.jsonl"), "-o", str(tmp_path / "out")]) == 1
        assert "no.jsonl: cannot be read: No such file or directory" in capfd.readouterr().err
        assert not list(tmp_path.iterdir())


class TestTrain:
    def test_a_folder_that_holds_something_is_left_alone_without_force(self, tmp_path, capfd):
        (tmp_path / "thesis.txt").write_text("mine")
        assert main(["train", "pairs.jsonl", "-o", str(tmp_path)]) == 2
        assert "--force" in capfd.readouterr().err

    def test_the_model_serves_the_other_commands(self, tmp_path, capfdbinary):
        pairs = tmp_path / "pairs.jsonl"
        words = [("pressure", "压力"), ("patient", "患者"), ("safe", "安全"), ("men", "男性"), ("drug", "药物")]
        rows = [
            {"en": f"The {en} of {other}.", "zh": f"{chinese}的{zh}。"} for en, zh in words for other, chinese in words
        ]
        pairs.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        assert main(["train", str(pairs), "-o", str(tmp_path / "model")]) == 0
        (tmp_path / "rows.jsonl").write_text(json.dumps({"doc": 1, "en": ["The men."], "zh": ["男性。"]}))
        assert main(["align", str(tmp_path / "rows.jsonl"), "--model", str(tmp_path / "model")]) == 0
        assert json.loads(capfdbinary.readouterr().out)["beads"]


class TestProgress:
    def test_it_is_silent_where_standard_error_is_no_terminal(self, capfd):
        assert list(bar(iter("abc"), "reading", 3)) == ["a", "b", "c"]
        assert capfd.readouterr() == ("", "")

    def test_on_a_terminal_it_shows_the_work_and_the_count_and_leaves_standard_output_alone(self, capsys, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert list(bar(iter("abc"), "reading", 3)) == ["a", "b", "c"]
        out, err = capsys.readouterr()
        assert out == ""
        assert "reading" in err
        assert "3/3" in err
