"""ClinicalTrials.gov's JSON → records: API v2, and v1, which ended in 2024 and whose files people keep."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from bicorpus import InputError
from ingest.charsets.mixed import lines_of, to_utf8
from ingest.databases.ctgov import OtherId, read_study
from ingest.databases.numbered import numbered
from ingest.record import Record, Source

NAME = "ctgov-json"
MEDIA_TYPE = "application/x-ctgov+json"
PATHS: dict[str, tuple[str, ...]] = {
    "nct": ("identificationModule.nctId", "IdentificationModule.NCTId"),
    "alias": ("identificationModule.nctIdAliases", "IdentificationModule.NCTIdAliasList.NCTIdAlias"),
    "org": ("identificationModule.orgStudyIdInfo.id", "IdentificationModule.OrgStudyIdInfo.OrgStudyId"),
    "title": ("identificationModule.briefTitle", "IdentificationModule.BriefTitle"),
    "official title": ("identificationModule.officialTitle", "IdentificationModule.OfficialTitle"),
    "summary": ("descriptionModule.briefSummary", "DescriptionModule.BriefSummary"),
    "detail": ("descriptionModule.detailedDescription", "DescriptionModule.DetailedDescription"),
    "status": ("statusModule.overallStatus", "StatusModule.OverallStatus"),
    "start": ("statusModule.startDateStruct.date", "StatusModule.StartDateStruct.StartDate"),
    "completion": ("statusModule.completionDateStruct.date", "StatusModule.CompletionDateStruct.CompletionDate"),
    "updated": (
        "statusModule.lastUpdatePostDateStruct.date", "StatusModule.LastUpdatePostDateStruct.LastUpdatePostDate",
        "statusModule.lastUpdateSubmitDate", "StatusModule.LastUpdateSubmitDate",
    ),
    "study type": ("designModule.studyType", "DesignModule.StudyType"),
    "phases": ("designModule.phases", "DesignModule.PhaseList.Phase"),
    "allocation": ("designModule.designInfo.allocation", "DesignModule.DesignInfo.DesignAllocation"),
    "model": (
        "designModule.designInfo.interventionModel", "designModule.designInfo.observationalModel",
        "DesignModule.DesignInfo.DesignInterventionModel",
        "DesignModule.DesignInfo.DesignObservationalModelList.DesignObservationalModel",
    ),
    "purpose": ("designModule.designInfo.primaryPurpose", "DesignModule.DesignInfo.DesignPrimaryPurpose"),
    "masking": (
        "designModule.designInfo.maskingInfo.masking", "DesignModule.DesignInfo.DesignMaskingInfo.DesignMasking",
    ),
    "enrollment": ("designModule.enrollmentInfo.count", "DesignModule.EnrollmentInfo.EnrollmentCount"),
    "enrollment type": ("designModule.enrollmentInfo.type", "DesignModule.EnrollmentInfo.EnrollmentType"),
    "conditions": ("conditionsModule.conditions", "ConditionsModule.ConditionList.Condition"),
    "keywords": ("conditionsModule.keywords", "ConditionsModule.KeywordList.Keyword"),
    "arms": ("armsInterventionsModule.armGroups.label", "ArmsInterventionsModule.ArmGroupList.ArmGroup.ArmGroupLabel"),
    "interventions": (
        "armsInterventionsModule.interventions.name",
        "ArmsInterventionsModule.InterventionList.Intervention.InterventionName",
    ),
    "criteria": ("eligibilityModule.eligibilityCriteria", "EligibilityModule.EligibilityCriteria"),
    "minimum age": ("eligibilityModule.minimumAge", "EligibilityModule.MinimumAge"),
    "maximum age": ("eligibilityModule.maximumAge", "EligibilityModule.MaximumAge"),
    "sex": ("eligibilityModule.sex", "EligibilityModule.Gender"),
    "volunteers": ("eligibilityModule.healthyVolunteers", "EligibilityModule.HealthyVolunteers"),
    "sponsor": (
        "sponsorCollaboratorsModule.leadSponsor.name", "SponsorCollaboratorsModule.LeadSponsor.LeadSponsorName",
    ),
    "sponsor class": (
        "sponsorCollaboratorsModule.leadSponsor.class", "SponsorCollaboratorsModule.LeadSponsor.LeadSponsorClass",
    ),
    "responsible": (
        "sponsorCollaboratorsModule.responsibleParty.type",
        "SponsorCollaboratorsModule.ResponsibleParty.ResponsiblePartyType",
    ),
    "investigator": (
        "sponsorCollaboratorsModule.responsibleParty.investigatorFullName",
        "SponsorCollaboratorsModule.ResponsibleParty.ResponsiblePartyInvestigatorFullName",
        "SponsorCollaboratorsModule.ResponsibleParty.ResponsiblePartyOldNameTitle",
    ),
    "countries": (
        "contactsLocationsModule.locations.country", "ContactsLocationsModule.LocationList.Location.LocationCountry",
    ),
}  # fmt: skip
"""By field, its place in the protocol section of API v2 and of v1 (the registry's study data structure)."""
_PROTOCOL = ("protocolSection", "ProtocolSection")
_WRAPPERS = ("study", "Study", "FullStudy", "FullStudies", "FullStudiesResponse", "content", "data")
"""What the versions of the API put around a study, and what databases of its mirrors do."""
_PROSE = frozenset({"summary", "detail", "criteria"})
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark 0.31, 2.4: the API writes its texts in Markdown
_SHOWN_KEYS = 4


class _Page(msgspec.Struct):
    """A page of the API's answer; of anything else it has nothing."""

    studies: list[msgspec.Raw] | None = None


def read_ctgov_json(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per study: one study, a page of them, an array, or one to a line.

    Raises:
        InputError: not JSON, or no study in it.
    """
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type=MEDIA_TYPE)
    text, _ = to_utf8(data)
    return numbered(_studies(text, source), path, "study")


def _studies(text: bytes, source: Source) -> Iterator[Record | str]:
    """Yield the studies of a document, or why a part of it is none; only one is unpacked at a time."""
    try:
        parts = _parts(text)
    except (msgspec.DecodeError, RecursionError) as exc:
        lines = [line for line in lines_of(text) if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines[:2]):
            raise InputError(_fault(exc)) from exc
        parts = [msgspec.Raw(line.encode("utf-8")) for line in lines]
    for part in parts:
        try:
            for item in _unwrapped(msgspec.json.decode(part)):
                yield item if isinstance(item, str) else _record(item, source)
        except (msgspec.DecodeError, RecursionError) as exc:
            yield _fault(exc)


def _parts(text: bytes) -> list[msgspec.Raw]:
    if text.lstrip()[:1] == b"[":
        return msgspec.json.decode(text, type=list[msgspec.Raw])
    page = msgspec.json.decode(text, type=_Page)
    return [msgspec.Raw(text)] if page.studies is None else page.studies


def _fault(exc: Exception) -> str:
    return "JSON nested too deeply" if isinstance(exc, RecursionError) else f"not JSON as it should be: {exc}"


def _unwrapped(value: Any) -> Iterator[dict[str, Any] | str]:
    """Yield the protocol sections in a value, out of what the versions of the API put around them."""
    if isinstance(value, list):
        for item in value:
            yield from _unwrapped(item)
    elif not isinstance(value, dict):
        yield f"not a study: {str(value)[:40]!r}"
    elif section := next((value[key] for key in _PROTOCOL if isinstance(value.get(key), dict)), None):
        yield section
    elif inner := [value[key] for key in _WRAPPERS if isinstance(value.get(key), (dict, list))]:
        yield from _unwrapped(inner)
    else:
        yield f"not a study of ClinicalTrials.gov: an object with the keys {', '.join(list(value)[:_SHOWN_KEYS])}"


def _record(protocol: Mapping[str, Any], source: Source) -> Record:
    is_v2 = "identificationModule" in protocol
    fields = {name: found for name, paths in PATHS.items() if (found := _first(protocol, paths))}
    for name in _PROSE & fields.keys():
        lines = (line for text in fields[name] for line in text.splitlines())
        fields[name] = [text for line in lines if (text := " ".join(_plain(line, markdown=is_v2).split()))]
    locations = _objects(protocol, "contactsLocationsModule.locations", "ContactsLocationsModule.LocationList.Location")
    fields["locations"] = ["-" for _ in locations]
    return read_study(fields | _references(protocol), _other_ids(protocol), source, NAME)


def _plain(line: str, *, markdown: bool) -> str:
    return _ESCAPE.sub(r"\1", line) if markdown else line


def _first(protocol: Mapping[str, Any], paths: tuple[str, ...]) -> list[str]:
    return next((texts for path in paths if (texts := list(_texts(protocol, path)))), [])


def _texts(value: Any, path: str) -> Iterator[str]:
    """Yield the texts and numbers at a path; a list stands for each of its items, and any other kind for nothing."""
    for item in _at(value, path):
        if isinstance(item, (str, bool, int)) and (text := str(item).strip()):
            yield text


def _at(value: Any, path: str) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _at(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict):
        key, _, rest = path.partition(".")
        yield from _at(value.get(key), rest)


def _objects(protocol: Mapping[str, Any], *paths: str) -> list[dict[str, Any]]:
    return [item for path in paths for item in _at(protocol, path) if isinstance(item, dict)]


def _text(item: Mapping[str, Any], *keys: str) -> str:
    return next((text for key in keys for text in _texts(item, key)), "")


def _other_ids(protocol: Mapping[str, Any]) -> Iterator[OtherId]:
    new, old = "identificationModule.secondaryIdInfos", "IdentificationModule.SecondaryIdInfoList.SecondaryIdInfo"
    for item in _objects(protocol, new, old):
        if value := _text(item, "id", "SecondaryId"):
            yield OtherId(value, _text(item, "type", "SecondaryIdType"), _text(item, "domain", "SecondaryIdDomain"))


def _references(protocol: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return PubMed ids and citations of the papers on the study's results and of those in its background."""
    fields: dict[str, list[str]] = {}
    for item in _objects(protocol, "referencesModule.references", "ReferencesModule.ReferenceList.Reference"):
        kind = _text(item, "type", "ReferenceType").casefold()
        name = "results" if kind in {"result", "derived"} else "background"
        for field, keys in (("pmid", ("pmid", "ReferencePMID")), ("citation", ("citation", "ReferenceCitation"))):
            if text := _text(item, *keys):
                fields.setdefault(f"{name} {field}", []).append(text)
    return fields
