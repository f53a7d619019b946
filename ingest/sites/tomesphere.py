"""Tomesphere: papers of PubMed Central as Markdown summaries; what a machine wrote about them is not the abstract."""

import re
from collections.abc import Sequence

from ingest.dates import iso_date
from ingest.fields import bilingual, record_id, registrations, sections, without_boilerplate
from ingest.identifiers import identify, unique
from ingest.page import Page
from ingest.record import Identifier, Record

NAME = "tomesphere"

_HOST = "tomesphere.com/"
_MARKS = frozenset({"TL;DR", "Key findings", "Linked entities", "Full-text entities"})
_HEADINGS = (*_MARKS, "Contribution", "Abstract", "Full text", "Figures", "Tables", "References", "Keywords")
_SOURCE = re.compile(r"Source:\s*(https?://\S+)")
_AUTHORS = re.compile(r"Authors?:\s*(.+)")
_CITATION = re.compile(r"(?:PMC|PubMed|arXiv|bioRxiv|medRxiv)?(?: · .+)+")


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by the site's own headings."""
    return _HOST in (_url(page) or "") or len(_MARKS & set(page.lines())) >= len(_MARKS) - 1


def extract(page: Page) -> Record:
    """Read a page of this mirror."""
    url = _url(page)
    parts = sections(page.content(), _HEADINGS)
    head = parts[""]
    citation = next((line for line in head if _CITATION.fullmatch(line)), "").split(" · ")[1:]
    abstract = bilingual(filter(None, map(without_boilerplate, parts["Abstract"])))
    title = next(
        (block.text for block in page.blocks if block.kind == "heading" and block.level == 1), head[0] if head else ""
    )
    return Record(
        id=record_id(page.source),
        kind="paper",
        site=NAME,
        source=page.source.at(url),
        ids=unique([*_own(citation, url), *registrations(abstract)]),
        title=bilingual([title]),
        abstract=abstract,
        authors=tuple(a for line in head if (m := _AUTHORS.match(line)) for a in re.split(r",\s*", m[1]) if a),
        journal=next((p for p in citation if not p.startswith(("DOI:", "PMID:")) and iso_date(p) != p), None),
        published=iso_date(citation[-1]) if citation else None,
    )


def _url(page: Page) -> str | None:
    return page.url or next((m[1] for line in page.lines() if (m := _SOURCE.match(line))), None)


def _own(citation: Sequence[str], url: str | None) -> list[Identifier]:
    """Return the identifiers of the citation, and the number under which the site's address files the paper."""
    named = [i for part in citation for i in identify(part, "own", ["doi", "pmid"])]
    return [*named, *identify(url or "", "own", ["pmcid"])]
