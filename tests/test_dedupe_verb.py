"""``bicorpus dedupe`` on exports in two languages: what goes to which file, and what a second run keeps."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.cli import main

ROOT = Path(__file__).resolve().parent.parent
EXPORTS = ROOT / "tests" / "exports"
LISTS = ("pubmed.nbib", "scopus.csv", "wos.txt", "wanfang.net", "cnki.csv", "clinicaltrials.csv")
EVENING = ("pubmed.nbib#1", "scopus.csv#1", "wos.txt#1")
GLUCOSE = ("scopus.csv#2", "wos.txt#2")
SHOULDER = ("cnki.csv#1", "pubmed.nbib#2", "wanfang.net#1")
TRIAL = ("clinicaltrials.csv#1",)


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make names of inputs, and so ids of records, short."""
    monkeypatch.chdir(EXPORTS)


def json_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def members(path: Path) -> dict[tuple[str, ...], str]:
    return {tuple(line["members"]): line["id"] for line in json_lines(path)}


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_exports_of_six_programs_become_four_canonical_records(exports, tmp_path, capfd):
    out, groups = tmp_path / "canonical.jsonl", tmp_path / "groups.csv"
    assert main(["dedupe", *LISTS, "-o", str(out), "--groups", str(groups)]) == 0
    assert set(members(out)) == {EVENING, GLUCOSE, SHOULDER, TRIAL}
    shoulder = next(line for line in json_lines(out) if tuple(line["members"]) == SHOULDER)
    assert set(shoulder["record"]["title"]) == {"en", "zh"}
    with groups.open(encoding="utf-8", newline="") as lines:
        rows = [row["merged_ids"] for row in csv.DictReader(lines)]
    assert sorted(rows) == sorted(";".join(group) for group in (EVENING, GLUCOSE, SHOULDER))


def test_three_papers_a_note_and_a_trial_from_every_program_are_five(exports, tmp_path, capfd):
    out = tmp_path / "canonical.jsonl"
    assert main(["dedupe", *sorted(path.name for path in EXPORTS.iterdir()), "-o", str(out)]) == 0
    canonicals = json_lines(out)
    assert sorted(line["kind"] for line in canonicals) == ["paper"] * 4 + ["trial"]
    assert all(len(line["members"]) > 1 for line in canonicals)


def test_the_counts_of_a_prisma_diagram(exports, tmp_path, capfd):
    assert main(["dedupe", *LISTS, "-o", str(tmp_path / "canonical.jsonl"), "--json"]) == 0
    told, said = capfd.readouterr()
    flow = json.loads(told)
    assert (flow["identified"], flow["removed"], flow["papers"], flow["trials"]) == (9, 5, 3, 1)
    assert (flow["removed_by_identifier"], flow["removed_by_similarity"]) == (5, 0)
    assert flow["papers_with_trial"] == 1
    assert {s["source"]: (s["identified"], s["removed"]) for s in flow["sources"]} == {
        "pubmed.nbib": (2, 0),
        "scopus.csv": (2, 1),
        "wos.txt": (2, 2),
        "wanfang.net": (1, 1),
        "cnki.csv": (1, 1),
        "clinicaltrials.csv": (1, 0),
    }
    assert "9 records, 4 canonical; 5 duplicates merged" in said
    assert sum(s["removed"] for s in flow["sources"]) == flow["removed"]
    assert any(line.split() == ["by", "a", "shared", "identifier", "5"] for line in said.splitlines())


def test_every_link_comes_with_its_evidence(exports, tmp_path, capfd):
    evidence = tmp_path / "evidence.jsonl"
    assert main(["dedupe", *LISTS, "-o", os.devnull, "--evidence", str(evidence)]) == 0
    lines = json_lines(evidence)
    reports = [(line["left"], line["right"]) for line in lines if line["kind"] == "reports"]
    assert reports == [("pubmed.nbib#1", "clinicaltrials.csv#1")]
    same = [line for line in lines if line["list"] == "links" and line["kind"] == "same-as"]
    assert {line["left"] for line in same} >= {"pubmed.nbib#1", "scopus.csv#2"}
    assert all(line["evidence"] and line["verdict"] == "same" for line in same)
    weights = [evidence["weight"] for line in lines for evidence in line["evidence"]]
    assert weights == [round(weight, 2) for weight in weights]


