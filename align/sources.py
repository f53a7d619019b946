"""Read what a bilingual encoder learns from: parallel sentences, dictionaries, and documents in two languages."""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec

from bicorpus import InputError

ZH_KEYS = "zh", "zh_hant"
"""Keys of a row that hold the Chinese; with both, the row is two pairs."""
_ENTRY = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[[^\]]*\] /(?P<glosses>.*)/")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CHINESE_WORD = re.compile(r"\S*[\u3400-\u9fff]\S*")
_ARTICLE = re.compile(r"(?:to be|to|an?|the) ")
_NOT_A_MEANING = re.compile(r"(?:old |Japanese |erhua )?variant of|see |CL:|used in|abbr\. for|also written")

Report = Callable[[str], None]
Place = Annotated[int, msgspec.Meta(ge=0)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that say the same."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learned from: words with their translations, and sentences with theirs."""

    terms: tuple[Pair, ...] = ()
    sentences: tuple[Pair, ...] = ()


class GoldRow(msgspec.Struct, frozen=True):
    """A run of sentences of which a person said what translates what."""

    en: list[str]
    zh: list[str]
    gold: list[tuple[list[Place], list[Place]]]
    """Places of the sentences that belong together; one side is empty where a sentence has no translation."""


def read_lessons(paths: Sequence[Path], report: Report) -> Lessons:
    """Read parallel text; what a file holds is told by its first line.

    JSON lines, also gzipped: ``{"en": "…", "zh": "…"}``, perhaps with ``zh_hant``, is a pair of sentences; lists under
    ``en`` and ``zh`` are words that all mean the same, with a ``gloss`` in English, or, where ``gold`` tells which of
    them belong together (``[[[0], [0, 1]], …]``), sentences in order. Anything else is read as CC-CEDICT.

    Raises:
        InputError: a file can't be read or holds nothing to learn from; single bad lines are reported and left out.
    """
    terms: list[Pair] = []
    sentences: list[Pair] = []
    for path in paths:
        before = len(terms) + len(sentences)
        lines = list(_lines(path))
        if lines and lines[0].startswith("{"):
            for count, row in _rows(path, lines, report):
                if "gold" in row:
                    sentences += _aligned(path, count, row, report)
                else:
                    terms += _synonyms(row)
                    sentences += _sentences(row)
        else:
            terms += (pair for line in lines for pair in _entry(line))
        if len(terms) + len(sentences) == before:
            raise InputError(f"{path}: no pair of English and Chinese in it; see: bicorpus train --help")
    return Lessons(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(sentences)))


def read_documents(paths: Sequence[Path], report: Report) -> list[Pair]:
    """Read JSON lines ``{"en": "…", "zh": "…"}`` of whole texts in two languages, not aligned."""
    return [
        pair
        for path in paths
        for _, row in _rows(path, _lines(path), report)
        for pair in _sentences(row)
        if pair.en.strip()
    ]


def _lines(path: Path) -> Iterator[str]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (OSError, EOFError, gzip.BadGzipFile, UnicodeDecodeError) as exc:
        raise InputError(f"{path}: can't be read: {exc}; expected UTF-8 text, perhaps gzipped") from exc
    return (line for line in text.split("\n") if line.strip())


def _rows(path: Path, lines: Iterable[str], report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the JSON objects of lines with their numbers; one that is none, or lacks a language, is reported."""
    for count, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except ValueError as exc:
            report(f"{path}: row {count} left out: not JSON: {exc}")
            continue
        if isinstance(row, dict) and ("gold" in row or (row.get("en") and any(row.get(key) for key in ZH_KEYS))):
            yield count, row
        else:
            report(f'{path}: row {count} left out: expected "en" and "zh" in it')


def _sentences(row: dict[str, Any]) -> Iterator[Pair]:
    en = row.get("en")
    if isinstance(en, str):
        yield from (Pair(en, zh) for key in ZH_KEYS if isinstance(zh := row.get(key), str) and zh)


def _aligned(path: Path, count: int, row: dict[str, Any], report: Report) -> Iterator[Pair]:
    """Yield the sentences that belong together, English joined by a space and Chinese by nothing."""
    try:
        gold = msgspec.convert(row, GoldRow)
        pairs = [([gold.en[i] for i in en], [gold.zh[j] for j in zh]) for en, zh in gold.gold if en and zh]
    except (msgspec.ValidationError, IndexError) as exc:
        report(f"{path}: row {count} left out: its gold does not say which of its sentences belong together: {exc}")
        return
    yield from (Pair(" ".join(en), "".join(zh)) for en, zh in pairs)


def _synonyms(row: dict[str, Any]) -> Iterator[Pair]:
    if isinstance(row["en"], list) and isinstance(row.get("zh"), list):
        if isinstance(gloss := row.get("gloss"), str):
            yield Pair(gloss, " ".join(map(str, row["zh"])))
        yield from (Pair(str(en).replace("_", " "), str(zh)) for zh in row["zh"] for en in row["en"])


def _entry(line: str) -> Iterator[Pair]:
    """Yield a dictionary line's Chinese word with each of its meanings, less grammar and cross-references."""
    entry = _ENTRY.match(line)
    if line.startswith("#") or not entry:
        return
    for gloss in entry["glosses"].split("/"):
        if _NOT_A_MEANING.match(gloss):
            continue
        plain = _CHINESE_WORD.sub("", _BRACKETED.sub(" ", gloss)).strip()
        if meaning := _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain:
            yield Pair(meaning, entry["simplified"])
