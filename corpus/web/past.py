"""What people did to one text, as its page tells it: each act, and what it changed in the words."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec

from corpus.bitext import LANGS, Bitext
from corpus.journal import Act, Journal, Texts
from ingest.record import Lang

SHOWN = 8
"""Acts that the page of a text shows; the history has all."""


class Change(msgspec.Struct, frozen=True):
    """Words of one language that an act replaced; empty where it only added or removed some."""

    lang: Lang
    before: str
    after: str


class Past(msgspec.Struct, frozen=True):
    """An act, with the words that it changed."""

    number: int
    at: str
    """UTC, ISO 8601 to the second."""
    who: str
    what: str
    undone: bool
    changes: tuple[Change, ...]


def past(journal: Journal, texts: str) -> tuple[Past, ...]:
    """Return the latest acts on aligned texts, the latest first."""
    return tuple(_past(journal, act) for act in journal.acts(subject=texts, limit=SHOWN))


def _past(journal: Journal, act: Act) -> Past:
    told = tuple(changes(*journal.texts(act.number)))
    return Past(act.number, act.at, act.who, act.what, act.undone, told)


def undoable(told: tuple[Past, ...]) -> int | None:
    """Return the number of the latest act that still holds, or None."""
    return next((one.number for one in told if not one.undone), None)


def changes(before: Bitext | Texts, after: Bitext | Texts) -> Iterator[Change]:
    """Yield where the sentences of two states of a bitext say something else."""
    for lang in LANGS:
        old, new = ([sentence.text for sentence in getattr(bitext, lang)] for bitext in (before, after))
        if old != new:
            for tag, i, k, j, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                if tag != "equal":
                    yield Change(lang, " ".join(old[i:k]), " ".join(new[j:m]))
