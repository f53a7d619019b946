"""A trial's design as sentences tell it: ``随机、双盲、平行对照``, ``randomized controlled trial, open, crossover``."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from ingest.languages.simplified import simplified

_DESIGN: Mapping[str, Sequence[tuple[str, str]]] = {
    "allocation": (
        ("NON_RANDOMIZED", r"non-? ?randomi[sz]ed|not randomi[sz]ed|非随机|非無作為化"),
        ("RANDOMIZED", r"randomi[sz]ed|随机|無作為化"),
    ),
    "model": (
        ("CROSSOVER", r"cross-? ?over|交叉|クロスオーバー"),
        ("FACTORIAL", r"factorial|析因|要因"),
        ("PARALLEL", r"parallel|平行|並行群"),
        ("SINGLE_GROUP", r"single[- ](?:arm|group|assignment)|单臂|单组|単群"),
        ("SEQUENTIAL", r"sequential|序贯|连续入组"),
        ("CASE_CONTROL", r"case[- ]control|病例对照"),
        ("COHORT", r"cohort|队列|コホート"),
        ("OTHER", r"cross[- ]?section|横断面|横断研究"),
    ),
    "masking": (
        ("QUADRUPLE", r"quadruple|四盲"),
        ("TRIPLE", r"triple|三盲"),
        ("DOUBLE", r"double[- ]?(?:blind|mask)|双盲|二重盲検"),
        ("SINGLE", r"single[- ]?(?:blind|mask)|单盲|単盲検"),
        ("NONE", r"\bopen\b|no (?:masking|blinding)|unblinded|not blinded|开放|非盲|未设盲|不设盲|オープン|非盲検"),
    ),
    "purpose": (
        ("TREATMENT", r"treatment|治疗|治療"),
        ("PREVENTION", r"prevention|prophyla|预防|予防"),
        ("DIAGNOSTIC", r"diagnos|诊断|診断"),
        ("SCREENING", r"screening|筛查"),
        ("SUPPORTIVE_CARE", r"supportive care|支持治疗|支持療法"),
        ("HEALTH_SERVICES_RESEARCH", r"health services research|卫生服务"),
        ("BASIC_SCIENCE", r"basic science|基础科学|基礎科学"),
    ),
}
"""Signs of a design within a sentence, most telling first."""


def told_design(field: str, text: str) -> str | None:
    """Return the value of a field of the design that a text gives a sign of, or None.

    Args:
        field: ``allocation``, ``model``, ``masking`` or ``purpose``.
        text: a sentence on the design, or the page's words for that field.
    """
    plain = simplified(unicodedata.normalize("NFKC", text)).lower()
    return next((value for value, form in _DESIGN[field] if re.search(form, plain)), None)
