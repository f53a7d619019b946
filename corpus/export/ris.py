"""RIS (Research Information Systems, 2011): a list of references for reference managers and screening tools.

Each canonical record is one reference. Where both languages have a title, the English one is ``TI`` and the Chinese one
``TT``; of two abstracts the English one is ``AB`` and the Chinese one ``N2``. Zotero, citation.js and bibutils drop one
of these or both, so the Chinese texts are also notes (``N1``), which all keep. The language (``LA``) is told where
there is but one: nothing tells which of two is the original. A trial has the address of its registry record in the
place of a journal, as in the exports of the Cochrane Library, which screening tools know.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from corpus.catalogue.catalogue import year
from corpus.export.fields import own, trials
from corpus.holdings import Entry
from dedupe.link import Canonical
from ingest.record import Bilingual, Record

TYPES = {"paper": "JOUR", "trial": "GEN"}
"""Zotero takes ``GEN`` for a journal article too, EndNote for what has no type of its own."""
REGISTRY = "https://trialsearch.who.int/Trial2.aspx?TrialID="
"""WHO's International Clinical Trials Registry Platform, which knows the numbers of all registries."""
_PAGES = re.compile(r"\s*([^\s–-]+)\s*[–-]\s*([^\s–-]+)\s*")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_LINE = "{}  - {}\r\n"


def write(entries: Iterable[Entry], out: BinaryIO) -> None:
    """Write one reference per canonical record (UTF-8)."""
    out.writelines(_reference(entry.canonical).encode() for entry in entries)


def _reference(canonical: Canonical) -> str:
    lines = ((tag, _one_line(value)) for tag, value in _tagged(canonical))
    said = "".join(_LINE.format(tag, value) for tag, value in lines if value)
    return f"{said}{_LINE.format('ER', '')}\r\n"


def _one_line(text: str) -> str:
    """Return a value on one line, so that nothing in it can be taken for a tag."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _tagged(canonical: Canonical) -> Iterator[tuple[str, str]]:
    """Yield (tag, value) in the order in which they are written; values may be empty."""
    record = canonical.record
    yield "TY", TYPES[canonical.kind]
    yield "ID", canonical.id
    yield from zip(("TI", "TT"), _texts(record.title), strict=False)
    yield from (("AU", author) for author in record.authors)
    yield from _published(record)
    yield from zip(("AB", "N2"), _texts(record.abstract), strict=False)
    yield from (("KW", word) for _, words in sorted(record.keywords.items()) for word in words)
    languages = {**record.title, **record.abstract}
    yield "LA", next(iter(languages)) if len(languages) == 1 else ""
    yield from _named(record)
    yield from _notes(record)
    yield "UR", record.source.url or ""


def _texts(texts: Bilingual) -> Iterator[str]:
    """Yield the English text and then the Chinese, as far as there are any."""
    return (text for _, text in sorted(texts.items()))


def _published(record: Record) -> Iterator[tuple[str, str]]:
    number = next(trials(record), "") if record.kind == "trial" else ""
    yield "T2", f"{REGISTRY}{number}" if number else record.journal or ""
    yield "M3", "Trial registry record" if record.kind == "trial" else ""
    date = record.published or ""
    yield "PY", str(year(record) or "")
    yield "DA", date.replace("-", "/") if "-" in date else ""
    yield "VL", record.volume or ""
    yield "IS", record.issue or ""
    pages = _PAGES.fullmatch(record.pages or "")
    yield from zip(("SP", "EP"), pages.groups() if pages else [record.pages or ""], strict=False)


def _named(record: Record) -> Iterator[tuple[str, str]]:
    """Yield identifiers: a PubMed id is the accession number of that database, a PMCID stands where EndNote has it."""
    pmid = own(record, "pmid")
    yield "DO", own(record, "doi")
    yield "AN", pmid
    yield "DB", "PubMed" if pmid else ""
    yield "C2", own(record, "pmcid")
    yield from (("N1", f"Trial registration: {number}") for number in trials(record))


def _notes(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the Chinese texts that stand second, again, for programs that know one title and one abstract."""
    for name, texts in (("title", record.title), ("abstract", record.abstract)):
        yield from (("N1", f"Chinese {name}: {text}") for text in [*_texts(texts)][1:])
