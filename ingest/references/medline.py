"""PubMed's MEDLINE text (``.nbib``) → records."""

import re
from functools import partial

from ingest.databases.declared import in_latin_letters
from ingest.databases.pubmed_title import bare_title
from ingest.dates import iso_date
from ingest.issued import published
from ingest.references.tagged import Lines, Style, read_tagged, values

TAGS: dict[str, tuple[str, ...]] = {
    "title": ("TI", "TT", "BTI"),
    "authors": ("FAU",),
    "date": ("DP", "DEP"),
    "journal": ("JT", "TA"),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "abstract": ("AB", "OAB"),
    "keywords": ("OT",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
    "registry": ("SI",),
}
"""MEDLINE/PubMed data element descriptions (National Library of Medicine): ``TT`` is the title and ``OAB`` the abstract
in another language, ``SI`` names databanks and trial registries (``ClinicalTrials.gov/NCT…``), ``DEP`` is the date
online. The terms of MeSH (``MH``) are an index's, not the paper's keywords."""
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
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
"""A date online: ``20210201``."""
_READ = frozenset({"eng", "chi", "und", "mul"})
"""Languages whose texts have a field, or may have one."""


def fields_of(lines: Lines) -> dict[str, list[str]]:
    """Return the fields of one citation; the DOI is one of several article ids."""
    fields = values(_in_our_languages(lines), STYLE)
    if "authors" not in fields:
        fields |= values(lines, STYLE, _SHORT_NAMES)
    places = values(lines, STYLE, _EPUB_PLACES).get("doi", [])
    if found := dict.fromkeys(match[1] for place in places if (match := _DOI.fullmatch(place))):
        fields["doi"] = list(found)
    if date := published(iso_date(_DAY.sub(r"\1-\2-\3", text)) for text in fields.get("date", ())):
        fields["date"] = [date]
    if titles := [title for text in fields.pop("title", ()) if (title := bare_title(text))]:
        fields["title"] = titles
    return fields


def _in_our_languages(lines: Lines) -> Lines:
    """Return the lines without titles and abstracts in Latin letters that are declared to be in another language.

    The language of a title stands in ``LA``, that of an abstract in the ``OABL`` behind it.
    """
    kept: Lines = []
    own = next((value for tag, value in lines if tag == "LA"), "eng")
    for place, (tag, value) in enumerate(lines):
        behind = lines[place + 1] if place + 1 < len(lines) else ("", "")
        told = {"TT": own, "OAB": behind[1] if behind[0] == "OABL" else "und"}.get(tag, "eng")
        if told in _READ or not in_latin_letters(value):
            kept.append((tag, value))
    return kept


read_medline = partial(read_tagged, style=STYLE, fields_of=fields_of)
"""Read a list of citations; the PubMed id names none, since a file may hold one citation twice."""
