"""Read what a bilingual encoder learns from: parallel sentences, dictionaries, and documents in two languages."""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bicorpus import InputError

ZH_KEYS = "zh", "zh_hant"
"""Keys of a row that hold the Chinese; with both, the row is two pairs."""
_ENTRY = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[[^\]]*\] /(?P<glosses>.*)/")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CHINESE_WORD = re.compile(r"\S*[\u3400-\u9fff]\S*")
_ARTICLE = re.compile(r"(?:to be|to|an?|the) ")
_NOT_A_MEANING = re.compile(r"(?:old |Japanese |erhua )?variant of|see |CL:|used in|abbr\. for|also written")

Report = Callable[[str], None]


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


def read_lessons(paths: Sequence[Path], report: Report) -> Lessons:
    """Read parallel text; what a file holds is told by its first line.

    JSON lines, also gzipped: ``{"en": "…", "zh": "…"}``, perhaps with ``zh_hant``, is a pair of sentences; lists under
    ``en`` and ``zh`` are words that all mean the same, with a ``gloss`` in English. Anything else is read as CC-CEDICT.

    Raises:
        InputError: a file can't be read or holds nothing to learn from; single bad lines are reported and left out.
    """
    terms: list[Pair] = []
    sentences: list[Pair] = []
    for path in paths:
        before = len(terms) + len(sentences)
        lines = list(_lines(path))
        if lines and lines[0].startswith("{"):
            for row in _rows(path, lines, report):
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
        for row in _rows(path, _lines(path), report)
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


def _rows(path: Path, lines: Iterable[str], report: Report) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of lines; one that is none, or has not both languages, is reported."""
    for count, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except ValueError as exc:
            report(f"{path}: row {count} left out: not JSON: {exc}")
            continue
        if isinstance(row, dict) and row.get("en") and any(row.get(key) for key in ZH_KEYS):
            yield row
        else:
            report(f'{path}: row {count} left out: expected "en" and "zh" in it')


def _sentences(row: dict[str, Any]) -> Iterator[Pair]:
    en = row["en"]
    if isinstance(en, str):
        yield from (Pair(en, zh) for key in ZH_KEYS if isinstance(zh := row.get(key), str) and zh)


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
