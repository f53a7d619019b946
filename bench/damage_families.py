"""Families of invented papers: what different papers have in common, as often as in the labelled sets.

Of the 6,134 papers of these sets 65 % share a journal's issue with another, 57 % the first author's family name, 3.0 %
the whole title, 2.8 % the first author and most of the title (``python -m bench.damage --rates``).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from random import Random

from rapidfuzz import fuzz

from bench import damage_chinese as chinese
from bench.damage_chinese import Pair
from bench.damage_material import Material
from bench.damage_papers import Author, Paper, Press, is_new, page_of, paper, sentences, team, with_doi

SHARES = {
    "issue": 0.45, "team": 0.20, "series": 0.028, "generic": 0.020, "meeting": 0.005, "part": 0.003, "notice": 0.003,
    "yearly": 0.002, "alone": 0.289,
}  # fmt: skip
"""Of papers, by family. ``issue``: nothing but the issue in common. ``team``: the authors. ``series``: authors and a
title that differs in a term. ``generic``: a title such as "Editorial". ``meeting``: a talk's abstract and the article
under one title (a version, not a copy). ``part``: Part I and II. ``notice``: an article and its erratum. ``yearly``:
one title every year."""
SIZES = {
    "issue": (2, 2, 2, 3, 3, 4, 5, 6, 8, 10), "team": (2, 2, 3, 4, 6), "series": (2, 2, 2, 3), "generic": (2, 3, 4, 6),
    "meeting": (2,), "part": (2, 2, 3), "notice": (2,), "yearly": (2, 3, 5), "alone": (1,),
}  # fmt: skip
ALIKE = 60
"""rapidfuzz ratio from which two words may be forms of one."""
ROMAN = ("I", "II", "III")
HAN_NUMBERS = "一二三"


def families(material: Material, rng: Random) -> Iterator[list[Paper]]:
    """Yield families of papers without end; titles are unique but where a family's kind says otherwise."""
    press = Press(material, rng, set(), count())
    kinds = list(SHARES)
    weights = [SHARES[kind] * len(SIZES[kind]) / sum(SIZES[kind]) for kind in kinds]
    while True:
        (near,) = rng.choices(kinds, weights)
        yield FAMILIES[near](press, near, rng.choice(SIZES[near]))


def alone(press: Press, near: str, _size: int) -> list[Paper]:
    return [paper(press, near)]


def issue(press: Press, near: str, size: int) -> list[Paper]:
    """Invent papers that follow each other in one issue."""
    first = paper(press, near)
    found = [first]
    while len(found) < size:
        other = paper(press, near, first.number)
        if bool(other.title_zh) == bool(first.title_zh):
            at = found[-1].last + 1
            placed = replace(
                other,
                journal=first.journal,
                year=first.year,
                issue=first.issue,
                first=at,
                last=at + other.last - other.first,
            )
            found.append(with_doi(press.rng, placed))
    return found


def same_team(press: Press, near: str, size: int) -> list[Paper]:
    """Invent papers of one team, in other places and years."""
    first = paper(press, near)
    found = [first]
    while len(found) < size:
        other = paper(press, near, first.number)
        if bool(other.title_zh) == bool(first.title_zh):
            found.append(replace(other, authors=reshuffled(press.rng, first.authors)))
    return found


def reshuffled(rng: Random, authors: tuple[Author, ...]) -> tuple[Author, ...]:
    """Return most of the authors; the first stays first more often than not."""
    first, rest = authors[:1], list(authors[1:])
    rng.shuffle(rest)
    rest = rest[: max(1, int(len(rest) * rng.uniform(0.6, 1.0)))]
    return (*first, *rest) if rng.random() < 0.7 else (*rest, *first)


def following(press: Press, one: Paper, years: int = 0) -> Paper:
    """Return the next paper of the same authors in the same journal, after ``years``, under the same title."""
    rng, number = press.rng, next(press.numbers)
    at = one.last + 1 if not years else page_of(rng, one.journal, one.issue)
    moved = replace(
        one, number=number, year=one.year + years, first=at, last=at + rng.randrange(1, 14), abstract="", abstract_zh=""
    )
    return with_doi(rng, moved)


def series(press: Press, near: str, size: int) -> list[Paper]:
    """Invent papers of one team whose titles differ in a term; their abstracts share sentences."""
    first = paper(press, near)
    found = [first]
    while len(found) < size:
        en, zh = varied_title(press, first)
        if not is_new(press.used, (en, zh)):
            continue
        moved = following(press, found[-1], press.rng.choice((0, 0, 1, 1, 2)))
        if press.rng.random() < 0.5:
            moved = elsewhere(press, moved)
        found.append(
            replace(
                moved,
                title=en,
                title_zh=zh,
                bilingual=False,
                abstract=other_end(press, first),
                authors=reshuffled(press.rng, first.authors),
            )
        )
    return found


