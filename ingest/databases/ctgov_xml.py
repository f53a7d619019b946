"""ClinicalTrials.gov's XML, which ended in 2024 → records: studies (``public.xsd``), and rows of a search's result."""

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ingest.databases.ctgov import OtherId, read_study
from ingest.databases.numbered import numbered
from ingest.databases.safe_xml import elements
from ingest.databases.xml_text import texts
from ingest.record import Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "ctgov-xml"
MEDIA_TYPE = "application/x-ctgov+xml"
PATHS: dict[str, tuple[str, ...]] = {
    "nct": ("id_info/nct_id", "nct_id"),
    "alias": ("id_info/nct_alias",),
    "org": ("id_info/org_study_id",),
    "title": ("brief_title", "title"),
    "official title": ("official_title",),
    "status": ("overall_status", "status", "recruitment"),
    "start": ("start_date",),
    "completion": ("completion_date",),
    "updated": ("last_update_posted", "last_update_submitted", "lastchanged_date", "last_changed"),
    "study type": ("study_type", "study_types"),
    "phases": ("phase", "phases/phase"),
    "allocation": ("study_design_info/allocation",),
    "model": ("study_design_info/intervention_model", "study_design_info/observational_model"),
    "purpose": ("study_design_info/primary_purpose",),
    "masking": ("study_design_info/masking",),
    "design": ("study_design",),
    "enrollment": ("enrollment",),
    "conditions": ("condition", "conditions/condition", "condition_summary"),
    "keywords": ("keyword",),
    "arms": ("arm_group/arm_group_label",),
    "interventions": ("intervention/intervention_name", "interventions/intervention"),
    "minimum age": ("eligibility/minimum_age", "min_age"),
    "maximum age": ("eligibility/maximum_age", "max_age"),
    "sex": ("eligibility/gender", "gender"),
    "volunteers": ("eligibility/healthy_volunteers",),
    "sponsor": ("sponsors/lead_sponsor/agency", "sponsors/lead_sponsor"),
    "sponsor class": ("sponsors/lead_sponsor/agency_class",),
    "responsible": ("responsible_party/responsible_party_type",),
    "investigator": ("responsible_party/investigator_full_name", "responsible_party/name_title"),
    "countries": ("location_countries/country", "location/facility/address/country"),
    "results pmid": ("results_reference/PMID",),
    "results citation": ("results_reference/citation",),
    "background pmid": ("reference/PMID",),
    "background citation": ("reference/citation",),
}
"""By field, its element in a study, then in a row of a search's result."""
_PROSE = {
    "summary": "brief_summary/textblock",
    "detail": "detailed_description/textblock",
    "criteria": "eligibility/criteria/textblock",
}
"""Texts that the registry broke at 100 columns, paragraphs and items apart by an empty line."""
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


def read_ctgov_xml(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per study.

    Raises:
        InputError: not XML, or no study in it.
    """
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type=MEDIA_TYPE)
    found = elements(data, ("clinical_study", "study"))
    return numbered((_record(element, source, fault) for element, fault in found), path, "study")


def _record(study: "_Element", source: Source, fault: str) -> Record:
    fields = {name: found for name, paths in PATHS.items() if (found := _first(study, paths))}
    fields |= {name: paragraphs for name, path in _PROSE.items() if (paragraphs := _paragraphs(study, path))}
    fields["locations"] = ["-" for _ in study.iterfind("location")]
    fields["enrollment type"] = [kind for node in study.iterfind("enrollment") if (kind := node.get("type"))]
    if study.find("condition_summary") is not None:
        fields["conditions"] = [name for text in fields.get("conditions", ()) for name in text.split("; ")]
    if rows := list(texts(study, "locations/location")):
        fields["locations"] = rows
        fields["countries"] = [row.rpartition(", ")[2] for row in rows]
    if design := ", ".join(texts(study, "study_designs/study_design")):
        fields["design"] = [design]
    others = [OtherId(text) for path in ("id_info/secondary_id", "other_ids/other_id") for text in texts(study, path)]
    record = read_study(fields, others, source, NAME)
    return msgspec.structs.replace(record, warnings=(*record.warnings, fault)) if fault else record


def _first(study: "_Element", paths: tuple[str, ...]) -> list[str]:
    return next((found for path in paths if (found := list(texts(study, path)))), [])


def _paragraphs(study: "_Element", path: str) -> list[str]:
    node = study.find(path)
    whole = "".join(node.itertext()) if node is not None else ""
    return [text for paragraph in _PARAGRAPH.split(whole) if (text := " ".join(paragraph.split()))]
