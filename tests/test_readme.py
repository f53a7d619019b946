"""What the README tells people to type works."""

import json
import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT

from corpus.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    bicorpus (.+?)(?:\s{2,}#.*)?$", README, re.MULTILINE)
FAILED_ON_PURPOSE = 1
"""Exit status of verbs that meet the samples' damaged files."""


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FOLDER").symlink_to(ROOT / "samples" / "pages")
    rows = [{"doc": "a", "en": ["Pain was less.", "No harm was seen."], "zh": ["疼痛减轻。", "未见不良反应。"]}]
    pairs = [{"en": "Pain was less.", "zh": "疼痛减轻。"}, {"en": "No harm was seen.", "zh": "未见不良反应。"}]
    (tmp_path / "pairs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "parallel.jsonl").write_text("".join(json.dumps(row) + "\n" for row in pairs), encoding="utf-8")
    return tmp_path


def test_every_command_of_the_readme_runs(workplace: Path) -> None:
    assert len(COMMANDS) >= 7
    for command in COMMANDS:
        arguments = shlex.split(command.replace("PATH...", "FOLDER"))
        assert main(arguments) in {0, FAILED_ON_PURPOSE}, command
    made = {"my.corpus", "my.tmx", "records.jsonl", "canonical.jsonl", "groups.csv", "beads.jsonl", "model"}
    assert made <= {path.name for path in workplace.iterdir()}


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    [example] = re.findall(r"^```python\n(.+?)^```", README, re.MULTILINE | re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert lines[-1].startswith("paper-")
