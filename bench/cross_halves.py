"""Half records: the English and the Chinese side of one paper, as two mirrors would have it.

They are made from the 300 ChinaXiv pages, as the toolkit reads them, and from the 4,165 pairs of ChinaXiv abstracts.
Papers that ChinaXiv holds twice are kept once. Each paper belongs to one of two parts by its number, so that an encoder
trained without a part can be tried on it.
"""

import gzip
import itertools
import random
import re
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from rapidfuzz import fuzz

from align import load_encoder
from dedupe.names import parse
from ingest import Record, Source, read

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
ABSTRACTS = DATA / "parallel" / "chinaxiv_abstracts.jsonl.gz"
PAGES = DATA / "ingest" / "chinaxiv_md.tar.gz"
MEDLINE = DATA / "align" / "wmt18_medline.jsonl"
ALIKE, ONE_PAPER = 0.8, 90
"""Cosine from which abstracts of one language are looked at, and rapidfuzz ratio from which they are one paper's."""
LONE = 0.3
"""Share of papers of which only one half is in the input."""


class Paper(NamedTuple):
    """Both halves."""

    id: str
    english: Record
    chinese: Record
    biomedical: bool = True

    @property
    def part(self) -> int:
        """0 or 1, the same for all versions of a preprint."""
        return part_of(self.id)


def part_of(name: str) -> int:
    """Return the part that a preprint belongs to."""
    return zlib.crc32(name.partition("V")[0].encode()) % 2


def from_abstracts() -> list[Paper]:
    """Return halves of nothing but an abstract."""
    with gzip.open(ABSTRACTS, "rb") as lines:
        rows = [msgspec.json.decode(line) for line in lines]
    papers = [
        Paper(
            row["id"],
            _record(f"{row['id']}-en", abstract={"en": row["en"]}),
            _record(f"{row['id']}-zh", abstract={"zh": row["zh"]}),
            row["biomedical"],
        )
        for row in rows
    ]
    return _once(papers)


def from_pages() -> list[Paper]:
    """Return halves with title, abstract, year, and authors where the page was read to name them.

    The English half has those whose pinyin stands on the page.
    """
    with tempfile.TemporaryDirectory() as folder, tarfile.open(PAGES) as archive:
        archive.extractall(folder, filter="data")
        return _once([_paper(path) for path in sorted(Path(folder).rglob("*.md"))])


def _paper(path: Path) -> Paper:
    (record,) = read(path)
    text = re.sub(r"[\s-]", "", path.read_text(encoding="utf-8")).lower()
    halves = [
        _record(
            f"{path.stem}-{lang}",
            title={lang: record.title[lang]} if lang in record.title else {},
            abstract={lang: record.abstract[lang]} if lang in record.abstract else {},
            published=f"{path.stem[9:13]}-{path.stem[13:15]}",
            authors=record.authors if lang == "zh" else tuple(_romanised(record.authors, text)),
        )
        for lang in ("en", "zh")
    ]
    return Paper(path.stem, *halves)


def _romanised(authors: Iterable[str], text: str) -> Iterator[str]:
    for author in authors:
        name = parse(author)
        for words in itertools.permutations(sorted(name.words)) if name and name.han else ():
            if "".join(words) in text:
                yield " ".join(words).title()
                break


def _record(name: str, **fields: object) -> Record:
    return Record(id=name, kind="paper", site="chinaxiv", source=Source(path=name), **fields)


def _once(papers: Sequence[Paper]) -> list[Paper]:
    again: set[int] = set()
    for lang, halves in (("en", [p.english for p in papers]), ("zh", [p.chinese for p in papers])):
        texts = [half.abstract.get(lang, "") for half in halves]
        vectors = load_encoder().encode(texts)
        for one, other in zip(*np.nonzero(np.triu(vectors @ vectors.T, 1) > ALIKE), strict=True):
            if fuzz.ratio(texts[one], texts[other]) >= ONE_PAPER:
                again.add(int(other))
    return [paper for row, paper in enumerate(papers) if row not in again]


def medline() -> list[Paper]:
    """Return Medline sentences as if they were titles; the last thirteen of the file are mislabelled."""
    rows = [msgspec.json.decode(line) for line in MEDLINE.read_bytes().splitlines()][:443]
    return [
        Paper(
            f"medline-{number}",
            _record(f"medline-{number}-en", title={"en": row["en"]}),
            _record(f"medline-{number}-zh", title={"zh": row["zh"]}),
        )
        for number, row in enumerate(rows)
    ]


def without(papers: Iterable[Paper], *fields: str) -> list[Paper]:
    """Return the papers with some fields empty in both halves."""
    blank = {"title": {}, "abstract": {}, "authors": (), "published": None}
    emptied = {field: blank[field] for field in fields}
    replace = msgspec.structs.replace
    return [p._replace(english=replace(p.english, **emptied), chinese=replace(p.chinese, **emptied)) for p in papers]


def cut(papers: Iterable[Paper], english: int, chinese: int) -> list[Paper]:
    """Return the papers with their abstracts cut short."""
    return [
        p._replace(english=_cut(p.english, english), chinese=_cut(p.chinese, chinese))
        for p in papers
        if p.english.abstract and p.chinese.abstract
    ]


def _cut(record: Record, length: int) -> Record:
    return msgspec.structs.replace(record, abstract={lang: text[:length] for lang, text in record.abstract.items()})


def halves(papers: Iterable[Paper], seed: int, lone: float = LONE) -> tuple[list[Record], set[tuple[str, str]]]:
    """Return the records of an input in which some partners are missing, and the true pairs in it."""
    chance = random.Random(seed)
    records: list[Record] = []
    true: set[tuple[str, str]] = set()
    for paper in papers:
        if chance.random() < lone:
            records.append(chance.choice((paper.english, paper.chinese)))
        else:
            records += (paper.english, paper.chinese)
            true.add((paper.english.id, paper.chinese.id))
    return records, true
