"""For every field of a cluster, the values that its members give, from best to worst, by stated rules.

A value is taken whole; no rule mixes two. The order is that of completeness, then of the source, then of the date:

1.  Completeness is the field's own rule (``RULES``): a text that is whole goes before one that was cut off, a range of
    pages before its first page, a list of authors before one that ends in "et al.".
2.  Of equally complete values the one from the more reliable source goes first (``dedupe.standing``).
3.  A trial's registry data (``trial.…``) are another matter: what the page updated last says of a field goes first,
    however little, and an older page only fills what it leaves out. Of two titles or abstracts that are left equal the
    newer page's goes first, too. Papers' pages carry no such date.

What is left equal goes by the members' ids, so that the order of members never shows.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from dedupe.features import first_number
from dedupe.fields import LANGS, is_loose, role_rank
from dedupe.journals import fold_journal
from dedupe.pages import Pages, read_pages
from dedupe.standing import reliability, updated
from dedupe.text import is_han
from ingest.record import Identifier, Record, Section

WHOLE = 0.9
"""Share of the longest text's length from which a text is as complete: a label, a registration line or a publisher's
copyright make up the rest."""
LONGEST = {"title": 1000, "abstract": 20_000}
"""Characters; in a longer one a table's cell swallowed the rest of its file."""
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[truncated\]|\(abstract truncated[^()]*\))\s*$", re.IGNORECASE)
LONGEST_END = 60
"""Characters at the end of a text in which such a mark stands: ``(ABSTRACT TRUNCATED AT 250 WORDS)``."""
_UNREADABLE = ("\ufffd", "???", "â€")
"""Replacement characters, question marks in place of letters, and UTF-8 that was read as Windows-1252, as below."""
_LATIN_1 = re.compile("Ã[\u0080-\u00bf]")
_MARKUP = ("</", "/>", "<br>", "&#", "&lt;", "&gt;", "&amp;", "&quot;", "&nbsp;")
_INDEXED = re.compile(r"^\s*\[|\]\W*$")
"""Brackets of an indexer: around a translated title, or with a note behind it (``[Chinese]``, ``[see comment]``)."""
_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn|撤稿|已撤)|[(\[【（]\s*(?:retracted|withdrawn|撤稿|已撤)", re.IGNORECASE
)
_ET_AL = re.compile(r"(?:\bet\.? al\b\.?|\band others|等|\.\.\.|…)\s*$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
"""More than an initial; the ``J.`` that a careless split left is nobody."""
_ADDRESS = re.compile(r"[\d@]")
_CITATION = re.compile(r"\d\s*[;:(]\s*\d")
"""``2025;12(3):201``, which some exports put behind a journal's name."""
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")

Said = Mapping[Any, Sequence[Record]]
"""By value, the members that give it; members, and so values by their first, in the order of ``dedupe.standing``."""
Rule = Callable[[Said], list[Any]]


class Value(NamedTuple):
    """A value and the member that it is taken from."""

    record: Record
    value: Any


def ranked(field: str, said: Said) -> list[Value]:
    """Return the values of a field, best first, each from the member of best standing."""
    values: Sequence[Any] = tuple(said)
    if len(values) > 1:
        rule = RULES.get(field) or (newest if field.startswith("trial.") else strongest_role)
        values = rule(said)
    return [Value(said[value][0], value) for value in values]


def _by(key: Callable[[Any], Any]) -> Rule:
    return lambda said: sorted(said, key=lambda value: (key(value), reliability(said[value][0])))


def _fullest(most: int, blemish: Callable[[str], Any], length: Callable[[str], int]) -> Rule:
    """Order texts: readable, not cut off, not shouting; whole; without blemish; by source; longest."""

    def rule(said: Said) -> list[Any]:
        faults = {text: _faults(text, most) for text in said}
        lengths = {text: length(text) for text in said}
        least = min(faults.values())
        whole = WHOLE * max(lengths[text] for text in said if faults[text] == least)

        def key(text: str) -> tuple[Any, ...]:
            return faults[text], lengths[text] < whole, blemish(text), reliability(said[text][0]), -lengths[text]

        return sorted(said, key=key)

    return rule


def _faults(text: str, most: int) -> int:
    if len(text) > most or any(mark in text for mark in _UNREADABLE) or ("Ã" in text and _LATIN_1.search(text)):
        return 3
    return 2 if _CUT_OFF.search(text, max(0, len(text) - LONGEST_END)) else int(_is_shouting(text))


def _is_shouting(text: str) -> bool:
    """Tell whether a text is in capitals throughout; a Chinese one with an acronym is not."""
    return text.isupper() and not is_han(text)


def _has_markup(text: str) -> bool:
    return ("<" in text or "&" in text) and any(mark in text for mark in _MARKUP)


def _is_indexed(title: str) -> tuple[bool, bool]:
    return bool(_INDEXED.search(title[: LONGEST["title"]])), _has_markup(title)


def _without_asides(title: str) -> int:
    """Return the length of a title without what stands in brackets, unless that is all of it, and without its stop."""
    bare = _ASIDE.sub("", title) if "(" in title or "[" in title else title
    return len(bare.strip(" .")) or len(title)


def fullest_title(said: Said) -> list[Any]:
    """Put a title that says the paper was retracted before the fullest: it is the later word."""
    return sorted(_FULLEST_TITLE(said), key=lambda title: not _RETRACTED.search(title))


_FULLEST_TITLE = _fullest(LONGEST["title"], _is_indexed, _without_asides)
fullest_abstract = _fullest(LONGEST["abstract"], _has_markup, len)


def most_people(names: Sequence[str]) -> tuple[int, bool, bool, int]:
    """Order author lists: most people, no "et al.", no capitals throughout, most characters (not only initials)."""
    people = {name for name in names if _NAME.search(name) and not _ADDRESS.search(name)}
    cut = _ET_AL.search(names[-1])
    if cut and not _NAME.search(names[-1][: cut.start()]):
        people.discard(names[-1])
    return -len(people), bool(cut), _is_shouting(" ".join(names)), -sum(map(len, names))


def most_items(items: Sequence[str]) -> tuple[int, int]:
    """Order lists: most items, then most characters."""
    return -len(items), -sum(map(len, items))


def fullest_name(journal: str) -> tuple[bool, bool, int, bool, int]:
    """Order names of a journal: no citation behind it, not cut off, longest, no capitals throughout, least beside it.

    Beside the name stand a place in brackets, a subtitle or the meeting of which it holds the abstracts.
    """
    cited, cut = bool(_CITATION.search(journal)), bool(_CUT_OFF.search(journal))
    return cited, cut, -len(fold_journal(journal)), _is_shouting(journal), len(journal)


def most_precise(date: str) -> tuple[int, str]:
    """Order dates: the most precise; of equally precise ones the earliest, that of first publication (online).

    A first of January tells no more than the year and a first of a month no more than that: so programs fill up dates.
    """
    precision = len("2025") if date.endswith("-01-01") else len("2025-07") if date[7:] == "-01" else len(date)
    return -precision, date


def most_said_number(said: Said) -> list[Any]:
    """Order volumes or issues: its number can be read; most members give it; no brackets; longest (``35 Suppl 1``)."""
    votes: dict[str, int] = {}
    for value, records in said.items():
        number = first_number(value)
        votes[number] = votes.get(number, 0) + len(records)

    def key(value: str) -> tuple[bool, int, bool, int]:
        return not first_number(value), -votes[first_number(value)], "(" in value, -len(value)

    return _by(key)(said)


def widest_pages(said: Said) -> list[Any]:
    """Order pages: readable; not counted from 1, as a PDF's may be; a range; said most; longest as written."""
    votes: dict[Pages | None, int] = {}
    for value, records in said.items():
        votes[read_pages(value)] = votes.get(read_pages(value), 0) + len(records)

    def key(value: str) -> tuple[int, bool, int, int]:
        pages = read_pages(value)
        doubt = 2 if pages is None else int(pages.first == "1")
        return doubt, pages is None or pages.first == pages.last, -votes[pages], -len(value)

    return _by(key)(said)


def most_text(sections: Sequence[Section]) -> int:
    """Order sections by their characters, most first."""
    return -sum(len(section.text) for section in sections)


def newest(said: Said) -> list[Any]:
    """Order what registries say: by the date of the page, latest first; of one date, most items first."""
    fullest = sorted(said, key=lambda value: -len(value) if isinstance(value, tuple) else 0)
    return sorted(fullest, key=lambda value: updated(said[value][0]) or "", reverse=True)


def strongest_role(said: Said) -> list[Any]:
    """Order the forms in which an identifier is given: strongest role, as it is registered."""

    def key(identifier: Identifier) -> tuple[int, bool, str]:
        return role_rank(identifier), is_loose(identifier), identifier.value

    return sorted(said, key=key)


RULES: dict[str, Rule] = {
    **{f"title.{lang}": fullest_title for lang in LANGS},
    **{f"abstract.{lang}": fullest_abstract for lang in LANGS},
    **{f"keywords.{lang}": _by(most_items) for lang in LANGS},
    "authors": _by(most_people),
    "affiliations": _by(most_items),
    "journal": _by(fullest_name),
    "volume": most_said_number,
    "issue": most_said_number,
    "pages": widest_pages,
    "published": _by(most_precise),
    "sections": _by(most_text),
}
"""By field; the fields of a trial are ordered by ``newest``, identifiers by ``strongest_role``."""
