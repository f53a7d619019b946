"""What a person types into the search field, as an expression of FTS5; there is no text that is not a query.

Words are to be found all of them, anywhere in a record. ``"in this order"``, ``-without``, ``begin*`` and ``one OR
another`` are as search engines have taught; ``AND`` and ``NOT`` do what databases of literature have them do. What is
written without a blank (``2型糖尿病``, ``10.1000/xyz``, ``TNF-α``) is found side by side.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from corpus.search.words import words
from ingest.identifiers import find

PHRASES = 64
"""A query's phrases, beyond which it is cut: a whole title has thirty words, and each costs a look-up."""
WORDS_IN_PHRASE = 64
BEGINNING = 3
"""Letters that ``begin*`` needs; thousands of words, whose lists are to be merged, begin with fewer."""
LONGEST = 4000
"""Characters; more is no query but a page."""

_ASCII = str.maketrans(dict.fromkeys("“”„‟«»『』「」＂", '"') | {"＊": "*", "－": "-", "−": "-"})
_PIECE = re.compile(r'-?"[^"]*"?\*?|[^\s",;，；、。：！？（）《》]+')


class Phrase(NamedTuple):
    """Words that stand side by side in this order."""

    words: str
    """Folded, with blanks between them."""
    is_prefix: bool = False
    """Whether the last may go on."""

    def __str__(self) -> str:
        return f'"{self.words}"{" *" if self.is_prefix else ""}'


class Expression(NamedTuple):
    """What is looked for; each side in the syntax of FTS5, or empty."""

    wanted: str = ""
    unwanted: str = ""
    """Only where nothing is wanted: all records without these."""
    marked: str = ""
    """What to mark in the records that are found."""


class _Group(NamedTuple):
    """What stands between two ``OR``."""

    wanted: list[Phrase]
    unwanted: list[Phrase]


def parse(query: str) -> Expression:
    """Return what a query asks for; words that ask for nothing, such as a lone hyphen, are passed over."""
    groups = list(_groups(unicodedata.normalize("NFC", query[:LONGEST]).translate(_ASCII)))
    positive = [group for group in groups if group.wanted]
    if not positive:
        return Expression(unwanted=_any(chain.from_iterable(group.unwanted for group in groups)))
    marked = _any(dict.fromkeys(chain.from_iterable(group.wanted for group in positive)))
    return Expression(" OR ".join(map(_all, positive)), marked=marked)


def _all(group: _Group) -> str:
    wanted = " AND ".join(map(str, group.wanted))
    return f"(({wanted}) NOT ({_any(group.unwanted)}))" if group.unwanted else f"({wanted})"


def _any(phrases: Iterable[Phrase]) -> str:
    return " OR ".join(map(str, phrases))


def _groups(query: str) -> Iterator[_Group]:
    group, excludes, room = _Group([], []), False, PHRASES
    for piece in _PIECE.findall(query):
        if piece == "OR":
            yield group
            group, excludes = _Group([], []), False
        elif piece == "NOT":
            excludes = True
        elif piece != "AND":
            side = group.unwanted if excludes or piece.startswith("-") else group.wanted
            if (phrase := _phrase(piece)) and room:
                side.append(phrase)
                room -= 1
            excludes = False
    yield group


def _phrase(piece: str) -> Phrase | None:
    found = find(piece) if "://" in piece else []
    folded = words(found[0].value if found else piece).split()[:WORDS_IN_PHRASE]
    return Phrase(" ".join(folded), piece.endswith("*") and len(folded[-1]) >= BEGINNING) if folded else None
