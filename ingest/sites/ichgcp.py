"""ICH GCP (ichgcp.net): records of ClinicalTrials.gov under the registry's own headings, in English and translated.

Older pages print the elements of the registry's XML (``Overall Status``, ``Arm Group``), newer ones the headings of its
current page; below a record stand other trials of its sponsor and its diseases.
"""

import re

from ingest.page import Page
from ingest.record import Record
from ingest.sites.ctgov_page import ENOUGH, MARKS
from ingest.trials.ctgov_record import ctgov_record
from ingest.trials.marks import marks, names_itself

NAME = "ichgcp"

_OWN_NAME = re.compile(r"\bichgcp\.net\b|\bICH GCP\b", re.IGNORECASE)
_ELEMENTS = frozenset({
    "overall status", "study design info", "number of arms", "arm group", "condition browse", "location countries",
    "verification date", "overall official", "overall contact", "intervention browse", "patient data",
})  # fmt: skip
_TRANSLATED = frozenset({
    "研究概览", "学习概览", "联系人和位置", "参与标准", "学习计划", "合作者和调查者", "研究记录日期", "研究注册日期",
    "研究记录更新",
    "与本研究相关的术语", "武器和干预", "适合学习的年龄",
})  # fmt: skip


def recognise(page: Page) -> bool:
    """Tell by the site's name above the registry's headings, or by headings that no other site has."""
    own = max(marks(page, _ELEMENTS), marks(page, _TRANSLATED))
    return own >= ENOUGH or (marks(page, MARKS) >= ENOUGH and names_itself(page, _OWN_NAME))


def extract(page: Page) -> Record:
    """Read a record's page."""
    return ctgov_record(page, NAME, unlabelled=True)
