"""ISRCTN registry (isrctn.com): headings in plain words, each with its value below; dates begin with the day."""

import re
from itertools import takewhile

from ingest.identifiers import identify
from ingest.page import Page
from ingest.record import Record
from ingest.trials.labels import SKIPPED, Labels, Table
from ingest.trials.marks import marks
from ingest.trials.page import content, first_by_language, heading_title, trial_record, values_of
from ingest.trials.registry_labels import WHO

NAME = "isrctn"

_TABLE: Table = {
    "id": ("ISRCTN number", "ISRCTN"),
    "secondary": (
        "EudraCT/CTIS number", "EudraCT number", "CTIS number", "ClinicalTrials.gov number", "ClinicalTrials.gov (NCT)",
        "Clinical Trials Information System (CTIS)",
    ),
    "org": (
        "Protocol/serial numbers", "Protocol/serial number", "Secondary identifying numbers", "Protocol serial number",
    ),
    "title": ("Title", "Public title", "Study title"),
    "official_title": ("Scientific title",),
    "abstract": ("Plain English Summary", "Plain English summary of protocol", "Lay summary"),
    "objectives": ("Study hypothesis", "Study objectives", "Hypothesis"),
    "updated": ("Last edited", "Last Edited"),
    "overall": ("Overall study status", "Overall trial status"),
    "status": ("Recruitment status",),
    "study_type": ("Primary study design",),
    "design": ("Study design", "Secondary study design"),
    "purpose": ("Study type", "Trial type", "Purpose"),
    "phases": ("Phase",),
    "conditions": ("Condition", "Health condition(s) or problem(s) studied", "Health condition or problem studied"),
    "interventions": ("Intervention", "Interventions"),
    "start": ("Overall study start date", "Overall trial start date"),
    "first": ("Date of first enrolment", "Recruitment start date"),
    "completion": ("Overall study end date", "Overall trial end date", "Completion date"),
    "inclusion": ("Key inclusion criteria", "Participant inclusion criteria"),
    "exclusion": ("Key exclusion criteria", "Participant exclusion criteria"),
    "min_age": ("Lower age limit",),
    "max_age": ("Upper age limit",),
    "sex": ("Sex", "Gender"),
    "volunteers": ("Healthy volunteers allowed",),
    "enrollment_estimated": ("Target number of participants", "Target sample size at registration"),
    "enrollment_actual": ("Total final enrolment", "Total final enrollment"),
    "countries": ("Countries of recruitment",),
    "sponsor": ("Organisation", "Sponsor organisation", "Sponsor information"),
    "sponsor_class": ("Sponsor type",),
    "results": ("Publication list", "Study outputs", "Basic results", "Results and Publications"),
    SKIPPED: (
        "Submission date", "Date applied", "Registration date", "Date assigned", "Prospective/Retrospective",
        "Prospectively registered", "Retrospectively registered", "Condition category", "Contact information", "Type",
        "Primary contact", "Contact name", "ORCID ID", "Contact details", "Additional contact", "Study website",
        "Trial website", "Additional identifiers", "IRAS number", "Study information", "Acronym", "Ethics approval",
        "Ethics approval required", "Ethics approval(s)", "Study setting(s)", "Trial setting",
        "Participant information sheet",
        "Patient information sheet", "Intervention type", "Drug names", "Drug / device / biological / vaccine name(s)",
        "Pharmaceutical study type(s)", "Primary outcome measure", "Primary outcome measures",
        "Secondary outcome measures",
        "Primary outcome(s)", "Secondary outcome(s)", "Reason abandoned (if study stopped)", "Eligibility",
        "Participant type", "Participant type(s)", "Age group", "Recruitment end date", "Date of final enrolment",
        "Locations", "Study participating centre", "Trial participating centre",
        "Sponsor details",
        "Website", "ROR", "Funders", "Funder type", "Funder name", "Alternative name(s)", "Funding Body Type",
        "Funding Body Subtype", "Location", "Intention to publish date",
        "Individual participant data (IPD) Intention to share",
        "IPD sharing plan", "IPD sharing plan summary", "Publication and dissemination plan", "Additional files",
        "Editorial Notes", "Publication citations", "Publication status", "Results status", "Phone", "Email", "Fax",
        "Who is the main contact?", "Primary contact details", "Scientific", "Public", "Principal investigator",
        "Publication and dissemination", "Input", "Study status", "Raw data", "Secondary study design details",
    ),
}  # fmt: skip
LABELS = Labels(WHO, _TABLE)
_MARKS = frozenset({
    "condition category", "plain english summary", "plain english summary of protocol", "protocol/serial numbers",
    "protocol/serial number", "secondary identifying numbers", "overall study status", "overall trial status",
    "primary study design", "prospective/retrospective", "participant information sheet", "clinicaltrials.gov number",
    "eudract/ctis number", "reason abandoned (if study stopped)", "intention to publish date",
})  # fmt: skip
_ENOUGH = 4
_NUMBER = re.compile(r"^ISRCTN ?\d{8}\W*(?:https?://\S+)?\s*")
"""What stands before a title, or alone on the line above it."""
_CONTACT = re.compile(r"\s*Who is the main contact\b", re.IGNORECASE)
"""Where the plain summary goes on to name people."""


def recognise(page: Page) -> bool:
    """Tell by the labels, of which no other registry prints so many."""
    return marks(page, _MARKS) >= _ENOUGH


def extract(page: Page) -> Record:
    """Read a page of this registry; its start is that of the study, or where that is missing the first enrolment."""
    values = values_of(page, LABELS)
    head = [b.text for b in takewhile(lambda b: not LABELS.field(b.text.split("\t")[0]), content(page))]
    own = [i for text in head for i in identify(text, "own", ["isrctn"])]
    values |= {
        "status": [*values["overall"], *values["status"]],
        "start": values["start"] or values["first"],
        "abstract": [text for line in values["abstract"] if (text := _CONTACT.split(line, maxsplit=1)[0])],
    }
    title = heading_title(page, LABELS) or first_by_language(filter(None, (_NUMBER.sub("", text) for text in head)))
    return trial_record(page, NAME, values, own=own[:1], title={} if values["title"] else title)
