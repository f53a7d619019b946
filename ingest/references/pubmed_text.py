"""PubMed's "Abstract (text)" → records: numbered citations, each with title, authors, abstract and numbers below.

Its lines are wrapped, its parts stand apart by one blank line and its citations by two.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from ingest.contacts import without_contacts
from ingest.databases.numbered import numbered
from ingest.databases.pubmed_title import bare_title
from ingest.dates import iso_date
from ingest.decode import decode
from ingest.identifiers import identify, unique
from ingest.language import lang_of
from ingest.record import Lang, Record, Source
from ingest.references.accession import reported
from ingest.references.citation import read_citation
from ingest.text import join

NAME = "pubmed-text"
MEDIA_TYPE = "text/x-pubmed-abstract"
_CITATION = re.compile(r"(?:\A|\n\n\n)\d+\. (?=[A-Z])")
_JOURNAL = re.compile(r"[^.]+")
_AUTHORS = re.compile(r"[^\W\d_][^,(]*(?:\(\d+\))*(?:, [^,(]+(?:\(\d+\))*)*\.")
_MARK = re.compile(r"\((\d+)\)")
_REMARK = re.compile(r"\[(?:Article in|Abstract available)[^\]]*\]")
_PART = re.compile(r"(?=^[A-Z][A-Z /,&'-]{3,60}: )", re.MULTILINE)
"""A line of capitals that names a part of a structured abstract."""
_OTHER_LANGUAGE = re.compile(r"(?:Publisher|[A-Z][a-z]+):\s*(?=[\u4e00-\u9fff])|Abstract (?:in|from) [^.:]*[.:]\s*")
_NOT_ABSTRACT = re.compile(
    r"(?:©|Copyright|Author information:|Collaborators:|Comment (?:in|on)|Erratum (?:in|for)|Update (?:in|of)|"
    r"Retraction (?:in|of)|"
    r"Conflict of interest statement:|DOI: |PMCID: |PMID: |Publication [Tt]ype|Republished|\(c\) ).*",
    re.DOTALL,
)


def read_pubmed_text(data: bytes, path: str = "") -> Iterator[Record]:
    """Yield a record per citation, named by its PubMed id.

    Raises:
        InputError: not text, or no citation in it.
    """
    text = decode(data).text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    source = Source(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type=MEDIA_TYPE)
    return numbered((_record(entry, source) for entry in _CITATION.split(text) if entry.strip()), path, "citation")


def _record(entry: str, source: Source) -> Record:
    parts = [part.strip("\n") for part in re.split(r"\n[ \t]*\n+", entry) if part.strip()]
    whole = [_unwrapped(part) for part in parts]
    citation = whole[0]
    place = {field: values[0] for field, values in read_citation(citation).items()}
    below = [part for part in whole[2:] if not _REMARK.fullmatch(part)]
    authors = below[0] if below and _AUTHORS.fullmatch(below[0]) else ""
    abstract = _abstract(parts[2:], authors)
    numbers = [line for part in parts[1:] for line in part.split("\n") if re.match(r"(?:DOI|PMCID|PMID): ", line)]
    own = [i for line in (*numbers, citation) for i in identify(line, "own", ["pmid", "pmcid", "doi"])]
    title = bare_title(whole[1]) if len(whole) > 1 else ""
    lang = lang_of(title) if title else None
    journal = _JOURNAL.match(citation)
    return Record(
        id=next((i.value for i in own if i.scheme == "pmid"), ""),
        kind="paper",
        site=NAME,
        source=source,
        ids=unique([*own, *reported([title, *abstract.values()])]),
        title={lang: title} if lang else {},
        abstract=abstract,
        authors=tuple(name for name in _MARK.sub("", authors).rstrip(".").split(", ") if name),
        affiliations=tuple(_affiliations(parts)),
        journal=journal[0] if journal else None,
        published=iso_date(place.get("date", "")),
        volume=place.get("volume"),
        issue=place.get("issue"),
        pages=place.get("pages"),
    )


def _unwrapped(part: str) -> str:
    return join(line.strip() for line in part.split("\n"))


def _abstract(parts: Sequence[str], authors: str) -> dict[Lang, str]:
    """Return the abstracts by language, the parts of a structured one on a line each."""
    found: dict[Lang, list[str]] = {}
    for part in parts:
        text = _unwrapped(part)
        if text == authors or _REMARK.fullmatch(text) or _NOT_ABSTRACT.fullmatch(text):
            continue
        for piece in map(_unwrapped, filter(str.strip, _PART.split(part))):
            bare = _OTHER_LANGUAGE.sub("", piece, count=1) if _OTHER_LANGUAGE.match(piece) else piece
            if lang := lang_of(bare):
                found.setdefault(lang, []).append(bare)
    return {lang: "\n".join(found[lang]) for lang in sorted(found)}


def _affiliations(parts: Sequence[str]) -> Iterator[str]:
    """Yield the affiliations below "Author information:", each behind its number."""
    for part in parts:
        if part.startswith("Author information:"):
            listed = re.split(r"^\(\d+\)", part, flags=re.MULTILINE)[1:] or [part.partition(":")[2]]
            yield from (bare for piece in listed if (bare := without_contacts(_unwrapped(piece).strip())))