def varied_title(press: Press, one: Paper) -> Pair:
    """Return a paper's title (English, Chinese) with one telling word exchanged; nobody translates it."""
    rng, material = press.rng, press.material
    if one.title_zh:
        parts = chinese.segments(one.title_zh, material.terms.words)
        number = rng.choice([i for i, part in enumerate(parts) if len(part) > 1] or [0])
        parts[number] = another(rng, material.words_zh, parts[number])
        return "", "".join(parts)
    places = list(re.finditer(r"\b[A-Za-z]{6,}\b", one.title)) or list(re.finditer(r"\w+", one.title))
    place = rng.choice(places)
    word = another(rng, material.words, place[0].lower())
    word = word.capitalize() if place[0][0].isupper() else word
    return one.title[: place.start()] + word + one.title[place.end() :], ""


def another(rng: Random, words: Sequence[str], old: str) -> str:
    """Return a word that nobody takes for the old one."""
    while fuzz.ratio(word := rng.choice(words), old) >= ALIKE:
        pass
    return word


def other_end(press: Press, one: Paper) -> str:
    """Return the abstract with its second half of other sentences."""
    if not one.abstract:
        return ""
    rest = sentences(press.rng, press.material.sentences, press.material.words, one.title)
    return " ".join((one.abstract[: len(one.abstract) // 2].rpartition(". ")[0] + ".", *rest))


def elsewhere(press: Press, one: Paper) -> Paper:
    """Return the paper in another journal."""
    journals = press.material.journals_zh if one.title_zh else press.material.journals
    moved = replace(
        one, journal=press.rng.choice([j for j in journals[:400] if j.first < one.year and j != one.journal])
    )
    return with_doi(press.rng, moved)


def generic(press: Press, near: str, size: int) -> list[Paper]:
    """Invent pieces under one generic title: by the editor in issue after issue, or by anybody anywhere."""
    first = replace(paper(press, near), abstract="", abstract_zh="", bilingual=False)
    if first.title_zh:
        zh, _ = press.rng.choice(chinese.GENERIC)
        first = replace(first, title="", title_zh=zh)
    else:
        first = replace(first, title=press.rng.choice(press.material.generic))
    if press.rng.random() < 0.5:
        return [first, *(following(press, first, years) for years in range(1, size))]
    return [
        first,
        *(
            elsewhere(press, replace(following(press, first, 1), authors=team(press, is_chinese=bool(first.title_zh))))
            for _ in range(1, size)
        ),
    ]


def meeting(press: Press, near: str, _size: int) -> list[Paper]:
    """Invent an article and the abstract of the talk that came a year before it, in a supplement of another journal."""
    article = paper(press, near)
    talk = elsewhere(press, following(press, article, -1))
    at = press.rng.randrange(200, 900)
    return [article, replace(talk, first=at, last=at)]


def part(press: Press, near: str, size: int) -> list[Paper]:
    """Invent a paper in parts."""
    whole = paper(press, near)
    found = [whole]
    while len(found) < size:
        found.append(following(press, found[-1]))
    return [
        replace(
            one,
            title=f"{one.title.rstrip('.')}: Part {ROMAN[place]}" if one.title else "",
            title_zh=f"{one.title_zh}（{HAN_NUMBERS[place]}）" if one.title_zh else "",
        )
        for place, one in enumerate(found)
    ]


def notice(press: Press, near: str, _size: int) -> list[Paper]:
    """Invent an article and a later notice about it."""
    article = paper(press, near)
    later = following(press, article)
    word, word_zh = press.rng.choice(
        (("Erratum to: ", "更正："), ("Retraction of: ", "撤稿声明："), ("Comment on: ", "评论："))
    )
    title, title_zh = (
        word + article.title if article.title else "",
        word_zh + article.title_zh if article.title_zh else "",
    )
    return [article, replace(later, title=title, title_zh=title_zh, last=later.first)]


def yearly(press: Press, near: str, size: int) -> list[Paper]:
    """Invent a report that comes every year; half of them name it in the title."""
    first = paper(press, near)
    found = [first, *(following(press, first, years) for years in range(1, size))]
    return found if press.rng.random() < 0.5 else [dated(one) for one in found]


def dated(one: Paper) -> Paper:
    title_zh = f"{one.title_zh}（{one.year}年）" if one.title_zh else ""
    return replace(one, title=f"{one.title.rstrip('.')} - {one.year}" if one.title else "", title_zh=title_zh)


FAMILIES: dict[str, Callable[[Press, str, int], list[Paper]]] = {
    "issue": issue, "team": same_team, "series": series, "generic": generic, "meeting": meeting, "part": part,
    "notice": notice, "yearly": yearly, "alone": alone,
}  # fmt: skip
