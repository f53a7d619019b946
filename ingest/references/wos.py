"""Web of Science's tagged text (``FN … VR … PT … ER … EF``) → records."""

from functools import partial

from ingest.references.tagged import Lines, Style, read_tagged, values

TAGS: dict[str, tuple[str, ...]] = {
    "title": ("TI", "FT"),
    "authors": ("AF", "AU", "CA"),
    "year": ("PY",),
    "date": ("PD",),
    "journal": ("SO", "J9", "JI"),
    "volume": ("VL",),
    "issue": ("IS",),
    "first page": ("BP",),
    "last page": ("EP",),
    "article number": ("AR",),
    "abstract": ("AB",),
    "keywords": ("DE", "ID"),
    "doi": ("DI",),
    "pmid": ("PM",),
}
"""Web of Science Core Collection field tags (Clarivate, help pages). ``AF`` are the full names of ``AU``, ``PD`` is
month and day, ``ID`` are Keywords Plus and no identifier; the accession number ``UT`` is none of ours."""
STYLE = Style(
    name="wos",
    media_type="text/x-web-of-science",
    tag=r"([A-Z][A-Z0-9])(?: (.*))?",
    begins=("PT",),
    ends=frozenset({"ER", "EF"}),
    example="PT J",
    tags=TAGS,
    listed=frozenset({"authors"}),
)


def fields_of(lines: Lines) -> dict[str, list[str]]:
    """Return the fields of one reference, its full names rather than its short ones."""
    fields = values(lines, STYLE)
    names = next((found for tag in TAGS["authors"] if (found := values(lines, STYLE, {"authors": (tag,)}))), None)
    return fields | names if names else fields


read_wos = partial(read_tagged, style=STYLE, fields_of=fields_of)
"""Read a list of references."""
