"""EU Clinical Trials Register (clinicaltrialsregister.eu): coded questions, many of them answered by Yes or No."""

import re

from ingest.page import Page
from ingest.record import Identifier, Record
from ingest.trials.labels import SKIPPED, Labels, Table
from ingest.trials.marks import marks
from ingest.trials.page import trial_record, values_of
from ingest.trials.registry_labels import WHO

NAME = "euctr"

_ANSWERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("phases", "Phase I"): ("Human pharmacology (Phase I)",),
    ("phases", "Phase II"): ("Therapeutic exploratory (Phase II)",),
    ("phases", "Phase III"): ("Therapeutic confirmatory (Phase III)",),
    ("phases", "Phase IV"): ("Therapeutic use (Phase IV)",),
    ("allocation", "Randomised"): ("Randomised", "Randomized"),
    ("masking", "Open"): ("Open",),
    ("masking", "Single blind"): ("Single blind",),
    ("masking", "Double blind"): ("Double blind",),
    ("model", "Parallel"): ("Parallel group",),
    ("model", "Crossover"): ("Cross over",),
    ("purpose", "Treatment"): ("Therapy",),
    ("purpose", "Prevention"): ("Prophylaxis",),
    ("purpose", "Diagnostic"): ("Diagnosis",),
    ("sex", "Female"): ("Female",),
    ("sex", "Male"): ("Male",),
    ("volunteers", "Yes"): ("Healthy volunteers",),
}
"""By field and value, the questions that a page answers with Yes for that value."""
_TABLE: Table = {
    "id": ("EudraCT number", "EudraCT Number"),
    "org": ("Sponsor's protocol code number", "Sponsor's Protocol Code Number"),
    "secondary": (
        "ISRCTN (International Standard Randomised Controlled Trial) number",
        "US NCT (ClinicalTrials.gov registry) number", "Other Identifiers",
        "WHO Universal Trial Reference Number (UTRN)",
    ),
    "title": (
        "Title of the trial for lay people, in easily understood, i.e. non-technical, language",
        "Title of the trial for lay people",
    ),
    "official_title": ("Full title of the trial",),
    "status": ("Trial Status",),
    "sponsor": ("Name of Sponsor",),
    "conditions": ("Medical condition(s) being investigated",),
    "abstract": ("Main objective of the trial",),
    "inclusion": ("Principal inclusion criteria",),
    "exclusion": ("Principal exclusion criteria",),
    "enrollment_estimated": ("In the whole clinical trial",),
    "completion": ("Date of the global end of the trial",),
    "interventions": ("Trade name", "Product name"),
    **{f"{field}={value}": questions for (field, value), questions in _ANSWERS.items()},
    SKIPPED: (
        "National Competent Authority", "Clinical Trial Type", "Member State Concerned", "Country", "Trial results",
        "Date on which this record was first entered in the EudraCT database", "Protocol Information",
        "Sponsor Information",
        "Link to the record", "Index", "Summary", "Name or abbreviated title of the trial where available", "Address",
        "Status of the sponsor", "Name of organisation providing support", "Name of organisation", "Functional name",
        "Street Address", "Town/ city", "Post code", "Telephone number", "Fax number", "E-mail", "Therapeutic area",
        "Medical condition in easily understood language", "MedDRA Classification", "MedDRA version",
        "Condition being studied is a rare disease", "Objective of the trial", "Secondary objectives of the trial",
        "Trial contains a sub-study", "Primary end point(s)", "Secondary end point(s)", "Scope of the trial",
        "Timepoint(s) of evaluation of this end point", "Trial type and phase", "Design of the trial", "Controlled",
        "Other", "Other trial design description", "Comparator of controlled trial", "Placebo",
        "Population of Trial Subjects",
        "In the member state", "For a multinational trial", "In the EEA", "Age Range", "Gender",
        "Group of trial subjects",
        "Adults (18-64 years)", "Elderly (>=65 years)", "Trial has subjects under 18",
        "Number of subjects for this age range",
        "Patients", "Specific vulnerable populations", "Planned number of subjects to be included",
        "Plans for treatment or care after the subject has ended the participation in the trial", "End of Trial Status",
        "End of Trial", "Date of Competent Authority Decision", "Ethics Committee Opinion of the trial application",
        "Date of Ethics Committee Opinion",
        "Definition of the end of the trial and justification where it is not the last visit",
        "Pharmaceutical form", "Name of the Marketing Authorisation holder", "IMP Role", "Test", "Comparator", "Safety",
        "Efficacy", "Pharmacokinetic", "Pharmacodynamic", "Bioequivalence", "Dose response",
    ),
}  # fmt: skip
LABELS = Labels(WHO, _TABLE)
_MARKS = frozenset({
    "eudract number", "national competent authority", "member state concerned", "clinical trial type",
    "date on which this record was first entered in the eudract database", "principal inclusion criteria",
    "medical condition(s) being investigated", "full title of the trial", "sponsor's protocol code number",
})  # fmt: skip
_ENOUGH = 4
_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d{2}-\d{6}-\d{2}(?!\d)")
"""A number under its label; elsewhere fewer digits are free (``ingest.schemes``)."""


def recognise(page: Page) -> bool:
    """Tell by the questions of the application form."""
    return marks(page, _MARKS) >= _ENOUGH


def extract(page: Page) -> Record:
    """Read one member state's page of a trial."""
    values = values_of(page, LABELS)
    for field, value in _ANSWERS:
        if any(text.casefold().startswith("yes") for text in values[f"{field}={value}"]):
            values[field].append(value)
    own = [Identifier("eudract", number) for text in values["id"] for number in _NUMBER.findall(text)]
    values["sex"] = ["Both"] if len(set(values["sex"])) > 1 else values["sex"]
    return trial_record(page, NAME, values, own=own[:1])
