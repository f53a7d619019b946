"""What programs call the columns of a table, and where in a row each of our fields stands."""

import re
from collections.abc import Mapping, Sequence

from ingest.references.wos import TAGS as WOS_TAGS

Layout = Sequence[tuple[str, Sequence[int], bool]]
"""(field, columns that may hold it, the best first, whether all of them count or only the first that is filled)."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "key", "record id", "citation key", "covidence #", "序号"),
    "title": (
        "title", "article title", "document title", "title en", "title zh", "study title", "primary title",
        "translated title", "foreign title", "题名", "标题", "篇名", "论文题名", "中文题名", "中文标题", "英文题名",
        "英文标题",
    ),
    "authors": (
        "author full names", "author", "authors", "author(s)", "作者", "作者姓名", "全部作者", "author en", "英文作者",
    ),
    "year": (
        "year", "publication year", "pub year", "published year", "year of publication", "出版年", "年份", "年",
        "发表年份",
    ),
    "date": (
        "date", "publication date", "date published", "pubtime", "发表时间", "发表日期", "出版日期", "出版时间",
    ),
    "journal": (
        "journal", "journal/book", "source title", "publication title", "journal title", "journal name",
        "secondary title", "booktitle", "book title", "conference name", "publication", "source", "来源", "刊名",
        "期刊", "期刊名称", "文献来源", "journal abbreviation", "abbreviated source title",
    ),
    "volume": ("volume", "卷", "卷号"),
    "issue": ("number", "issue", "period", "期", "期号"),
    "pages": ("pages", "page", "page range", "页码", "起止页码", "页码范围"),
    "first page": ("page start", "start page", "起始页", "起始页码"),
    "last page": ("page end", "end page", "结束页", "结束页码"),
    "page count": ("pagecount",),
    "article number": ("art. no.", "article number"),
    "abstract": (
        "abstract", "abstract note", "abstract en", "abstract zh", "brief summary", "summary", "摘要", "文摘",
        "中文摘要", "英文摘要",
    ),
    "keywords": (
        "keywords", "author keywords", "keyword", "manual tags", "关键词", "中文关键词", "英文关键词", "主题词",
        "index keywords",
    ),
    "doi": ("doi", "数字对象标识符"),
    "pmid": ("pmid", "pubmed id", "pubmedid", "medline pmid", "pubmed"),
    "pmcid": ("pmcid", "pmc id"),
    "nct": ("nct", "nct number", "nct id"),
    "chictr": ("chictr",),
    "registry": (
        "registry", "registration number", "trial registration", "clinical trial number", "other ids", "secondary ids",
        "注册号", "临床试验注册号",
    ),
    "citation": ("citation",),
    "accession": ("accession number", "an"),
    "database": ("database", "db", "name of database", "database provider", "source database"),
    "link": ("url", "link", "urls", "doi link", "网址", "链接", "study url"),
    "note": ("extra", "notes", "note"),
}  # fmt: skip
"""What our fields are called in BibTeX-like tables, Zotero, EndNote, PubMed, Scopus, Web of Science (long names),
Embase, Rayyan, Covidence, ClinicalTrials.gov, CNKI, Wanfang and SinoMed; where a table has several such columns, the
earlier in a row here goes first. Case and ``_`` don't count."""
WEAK = frozenset({"source", "publication", "来源", "summary", "period", "note", "notes", "an"})
"""Columns that mean our field only where no other column of the table does: Scopus writes ``Scopus`` under Source."""
TELLING = frozenset({"title", "abstract", "doi", "pmid", "nct", "chictr"})
"""Fields of which a header names at least one; without any of them a row says nothing of a paper."""
SEVERAL = frozenset({"title", "abstract", "keywords", "link", "note", "registry"})
"""Fields of which every filled column counts: texts stand once per language, keywords once per kind."""
WOS_HEADER = frozenset({"pt", "au", "ti", "so"})
"""Two-letter names that only the export of Web of Science has beside each other."""
WOS_COLUMNS = {field: tuple(tag.lower() for tag in tags) for field, tags in WOS_TAGS.items()}
_BILINGUAL = re.compile(r"([a-z]+)-.*[\u3400-\u9fff].*|doi-doi")
"""``Title-题名``, as CNKI names columns."""


def is_wos(header: Sequence[str]) -> bool:
    """Tell whether a header is that of a Web of Science export."""
    return set(map(plain, header)) >= WOS_HEADER


def known_fields(header: Sequence[str]) -> set[str]:
    """Return our names of the columns that we know."""
    return {field for field, _, _ in layout(header)}


def layout(header: Sequence[str]) -> Layout:
    """Say where in a row each field stands; looked up once, since a table has one header and a million rows."""
    places: dict[str, list[int]] = {}
    for place, column in enumerate(map(plain, header)):
        places.setdefault(column, []).append(place)
    known: Mapping[str, tuple[str, ...]] = WOS_COLUMNS if is_wos(header) else COLUMNS
    found = []
    for field, columns in known.items():
        names = [name for name in columns if name in places]
        names = [name for name in names if name not in WEAK] or names
        if names:
            found.append((field, [place for name in names for place in places[name]], field in SEVERAL))
    return found


def plain(column: str) -> str:
    """Return the name of a column as ``COLUMNS`` has it: lower case, without marks, CNKI's English half."""
    name = " ".join(column.lower().replace("\ufeff", "").replace("_", " ").split())
    match = _BILINGUAL.fullmatch(name)
    return (match[1] or "doi") if match else name
