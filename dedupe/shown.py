"""The two values of a field as evidence shows them: as they were compared."""

from collections.abc import Callable, Iterable

from dedupe.compare import Judged
from dedupe.features import Features
from dedupe.names import people

Values = Callable[[Judged, int], tuple[str, str]]
"""Of one pair, by its row."""


def _each(shown: Callable[[Features], str]) -> Values:
    def both(judged: Judged, row: int) -> tuple[str, str]:
        left, right = judged.records(row)
        return shown(left), shown(right)

    return both


def _common(held: Callable[[Features], Iterable[str]]) -> Values:
    def smallest(judged: Judged, row: int) -> tuple[str, str]:
        left, right = judged.records(row)
        value = min(set(held(left)) & set(held(right)))
        return value, value

    return smallest


def _nearest(field: str) -> Values:
    return lambda judged, row: judged.fields[field].nearest(row)


def _authors(f: Features) -> str:
    return ", ".join(name.han or " ".join(sorted(name.words)) for name in people(f.authors))


def _numbers(judged: Judged, row: int) -> tuple[str, str]:
    positions = judged.left[row], judged.right[row]
    left, right = (" ".join(sorted(judged.columns.abstract_numbers(position))) for position in positions)
    return left, right


SHOWN: dict[str, Values] = {
    "id": _common(lambda f: f.own),
    "weak id": _common(lambda f: f.weak),
    "title": _nearest("title"),
    "title numbers": _each(lambda f: " ".join(sorted(f.title_numbers))),
    "authors": _each(_authors),
    "journal": _each(lambda f: f.journal),
    "year": _each(lambda f: str(f.year)),
    "volume": _each(lambda f: f.volume),
    "issue": _each(lambda f: f.issue),
    "pages": _each(lambda f: "-".join((f.pages or ())[:2])),
    "abstract": _nearest("abstract"),
    "numbers": _numbers,
    "place": _each(lambda f: f"{f.journal} {f.volume}: {'-'.join((f.pages or ())[:2])}"),
}
