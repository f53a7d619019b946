"""Find and normalise the registered names of papers and trials.

How each register's names look stands in ``ingest.schemes`` and ``ingest.doi``. Who a name belongs to (its role) depends
on the place on the page, which the site modules know.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from ingest.doi import PATTERN, dois, normalised, trimmed
from ingest.record import Identifier, Role
from ingest.schemes import NAMED, PUBLICATIONS, Scheme


class Found(NamedTuple):
    """An identifier in a text, with its offsets [start, end)."""

    scheme: str
    value: str
    start: int
    end: int


SCHEMES: dict[str, Scheme] = {"doi": Scheme(PATTERN, trimmed, ("10.",)), **NAMED}
"""Insertion order is the order in which ``find`` prefers readings of one place."""

REGISTRIES = frozenset(SCHEMES) - PUBLICATIONS
"""Schemes that name trials rather than publications."""

_DIGIT = re.compile(r"[0-9]")
_ANOTHER = re.compile(r"\s{0,3}(?:[,;，；、/]|and\b|和)\s{0,3}([1-9][0-9]{6,7})(?![0-9A-Za-z.-])")
"""A further number in a list of PMIDs: only such as have the length of those of today, lest it take a page or year."""


def find(text: str) -> list[Found]:
    """Return the identifiers in a text in order of appearance, overlaps resolved in favour of DOIs, then the first.

    Full-width letters and digits are read as their ASCII forms; offsets are those of the given text. The time taken
    grows with the length of the text and no faster.
    """
    narrow = _narrow(text)
    if not _DIGIT.search(narrow):
        return []
    taken = bytearray(len(narrow))
    found: list[Found] = []
    for one in chain((Found("doi", *doi) for doi in dois(narrow)), _names(narrow)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _names(narrow: str) -> Iterator[Found]:
    """Yield the names of all schemes but DOIs, scheme by scheme."""
    lower = narrow.lower()
    for name, scheme in NAMED.items():
        if any(mark in lower for mark in scheme.marks):
            for match in scheme.pattern.finditer(narrow):
                yield Found(name, scheme.canonical(match[1]), *match.span(1))
                if name == "pmid":
                    yield from _more(narrow, match.end())


def _more(narrow: str, place: int) -> Iterator[Found]:
    """Yield the other numbers of a list of PMIDs."""
    while another := _ANOTHER.match(narrow, place):
        yield Found("pmid", another[1], *another.span(1))
        place = another.end()


def normalise(scheme: str, value: str) -> str | None:
    """Return the canonical form of an identifier, or None when the value is not one of that scheme.

    A DOI keeps its case, which is how its publisher prints it; DOIs are compared case-folded (DOI Handbook 2.4).
    URLs and labels around the value (``https://doi.org/…``, ``PMID: …``) are accepted, and what was encoded for an
    address or a page (``10.1002%2Fx``, ``&lt;``) is undone; a trial's number may hold blanks (``NCT 0123 4567``).
    """
    value = value.strip()
    if scheme not in SCHEMES:
        return value or None
    narrow = _narrow(value)
    if scheme == "doi":
        return normalised(narrow)
    if scheme in _LABELLED and narrow[:1].isdigit():
        narrow = f"{_LABELLED[scheme]}:{narrow}"
    pattern, canonical, _ = SCHEMES[scheme]
    if match := pattern.fullmatch(narrow):
        return canonical(match[1])
    if found := next((one.value for one in find(narrow) if one.scheme == scheme), None):
        return found
    match = pattern.fullmatch("".join(narrow.split())) if scheme in REGISTRIES else None
    return canonical(match[1]) if match else None


_LABELLED = {"pmid": "PMID", "cstr": "CSTR", "chinaxiv": "chinaxiv"}
"""Schemes of bare numbers, and the label that tells them in running text."""


def identify(text: str, role: Role, schemes: Iterable[str] = SCHEMES) -> Iterator[Identifier]:
    """Yield the identifiers of the given schemes in a text, each in the given role."""
    wanted = frozenset(schemes)
    yield from (Identifier(f.scheme, f.value, role) for f in find(text) if f.scheme in wanted)


def unique(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Keep the first of each name: an identifier that was given a role earlier does not get a second one."""
    first: dict[tuple[str, str], Identifier] = {}
    for identifier in identifiers:
        first.setdefault((identifier.scheme, identifier.value.casefold()), identifier)
    return tuple(first.values())


def _narrow(text: str) -> str:
    """Return the text with full-width letters and digits made narrow and dashes made hyphens, length unchanged."""
    return text if text.isascii() else text.translate(_NARROW)


_FULL_WIDTH = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *map(ord, "．／－＿"))
_NARROW = {code: chr(code - 0xFEE0) for code in _FULL_WIDTH} | dict.fromkeys(map(ord, "‐‑‒–−"), "-")
"""Full-width punctuation other than that inside identifiers stays: in Chinese text it separates them."""
