"""Bibliographic fields as exports hold them → ``Record``; what CSV and RIS share."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from ingest.dates import iso_date
from ingest.identifiers import REGISTRIES, identify, unique
from ingest.language import lang_of
from ingest.record import Identifier, Lang, Record, Section, Source
from ingest.references.accession import has_identifiers, identifiers_of, names_trials, reported
from ingest.references.citation import read_citation

Fields = Mapping[str, Sequence[str]]
"""Values by field, at least one each and none empty: ``title``, ``authors``, ``date``, ``journal``, ``doi`` …"""

NOTHING = frozenset(
    {
        "", "-", "--", "nan", "NaN", "NAN", "null", "NULL", "Null", "none", "None", "NONE", "n/a", "N/A", "na", "NA",
        "[No abstract available]", "[No author name available]", "[No title available]", "No abstract available",
        "No abstract available.",
    }
)  # fmt: skip
"""What programs write for an absent value."""
LONGEST_NOTHING = max(map(len, NOTHING))
_NOT_LATIN = re.compile(r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u22ff]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
SYMBOLS = 0.05
"""Share of a Latin text that Greek letters and the like take up at most: 3 % of the most formula-laden abstracts."""
CHINESE = 0.4
"""Share of Chinese characters from which no model need tell what language a text is in."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_KEYWORD_BREAK = re.compile(r"[;；\n]")
_PLAIN = ("journal", "volume", "issue", "pages")
_NONE = (None,)
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" ?(?:;|；|\n| and ) ?")
_HAN_BREAK = re.compile(r"[,，、;；\n]")
_HAN_NAMES = re.compile(r"[\u3400-\u9fff]{2,4}(?:\s+[\u3400-\u9fff]{2,4})+")
_AUTHOR_NUMBER = re.compile(r"\s*\(\d{6,}\)")
_NULL_NAME = re.compile(r",\s*null\b(?=\s*(?:[;,；\n]|and\b|$))")
_RUN_ON = re.compile(r"\.(?<=\b[A-Z]\.)(?=[A-Z][a-z])")
_GIVEN_FIRST = re.compile(r"[^\s,]+\s[^,]+(?:,\s*[^\s,]+\s[^,]+)+")
_AFTER_INITIALS = re.compile(r",(?<=\.,)\s+")


def read_reference(fields: Fields, record_id: str, source: Source, site: str, warnings: Sequence[str] = ()) -> Record:
    """Return the record of one reference.

    A text in Latin letters goes under ``en``: exports print titles in English or in a language that nothing tells. A
    text in a script that is neither Latin nor Chinese becomes a section, since a record has no language for it.
    """
    problems = list(warnings)
    fields = _completed(fields)
    filled: dict[str, Any] = {field: fields[field][0] for field in _PLAIN if field in fields}
    ids: tuple[Identifier, ...] = ()
    if has_identifiers(fields) and (ids := identifiers_of(fields, problems)):
        filled["ids"] = ids
    is_trial = "journal" not in fields and any(i.scheme in REGISTRIES and i.role == "own" for i in ids)
    others: list[Section] = []
    for name in ("title", "abstract"):
        if name in fields:
            filled[name] = _by_language(name, fields[name], others, problems)
            if not is_trial and any(map(names_trials, fields[name])):
                filled["ids"] = unique([*filled.get("ids", ()), *reported(fields[name])])
    if "authors" in fields:
        filled["authors"] = _authors(fields["authors"], is_trial=is_trial)
    if "pages" not in filled and (pages := _pages(fields)):
        filled["pages"] = pages
    if published := _published(fields, problems):
        filled["published"] = published
    if "keywords" in fields:
        filled["keywords"] = _keywords(fields["keywords"])
    return Record(
        id=record_id,
        kind="trial" if is_trial else "paper",
        site=site,
        source=source,
        sections=tuple(others),
        warnings=tuple(problems),
        **filled,
    )


def _completed(fields: Fields) -> Fields:
    """Return the fields with what others of them tell: a citation line, an address in the place of a journal."""
    if "journal" in fields and fields["journal"][0].startswith("http"):
        fields = _without_address(fields)
    return read_citation(fields["citation"][0]) | dict(fields) if "citation" in fields else fields


def _without_address(fields: Fields) -> dict[str, Sequence[str]]:
    """Return the fields of what has the address of a registry for a journal, as Cochrane's trial records do."""
    address = fields["journal"][0]
    kept = {field: values for field, values in fields.items() if field != "journal"}
    return kept | {"registry": (*fields.get("registry", ()), address), "link": (*fields.get("link", ()), address)}


