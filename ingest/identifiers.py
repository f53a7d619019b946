"""Find and normalise the registered names of papers and trials.

Every scheme is one row of ``SCHEMES``: how it looks in running text and how its canonical form is written. Who a name
belongs to (its role) depends on the place on the page, which the site modules know.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from ingest.record import Identifier, Role


class Found(NamedTuple):
    """An identifier in a text, with its offsets [start, end)."""

    scheme: str
    value: str
    start: int
    end: int


class _Scheme(NamedTuple):
    pattern: re.Pattern[str]
    """Group 1 is the part that ``canonical`` receives."""
    canonical: Callable[[str], str]


def _upper(value: str) -> str:
    return re.sub(r"\s", "", value).upper()


def _doi(value: str) -> str:
    """Cut what prose put behind a DOI: closing punctuation and brackets that were opened outside it."""
    while value:
        last = value[-1]
        opener = {")": "(", "]": "[", "}": "{"}.get(last)
        if last in ".,;:'\"*_" or (opener and value.count(last) > value.count(opener)):
            value = value[:-1]
        else:
            break
    return value if value.partition("/")[2] else ""


def _chictr(value: str) -> str:
    return "ChiCTR" + _upper(value)[6:]


def _jrct(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    return ("jRCTs" if re.match(r"(?i)jrcts", value) else "jRCT") + digits


def _prefixed(prefix: str) -> Callable[[str], str]:
    return lambda value: prefix + re.sub(r"\D", "", value)


_BARE_DOI = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9()._/-]*[A-Za-z0-9]")
"""Most DOIs in a field of their own: nothing to cut off."""
_IN_ADDRESS = re.compile(r"https?://[^\s\"'<>]*/$")
_ADDRESS_LENGTH = 200
"""Characters before a DOI among which the address that it ends begins."""
_ADDRESS_TAIL = re.compile(
    r"(?:[?#].*|/(?:full|fulltext|abstract|summary|pdf|epdf|html|xml|meta|references|citations)/?(?:[?#].*)?)$"
)
"""What publishers' addresses put behind a DOI."""
_START = r"(?<![A-Za-z0-9])"  # CJK letters may touch an identifier, Latin ones may not
_END = r"(?![A-Za-z0-9])"


def _scheme(pattern: str, canonical: Callable[[str], str]) -> _Scheme:
    return _Scheme(re.compile(f"{_START}{pattern}{_END}", re.IGNORECASE | re.ASCII), canonical)


SCHEMES: dict[str, _Scheme] = {
    # DOI Handbook 2.2: 10. + registrant + / + suffix; Crossref's advice on which characters to expect. Angle brackets
    # are those of a SICI (ANSI/NISO Z39.56: ``<1::AID-X>``), without which a whole issue would have one DOI.
    "doi": _Scheme(
        re.compile(r"(?<![0-9.])(10\.[0-9]{4,9}/(?:[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~|^{}]+|<[^<>/\s]*:[^<>\s]*>)+)"),
        _doi,
    ),
    "pmid": _scheme(r"(?:PMID\s*[:：]?\s*|pubmed(?:\.ncbi\.nlm\.nih\.gov|/)/?)0*([1-9]\d{0,8})", str.strip),
    "pmcid": _scheme(r"(PMC\s?\d{4,9})", _upper),
    "nct": _scheme(r"(NCT[\s-]?\d{8})", _prefixed("NCT")),
    "chictr": _scheme(r"(ChiCTR(?:-[A-Z]{2,5})?-?\d{8,10})", _chictr),
    "itmctr": _scheme(r"(ITMCTR\d{10})", _upper),
    "jrct": _scheme(r"(jRCTs?\s?\d{9,10})", _jrct),
    "umin": _scheme(r"(UMIN\s?\d{9})", _upper),
    "isrctn": _scheme(r"(ISRCTN\s?\d{8})", _upper),
    "kct": _scheme(r"(KCT\d{7})", _upper),
    "drks": _scheme(r"(DRKS\d{8})", _upper),
    "actrn": _scheme(r"(ACTRN\d{14})", _upper),
    "ctri": _scheme(r"(CTRI/\d{4}/\d{2,3}/\d{6})", _upper),
    "ctis": _scheme(r"(?<!-)(20\d{2}-5\d{5}-\d{2}-\d{2})", str.strip),
    "eudract": _scheme(r"(?:EUCTR)?(?<!-)(20\d{2}-\d{6}-\d{2})(?!-\d)", str.strip),
}
"""Insertion order is the order in which ``find`` prefers overlapping readings."""

REGISTRIES = frozenset(SCHEMES) - {"doi", "pmid", "pmcid"}
"""Schemes that name trials rather than publications."""


def find(text: str) -> list[Found]:
    """Return the identifiers in a text in order of appearance, overlaps resolved in favour of the earlier scheme.

    Full-width letters and digits are read as their ASCII forms; offsets are those of the given text.
    """
    narrow = _narrow(text)
    found = [Found("doi", value, start, start + len(value)) for start, value in _dois(narrow)]
    taken = bytearray(len(narrow))
    for f in found:
        taken[f.start : f.end] = b"\1" * (f.end - f.start)
    for name, scheme in SCHEMES.items():
        for match in scheme.pattern.finditer(narrow) if name != "doi" else ():
            start, end = match.span(1)
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Found(name, scheme.canonical(match[1]), start, end))
    return sorted(found, key=lambda f: f.start)


def _dois(narrow: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, DOI) of the DOIs in a text, without what prose and addresses put behind them."""
    scheme = SCHEMES["doi"]
    for match in scheme.pattern.finditer(narrow):
        value = scheme.canonical(match[1])
        if match.start() and _IN_ADDRESS.search(narrow, max(0, match.start() - _ADDRESS_LENGTH), match.start()):
            value = _ADDRESS_TAIL.sub("", value)
        if value:
            yield match.start(), value


def normalise(scheme: str, value: str) -> str | None:
    """Return the canonical form of an identifier, or None when the value is not one of that scheme.

    A DOI keeps its case, which is how its publisher prints it; DOIs are compared case-folded (DOI Handbook 2.4).
    URLs and labels around the value (``https://doi.org/…``, ``PMID: …``) are accepted, and what was encoded for an
    address or a page (``10.1002%2Fx``, ``&lt;``) is undone; a trial's number may hold blanks (``NCT 0123 4567``).
    """
    value = value.strip()
    if scheme == "doi" and _BARE_DOI.fullmatch(value):
        return value
    if scheme not in SCHEMES:
        return value or None
    narrow = _narrow(value)
    if scheme == "doi":
        narrow = unescape(unquote(narrow)) if "%" in narrow or "&" in narrow else narrow
        return next((doi for _, doi in _dois(narrow)), None)
    if scheme == "pmid" and narrow.isdigit():
        narrow = f"PMID {narrow}"
    if match := SCHEMES[scheme].pattern.fullmatch(narrow):
        return SCHEMES[scheme].canonical(match[1])
    if found := next((f.value for f in find(narrow) if f.scheme == scheme), None):
        return found
    match = SCHEMES[scheme].pattern.fullmatch("".join(narrow.split())) if scheme in REGISTRIES else None
    return SCHEMES[scheme].canonical(match[1]) if match else None


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
