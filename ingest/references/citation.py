"""PubMed's citation line → date, volume, issue and pages: its CSV has no columns for them."""

import re

_CITATION = re.compile(
    r"[^.]*\.\s+(?P<date>(?:19|20)\d\d[^;:.]*)"
    r"(?:;(?P<volume>[^(:;.]+?)?(?:\((?P<issue>[^)]+)\))?(?::(?P<pages>[A-Za-z]?\d[\w-]*))?\.|[:.])"
)
"""``Inv Med. 2021 Mar 4;12(3):201-9. doi: …`` (National Library of Medicine, Citing Medicine, chapter 1)."""


def read_citation(text: str) -> dict[str, list[str]]:
    """Return the fields that a citation line tells; none where it has another form."""
    match = _CITATION.match(text)
    return {field: [value.strip()] for field, value in match.groupdict().items() if value} if match else {}
