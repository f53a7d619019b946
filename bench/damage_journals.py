"""Journals of invented papers: those of the labelled sets, more named after them, and how each is abbreviated."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from bench.damage_chinese import journals
from bench.damage_rates import Row, copies, fold

ADJECTIVES = (
    "European", "American", "British", "Scandinavian", "Indian", "Canadian", "International", "Korean", "Japanese",
    "Turkish", "Brazilian", "Asian", "Australian", "Italian", "Clinical", "Experimental", "Open", "Current", "World",
)  # fmt: skip
ISO_4 = {
    "journal": "j", "international": "int", "medicine": "med", "medical": "med", "clinical": "clin", "european": "eur",
    "american": "am", "british": "br", "research": "res", "diseases": "dis", "disease": "dis", "review": "rev",
    "reviews": "rev", "annals": "ann", "archives": "arch", "chinese": "chin", "science": "sci", "sciences": "sci",
    "studies": "stud", "society": "soc", "association": "assoc", "internal": "intern", "health": "health",
    "practical": "pract", "management": "manag", "australian": "aust", "scandinavian": "scand", "systems": "syst",
}  # fmt: skip
SMALL = frozenset({"a", "and", "of", "the", "in", "for", "on", "&"})

_ENDING = re.compile(r"[aeiouy][a-z]{1,3}$")


class Journal(NamedTuple):
    """One journal; its volumes count from the year before ``first``."""

    name: str
    short: str
    zh: str
    first: int
    issues: int
    prefix: str


def english_journals(papers: list[Row], data: Path) -> tuple[Journal, ...]:
    """Return the journals of the labelled sets and as many more named after them, real ones first, commonest first."""
    counted = Counter(_bare(row.get("journal") or "") for row in papers)
    known = _abbreviations(data)
    names_ = [name for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])) if _is_long(name)]
    by_key = {" ".join(word for word in fold(name).split() if word not in SMALL): name for name in reversed(names_)}
    real = list(reversed(by_key.values()))
    fields = sorted({name.partition("Journal of ")[2] for name in real} - {""})
    made = [f"{adjective} Journal of {field}" for field in fields for adjective in ADJECTIVES]
    every = list(dict.fromkeys(real + [name for name in made if fold(name) not in by_key]))
    return tuple(_journal(name, abbreviated(name, known), "", place) for place, name in enumerate(every))


def chinese_journals() -> tuple[Journal, ...]:
    """Return the journals of ``damage_chinese``."""
    return tuple(_journal(en, abbreviated(en, {}), zh, place) for place, (zh, en) in enumerate(journals()))


def _journal(name: str, short: str, zh: str, place: int) -> Journal:
    prefix = (
        f"10.3969/j.issn.{1000 + place}" if zh else f"10.{1002 + place % 97}/j.{short.replace(' ', '').lower()[:9]}"
    )
    return Journal(name, short, zh, 1950 + place * 7 % 45, (4, 6, 12, 12, 24)[place % 5], prefix)


def _bare(name: str) -> str:
    """Return a journal's name without subtitle and brackets, in capitals as in print."""
    words = re.split(r"\s*[:(\[=]", name)[0].replace(" & ", " and ").strip(" .").split()
    return " ".join(word if word in SMALL else word[:1].upper() + word[1:] for word in words)


def _is_long(name: str) -> bool:
    """Tell whether a name is written out: its last word is no abbreviation."""
    words = name.split()
    return len(words) > 1 and len(words[-1]) > 5 and len(name) < 80 and not re.search(r"[\d.]|[A-Z]{2}", name)


def _abbreviations(data: Path) -> dict[str, str]:
    """Learn how words of journals are abbreviated from the names that copies of one paper give."""
    learnt: dict[str, Counter[str]] = {}
    for pair in copies(data):
        short, long = sorted(([w for w in fold(row["journal"]).split() if w not in SMALL] for row in pair), key=_length)
        if len(short) == len(long) > 1 and all(a.startswith(b) for a, b in zip(long, short, strict=True)):
            for word, begin in zip(long, short, strict=True):
                if len(begin) < len(word):
                    learnt.setdefault(word, Counter())[begin] += 1
    return {word: counted.most_common(1)[0][0] for word, counted in sorted(learnt.items())}


def _length(words: list[str]) -> int:
    return sum(map(len, words))


def abbreviated(name: str, known: dict[str, str]) -> str:
    """Abbreviate a journal's name: as was learnt, else in the manner of ISO 4, which cuts the ending off."""
    words = [word for word in name.split() if word.lower() not in SMALL]
    if len(words) == 1:
        return name
    return " ".join((known.get(word.lower()) or _stem(word.lower())).capitalize() for word in words)


def _stem(word: str) -> str:
    return ISO_4.get(word) or (_ENDING.sub("", word) if len(word) > 6 else word)