def test_ids_stay_when_lists_are_added(exports, tmp_path, capfd):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert main(["dedupe", "scopus.csv", "pubmed.nbib", "-o", str(first)]) == 0
    assert main(["dedupe", "scopus.csv", "pubmed.nbib", *LISTS[2:], "-o", str(second), "--known", str(first)]) == 0
    before, after = members(first), members(second)
    assert set(before.values()) <= set(after.values())
    assert before["pubmed.nbib#1", "scopus.csv#1"] == after[EVENING]
    again = main(
        ["dedupe", "scopus.csv", "pubmed.nbib", *LISTS[2:], "-o", str(second), "--known", str(second), "--force"]
    )
    assert again == 0
    assert members(second) == after


def test_decisions_bind(exports, tmp_path, capfd):
    decisions = write(
        tmp_path / "decisions.csv",
        "left,right,verdict\nscopus.csv#2,wos.txt#2,different\nscopus.csv#2,cnki.csv#1,SAME\n",
    )
    out = tmp_path / "canonical.jsonl"
    assert main(["dedupe", *LISTS, "-o", str(out), "--decisions", decisions]) == 0
    found = members(out)
    assert ("wos.txt#2",) in found
    assert any({"scopus.csv#2", "cnki.csv#1"} <= set(group) for group in found)


def test_a_later_row_on_a_pair_counts_and_what_it_rules_out_is_told(exports, tmp_path, capfd):
    pairs = ["scopus.csv#2,wos.txt#2,same", "scopus.csv#2,cnki.csv#1,same", "wos.txt#2,cnki.csv#1,different"]
    decisions = write(tmp_path / "decisions.csv", "\n".join(["left,right,verdict", *pairs]) + "\n")
    out = tmp_path / "canonical.jsonl"
    assert main(["dedupe", *LISTS, "-o", str(out), "--decisions", decisions]) == 0
    assert "decision left aside: 'scopus.csv#2' and 'wos.txt#2' were called the same" in capfd.readouterr().err
    Path(decisions).write_text("\n".join(["left,right,verdict", *pairs, pairs[0]]) + "\n")
    assert main(["dedupe", *LISTS, "-o", str(out), "--decisions", decisions, "--force"]) == 0
    assert "decision left aside: 'scopus.csv#2' and 'cnki.csv#1' were called the same" in capfd.readouterr().err


def test_a_merge_undone_in_a_later_run_gives_both_ids_back(exports, tmp_path, capfd):
    first, joined, parted = (tmp_path / name for name in ("first.jsonl", "joined.jsonl", "parted.jsonl"))
    decisions = write(tmp_path / "decisions.csv", "left,right,verdict\nscopus.csv#2,cnki.csv#1,same\n")
    assert main(["dedupe", *LISTS, "-o", str(first)]) == 0
    assert main(["dedupe", *LISTS, "-o", str(joined), "--known", str(first), "--decisions", decisions]) == 0
    assert len(members(joined)) == len(members(first)) - 1
    assert main(["dedupe", *LISTS, "-o", str(parted), "--known", str(joined)]) == 0
    assert members(parted) == members(first)


def test_decisions_that_are_none_are_told_with_their_line_and_the_rest_counts(exports, tmp_path, capfd):
    decisions = write(
        tmp_path / "decisions.tsv",
        "Left\tRight\tVerdict\tNote\n"
        "scopus.csv#2\twos.txt#2\tmaybe\t\n"
        "scopus.csv#2\tnobody\tsame\t\n"
        "wos.txt#2\twos.txt#2\tsame\t\n"
        "\t\t\t\n"
        "scopus.csv#2\twos.txt#2\tdifferent\tthe sites differ\n",
    )
    out = tmp_path / "canonical.jsonl"
    assert main(["dedupe", *LISTS, "-o", str(out), "--decisions", decisions]) == 1
    said = capfd.readouterr().err
    assert f"{decisions}:2: the verdict is 'maybe'; write same or different" in said
    assert f"{decisions}:3: no record has the id 'nobody'" in said
    assert f"{decisions}:4: a pair of 'wos.txt#2' and itself" in said
    assert ("wos.txt#2",) in members(out)


