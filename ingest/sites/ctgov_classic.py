"""ClinicalTrials.gov as it was until 2024 (classic.clinicaltrials.gov/ct2/show): the record and its tabular view."""

import re

from ingest.page import Page
from ingest.record import Record
from ingest.trials.ctgov_record import ctgov_record
from ingest.trials.marks import marks, names_itself

NAME = "ctgov-classic"

_MARKS = frozenset({
    "study description", "arms and interventions", "outcome measures", "eligibility criteria", "contacts and locations",
    "more information", "study design", "go to", "condition or disease", "sponsors and collaborators",
})  # fmt: skip
_TABULAR = frozenset({
    "tracking information", "descriptive information", "recruitment information", "administrative information",
})  # fmt: skip
_ENOUGH = 5
_ADDRESS = re.compile(r"clinicaltrials\.gov/(?:ct2/)?show/", re.IGNORECASE)


def recognise(page: Page) -> bool:
    """Tell by the headings of either view."""
    found = marks(page, _MARKS)
    return found >= _ENOUGH or marks(page, _TABULAR) >= 3 or (found > 1 and names_itself(page, _ADDRESS))


def extract(page: Page) -> Record:
    """Read a record's page or its tabular view."""
    return ctgov_record(page, NAME)
