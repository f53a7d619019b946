"""The identifiers that a reference names, told from the accession numbers of the databases that it went through."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from ingest.identifiers import REGISTRIES, identify, normalise, unique
from ingest.record import Identifier, Role

Fields = Mapping[str, Sequence[str]]
"""Values by field, at least one each and none empty."""

PUBLICATION_SCHEMES = ("doi", "pmid", "pmcid")
TRIAL_SCHEMES = ("nct", "chictr")
SCHEMES = (*PUBLICATION_SCHEMES, *TRIAL_SCHEMES)
_ELSEWHERE = frozenset({"link", "note", "accession"})
_PLACES = _ELSEWHERE | {*SCHEMES, "registry"}
_MEDLINE = re.compile(r"pubmed|medline|\bnlm\b|national library of medicine|^(?:cmedm|mdc|mnh)$", re.IGNORECASE)
_OTHER_DATABASE = re.compile(r"embase|scopus|web of science", re.IGNORECASE)
"""Embase says ``Medline`` too of what it took from there, under an accession number of its own."""
_BARE = re.compile(r"\d{1,8}")
_LABELLED = {
    "pmid": re.compile(
        r"(?:^|\n)\s*(?:PMID|PubMed)(?: ID)?[:\s]\s*0*(\d{1,8})\b|(?:^|\s)(\d{1,8})\s*\[pmid\]", re.IGNORECASE
    ),
    "pmcid": re.compile(r"(?:^|\n|\s)(?:PMCID:\s*)?(PMC\d{4,9})(?=\s*(?:\[pmcid\]|\n|$))", re.IGNORECASE),
}
"""What a note says of its own paper: it begins a line, or has PubMed's mark behind it. A number in running text is some
other paper's."""
_TERM = re.compile(r"pubmed/\?term=(\d{1,8})\b")
"""PubMed's address as Ovid writes it."""
_CT_NUMBER = re.compile(r"CT.{0,40}?\d{6}", re.DOTALL)
"""``NCT``, ``ChiCTR``, ``EudraCT number 2004-000446-20``: most registries have these letters in their names."""
_LONG_NUMBER = re.compile(r"\d{6,}")
_BEFORE, _BEHIND = 60, 30
"""Characters around a long number that hold the whole name, or the DOI that it is a part of."""


def has_identifiers(fields: Fields) -> bool:
    """Tell whether any field is one that ``identifiers_of`` reads."""
    return not _PLACES.isdisjoint(fields)


def identifiers_of(fields: Fields, problems: list[str]) -> tuple[Identifier, ...]:
    """Return the identifiers of a reference; a registry id beside a journal is the trial that the paper reports.

    Args:
        fields: of one reference.
        problems: takes a line for each value that stands where an identifier should and is none.
    """
    found: list[Identifier] = []
    for scheme in SCHEMES:
        for value in fields.get(scheme, ()):
            if normal := normalise(scheme, value):
                found.append(Identifier(scheme, normal, registry_role(fields) if scheme in TRIAL_SCHEMES else "own"))
            else:
                problems.append(f"not a {scheme.upper()}: {value[:60]!r}")
    if not _ELSEWHERE.isdisjoint(fields):
        given = {identifier.scheme for identifier in found}
        found += [identifier for identifier in _elsewhere(fields) if identifier.scheme not in given]
    for text in fields.get("registry", ()):
        found += identify(text, registry_role(fields), REGISTRIES)
    return unique(found) if len(found) > 1 else tuple(found)


def registry_role(fields: Fields) -> Role:
    """Return what a registry id is to a reference: a paper reports a trial, a trial is one."""
    return "reports" if "journal" in fields or "pmid" in fields else "own"


def names_trials(text: str) -> bool:
    """Tell whether a text may hold the number of a registered trial, in a tenth of the time that finding it takes.

    By letters that the names have in common: one of them is found ten times as fast as two, and seven faster than two.
    """
    return (
        ("C" in text and "CT" in text and _CT_NUMBER.search(text) is not None) or "DRKS000" in text or "UMIN000" in text
    )


def reported(texts: Iterable[str]) -> Iterator[Identifier]:
    """Yield the trials that a paper's title or abstract names: it reports them."""
    for text in filter(names_trials, texts):
        for number in _LONG_NUMBER.finditer(text):
            around = text[max(0, number.start() - _BEFORE) : number.end() + _BEHIND]
            yield from identify(around, "reports", REGISTRIES)


def _elsewhere(fields: Fields) -> Iterator[Identifier]:
    """Yield what addresses, notes and accession numbers say of the paper itself, at most one name of a scheme."""
    seen: set[str] = set()
    for identifier in _hints(fields):
        if identifier.scheme not in seen:
            seen.add(identifier.scheme)
            yield identifier


def _hints(fields: Fields) -> Iterator[Identifier]:
    """Yield the same, the surest first."""
    if _is_medline(fields.get("database", ())):
        yield from (Identifier("pmid", value) for value in fields.get("accession", ()) if _BARE.fullmatch(value))
    for text in fields.get("link", ()):
        for part in text.split("&"):  # an address may hold a DOI as one of several parameters
            yield from identify(unquote(part), "own", PUBLICATION_SCHEMES)
    for text in (*fields.get("note", ()), *fields.get("accession", ()), *fields.get("link", ())):
        if match := _TERM.search(text):
            yield Identifier("pmid", match[1])
        for scheme, pattern in _LABELLED.items():
            if (match := pattern.search(text)) and (normal := normalise(scheme, next(filter(None, match.groups())))):
                yield Identifier(scheme, normal)


def _is_medline(databases: Iterable[str]) -> bool:
    names = list(databases)
    return any(map(_MEDLINE.search, names)) and not any(map(_OTHER_DATABASE.search, names))
