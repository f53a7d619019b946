"""PubMed's MEDLINE text (``.nbib``) → records."""

import re
from functools import partial

from ingest.tagged import Lines, Style, read_tagged, values

TAGS: dict[str, tuple[str, ...]] = {
    "title": ("TI", "TT", "BTI"),
    "authors": ("FAU",),
    "date": ("DP",),
    "journal": ("JT", "TA"),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "abstract": ("AB", "OAB"),
    "keywords": ("OT", "MH"),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
    "registry": ("SI",),
}
"""MEDLINE/PubMed data element descriptions (National Library of Medicine): ``TT`` is the title and ``OAB`` the abstract
in another language, ``SI`` names databanks and trial registries (``ClinicalTrials.gov/NCT…``)."""
STYLE = Style(
    name="medline",
    media_type="application/x-nbib",
    tag=r"([A-Z]{2,4}) {0,2}-(?: (.*))?",
    begins=("PMID",),
    ends=frozenset(),
    example="PMID- 12345678",
    tags=TAGS,
    listed=frozenset(),
)
_SHORT_NAMES = {"authors": ("AU", "CN")}
_DOI = re.compile(r"(\S+) \[doi\]")
_EPUB_PLACES = {"doi": ("LID", "AID")}


def fields_of(lines: Lines) -> dict[str, list[str]]:
    """Return the fields of one citation; the DOI is one of several article ids."""
    fields = values(lines, STYLE)
    if "authors" not in fields:
        fields |= values(lines, STYLE, _SHORT_NAMES)
    places = values(lines, STYLE, _EPUB_PLACES).get("doi", [])
    if found := dict.fromkeys(match[1] for place in places if (match := _DOI.fullmatch(place))):
        fields["doi"] = list(found)
    return fields


read_medline = partial(read_tagged, style=STYLE, fields_of=fields_of)
"""Read a list of citations; the PubMed id names none, since a file may hold one citation twice."""
