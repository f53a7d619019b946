"""ITMCTR (itmctr.ccebtcm.org.cn): traditional medicine's registry, which uses the forms of ChiCTR."""

import re

from ingest.identifiers import find
from ingest.page import Page
from ingest.record import Record
from ingest.sites import chictr
from ingest.trials.marks import names_itself

NAME = "itmctr"

_OWN_NAME = re.compile(r"itmctr\.(?:ccebtcm\.)?org\.cn|国际传统医学临床试验注册平台", re.IGNORECASE)


def recognise(page: Page) -> bool:
    """Tell by the forms of ChiCTR with a number or the name of this registry."""
    return chictr.recognise(page) and (names_itself(page, _OWN_NAME) or _is_registered(page))


def extract(page: Page) -> Record:
    """Read a page of this registry."""
    return chictr.read(page, NAME)


def _is_registered(page: Page) -> bool:
    """Tell whether the first number on a page, which is its own, is of this registry."""
    return next((found.scheme for line in page.content() for found in find(line)), None) == "itmctr"
