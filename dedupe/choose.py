"""For every field of a cluster, the members' values from best to worst, by stated rules.

Every rule ends in the record id, so that the order of members never shows. "Cut off" is a text that ends in an
ellipsis; "shouting" is one in capitals throughout.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

from dedupe.text import fold
from ingest.record import Identifier, Lang, Record, Trial

NEARLY_EQUAL = 0.9
"""Similarity of two abstracts that are one text but for typography, a label or a registration line."""
LANGS: tuple[Lang, ...] = ("en", "zh")
_ROLES = ("own", "reports", "related", "cited")
"""Strongest first: an id that one page owns and another cites is owned."""
_CUT_OFF = ("...", "…", "[truncated]", "(abstract truncated)")


class Value(NamedTuple):
    """One member's value of a field."""

    record: Record
    value: Any


class Choice(NamedTuple):
    """A field and its values; the first is taken, whole."""

    field: str
    values: list[Value]


Rule = Callable[[Sequence[Value]], list[Value]]


def choices(members: Sequence[Record]) -> Iterator[Choice]:
    """Yield every field that some member fills."""
    found = (*_texts(members), *_lists_and_facts(members), *_ids(members), *_trial(members))
    yield from (choice for choice in found if choice.values)


def _ordered(key: Callable[[Any], Any]) -> Rule:
    return lambda values: sorted(values, key=lambda v: (key(v.value), v.record.id))


def _cut_off(text: str) -> bool:
    return text.rstrip().lower().endswith(_CUT_OFF)


fullest: Rule = _ordered(lambda text: (_cut_off(text), text.isupper(), -len(text)))
"""Not cut off, not shouting, longest: an abstract with its last sentence, a journal's name over its abbreviation."""
most_items: Rule = _ordered(lambda items: (-len(items), -sum(map(len, items))))
"""Most items, then most characters: the whole list over its first three, ``Noriko Doki`` over ``N. Doki``."""
most_precise: Rule = _ordered(lambda date: (-len(date), date))
"""The most precise date; of equally precise ones the earliest, which is the one of first publication."""


def most_said(values: Sequence[Value]) -> list[Value]:
    """Put first what most members say, then the longest."""
    counts = Counter(v.value for v in values)
    return sorted(values, key=lambda v: (-counts[v.value], -len(v.value), v.record.id))


RULES: dict[str, Rule] = {
    "authors": most_items,
    "affiliations": most_items,
    "journal": fullest,
    "volume": most_said,
    "issue": most_said,
    "pages": _ordered(lambda pages: -len(pages)),
    "published": most_precise,
    "sections": _ordered(lambda sections: -sum(len(section.text) for section in sections)),
}


def _texts(members: Sequence[Record]) -> Iterator[Choice]:
    for lang in LANGS:
        yield Choice(f"title.{lang}", fullest([Value(r, r.title[lang]) for r in members if lang in r.title]))
    ordered = {lang: fullest([Value(r, r.abstract[lang]) for r in members if lang in r.abstract]) for lang in LANGS}
    pair = _one_page(ordered["en"], ordered["zh"])
    for lang, values in ordered.items():
        yield Choice(f"abstract.{lang}", sorted(values, key=lambda v: v.record is not pair) if pair else values)


def _one_page(en: Sequence[Value], zh: Sequence[Value]) -> Record | None:
    """Return the member whose two abstracts are to be taken together, if there is one.

    The two texts of one page were written to correspond, so a bilingual member goes before the fullest text of either
    language as long as it says nearly the same.
    """
    chinese = {v.record.id: v.value for v in zh}
    for record, text in en:
        if record.id in chinese and _near(text, en[0].value) and _near(chinese[record.id], zh[0].value):
            return record
    return None


def _near(left: str, right: str) -> bool:
    return left == right or Indel.normalized_similarity(fold(left), fold(right)) >= NEARLY_EQUAL


def _lists_and_facts(members: Sequence[Record]) -> Iterator[Choice]:
    for field, rule in RULES.items():
        if values := [Value(r, value) for r in members if (value := getattr(r, field))]:
            yield Choice(field, rule(values))
    for lang in LANGS:
        yield Choice(
            f"keywords.{lang}", most_items([Value(r, r.keywords[lang]) for r in members if lang in r.keywords])
        )


def _ids(members: Sequence[Record]) -> Iterator[Choice]:
    """Yield every identifier that any member names, in its strongest role."""
    by_name: dict[str, list[Value]] = {}
    for record in members:
        for identifier in record.ids:
            name = f"ids.{identifier.scheme}:{identifier.value.casefold()}"
            by_name.setdefault(name, []).append(Value(record, identifier))
    for name in sorted(by_name):
        yield Choice(name, sorted(by_name[name], key=_by_role))


def _by_role(v: Value) -> tuple[int, str, str]:
    identifier: Identifier = v.value
    return _ROLES.index(identifier.role), identifier.value, v.record.id


def _trial(members: Sequence[Record]) -> Iterator[Choice]:
    """Yield the fields of the trial block: the page updated last goes first, for each field that it fills."""
    with_trial = sorted((r for r in members if r.trial), key=lambda r: r.id)
    if not with_trial:
        return
    newest_first = sorted(with_trial, key=lambda r: (r.trial and r.trial.updated) or "", reverse=True)
    for field in Trial.__struct_fields__:
        values = [Value(record, getattr(record.trial, field)) for record in newest_first]
        yield Choice(f"trial.{field}", [v for v in values if v.value not in (None, ())])
