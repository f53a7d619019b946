"""What an installed package holds: all of the code, and what the code reads beside it."""

import tomllib

import pytest
from conftest import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOP = ("bicorpus", "ingest", "align", "dedupe", "corpus")


def test_every_package_is_named() -> None:
    inits = [path for top in TOP for path in (ROOT / top).rglob("__init__.py")]
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in inits}
    assert there == set(SETTINGS["tool"]["setuptools"]["packages"])


@pytest.mark.parametrize("package", ["corpus.web", "corpus.report"])
def test_templates_and_what_pages_load_come_along(package: str) -> None:
    folder = ROOT.joinpath(*package.split("."))
    patterns = SETTINGS["tool"]["setuptools"]["package-data"][package]
    come = {path for pattern in patterns for path in folder.glob(pattern)}
    beside = {path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert beside <= come
    assert come


def test_the_licences_of_what_is_not_ours_come_along() -> None:
    assert all((ROOT / name).is_file() for name in SETTINGS["project"]["license-files"])
