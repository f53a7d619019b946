"""RIS → records, as the programs write it that people export from."""

import re
from functools import partial

from ingest.references.tagged import Lines, Style, read_tagged, values

TAGS: dict[str, tuple[str, ...]] = {
    "id": ("ID",),
    "title": ("TI", "T1", "TT", "CT"),
    "authors": ("AU", "A1"),
    "year": ("PY", "Y1"),
    "date": ("DA",),
    "journal": ("JF", "T2", "JO", "BT", "J2", "JA"),
    "volume": ("VL",),
    "issue": ("IS",),
    "first page": ("SP",),
    "last page": ("EP",),
    "article number": ("C7",),
    "abstract": ("AB", "N2"),
    "keywords": ("KW",),
    "doi": ("DO", "DI"),
    "pmid": ("PM",),
    "pmcid": ("PMC",),
    "accession": ("AN",),
    "database": ("DB", "DP"),
    "link": ("UR", "LK", "L2"),
    "note": ("AN", "C1", "C2", "C3", "C5", "C8", "ID", "M1", "M2", "N1", "U1", "U2", "U3", "U5"),
}
"""RIS specification (Research Information Systems, 2011), best tag first, and what is added by the exports of EndNote
(``TT``, translated title; ``C2``, PMCID), Scopus (``C2``, PubMed id; ``C7``, article number), PubMed's citation service
(``U1  - 123[pmid]``) and Cochrane (``C3  - PUBMED 123``)."""
STYLE = Style(
    name="ris",
    media_type="application/x-research-info-systems",
    tag=r"([A-Z][A-Z0-9]|PMC)\s{1,3}-(?:\s(.*)|\s*)",
    begins=("TY",),
    ends=frozenset({"ER"}),
    example="TY  - JOUR",
    tags=TAGS,
    listed=frozenset({"keywords"}),
)
_SCOPUS_PMID = re.compile(r"\d{1,8}")


def fields_of(lines: Lines) -> dict[str, list[str]]:
    """Return the fields of one reference; a bare number under ``C2`` is a PubMed id in exports of Scopus alone."""
    fields = values(lines, STYLE)
    if "id" in fields:
        fields["id"] = [value.partition(" [http")[0] for value in fields["id"]]  # Ovid puts the address behind it
    if fields.get("database") == ["Scopus"]:
        numbers = [value for tag, value in lines if tag == "C2" and _SCOPUS_PMID.fullmatch(value)]
        if numbers and "pmid" not in fields:
            fields["pmid"] = numbers
    return fields


read_ris = partial(read_tagged, style=STYLE, fields_of=fields_of)
"""Read a list of references, named by their ``ID``."""
