"""How copies of one paper differ in the labelled sets: each later member of a group against its first.

python -m bench.damage --rates
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz

Row = dict[str, str]

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "dedupe"
SETS = ("cytology_screening", "stroke", "diabetes", "digital_work_even")
FIELDS = ("title", "author", "year", "journal", "volume", "number", "pages", "doi", "abstract")
CLOSE = 90
"""rapidfuzz ratio from which two texts differ by slips of typing only."""

_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"\[[A-Za-z ,]+\]\.?$|^\[.*\]\.?$")
_MARKUP = re.compile(r"&#?\w+;|</?[a-z]{1,6}>")
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?)+")


def rates(data: Path = DATA, names: Sequence[str] = SETS) -> dict[str, Counter[str]]:
    """Return by field how many (first, later) copies stand in which relation; both empty is not counted."""
    found: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for one, other in copies(data, names):
        for field in FIELDS:
            if relation := relate(field, one.get(field) or "", other.get(field) or ""):
                found[field][relation] += 1
    return found


def sizes(data: Path = DATA, names: Sequence[str] = SETS) -> Counter[int]:
    """Return how many groups have how many members."""
    return Counter(len(group) for name in names for group in groups(data / name))


def rows(folder: Path) -> list[Row]:
    """Read the rows of a set."""
    csv.field_size_limit(2**26)
    with (folder / "records.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def groups(folder: Path) -> list[list[str]]:
    """Read the groups of a set."""
    with (folder / "groups.csv").open(encoding="utf-8", newline="") as f:
        return [row["merged_ids"].split(";") for row in csv.DictReader(f)]


def copies(data: Path = DATA, names: Sequence[str] = SETS) -> Iterator[tuple[Row, Row]]:
    """Yield (first, later) rows of every group of every set."""
    for name in names:
        by_id = {row["ID"]: with_journal(row) for row in rows(data / name)}
        for first, *later in groups(data / name):
            yield from ((by_id[first], by_id[other]) for other in later)


def with_journal(row: Row) -> Row:
    """Return the row with a book's title as its journal where it has none."""
    return row | {"journal": row.get("journal") or row.get("booktitle") or ""}


def relate(field: str, one: str, other: str) -> str | None:
    """Name the relation of two values; None where both are empty."""
    if not one and not other:
        return None
    if one == other:
        return "equal"
    if not one or not other:
        return "missing"
    return _RELATIONS[field](one, other)


def fold(text: str) -> str:
    """Return the words of a text, small and without accents."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("&amp;", "&"))
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _text(one: str, other: str) -> str:
    if one.lower() == other.lower():
        return "case"
    if _MARKED.search(one.strip()) or _MARKED.search(other.strip()):
        return "marked"
    left, right = fold(_MARKUP.sub(" ", one)), fold(_MARKUP.sub(" ", other))
    if left.replace(" ", "") == right.replace(" ", ""):
        return "markup" if bool(_MARKUP.search(one)) != bool(_MARKUP.search(other)) else "punctuation"
    if left.startswith(right) or right.startswith(left):
        return "cut"
    if fuzz.ratio(left, right) >= CLOSE:
        return "typed wrong"
    return "reordered" if fuzz.token_sort_ratio(left, right) >= CLOSE else "other"


def _names(cell: str) -> list[tuple[str, str]]:
    """Return (family name, first letter of a given name) by author."""
    parts = [part for part in re.split(r" and |(?<=[A-Z]\.)(?=[A-Z])|;", cell) if part.strip()]
    return [_name(part) for part in parts]


def _name(part: str) -> tuple[str, str]:
    family, comma, given = part.partition(",")
    if not comma:
        family, _, given = part.strip().partition(" ")
    return fold(family), fold(given)[:1]


def _authors(one: str, other: str) -> str:
    if fold(one) == fold(other):
        return "punctuation"
    left, right = [name for name, _ in _names(one)], [name for name, _ in _names(other)]
    if left == right:
        return "initials" if _initials(one) != _initials(other) else "given names"
    if sorted(left) == sorted(right):
        return "reordered"
    if left[: len(right)] == right or right[: len(left)] == left:
        return "fewer"
    return "typed wrong" if fuzz.ratio(" ".join(left), " ".join(right)) >= CLOSE else "other"


def _initials(cell: str) -> bool:
    """Tell whether the first author's given names are initials."""
    given = re.split(r" and |;", cell)[0].partition(",")[2].strip()
    return bool(_INITIALS.fullmatch(given))


def _year(one: str, other: str) -> str:
    if one[:4].isdigit() and other[:4].isdigit():
        apart = abs(int(one[:4]) - int(other[:4]))
        return {0: "punctuation", 1: "off by one"}.get(apart, "other")
    return "other"


def _journal(one: str, other: str) -> str:
    left, right = fold(one).split(), fold(other).split()
    if left == right:
        return "case"
    if sorted(set(left) - _SMALL) == sorted(set(right) - _SMALL):
        return "punctuation"
    short, long = sorted((left, right), key=lambda words: sum(map(len, words)))
    if long[: len(short)] == short:
        return "subtitle"
    return "abbreviated" if _abbreviates(short, [word for word in long if word not in _SMALL]) else "other"


_SMALL = frozenset({"a", "and", "of", "the", "in", "for", "on", "et", "de", "der", "und"})


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Tell whether each word is the beginning of the word at its place, as far as the shorter name goes."""
    return len(short) <= len(long) and all(word.startswith(begin) for begin, word in zip(short, long, strict=False))


def _number(one: str, other: str) -> str:
    left, right = re.findall(r"\d+", one), re.findall(r"\d+", other)
    return "decorated" if left and right and left[0] == right[0] else "other"


def _pages(one: str, other: str) -> str:
    left, right = re.findall(r"\d+", one), re.findall(r"\d+", other)
    if left == right:
        return "punctuation"
    if not left or not right or left[0] != right[0]:
        return "other"
    if min(len(left), len(right)) == 1:
        return "first page only"
    return "shortened" if left[1].endswith(right[1]) or right[1].endswith(left[1]) else "other"


def _doi(one: str, other: str) -> str:
    if one.lower() == other.lower():
        return "case"
    bare = [
        re.sub(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/)?(?:doi:\s*)?", "", doi.lower().strip()) for doi in (one, other)
    ]
    return "address" if bare[0] == bare[1] else "other"


_RELATIONS: dict[str, Callable[[str, str], str]] = {
    "title": _text, "author": _authors, "year": _year, "journal": _journal, "volume": _number, "number": _number,
    "pages": _pages, "doi": _doi, "abstract": _text,
}  # fmt: skip


def table(found: dict[str, Counter[str]]) -> str:
    """Return the rates as lines ``field: relation share, …``, commonest first."""
    lines = []
    for field, counted in found.items():
        total = sum(counted.values())
        shares = ", ".join(f"{name} {count / total:.1%}" for name, count in counted.most_common())
        lines.append(f"{field:9} {total:6,} pairs: {shares}")
    return "\n".join(lines)
