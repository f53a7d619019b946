"""What of a corpus is translated, as a report for people: one HTML file in both languages, without any script."""

from corpus.report.page import write_report

__all__ = ["write_report"]