def test_decisions_without_a_header_are_refused(exports, tmp_path, capfd):
    decisions = write(tmp_path / "decisions.csv", "scopus.csv#2,wos.txt#2,same\n")
    assert main(["dedupe", *LISTS, "-o", str(tmp_path / "out.jsonl"), "--decisions", decisions]) == 1
    assert "the first line names the columns: left,right,verdict" in capfd.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()


def test_known_records_that_are_none_stop_the_run(exports, tmp_path, capfd):
    assert main(["dedupe", *LISTS, "-o", str(tmp_path / "first.jsonl")]) == 0
    first = (tmp_path / "first.jsonl").read_text(encoding="utf-8").splitlines()[0]
    known = write(tmp_path / "known.jsonl", f'{first}\n{{"members": 3}}\n')
    assert main(["dedupe", *LISTS, "-o", str(tmp_path / "out.jsonl"), "--known", known]) == 1
    assert f"{known}:2: not a canonical record" in capfd.readouterr().err


def test_an_id_with_a_semicolon_stays_one_id_in_the_groups(tmp_path, capfd):
    rows = "".join(
        f'"{name}",Night dosing of veltamarin in adults,2021,10.5555/a.1\n' for name in ("a;b", "50%3B", "c")
    )
    table = write(tmp_path / "table.csv", "id,title,year,doi\n" + rows)
    groups = tmp_path / "groups.csv"
    assert main(["dedupe", table, "-o", os.devnull, "--groups", str(groups)]) == 0
    assert groups.read_text().splitlines()[1].split(";") == ["50%253B", "a%3Bb", "c"]
    assert "2 ids percent-encoded" in capfd.readouterr().err


def test_standard_output_takes_one_thing_and_every_output_a_file_of_its_own(exports, tmp_path, capfd):
    assert main(["dedupe", *LISTS, "--json"]) == 2
    assert main(["dedupe", *LISTS, "--groups", "-"]) == 2
    same = str(tmp_path / "same")
    assert main(["dedupe", *LISTS, "-o", same, "--evidence", same]) == 2


def test_inputs_are_told_by_their_content_and_what_is_none_is_listed(exports, tmp_path, capfd):
    renamed = tmp_path / "download.txt"
    renamed.write_bytes((EXPORTS / "scopus.ris").read_bytes())
    picture, empty, prose = tmp_path / "picture.csv", tmp_path / "empty.csv", tmp_path / "prose.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    empty.write_bytes(b"")
    prose.write_text("A list of papers\nthat somebody typed\n")
    page = write(tmp_path / "page.html", "<html><head><title>x</title></head><body>x</body></html>")
    names = [str(path) for path in (renamed, picture, empty, prose)]
    assert main(["dedupe", *names, page, str(tmp_path), "-o", os.devnull, "--json"]) == 1
    told, said = capfd.readouterr()
    assert json.loads(told)["identified"] == 2
    assert json.loads(told)["failed"] == 5
    assert f"{picture}: a PNG image: no list of references" in said
    assert f"{empty}: empty file" in said
    assert f"{prose}: line 1: no header with a column we know" in said
    assert f"{page}: text/html: no list of references" in said
    assert f"{tmp_path}: cannot be read" in said
    assert "Traceback" not in said


def test_a_pipe_of_two_commands_through_standard_input(tmp_path):
    ris = EXPORTS / "endnote.ris"
    command = (
        f"cat {ris} | {sys.executable} -m bicorpus dedupe - {EXPORTS / 'scopus.csv'} | {sys.executable} -c '{READ}'"
    )
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert done.stdout.split() == [b"2", b"2"]


READ = 'import json,sys; print(*[len(json.loads(line)["members"]) for line in sys.stdin])'


@pytest.mark.usefixtures("exports")
def test_without_a_model_none_is_loaded(tmp_path, monkeypatch):
    def loaded(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("corpus.encoder.LateEncoder.encode", loaded)
    out = tmp_path / "canonical.jsonl"
    assert main(["dedupe", *LISTS, "-o", str(out), "--model", "none"]) == 0
    assert members(out)
