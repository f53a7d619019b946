"""What ``bicorpus build`` tells at its end."""

from pathlib import Path

from corpus.holdings import Counts
from corpus.pipeline import Report
from corpus.verbs.build import summary

COUNTS = Counts(files=3, records=3, papers=2, trials=0, uncertain=0, statuses={}, findings=0)


def test_decisions_that_do_not_hold_are_told() -> None:
    warning = "decision left aside: 'a' and 'b' were called the same, but later decisions keep them apart"
    report = Report(0, 3, 0, COUNTS, (), (), (warning,))
    assert warning in list(summary(report, Path("my.corpus")))
