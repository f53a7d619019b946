"""Any trial registry's page: labels in English, Chinese or both, each with its value beside or below it.

A page is one when its JSON-LD says so (schema.org MedicalTrial) or when enough of its labels are those of a registry.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from ingest import metadata
from ingest.identifiers import REGISTRIES, identify
from ingest.page import Page
from ingest.record import Identifier, Record, Trial
from ingest.trials.ctgov_labels import interventions
from ingest.trials.labels import INNER, SKIPPED, Labels
from ingest.trials.marks import labelled_fields
from ingest.trials.page import heading_title, own_ids, trial_record, values_of
from ingest.trials.registry_labels import OWN_WORDS, WHO

NAME = "registry"

LABELS = Labels(WHO, OWN_WORDS)
_TELLING = frozenset(WHO) - {
    *(SKIPPED, "title", "official_title", "abstract", "description", "references", "results", "org", "countries"),
    *("updated", "sex", "criteria", "ages", INNER),
}
"""Fields that make a page a registry's; journals' pages have the others too."""
_MARKS = 5
"""Different such fields on a page; an article's page has two or three of their labels."""
_STATUSES: Mapping[str, str] = {
    "ActiveNotRecruiting": "ACTIVE_NOT_RECRUITING",
    "Completed": "COMPLETED",
    "EnrollingByInvitation": "ENROLLING_BY_INVITATION",
    "NotYetRecruiting": "NOT_YET_RECRUITING",
    "Recruiting": "RECRUITING",
    "Suspended": "SUSPENDED",
    "Terminated": "TERMINATED",
    "Withdrawn": "WITHDRAWN",
}
"""MedicalStudyStatus of schema.org."""


def recognise(page: Page) -> bool:
    """Tell by JSON-LD, or by the labels of a registry."""
    linked = any(metadata.linked(page, metadata.TRIAL_TYPES))
    return linked or len(_TELLING & labelled_fields(page, LABELS)) >= _MARKS


def extract(page: Page) -> Record:
    """Read a page of any registry."""
    values = values_of(page, LABELS)
    treated = interventions(values["interventions"])
    values["interventions"] = [treated.get(line, line) for line in values["interventions"]]
    labelled = values["title"] or values["official_title"]
    title = {} if labelled else metadata.titles(page) or heading_title(page, LABELS)
    record = trial_record(page, NAME, values, title=title, own=() if own_ids(values) else _number_above(page))
    return msgspec.structs.replace(
        record,
        abstract=record.abstract or metadata.abstracts(page),
        trial=_with_linked(record.trial or Trial(), page),
    )


def _number_above(page: Page) -> list[Identifier]:
    """Return the number in a page's address, its title or its first heading, where no label says which is its own."""
    heading = next((block.text for block in page.blocks if block.kind == "heading"), "")
    above = (page.url or "", *page.meta.get("<title>", ()), heading)
    return [i for text in above for i in identify(text, "own", REGISTRIES)][:1]


def _with_linked(trial: Trial, page: Page) -> Trial:
    """Fill in from JSON-LD what no label of the page says."""
    status = next((known for name in _named(page, "status") if (known := _STATUSES.get(name.rpartition("/")[2]))), None)
    return msgspec.structs.replace(
        trial,
        status=trial.status or status,
        conditions=trial.conditions or _named(page, "healthCondition"),
        sponsor=trial.sponsor or next(iter(_named(page, "sponsor")), None),
    )


def _named(page: Page, key: str) -> tuple[str, ...]:
    items: list[Any] = [item.get(key) for item in metadata.linked(page, metadata.TRIAL_TYPES)]
    return tuple(name for item in items for name in metadata.names(item))
