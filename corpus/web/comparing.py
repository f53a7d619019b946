"""Two records side by side, field by field, with what is equal and what differs marked to the word.

Where one has a text in English alone and the other in Chinese, the two stand side by side with their numbers marked.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from corpus.bitext import LANGS
from corpus.web.differing import differing
from corpus.web.fields import LABELS, clipped, fields_in_order, label
from corpus.web.marking import Mark, Piece, cut, numbers
from dedupe.fields import flat
from dedupe.journals import fold_journal
from dedupe.journals import similarity as journal_similarity
from dedupe.pages import read_pages
from dedupe.text import is_han
from ingest.record import Identifier, Lang, Record

Agreement = Literal["same", "partly", "different", "translation", "one side"]

COMPARED = 5000
"""Characters of a value that are shown and compared: a long abstract has 3,000, and time grows with their square."""
RELATED = 0.35
"""Similarity under which equal words are those that any two texts share, and are not marked."""
UNCOMPARED = frozenset({"sections", "trial.updated"})
"""What pages of one trial say differently every time."""
BILINGUAL: Mapping[str, str] = {"title": "Title", "abstract": "Abstract", "keywords": "Keywords"}
"""Fields that each have in a language, and what they are called where the languages are two."""


class Cell(msgspec.Struct, frozen=True):
    """What one of the two has in a field."""

    pieces: tuple[Piece, ...]
    lang: Lang | Literal[""]
    borrowed: bool
    """Whether its record has nothing here, and another record of the same paper or trial has this."""


class Compared(msgspec.Struct, frozen=True):
    """One field of both."""

    field: str
    label: str
    left: Cell | None
    right: Cell | None
    agreement: Agreement
    similarity: float | None
    """Share of equal words, 0 to 1; None where there was nothing to compare."""


class Held(NamedTuple):
    """A record's value, as a text."""

    text: str
    borrowed: bool = False


def compare(left: tuple[Record, Record], right: tuple[Record, Record]) -> tuple[Compared, ...]:
    """Return the fields of two records in the order of ``fields.LABELS``.

    Args:
        left: a record and the canonical record that it is a member of, which fills the gaps.
        right: the other.
    """
    ours, theirs = _held(*left), _held(*right)
    across = [row for name in BILINGUAL if (row := _across(name, ours, theirs))]
    taken = {f"{row.field}.{lang}" for row in across for lang in LANGS}
    rows = [_row(field, ours.get(field), theirs.get(field)) for field in fields_in_order({*ours, *theirs} - taken)]
    places = {field: place for place, field in enumerate(LABELS)}
    return tuple(sorted((*rows, *across), key=lambda row: places.get(_first(row.field), len(places))))


def _first(field: str) -> str:
    if field.startswith("ids."):
        return "ids"
    return f"{field}.en" if field in BILINGUAL else field


def _held(record: Record, canonical: Record) -> dict[str, Held]:
    own, all_of_it = _values(record), _values(canonical)
    return {field: Held(text, borrowed=True) for field, text in all_of_it.items()} | {
        field: Held(text) for field, text in own.items()
    }


def _values(record: Record) -> dict[str, str]:
    """Return by field what a record says of itself, identifiers by their scheme."""
    values: dict[str, str] = {}
    for field, value in flat(record).items():
        if isinstance(value, Identifier):
            if value.role == "own":
                name = f"ids.{value.scheme}"
                values[name] = f"{values[name]}; {value.value}" if name in values else value.value
        elif field not in UNCOMPARED:
            values[field] = _text(value)
    return values


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _across(name: str, ours: Mapping[str, Held], theirs: Mapping[str, Held]) -> Compared | None:
    """Return the row of a field that one has only in English and the other only in Chinese."""
    en, zh = f"{name}.en", f"{name}.zh"
    have = (en in ours, zh in ours, en in theirs, zh in theirs)
    if have == (True, False, False, True):
        return _translated(name, ours[en], theirs[zh], left_is_english=True)
    if have == (False, True, True, False):
        return _translated(name, ours[zh], theirs[en], left_is_english=False)
    return None


def _translated(name: str, left: Held, right: Held, *, left_is_english: bool) -> Compared:
    ours, theirs = clipped(left.text, COMPARED), clipped(right.text, COMPARED)
    langs: tuple[Lang, Lang] = ("en", "zh") if left_is_english else ("zh", "en")
    return Compared(
        name,
        BILINGUAL[name],
        Cell(cut(ours, numbers(ours, theirs)), langs[0], left.borrowed),
        Cell(cut(theirs, numbers(theirs, ours)), langs[1], right.borrowed),
        "translation",
        None,
    )


def _row(field: str, left: Held | None, right: Held | None) -> Compared:
    if left is None or right is None:
        return Compared(field, label(field), _cell(field, left), _cell(field, right), "one side", None)
    similarity, ours, theirs = differing(field, clipped(left.text, COMPARED), clipped(right.text, COMPARED))
    agreement = _agreement(field, left.text, right.text, similarity)
    if agreement != "partly":
        ours = theirs = ()
    return Compared(
        field,
        label(field),
        _cell(field, left, ours),
        _cell(field, right, theirs),
        agreement,
        None if agreement == "translation" else similarity,
    )


def _agreement(field: str, left: str, right: str, similarity: float) -> Agreement:
    """Tell how far two values agree; between scripts, where no word can be compared, they may translate each other."""
    if field in _ONE and _ONE[field](left, right):
        return "same"
    if similarity < RELATED and is_han(left) != is_han(right):
        return "translation"
    return "same" if similarity == 1 else "partly" if similarity >= RELATED else "different"


def _is_one_journal(left: str, right: str) -> bool:
    return journal_similarity(fold_journal(left), fold_journal(right)) == 1


def _is_one_range(left: str, right: str) -> bool:
    return (pages := read_pages(left)) is not None and pages == read_pages(right)


_ONE: Mapping[str, Callable[[str, str], bool]] = {"journal": _is_one_journal, "pages": _is_one_range}
"""Fields that are written in several ways, and what tells that two are one."""


def _cell(field: str, held: Held | None, marks: Sequence[Mark] = ()) -> Cell | None:
    if held is None:
        return None
    lang: Lang | Literal[""] = next((lang for lang in LANGS if field.endswith(f".{lang}")), "")
    return Cell(cut(clipped(held.text, COMPARED), marks), lang, held.borrowed)