def own_id(given: str, place: str, used: set[str]) -> tuple[str, str]:
    """Return the id of a row and a warning: the ``given`` id, or ``place`` where it is empty or was used before."""
    if given and given not in used:
        used.add(given)
        return given, ""
    used.add(place)
    return place, f"the id {given!r} was used before; this record is called {place!r}" if given else ""


def split_authors(cell: str) -> list[str]:
    """Return the names in one cell, as written.

    Separators, the first that occurs: `` and ``, semicolons and line breaks; for Chinese names also commas and spaces;
    commas only between names that hold none themselves (``Smith J, Doe AB``) or after initials
    (``Smith, J., Doe, A.``).
    Names run together by an export that lost its separators (``Adams K.Lee G. F.``) are taken apart; the numbers that
    Scopus puts behind names are dropped, and so is the ``null`` that programs write for a given name which is missing.
    """
    if "  " in cell or not cell.isprintable():
        cell = _BLANKS.sub(" ", cell.strip())
    if "(" in cell:
        cell = _AUTHOR_NUMBER.sub("", cell)
    if "null" in cell:
        cell = _NULL_NAME.sub("", cell)
    return [name for part in _author_parts(cell) if (name := part.strip(" ,"))]


def _author_parts(cell: str) -> list[str]:
    if "\n" in cell or "；" in cell or (";" in cell and " and " in cell):
        return _BREAK.split(cell)
    if ";" in cell:
        return cell.split(";")
    if " and " in cell:
        return cell.split(" and ")
    if not cell.isascii() and _HAN.search(cell):
        return cell.split() if _HAN_NAMES.fullmatch(cell) else _HAN_BREAK.split(cell)
    if "," in cell and _GIVEN_FIRST.fullmatch(cell):
        return cell.split(",")
    if "." in cell:
        return _AFTER_INITIALS.split(_RUN_ON.sub("., ", cell).replace("..,", ".,"))
    return [cell]


def _authors(cells: Sequence[str], *, is_trial: bool) -> tuple[str, ...]:
    """Return the names; Cochrane gives a trial its registry number for an author."""
    names = tuple(chain.from_iterable(map(split_authors, cells)))
    return tuple(name for name in names if not any(identify(name, "own", REGISTRIES))) if is_trial else names


def _language(text: str) -> Lang | None:
    """Return the language that the script alone tells, else what ``ingest.language`` says."""
    if text.isascii() or len(_NOT_LATIN.findall(text)) <= SYMBOLS * len(text):
        return "en"
    if len(_HAN.findall(text)) >= CHINESE * len(text) and not _KANA_OR_HANGUL.search(text):
        return "zh"
    return lang_of(text)


def _by_language(name: str, values: Sequence[str], others: list[Section], problems: list[str]) -> dict[Lang, str]:
    """Return the first text of each language; the rest go to ``others``."""
    if len(values) == 1 and values[0].isascii():
        return {"en": values[0]}
    texts: dict[Lang, str] = {}
    for text in values:
        lang = _language(text)
        if lang is None:
            others.append(Section(name, "other", text))
            problems.append(f"{name} is neither English nor Chinese; kept as a section: {text[:60]!r}")
        elif lang in texts:
            others.append(Section(name, lang, text))
        else:
            texts[lang] = text
    return texts


def _keywords(cells: Sequence[str]) -> dict[Lang, tuple[str, ...]]:
    words = [word.strip() for cell in cells for word in _KEYWORD_BREAK.split(cell)]
    by_lang = {lang: tuple(word for word in words if word and _language(word) == lang) for lang in ("en", "zh")}
    return {lang: found for lang, found in by_lang.items() if found}  # type: ignore[misc]


def _pages(fields: Fields) -> str | None:
    start, end = fields.get("first page", _NONE)[0], fields.get("last page", _NONE)[0]
    if start:
        return start if end in {None, start} else f"{start}-{end}"
    if (count := fields.get("page count", _NONE)[0]) and "-" in count:  # CNKI has either under one name
        return count
    return fields.get("article number", _NONE)[0]


def _published(fields: Fields, problems: list[str]) -> str | None:
    """Return the most precise date of those that agree with the year."""
    years = [date for text in fields.get("year", ()) if (date := iso_date(text))]
    if len(years) == 1 and "date" not in fields:
        return years[0]
    written = [*fields.get("date", ()), *fields.get("year", ())]
    year = years[0][:4] if years else ""
    dates = [date for text in written if (date := iso_date(text) or iso_date(f"{text} {year}"))]
    if written and not dates:
        problems.append(f"no date can be read in {written[0][:40]!r}")
    return max((date for date in dates if date.startswith(year)), key=len, default=year or None)
