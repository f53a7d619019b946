"""ClinicalTrials.gov since 2023 (clinicaltrials.gov/study/NCT…)."""

from ingest.page import Page
from ingest.record import Record
from ingest.trials.ctgov_record import ctgov_record
from ingest.trials.marks import marks

NAME = "ctgov-page"

MARKS = frozenset({
    "study overview", "contacts and locations", "participation criteria", "study plan", "study record dates",
    "collaborators and investigators", "how is the study designed", "what is the study measuring",
    "terms related to this study", "study registration dates", "study record updates",
})  # fmt: skip
ENOUGH = 4


def recognise(page: Page) -> bool:
    """Tell by the headings of the record's parts."""
    return marks(page, MARKS) >= ENOUGH


def extract(page: Page) -> Record:
    """Read a record's page."""
    return ctgov_record(page, NAME)
