"""One module per mirror: ``NAME``, ``recognise(page) -> bool`` and ``extract(page) -> Record``.

A page goes to the first module that recognises it by the mirror's own marks, and to ``generic`` when none does.
"""

from typing import Protocol

from bicorpus import InputError
from ingest.page import Page
from ingest.record import Record
from ingest.sites import (
    chictr,
    chinadrugtrials,
    chinaxiv,
    cnki,
    cqvip,
    ctgov_classic,
    ctgov_page,
    euctr,
    europepmc,
    generic,
    ichgcp,
    isrctn,
    itmctr,
    jrct,
    pmc,
    pubmed,
    pubmed_zh,
    registry,
    tomesphere,
    trial_mirror,
    veeva,
    wanfang,
    yiigle,
)
from ingest.sites.refusals import refusal


class Site(Protocol):
    """What a site module offers."""

    NAME: str

    def recognise(self, page: Page) -> bool:
        """Tell whether a page comes from this mirror."""

    def extract(self, page: Page) -> Record:
        """Read a page of this mirror."""


TRIALS: tuple[Site, ...] = (
    *(trial_mirror, veeva, ichgcp, ctgov_page, ctgov_classic),
    *(itmctr, chictr, chinadrugtrials, jrct, isrctn, euctr),
)
"""Recognised by labels that only a trial's record has: what else such a page has above them does not make it a list."""
SITES: tuple[Site, ...] = (
    tomesphere,
    *TRIALS,
    *(pubmed, pmc, europepmc, cnki, wanfang, cqvip, yiigle, chinaxiv, pubmed_zh),
    *(registry, generic),
)


def extract(page: Page) -> Record:
    """Read a page with the site module that recognises it.

    Raises:
        InputError: the page lists records rather than being one, or the record was not saved.
    """
    site = next(site for site in SITES if site.recognise(page))
    if site not in TRIALS and (reason := refusal(page)):
        raise InputError(reason)
    return site.extract(page)
