"""How databases write the authors of a paper, and how they get them wrong."""

import re
import unicodedata
from collections.abc import Sequence
from random import Random

from bench.damage_chinese import GIVEN, pinyin
from bench.damage_fields import PLACES, Row, changed, slip
from bench.damage_papers import Author, Paper

FULL, DOTS, BARE, PUBMED, RUN_ON = STYLES = range(5)
STYLE_SHARES = (0.35, 0.25, 0.22, 0.08, 0.10)
"""``Zuna, Rosemary E.``, ``Zuna, R. E.``, ``Zuna, R E``, ``Zuna RE``, and ``Zuna R. E.Wang S. S.``"""


def names(authors: Sequence[Author], style: int) -> str:
    """Write names in Latin letters in one of the styles."""
    if style == FULL:
        return " and ".join(f"{a.family}, {a.given}" for a in authors)
    if style == PUBMED:
        return "; ".join(f"{a.family} {initials(a.given)}" for a in authors)
    if style == RUN_ON:
        return "".join(f"{a.family} {'. '.join(initials(a.given))}." for a in authors)
    between, end = (". ", ".") if style == DOTS else (" ", "")
    return " and ".join(f"{a.family}, {between.join(initials(a.given))}{end}" for a in authors)


def initials(given: str) -> str:
    return "".join(part[0] for part in given.split())


def han_names(authors: Sequence[Author]) -> str:
    return " and ".join(author.han for author in authors)


def restyled(copy: Row, style: int, paper: Paper, rng: Random, wear: float) -> list[str]:
    """Write the authors in another style, unless something else has happened to them."""
    if copy["author"] != names(paper.authors, style):
        return []
    chance = rng.random() / wear
    if chance < 0.105:
        copy["author"] = names(paper.authors, FULL if style != FULL else rng.choice((DOTS, BARE)))
        return ["author initials"]
    if chance < 0.170 and style != FULL:
        copy["author"] = names(paper.authors, DOTS if style == BARE else BARE)
        return ["author punctuation"]
    if chance < 0.150:
        copy["author"] = names([a._replace(given=a.given.split()[0]) for a in paper.authors], style)
        return ["author given names"] if copy["author"] != names(paper.authors, style) else []
    return []


def authors_fewer(row: Row, paper: Paper, rng: Random) -> bool:
    """Keep the first, the first three or six, or all but the last; say so or don't."""
    if len(paper.authors) < 2 or " and " not in row["author"]:
        return False
    parts = row["author"].split(" and ")
    kept = rng.choice([n for n in (1, 3, 6, len(parts) - 1) if n < len(parts)])
    return changed(row, "author", " and ".join(parts[:kept] + ["others"] * (rng.random() < 0.3)))


def authors_typed(row: Row, _paper: Paper, rng: Random) -> bool:
    """Drop the diacritics, or mistype one family name."""
    cell = row["author"]
    plain = "".join(c for c in unicodedata.normalize("NFKD", cell) if not unicodedata.combining(c))
    if plain != cell:
        return changed(row, "author", plain)
    places = list(re.finditer(r"[A-Z][a-z]{3,}", cell))
    if not places:
        return False
    place = rng.choice(places)
    return changed(row, "author", cell[: place.start()] + slip(place[0], rng) + cell[place.end() :])


def authors_other(row: Row, paper: Paper, rng: Random) -> bool:
    """Take one author's names for each other, or the last one's for a group's, or all given names for initials."""
    if " and " not in row["author"]:
        return False
    parts = row["author"].split(" and ")
    at = rng.randrange(len(parts))
    family, given = paper.authors[at].family, paper.authors[at].given.split()[0]
    parts[at] = f"{given}, {family[0]}" if rng.random() < 0.5 else f"{family}, -{rng.choice(PLACES)}-Study-Group"
    return changed(row, "author", " and ".join(parts))


def pinyin_names(paper: Paper, rng: Random) -> str:
    """Write Chinese names in Latin letters, in one of the styles; two syllables may be joined by a hyphen."""
    authors = (
        [a._replace(given="-".join(pinyin(c) for c in a.han[1:]).title()) for a in paper.authors]
        if rng.random() < 0.4
        else paper.authors
    )
    return names(authors, rng.choice((FULL, FULL, DOTS, BARE, PUBMED)))


def authors_pinyin(row: Row, paper: Paper, rng: Random) -> bool:
    return changed(row, "author", pinyin_names(paper, rng))


def authors_separated(row: Row, _paper: Paper, rng: Random) -> bool:
    return changed(row, "author", row["author"].replace(" and ", rng.choice((";", "；", ",", "，"))))


def authors_homophone(row: Row, paper: Paper, rng: Random) -> bool:
    """Mistake the last character of one name for another that sounds the same."""
    name = rng.choice(paper.authors).han
    alike = [c for c in GIVEN if pinyin(c) == pinyin(name[-1]) and c != name[-1]]
    return bool(alike) and changed(row, "author", row["author"].replace(name, name[:-1] + rng.choice(alike), 1))
