"""What papers are invented from: real titles, names, journals and sentences, cut into the parts that may change.

Nothing here is kept with the project: it is read from the development data when a set is generated. The pages of the
archive take ten seconds to parse, so their records are kept in the temporary directory, under the archive's hash.
"""

import gzip
import hashlib
import json
import re
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.damage_chinese import Terms, objectives, read_terms, segments
from bench.damage_journals import Journal, chinese_journals, english_journals
from bench.damage_near import distinct
from bench.damage_rates import DATA, SETS
from ingest import Record, from_json, read, to_json

COMMON_WORDS = 150
"""Words of titles, commonest first, that make a title's frame and are never changed."""
GENERIC = frozenset(
    {"Editorial", "Book review", "Letter to the editor", "Reply", "Case report", "In this issue", "Author's reply"}
    | {"Introduction to the special issue", "Abstracts", "News and notes", "Conference report", "Obituary"}
)
COMMON_SEGMENTS = 300
LONGEST_FRAME = 30
"""Parts; longer titles are OCR that ran on."""
SENTENCE = (40, 420)
"""Characters of an English sentence that is taken."""
SENTENCE_ZH = (14, 120)

_WORDS = re.compile(r"[A-Za-z][a-z]{4,}")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.!?])\s+(?=[A-Z])")
_ODD = re.compile(r"[$\\{}<>|_\n]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER_OR_WORD = re.compile(r"\d{2,}|\b[a-z]{6,}\b")
_NUMBER = re.compile(r"\d{2,}")

Frame = tuple[str, ...]
"""Text cut in pieces: those at odd places may be changed."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that invention draws from, sorted, so that one seed gives one output."""

    frames: tuple[Frame, ...]
    words: tuple[str, ...]
    """What stood in the frames' places, as often as it stood there, and rarer words of abstracts."""
    frames_zh: tuple[Frame, ...]
    words_zh: tuple[str, ...]
    sentences: tuple[tuple[Frame, ...], ...]
    """By abstract; between pieces stand words and numbers."""
    sentences_zh: tuple[tuple[Frame, ...], ...]
    families: tuple[str, ...]
    given: tuple[str, ...]
    journals: tuple[Journal, ...]
    journals_zh: tuple[Journal, ...]
    generic: tuple[str, ...]
    """Titles that several papers of a labelled set have."""
    terms: Terms


def material(data: Path = DATA.parent) -> Material:
    """Read the development data."""
    terms = read_terms(data / "parallel" / "cc-cedict.txt.gz")
    papers = [row for name in SETS for row in distinct(data / "dedupe" / name)]
    pages = archived(data / "ingest" / "chinaxiv_md.tar.gz")
    abstracts = list(_json_lines(data / "parallel" / "chinaxiv_abstracts.jsonl.gz"))
    titles = [row["title"] for row in papers] + [record.title.get("en", "") for record in pages]
    frames, words = cut_titles(titles)
    english = [row.get("abstract") or "" for row in papers] + [row["en"] for row in abstracts]
    chinese = [row["zh"] for row in abstracts]
    titles_zh = [record.title.get("zh", "") for record in pages] + objectives(chinese)
    frames_zh, words_zh = cut_chinese(titles_zh, terms.words)
    family, given = names(row["author"] or "" for row in papers)
    return Material(
        frames, words + rare_words(english), frames_zh, words_zh,
        cut_abstracts(english), cut_abstracts_zh(chinese, terms.words),
        family, given, english_journals(papers, data / "dedupe"), chinese_journals(), generic(titles), terms,
    )  # fmt: skip


def archived(path: Path) -> list[Record]:
    """Return the records of an archive of pages, parsed once."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    cache = Path(tempfile.gettempdir()) / f"bench-damage-{digest}.jsonl"
    if not cache.exists():
        part = cache.with_suffix(".part")
        part.write_bytes(b"".join(to_json(record) + b"\n" for record in unpacked(path)))
        part.replace(cache)
    return [from_json(line) for line in cache.read_bytes().splitlines()]


def unpacked(path: Path) -> Iterator[Record]:
    """Yield the records of the pages in an archive, by name."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
        for page in sorted(Path(folder).rglob("*.md")):
            yield from read(page)


def _json_lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def cut_titles(titles: list[str]) -> tuple[tuple[Frame, ...], tuple[str, ...]]:
    """Cut titles at their telling words; return (frames, the words)."""
    counted = Counter(word for title in titles for word in set(_WORDS.findall(title.lower())))
    common = {word for word, _ in counted.most_common(COMMON_WORDS)}
    frames, words = [], []
    for text in sorted(set(titles)):
        if _ODD.search(text) or _HAN.search(text) or not text.isprintable():
            continue
        frame = _cut(text, [m for m in _WORDS.finditer(text) if m[0].lower() not in common])
        if 3 < len(frame) <= LONGEST_FRAME:
            frames.append(frame)
            words += [word.lower() for word in frame[1::2]]
    return tuple(frames), tuple(words)


def _cut(text: str, places: Iterable[re.Match[str]]) -> Frame:
    pieces, end = [], 0
    for place in places:
        pieces += [text[end : place.start()], place[0]]
        end = place.end()
    return (*pieces, text[end:])


def cut_chinese(titles: list[str], words: frozenset[str]) -> tuple[tuple[Frame, ...], tuple[str, ...]]:
    """Cut Chinese titles at their telling dictionary words; return (frames, the words)."""
    cut = [segments(text.strip("*＊ "), words) for text in sorted(set(titles)) if 8 <= len(text) <= 50]
    counted = Counter(part for parts in cut for part in set(parts))
    common = {part for part, _ in counted.most_common(COMMON_SEGMENTS)}
    frames = [_joined(parts, common) for parts in cut]
    kept = tuple(frame for frame in frames if len(frame) > 3)
    return kept, tuple(word for frame in kept for word in frame[1::2])


def _joined(parts: list[str], common: set[str]) -> Frame:
    """Return a frame whose changeable pieces are the dictionary words that are not common."""
    pieces = [""]
    for part in parts:
        if len(part) > 1 and part not in common and _HAN.match(part):
            pieces += [part, ""]
        else:
            pieces[-1] += part
    return tuple(pieces)


def rare_words(abstracts: list[str]) -> tuple[str, ...]:
    """Return the words that a few abstracts have: a million papers know more words than five thousand titles."""
    counted = Counter(word for text in abstracts for word in set(re.findall(r"\b[a-z]{6,16}\b", text)))
    return tuple(sorted(word for word, count in counted.items() if 3 <= count <= 60))


def cut_abstracts(abstracts: list[str]) -> tuple[tuple[Frame, ...], ...]:
    """Cut English abstracts into sentences, and those at numbers and longer words."""
    found = []
    for text in sorted(set(abstracts)):
        sentences = [s for s in _SENTENCE_END.split(" ".join(text.split())) if SENTENCE[0] <= len(s) <= SENTENCE[1]]
        kept = tuple(_cut(s, _places(s)) for s in sentences if not _ODD.search(s))
        if len(kept) >= 3:
            found.append(kept)
    return tuple(found)


def _places(sentence: str) -> list[re.Match[str]]:
    """Return the numbers of a sentence and its longer words."""
    return list(_NUMBER_OR_WORD.finditer(sentence))


def cut_abstracts_zh(abstracts: list[str], words: frozenset[str]) -> tuple[tuple[Frame, ...], ...]:
    """Cut Chinese abstracts into sentences, and those at the longest dictionary word and at numbers."""
    found = []
    for text in sorted(set(abstracts)):
        sentences = re.findall(r"[^。\s][^。\n]*。", text)
        kept = tuple(
            _cut(s, _places_zh(s, words))
            for s in sentences
            if SENTENCE_ZH[0] <= len(s) <= SENTENCE_ZH[1] and not _ODD.search(s)
        )
        if len(kept) >= 2:
            found.append(kept)
    return tuple(found)


def _places_zh(sentence: str, words: frozenset[str]) -> list[re.Match[str]]:
    longest = max((part for part in segments(sentence, words) if _HAN.match(part)), key=len, default="")
    place = re.search(re.escape(longest), sentence) if len(longest) > 1 else None
    return sorted([*_NUMBER.finditer(sentence), *([place] if place else [])], key=lambda m: m.start())


def names(cells: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (family names, given names written out), as often as they stand in cells ``Family, Given and …``."""
    families, given = [], []
    for part in (part for cell in cells for part in cell.split(" and ") if "," in part):
        family, _, rest = part.partition(",")
        if re.fullmatch(r"[^\W\d_][\w' -]{1,24}", family.strip()) and family.strip()[0].isupper():
            families.append(family.strip())
        given += [name for name in rest.split() if re.fullmatch(r"[A-Z][^\W\d_]{2,12}", name) and not name.isupper()]
    return tuple(families), tuple(given)


def generic(titles: list[str]) -> tuple[str, ...]:
    """Return the short titles that stand over several papers."""
    counted = Counter(title.strip(". ") for title in titles if 0 < len(title.split()) <= 5)
    return tuple(sorted({title for title, count in counted.items() if count > 1} | GENERIC))
