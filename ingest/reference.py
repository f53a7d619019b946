"""Bibliographic fields as exports hold them → ``Record``; what CSV and RIS share."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.dates import iso_date
from ingest.identifiers import normalise, unique
from ingest.language import lang_of
from ingest.record import Identifier, Lang, Record, Role, Section, Source

Fields = Mapping[str, Sequence[str]]
"""Values by field, at least one each and none empty: ``title``, ``authors``, ``date``, ``journal``, ``doi`` …"""

SCHEMES = ("doi", "pmid", "pmcid", "nct", "chictr")
_TRIAL_SCHEMES = frozenset({"nct", "chictr"})
_LATIN = re.compile(r"[\x00-\u024f\u1e00-\u1eff\u2000-\u22ff]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" ?(?:;|；|\n| and ) ?")
_HAN_BREAK = re.compile(r"[,，、;；\n]")
_HAN_NAMES = re.compile(r"[\u3400-\u9fff]{2,4}(?:\s+[\u3400-\u9fff]{2,4})+")
_AUTHOR_NUMBER = re.compile(r"\s*\(\d{6,}\)")
_RUN_ON = re.compile(r"(?<=\b[A-Z]\.)(?=[A-Z][a-z])")
_GIVEN_FIRST = re.compile(r"[^\s,]+\s[^,]+(?:,\s*[^\s,]+\s[^,]+)+")
_AFTER_INITIALS = re.compile(r"(?<=\.),\s+")


def read_reference(fields: Fields, record_id: str, source: Source, site: str, warnings: Sequence[str] = ()) -> Record:
    """Return the record of one reference.

    A text in Latin letters goes under ``en``: exports print titles in English or in a language that nothing tells. A
    text in a script that is neither Latin nor Chinese becomes a section, since a record has no language for it.
    """
    problems = list(warnings)
    ids = _identifiers(fields, problems)
    title, other_titles = _by_language("title", fields, problems)
    abstract, other_abstracts = _by_language("abstract", fields, problems)
    is_trial = not fields.get("journal") and any(i.scheme in _TRIAL_SCHEMES and i.role == "own" for i in ids)
    return Record(
        id=record_id,
        kind="trial" if is_trial else "paper",
        site=site,
        source=source,
        ids=ids,
        title=title,
        abstract=abstract,
        authors=tuple(name for cell in fields.get("authors", ()) for name in split_authors(cell)),
        journal=_first(fields, "journal"),
        volume=_first(fields, "volume"),
        issue=_first(fields, "issue"),
        pages=_pages(fields),
        published=_published(fields, problems),
        keywords=_keywords(fields),
        sections=(*other_titles, *other_abstracts),
        warnings=tuple(problems),
    )


def own_id(given: str, place: str, used: set[str]) -> tuple[str, tuple[str, ...]]:
    """Return the id of a row and warnings: the ``given`` one, or ``place`` where it is empty or was used before."""
    if given and given not in used:
        used.add(given)
        return given, ()
    used.add(place)
    return place, (f"the id {given!r} was used before; this record is called {place!r}",) if given else ()


def split_authors(cell: str) -> Iterator[str]:
    """Yield the names in one cell, as written.

    Separators, the first that occurs: `` and ``, semicolons and line breaks; for Chinese names also commas and spaces;
    commas only between names that hold none themselves (``Smith J, Doe AB``) or after initials
    (``Smith, J., Doe, A.``).
    Names run together by an export that lost its separators (``Adams K.Lee G. F.``) are taken apart; the numbers that
    Scopus puts behind names are dropped.
    """
    cell = _AUTHOR_NUMBER.sub("", _BLANKS.sub(" ", cell.strip()))
    if _BREAK.search(cell):
        parts = _BREAK.split(cell)
    elif _HAN.search(cell):
        parts = cell.split() if _HAN_NAMES.fullmatch(cell) else _HAN_BREAK.split(cell)
    elif _GIVEN_FIRST.fullmatch(cell):
        parts = cell.split(",")
    else:
        parts = _AFTER_INITIALS.split(_RUN_ON.sub("., ", cell).replace("..,", ".,"))
    yield from (part.strip(" ,") for part in parts if part.strip(" ,"))


def _first(fields: Fields, name: str) -> str | None:
    return next(iter(fields.get(name, ())), None)


def _language(text: str) -> Lang | None:
    return "en" if _LATIN.fullmatch(text) else lang_of(text)


def _by_language(name: str, fields: Fields, problems: list[str]) -> tuple[dict[Lang, str], list[Section]]:
    texts: dict[Lang, str] = {}
    others: list[Section] = []
    for text in fields.get(name, ()):
        lang = _language(text)
        if lang is None:
            others.append(Section(name, "other", text))
            problems.append(f"{name} is neither English nor Chinese; kept as a section: {text[:60]!r}")
        elif lang in texts:
            others.append(Section(name, lang, text))
        else:
            texts[lang] = text
    return texts, others


def _keywords(fields: Fields) -> dict[Lang, tuple[str, ...]]:
    words = [word.strip() for cell in fields.get("keywords", ()) for word in re.split(r"[;；\n]", cell)]
    by_lang = {lang: tuple(word for word in words if word and _language(word) == lang) for lang in ("en", "zh")}
    return {lang: found for lang, found in by_lang.items() if found}  # type: ignore[misc]


def _pages(fields: Fields) -> str | None:
    if whole := _first(fields, "pages"):
        return whole
    start, end = _first(fields, "first page"), _first(fields, "last page")
    if start:
        return start if end in {None, start} else f"{start}-{end}"
    return _first(fields, "article number")


def _published(fields: Fields, problems: list[str]) -> str | None:
    """Return the most precise date of those that agree with the year."""
    written = [text for name in ("date", "year") for text in fields.get(name, ())]
    dates = [date for text in written if (date := iso_date(text))]
    if written and not dates:
        problems.append(f"no date can be read in {written[0][:40]!r}")
    year = next((date for text in fields.get("year", ()) if (date := iso_date(text))), "")[:4]
    return max((date for date in dates if date.startswith(year)), key=len, default=year or None)


def _identifiers(fields: Fields, problems: list[str]) -> tuple[Identifier, ...]:
    """Read the identifier fields; a registry id beside a journal is the trial that the paper reports."""
    found: list[Identifier] = []
    for scheme in SCHEMES:
        role: Role = "reports" if scheme in _TRIAL_SCHEMES and fields.get("journal") else "own"
        for value in fields.get(scheme, ()):
            normal = normalise(scheme, value)
            if normal:
                found.append(Identifier(scheme, normal, role))
            else:
                problems.append(f"not a {scheme.upper()}: {value[:60]!r}")
    return unique(found)
