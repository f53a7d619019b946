"""Tomesphere: papers of PubMed Central as Markdown summaries; what a machine wrote about them is not the abstract."""

import re

from ingest.dates import iso_date
from ingest.identifiers import identify, unique
from ingest.page import Page
from ingest.record import Identifier, Record
from ingest.sites.fields import bilingual, record_id, registrations, without_boilerplate

NAME = "tomesphere"

_HOST = "tomesphere.com/"
_HEADINGS = frozenset({"TL;DR", "Key findings", "Linked entities", "Full-text entities"})
_SOURCE = re.compile(r"Source:\s*(https?://\S+)")
_CITATION = re.compile(r"\s+·\s+")
_AUTHORS = re.compile(r"Authors?:\s*(.+)")


def recognise(page: Page) -> bool:
    """Tell by the address that the page gives as its own, or by the site's own headings."""
    own = [m[1] for line in page.lines() if (m := _SOURCE.match(line))]
    headings = {block.text for block in page.blocks if block.kind == "heading"}
    return any(_HOST in url for url in (*own, page.url or "")) or len(_HEADINGS & headings) >= len(_HEADINGS) - 1


def extract(page: Page) -> Record:
    """Read a page of this mirror."""
    url = page.url or next((m[1] for line in page.lines() if (m := _SOURCE.match(line))), None)
    citation = next((line for line in page.lines() if "DOI:" in line and " · " in line), "")
    abstract = bilingual(filter(None, map(without_boilerplate, _under(page, "Abstract"))))
    return Record(
        id=record_id(page.source),
        kind="paper",
        site=NAME,
        source=page.source.at(url),
        ids=unique([*_own(citation, url), *registrations(abstract)]),
        title=bilingual(block.text for block in page.blocks if block.kind == "heading" and block.level == 1),
        abstract=abstract,
        authors=tuple(a for line in page.lines() if (m := _AUTHORS.match(line)) for a in re.split(r",\s*", m[1]) if a),
        journal=_journal(citation),
        published=iso_date(_CITATION.split(citation)[-1]),
    )


def _under(page: Page, heading: str) -> list[str]:
    """Return the texts between a heading and the next one of any level."""
    texts: list[str] = []
    inside = False
    for block in page.blocks:
        if block.kind == "heading":
            inside = block.text == heading
        elif inside:
            texts.append(block.text)
    return texts


def _own(citation: str, url: str | None) -> list[Identifier]:
    return [*identify(citation, "own", ["doi", "pmid"]), *identify(url or "", "own", ["pmcid"])]


def _journal(citation: str) -> str | None:
    """Return the part of the citation that is neither database, identifier nor date."""
    parts = _CITATION.split(citation)[1:]
    return next((p for p in parts if not p.startswith(("DOI:", "PMID:")) and iso_date(p) != p), None)
