"""Papers that don't exist, invented from real ones: titles with terms exchanged, other authors, journals and pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from random import Random
from typing import NamedTuple

from bench import damage_chinese as chinese
from bench.damage_chinese import Pair
from bench.damage_journals import Journal
from bench.damage_material import Frame, Material

KEPT_WORD = 0.2
"""Share of a frame's words that stay: papers of one field share terms."""
CHINESE = 0.25
BILINGUAL = 0.3
"""Of the Chinese papers, those with both titles."""
FORMED = 0.55
"""Of the Chinese papers, those titled by a form, so that their English title is known; the rest by a frame."""
ABSTRACT = 0.33
DOI, DOI_ZH = 0.6, 0.3
OBJECTIVE = ("目的：探讨", "【目的】分析", "目的 研究", "本文介绍")
CHANGED = 0.35
"""Share of a sentence's longer words that are exchanged."""
SKEW, SKEW_ZH = 2.0, 1.5
"""The commonest of the 4,500 journals has 1.5 % of the papers, of the 200 Chinese ones 3 %."""
YEARS = (1985, 2021)


class Author(NamedTuple):
    """One person; ``han`` is the whole name in characters."""

    family: str
    given: str
    han: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One invented paper, as its publisher knows it."""

    number: int
    family: int
    near: str
    """Kind of its family."""
    title: str
    """English; empty where nobody has translated it."""
    title_zh: str
    authors: tuple[Author, ...]
    year: int
    journal: Journal
    issue: int
    first: int
    last: int
    doi: str
    abstract: str
    abstract_zh: str
    bilingual: bool = False
    """Both titles are shown; else the English one of a Chinese paper is known to translators only."""

    @property
    def language(self) -> str:
        return "both" if self.bilingual else "zh" if self.title_zh else "en"

    @property
    def volume(self) -> int:
        return self.year - self.journal.first + 1


@dataclass(slots=True)
class Press:
    """What invention needs at hand: the material, the chance, and the titles that were used."""

    material: Material
    rng: Random
    used: set[bytes]
    numbers: Iterator[int]


def paper(press: Press, near: str, family: int = -1) -> Paper:
    """Invent one paper; of a family that begins with it unless ``family`` is given."""
    rng, number = press.rng, next(press.numbers)
    is_chinese = rng.random() < CHINESE
    title, title_zh = new_title(press, is_chinese=is_chinese)
    journals = press.material.journals_zh if is_chinese else press.material.journals
    journal = journals[int(len(journals) * rng.random() ** (SKEW_ZH if is_chinese else SKEW))]
    year = rng.randrange(max(YEARS[0], journal.first + 1), YEARS[1])
    issue = rng.randrange(1, journal.issues + 1)
    first = page_of(rng, journal, issue)
    written = Paper(
        number, number if family < 0 else family, near, title, title_zh, team(press, is_chinese=is_chinese), year,
        journal, issue, first, first + rng.randrange(1, 14), "", "", "",
        is_chinese and bool(title) and rng.random() < BILINGUAL,
    )  # fmt: skip
    return with_abstract(press, with_doi(rng, written))


def with_doi(rng: Random, one: Paper) -> Paper:
    """Return the paper with a DOI of its own, if its publisher gives any."""
    if rng.random() >= (DOI_ZH if one.title_zh else DOI):
        return replace(one, doi="")
    return replace(one, doi=f"{one.journal.prefix}.{one.year}.{one.issue:02}.{one.number:06}")


def page_of(rng: Random, journal: Journal, issue: int) -> int:
    """Return a page of an issue, counted through the volume."""
    return (issue - 1) * (1800 // journal.issues) + rng.randrange(1, 1700 // journal.issues)


def new_title(press: Press, *, is_chinese: bool) -> Pair:
    """Return a title (English, Chinese) that no other paper has."""
    while True:
        if not is_chinese:
            found = from_frame(press.rng, press.rng.choice(press.material.frames), press.material.words), ""
        elif press.rng.random() < FORMED:
            zh, en = chinese.written(*chinese.title(press.rng, press.material.terms))
            found = en, zh
        else:
            frame = press.rng.choice(press.material.frames_zh)
            found = "", from_frame(press.rng, frame, press.material.words_zh)
        if is_new(press.used, found):
            return found


def is_new(used: set[bytes], title: Pair) -> bool:
    """Note a title's letters; tell whether they were not there before."""
    digest = blake2b("".join(filter(str.isalnum, (title[1] or title[0]).lower())).encode(), digest_size=8).digest()
    size = len(used)
    used.add(digest)
    return len(used) > size


def from_frame(rng: Random, frame: Frame, words: tuple[str, ...]) -> str:
    """Fill a frame with other words."""
    pieces = list(frame)
    for place in range(1, len(pieces), 2):
        if rng.random() >= KEPT_WORD:
            word = words[int(rng.random() * len(words))]
            pieces[place] = word.capitalize() if pieces[place][0].isupper() else word
    text = "".join(pieces)
    return text[:1].upper() + text[1:]


def team(press: Press, *, is_chinese: bool) -> tuple[Author, ...]:
    """Invent the authors of one paper."""
    rng = press.rng
    size = min(12, 1 + int(rng.expovariate(0.28)))
    if is_chinese:
        return tuple(Author(*chinese.person(rng)) for _ in range(size))
    families_, given = press.material.families, press.material.given
    return tuple(
        Author(
            rng.choice(families_), rng.choice(given) + (f" {rng.choice(given)[0]}." if rng.random() < 0.5 else ""), ""
        )
        for _ in range(size)
    )


def with_abstract(press: Press, one: Paper) -> Paper:
    """Return the paper with an abstract put together from sentences of several, words and numbers exchanged."""
    rng, material = press.rng, press.material
    if rng.random() >= ABSTRACT:
        return one
    if one.title_zh:
        zh = "".join(sentences(rng, material.sentences_zh, material.words_zh, one.title_zh))
        return replace(one, abstract_zh=rng.choice(OBJECTIVE) + one.title_zh + "。" + zh)
    return replace(one, abstract=" ".join(sentences(rng, material.sentences, material.words, one.title)))


def sentences(
    rng: Random, abstracts: tuple[tuple[Frame, ...], ...], words: tuple[str, ...], title: str
) -> Iterator[str]:
    """Yield the sentences of an abstract: three runs of two or three; the first run speaks of the title's words."""
    telling = re.findall(r"[a-z]{5,}", title) or words
    for run in range(3):
        abstract = abstracts[int(rng.random() * len(abstracts))]
        start = int(rng.random() * len(abstract))
        for frame in abstract[start : start + rng.randrange(2, 4)]:
            yield from_numbers(rng, frame, telling if not run else words)


def from_numbers(rng: Random, frame: Frame, words: Sequence[str]) -> str:
    """Fill a sentence: other numbers of as many digits, some other words."""
    pieces = list(frame)
    for place in range(1, len(pieces), 2):
        old = pieces[place]
        if old.isdigit():
            pieces[place] = str(rng.randrange(10 ** (len(old) - 1), 10 ** len(old)))
        elif rng.random() < CHANGED or len(pieces) < 6:
            pieces[place] = words[int(rng.random() * len(words))]
    return "".join(pieces)
