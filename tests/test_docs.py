"""What the documentation tells people to type works, and prints what it says that it prints."""

import argparse
import os
import re
from pathlib import Path

import pytest
from conftest import ROOT
from documents import Step, absent, commands, do, steps
from sparking import MISSING, spark  # noqa: F401

from corpus.cli import _parser

README, README_ZH = ROOT / "README.md", ROOT / "README.zh.md"
PAGES = sorted((ROOT / "docs").glob("*.md"))
TEMPLATES = ROOT / "corpus" / "web" / "templates"
DOCUMENTS = [README, README_ZH, *PAGES]
WIDTH = 130
"""Characters of a line of prose; tables, commands and what they print take what they need."""
ON_SPARK = "--engine spark"
SENTENCES = """\
{"doc": "a", "en": ["Pain was less.", "No harm was seen."], "zh": ["疼痛减轻。", "未见不良反应。"]}
"""
PAIRS = """\
{"en": "Pain was less.", "zh": "疼痛减轻。"}
{"en": "No harm was seen.", "zh": "未见不良反应。"}
"""
every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a reader stands: the samples, and for the README's short examples somebody's own files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))  # where datasets keeps copies
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for name, place in {"samples": ROOT / "samples", "FOLDER": ROOT / "samples" / "pages"}.items():
        (tmp_path / name).symlink_to(place)
    (tmp_path / "demo-corpus").mkdir()
    (tmp_path / "pairs.jsonl").write_text(SENTENCES, encoding="utf-8")
    (tmp_path / "parallel.jsonl").write_text(PAIRS, encoding="utf-8")
    return tmp_path


@every_document
@pytest.mark.usefixtures("workplace")
def test_every_step_works_and_prints_what_is_shown(path, request):
    names: dict[str, object] = {}
    for step in _possible(path):
        if ON_SPARK in step.text:
            request.getfixturevalue("spark")  # which the command uses, rather than starting another
        printed = do(step, names)
        line = absent(step.shown, printed)
        assert line is None, f"{step.text}\nis said to print\n{line}\nbut prints\n{printed}"


def _possible(path: Path) -> list[Step]:
    """Return the steps of a document; where there is no Spark, those that need neither it nor what it leaves."""
    every = steps(path.read_text(encoding="utf-8"))
    is_lacking = MISSING and os.environ.get("BICORPUS_REQUIRE_SPARK") != "1"
    if is_lacking and path.name == "spark.md":
        pytest.skip(MISSING)
    if not is_lacking and path != README_ZH:  # of which the English one does the same, and it takes half a minute
        return every
    return [step for step in every if ON_SPARK not in step.text and not step.text.startswith("import ")]


def test_every_command_has_an_example_that_runs():
    shown = {command.split()[0] for path in DOCUMENTS for command in commands(path.read_text(encoding="utf-8"))}
    assert shown >= set(_verbs())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_option_that_is_named_is_there(path):
    there = {option for verb in _verbs().values() for option in _options(verb)}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", path.read_text(encoding="utf-8")))
    assert named <= there | {"--help"}


def test_every_option_that_is_there_is_named():
    text = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    actions = [(name, action.option_strings) for name, verb in _verbs().items() for action in verb._actions]
    assert not [(name, says) for name, says in actions if says and not any(one in text for one in says)]


@every_document
def test_every_link_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            file, _, heading = target.partition("#")
            there = path.parent / file if file else path
            assert there.exists(), target
            assert not heading or heading in _anchors(there.read_text(encoding="utf-8")), target


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in PAGES} <= {"README.md", *re.findall(r"\]\((\S+?\.md)\)", index)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_lines_can_be_read_without_scrolling(path):
    prose = re.sub(r"^(?:    |\||!?\[).*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert not [line for line in prose.splitlines() if len(line) > WIDTH]


def test_every_key_of_the_review_pages_is_told():
    told = set(re.findall(r"`(.+?)`", (ROOT / "docs" / "reviewing.md").read_text(encoding="utf-8")))
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    keys = set(re.findall(r'data-key="([^"{]+)"', templates))
    assert len(keys) > 20
    assert keys <= told


def test_the_chinese_readme_says_what_the_english_one_says():
    en, zh = (path.read_text(encoding="utf-8") for path in (README, README_ZH))
    assert steps(en) == steps(zh)
    assert _links(en) == _links(zh)
    assert [_figures(row) for row in _rows(en)] == [_figures(row) for row in _rows(zh)]
    assert len(re.findall("^#+ ", en, re.MULTILINE)) == len(re.findall("^#+ ", zh, re.MULTILINE))


def _verbs() -> dict[str, argparse.ArgumentParser]:
    [verbs] = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(verbs.choices)


def _options(verb: argparse.ArgumentParser) -> set[str]:
    return {option for action in verb._actions for option in action.option_strings if option.startswith("--")}


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links(text: str) -> list[str]:
    return sorted(target for target in re.findall(r"\]\(([^)]+)\)", text) if not target.startswith("README"))


def _rows(text: str) -> list[str]:
    return re.findall(r"^\|.*\|$", text, re.MULTILINE)


def _figures(row: str) -> list[str]:
    """Return the figures of a row, whatever the order in which a language names them."""
    return sorted(re.findall(r"\d[\d.,]*\d|\d", row))
