"""Which differences between the values of a field are contradictions, and not one value saying more than the other."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz.distance import Indel

from dedupe.choose import Value
from dedupe.features import EXCLUSIVE_SCHEMES, first_number
from dedupe.fields import id_field
from dedupe.journals import fold_journal
from dedupe.journals import similarity as journal_similarity
from dedupe.pages import read_pages
from dedupe.standing import updated
from dedupe.text import fold, is_han, squeeze
from ingest.record import Record

ONE_TEXT = 0.6
"""Similarity under which two titles or abstracts are different texts and not two versions of one."""
COMPARED = 400
"""Characters of a text that are looked at for that: two or three sentences."""
ONE_JOURNAL = 0.5
"""Similarity under which two names, abbreviations allowed for, are of different journals."""
_ASIDE = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


def conflicts(ranks: Mapping[str, Sequence[Value]], members: Sequence[Record]) -> Iterator[str]:
    """Yield the fields whose taken value another member contradicts, and the identifiers of which one is too many.

    Args:
        ranks: of the fields that members differ in, all values, the taken one first.
        members: of the cluster.
    """
    for field, values in ranks.items():
        if any(_contradicts(field, values[0], other) for other in values[1:]):
            yield field
    if len(members) > 1:
        yield from _too_many(members)


def _contradicts(field: str, taken: Value, other: Value) -> bool:
    if field.startswith("trial."):
        return _same_day(taken, other) and _registry_differs(field, taken.value, other.value)
    differs = _DIFFERS.get(field)
    return differs is not None and differs(taken.value, other.value)


def _texts_differ(ours: str, theirs: str) -> bool:
    """Compare the texts as they are, and folded only if that tells them apart: it takes ten times as long."""
    ours, theirs = ours[:COMPARED], theirs[:COMPARED]
    return _beginnings_differ(ours.lower(), theirs.lower()) and _beginnings_differ(fold(ours), fold(theirs))


def _beginnings_differ(left: str, right: str) -> bool:
    """Compare as much as both have: one may have been cut off, or lack its subtitle."""
    length = min(len(left), len(right))
    return Indel.normalized_similarity(left[:length], right[:length], score_cutoff=ONE_TEXT) < ONE_TEXT


def _people_differ(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether no word of one list is in the other; across scripts nothing can be told."""
    left, right = " ".join(ours), " ".join(theirs)
    if is_han(left) != is_han(right) or not set(left.split()).isdisjoint(right.split()):
        return False
    return set(fold(left).split()).isdisjoint(fold(right).split())


def _journals_differ(ours: str, theirs: str) -> bool:
    """Tell whether no name that one gives, in brackets too, is like one of the other; spaces may stand anywhere."""
    found = [journal_similarity(left, right) for left in _names(ours) for right in _names(theirs)]
    told = [similarity for similarity in found if similarity is not None]
    return bool(told) and max(told) < ONE_JOURNAL


def _names(journal: str) -> Iterator[str]:
    for name in (journal, *_ASIDE.findall(journal)):
        folded = fold_journal(name)
        yield from (folded, squeeze(folded))


def _numbers_differ(ours: str, theirs: str) -> bool:
    """Compare ``35 Suppl 1`` with ``35`` by the number; what cannot be read contradicts nothing."""
    left, right = first_number(ours), first_number(theirs)
    return bool(left and right) and left != right


def _pages_differ(ours: str, theirs: str) -> bool:
    """Pages counted from 1 contradict no other, nor does a page that is either end of a range."""
    left, right = read_pages(ours), read_pages(theirs)
    if left is None or right is None or "1" in {left.first, right.first} or left.first == right.first:
        return False
    single = left.first == left.last or right.first == right.last
    return not (single and set(left) & set(right))


def _years_differ(ours: str, theirs: str) -> bool:
    """A paper may be online one year and in an issue the next."""
    return ours[:4].isdecimal() and theirs[:4].isdecimal() and abs(int(ours[:4]) - int(theirs[:4])) > 1


def _same_day(taken: Value, other: Value) -> bool:
    """Tell whether two pages of a trial are of one date: a newer one supersedes an older, and contradicts nothing."""
    return updated(taken.record) == updated(other.record)


def _registry_differs(field: str, ours: object, theirs: object) -> bool:
    if isinstance(ours, str) and isinstance(theirs, str):
        left, right = fold(ours[:COMPARED]), fold(theirs[:COMPARED])
        return not (left.startswith(right) or right.startswith(left))
    return field == "trial.phases" or not isinstance(ours, tuple)


def _too_many(members: Iterable[Record]) -> Iterator[str]:
    """Yield the own identifiers of a scheme of which a paper or trial has one, where the members share none."""
    given: dict[str, set[frozenset[str]]] = {}
    for record in members:
        for scheme, names in _own(record).items():
            given.setdefault(scheme, set()).add(frozenset(names))
    for found in given.values():
        if not frozenset.intersection(*found):
            yield from sorted(frozenset.union(*found))


def _own(record: Record) -> dict[str, set[str]]:
    own: dict[str, set[str]] = {}
    for identifier in record.ids:
        if identifier.role == "own" and identifier.scheme in EXCLUSIVE_SCHEMES:
            own.setdefault(identifier.scheme, set()).add(id_field(identifier))
    return own


_DIFFERS: dict[str, Callable[..., bool]] = {
    "title.en": _texts_differ,
    "title.zh": _texts_differ,
    "abstract.en": _texts_differ,
    "abstract.zh": _texts_differ,
    "authors": _people_differ,
    "journal": _journals_differ,
    "volume": _numbers_differ,
    "issue": _numbers_differ,
    "pages": _pages_differ,
    "published": _years_differ,
}
"""By field; in the others a difference is no contradiction."""
