"""What is shown while a stage runs."""

import re
import sys

import pytest

from corpus.progress import bar, silent


def test_it_shows_count_rate_and_time_left(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(bar(iter("abc"), "reading", 3)) == ["a", "b", "c"]
    shown = capsys.readouterr().err
    assert "reading" in shown
    assert "100%" in shown
    assert re.search(r"3/3\s+[\d,.]+/s", shown)
    assert "left" in shown


def test_where_items_are_not_alike_the_share_goes_by_what_is_behind(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert sum(bar([10, 20, 50], "reading", 100, lambda item: item)) == 80
    shown = capsys.readouterr().err
    assert "50%" in shown
    assert re.search(r"\b3\s+[\d,.]+/s", shown)


@pytest.mark.parametrize("track", [bar, silent])
def test_where_nobody_looks_nothing_is_shown(track, capsys):
    assert list(track("abc", "reading", 3, len)) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")
