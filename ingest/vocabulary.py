"""The trial vocabulary of the ClinicalTrials.gov API v2, and how mirrors print it.

``https://clinicaltrials.gov/data-api/about-api/study-data-structure`` lists the values. A mirror may print them as they
are (``NOT_YET_RECRUITING``) or for readers (``Not yet enrolling``, ``Single Group Assignment``).
"""

import re
import unicodedata
from collections.abc import Mapping

COUNT_DIGITS = 9
"""Digits of a trial's enrolment, at most."""
STATUS = {
    "ACTIVE_NOT_RECRUITING": ("active not enrolling", "停止招募"),
    "COMPLETED": ("结束", "已完成"),
    "ENROLLING_BY_INVITATION": ("invitation only", "by invitation"),
    "NOT_YET_RECRUITING": ("not yet enrolling", "尚未开始"),
    "RECRUITING": ("enrolling", "now enrolling", "now recruiting", "正在进行", "招募中"),
    "SUSPENDED": ("enrollment suspended", "temporarily suspended", "暂停或中断", "暂停"),
    "TERMINATED": ("提前终止", "终止"),
    "WITHDRAWN": ("withdrawn prior to enrollment",),
    "AVAILABLE": (),
    "NO_LONGER_AVAILABLE": (),
    "TEMPORARILY_NOT_AVAILABLE": (),
    "APPROVED_FOR_MARKETING": (),
    "WITHHELD": (),
    "UNKNOWN": ("unknown status",),
}
STUDY_TYPE = {"INTERVENTIONAL": ("干预性研究",), "OBSERVATIONAL": ("观察性研究",), "EXPANDED_ACCESS": ()}
ALLOCATION = {"RANDOMIZED": ("randomised",), "NON_RANDOMIZED": ("nonrandomized", "non randomised"), "NA": ("n/a",)}
MODEL = {
    "SINGLE_GROUP": ("single group assignment",),
    "PARALLEL": ("parallel assignment",),
    "CROSSOVER": ("crossover assignment",),
    "FACTORIAL": ("factorial assignment",),
    "SEQUENTIAL": ("sequential assignment",),
    "COHORT": (),
    "CASE_CONTROL": (),
    "CASE_ONLY": (),
    "CASE_CROSSOVER": (),
    "ECOLOGIC_OR_COMMUNITY": (),
    "FAMILY_BASED": (),
}
PURPOSE = {
    "TREATMENT": (),
    "PREVENTION": (),
    "DIAGNOSTIC": (),
    "ECT": ("educational/counseling/training",),
    "SUPPORTIVE_CARE": (),
    "SCREENING": (),
    "HEALTH_SERVICES_RESEARCH": (),
    "BASIC_SCIENCE": (),
    "DEVICE_FEASIBILITY": (),
    "OTHER": (),
}
MASKING = {
    "NONE": ("none open label", "open label"),
    "SINGLE": ("single blind",),
    "DOUBLE": ("double blind",),
    "TRIPLE": ("triple blind",),
    "QUADRUPLE": ("quadruple blind",),
}
SEX = {"ALL": ("both", "男女均可", "不限"), "FEMALE": ("females", "women", "女"), "MALE": ("males", "men", "男")}
SPONSOR_CLASS = {
    "NIH": (),
    "FED": ("u.s. federal", "u.s. fed"),
    "OTHER_GOV": ("other government",),
    "INDIV": ("individual",),
    "INDUSTRY": (),
    "NETWORK": (),
    "AMBIG": (),
    "OTHER": (),
    "UNKNOWN": (),
}
ARM_TYPE = {
    "EXPERIMENTAL": (),
    "ACTIVE_COMPARATOR": (),
    "PLACEBO_COMPARATOR": (),
    "SHAM_COMPARATOR": (),
    "NO_INTERVENTION": (),
    "OTHER": (),
}
INTERVENTION_TYPE = {
    "BEHAVIORAL": (),
    "BIOLOGICAL": (),
    "COMBINATION_PRODUCT": (),
    "DEVICE": (),
    "DIAGNOSTIC_TEST": (),
    "DIETARY_SUPPLEMENT": (),
    "DRUG": (),
    "GENETIC": (),
    "PROCEDURE": (),
    "RADIATION": (),
    "OTHER": (),
}

_PHASE = re.compile(
    r"EARLY[_ ]PHASE[_ ]?1|PHASE[_ ]?(?:[1-4]|IV|I{1,3})(?![A-Z0-9])|(?:IV|I{1,3}|[1-4]) ?期", re.IGNORECASE
)
_SHORT = re.compile(r"(phase\s*)([1-4IV]+)\s*/\s*([1-4IV]+)", re.IGNORECASE)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def lookup(vocabulary: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    """Return the value of a vocabulary that a printed text stands for, or None."""
    printed = _folded(text)
    return next((v for v, names in vocabulary.items() if printed == _folded(v) or printed in map(_folded, names)), None)


def phases(text: str) -> tuple[str, ...] | None:
    """Return the phases that a text consists of (``Phase 2/Phase 3``, ``N/A``), or None when it holds anything else."""
    if _folded(text).replace("/", "") in {"na", "not applicable"}:
        return ("NA",)
    text = _SHORT.sub(r"\1\2/\1\3", unicodedata.normalize("NFKC", text))
    found = _PHASE.findall(text)
    if re.sub(r"[\s/|,;&-]|and|临床试验|臨床試驗", "", _PHASE.sub("", text)) or not found:
        return None
    return tuple(dict.fromkeys(_phase(name) for name in found))


def count(number: str) -> int | None:
    """Return a number of people, or None for more digits than mankind has: a telephone number, or a page's bad will."""
    digits = number.replace(",", "").lstrip("0")
    return int(digits or "0") if len(digits) <= COUNT_DIGITS else None


def age(number: str, unit: str) -> str:
    """Return an age as the registry writes it: ``18 Years``, ``1 Month``."""
    return f"{int(number)} {unit.capitalize()}{'s' if int(number) != 1 else ''}"


def _phase(name: str) -> str:
    number = re.sub(r"(?i)early|phase|期|[_ ]", "", name).upper()
    return ("EARLY_" if name.upper().startswith("EARLY") else "") + "PHASE" + _ROMAN.get(number, number)


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[_(),-]", " ", text).lower().split())
