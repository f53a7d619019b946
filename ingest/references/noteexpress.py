"""What CNKI, Wanfang, VIP and SinoMed write for reference managers → records.

Four formats: NoteExpress (``{Title}: …``), CNKI's own (``Title-题名: …``), EndNote's (``%T …``) and RefWorks'
(``T1 …``).
"""

from functools import partial

from ingest.references.tagged import Lines, Style, read_tagged, values

NOTEEXPRESS = Style(
    name="noteexpress",
    media_type="text/x-noteexpress",
    tag=r"\s*\{([^{}]+)\}\s*:(.*)",
    begins=("Reference Type",),
    ends=frozenset(),
    example="{Reference Type}: Journal Article",
    tags={
        "title": ("Title", "Translated Title"),
        "authors": ("Author",),
        "year": ("Year",),
        "date": ("Date",),
        "journal": ("Journal", "Source", "Secondary Title", "Tertiary Title", "Translated Journal"),
        "volume": ("Volume",),
        "issue": ("Issue",),
        "pages": ("Pages",),
        "abstract": ("Abstract", "Translated Abstract"),
        "keywords": ("Keywords", "Translated Keywords"),
        "doi": ("DOI",),
        "pmid": ("PMID",),
        "link": ("URL",),
    },
    listed=frozenset({"authors", "keywords"}),
)
CNKI = Style(
    name="cnki",
    media_type="text/x-cnki",
    tag=r"\s*(DataType|[A-Za-z]+-[^\x00-\x7f]+|DOI-DOI)\s*[:：](.*)",
    begins=("DataType", "SrcDatabase-来源库", "SrcDatabase-来源数据库"),
    ends=frozenset(),
    example="SrcDatabase-来源库: 期刊",
    tags={
        "title": ("Title-题名",),
        "authors": ("Author-作者",),
        "year": ("Year-年",),
        "date": ("PubTime-出版时间", "PubTime-发表时间"),
        "journal": ("Source-刊名", "Source-文献来源", "Source-来源"),
        "volume": ("Volume-卷", "Roll-卷"),
        "issue": ("Period-期",),
        "pages": ("Page-页码",),
        "page count": ("PageCount-页码", "PageCount-页数"),
        "abstract": ("Summary-摘要",),
        "keywords": ("Keyword-关键词",),
        "doi": ("DOI-DOI",),
    },
    listed=frozenset(),
)
REFER = Style(
    name="endnote",
    media_type="application/x-endnote-refer",
    tag=r"\s*%([0-9A-Z@!+*$&?])(?: (.*))?",
    begins=("0",),
    ends=frozenset(),
    example="%0 Journal Article",
    tags={
        "title": ("T", "Q"),
        "authors": ("A",),
        "year": ("D",),
        "date": ("8",),
        "journal": ("J", "B"),
        "volume": ("V",),
        "issue": ("N",),
        "pages": ("P",),
        "abstract": ("X",),
        "keywords": ("K",),
        "doi": ("R",),
        "accession": ("M",),
        "database": ("W", "~"),
        "link": ("U",),
        "note": ("M", "Z", "2"),
    },
    listed=frozenset({"authors", "keywords"}),
)
"""EndNote's import filter: ``%Q`` is the translated title, ``%M`` the accession number, ``%2`` the PMCID."""

REFWORKS = Style(
    name="refworks",
    media_type="text/x-refworks",
    tag=r"([A-Z][A-Z0-9])(?: (.*))?",
    begins=("RT",),
    ends=frozenset(),
    example="RT Journal Article",
    tags={
        "title": ("T1", "OT"),
        "authors": ("A1",),
        "year": ("YR",),
        "date": ("FD",),
        "journal": ("JF", "JO"),
        "volume": ("VO",),
        "issue": ("IS",),
        "first page": ("SP",),
        "last page": ("OP",),
        "abstract": ("AB",),
        "keywords": ("K1",),
        "doi": ("DO",),
        "accession": ("AN",),
        "database": ("DS", "DB"),
        "link": ("LK", "UL"),
    },
    listed=frozenset({"authors"}),
)
"""RefWorks tagged format; ``OP`` are the other pages: the last one beside ``SP``, and without it all of them."""


def _refworks_fields(lines: Lines) -> dict[str, list[str]]:
    fields = values(lines, REFWORKS)
    if "first page" not in fields and "last page" in fields:
        fields["pages"] = fields.pop("last page")
    return fields


read_noteexpress = partial(read_tagged, style=NOTEEXPRESS)
"""Read a NoteExpress list."""
read_cnki = partial(read_tagged, style=CNKI)
"""Read a list in CNKI's own format."""
read_refer = partial(read_tagged, style=REFER)
"""Read a list in EndNote's tagged format (refer, ``.enw``)."""
read_refworks = partial(read_tagged, style=REFWORKS, fields_of=_refworks_fields)
"""Read a list in RefWorks' tagged format."""
