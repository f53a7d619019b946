"""A record as flat fields and back: ``title.en``, ``authors``, ``trial.status``, ``ids.doi:10.5555/x``.

Each of them is chosen and told of by itself.
"""

import re
from collections.abc import Mapping
from typing import Any

from dedupe.features import registered
from ingest.record import Identifier, Kind, Lang, Record, Role, Source, Trial

LANGS: tuple[Lang, ...] = ("en", "zh")
PLAIN = ("authors", "affiliations", "journal", "volume", "issue", "pages", "published", "sections")
"""Fields of a record that are one value."""
_TRIAL = tuple((name, f"trial.{name}") for name in Trial.__struct_fields__)
_LOOSE = re.compile(r"[^!-~]|[:%]|^0|^nct\W|[.,;]$", re.IGNORECASE)
"""An address or a label, blanks, full-width letters, leading zeros, ``nct-0…``, a sentence's punctuation."""
_ROLES: tuple[Role, ...] = ("own", "reports", "related", "cited")
_TITLE, _ABSTRACT, _KEYWORDS = (
    {lang: f"{name}.{lang}" for lang in LANGS} for name in ("title", "abstract", "keywords")
)


def flat(record: Record) -> dict[str, Any]:
    """Return by field everything that a record says; of an identifier that it gives twice, the strongest role."""
    fields: dict[str, Any] = {_TITLE[lang]: title for lang, title in record.title.items() if title}
    for lang, abstract in record.abstract.items():
        if abstract:
            fields[_ABSTRACT[lang]] = abstract
    for lang, keywords in record.keywords.items():
        if keywords:
            fields[_KEYWORDS[lang]] = keywords
    for name in PLAIN:
        if value := getattr(record, name):
            fields[name] = value
    for identifier in sorted(record.ids, key=role_rank, reverse=True) if len(record.ids) > 1 else record.ids:
        fields[id_field(identifier)] = identifier
    if record.trial:
        fields |= _of_trial(record.trial)
    return fields


def _of_trial(trial: Trial) -> dict[str, Any]:
    """Return what is said: a falsehood and a zero are."""
    values = ((field, getattr(trial, name)) for name, field in _TRIAL)
    return {field: value for field, value in values if value is not None and value != ()}


def role_rank(identifier: Identifier) -> int:
    """Return 0 for the strongest role: an id that one page owns and another cites is owned."""
    return _ROLES.index(identifier.role)


def id_field(identifier: Identifier) -> str:
    """Return the field of an identifier: however it is written, one and the same for one name.

    DOIs are case-insensitive (DOI Handbook 2.4).
    """
    scheme, value = identifier.scheme, identifier.value
    if is_loose(identifier):
        value = registered(identifier) or value
    return f"ids.{scheme}:{value.casefold()}"


def is_loose(identifier: Identifier) -> bool:
    """Tell whether an identifier may be written in another way than the registered one."""
    return bool(_LOOSE.search(identifier.value))


def whole(fields: Mapping[str, Any], record_id: str, kind: Kind, site: str, source: Source) -> Record:
    """Return the record that has these fields."""
    nested: dict[str, Any] = {}
    for field, value in fields.items():
        name, _, part = field.partition(".")
        if part:
            nested.setdefault(name, {})[part] = value
        else:
            nested[name] = value
    if ids := nested.get("ids"):
        nested["ids"] = tuple(ids[name] for name in sorted(ids))
    if trial := nested.get("trial"):
        nested["trial"] = Trial(**trial)
    return Record(id=record_id, kind=kind, site=site, source=source, **nested)
