"""The two values of a field as evidence shows them: as they were compared."""

from collections.abc import Callable, Iterable

from dedupe.compare import Judged
from dedupe.features import Features
from dedupe.names import people
from dedupe.rare import marks_among, rare_marks
from dedupe.text import is_han, numbers

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


def _texts(marks: Callable[[str], Iterable[str]]) -> Values:
    def both(judged: Judged, row: int) -> tuple[str, str]:
        left, right = (" ".join(sorted(marks(text))) for text in _both_texts(judged, row))
        return left, right

    return both


def _names(judged: Judged, row: int) -> tuple[str, str]:
    """Return the names in the Chinese text, and those of them that stand in the English one."""
    texts = _both_texts(judged, row)
    chinese = next(text for text in texts if is_han(text))
    names = frozenset(mark for mark in rare_marks(chinese) if not mark[0].isdigit())
    left, right = (" ".join(sorted(marks_among(text, names))) for text in texts)
    return left, right


def _both_texts(judged: Judged, row: int) -> list[str]:
    return [judged.columns.text(int(side[row])).strip() for side in (judged.left, judged.right)]


SHOWN: dict[str, Values] = {
    "id": _common(lambda f: f.own),
    "weak id": _common(lambda f: f.weak),
    "title": _nearest("title"),
    "title numbers": _each(lambda f: " ".join(f.title_numbers) or "none"),
    "authors": _each(_authors),
    "journal": _each(lambda f: f.journal),
    "year": _each(lambda f: str(f.year)),
    "volume": _each(lambda f: f.volume),
    "issue": _each(lambda f: f.issue),
    "pages": _each(lambda f: "-".join((f.pages or ())[:2])),
    "abstract": _nearest("abstract"),
    "numbers": _texts(numbers),
    "names": _names,
    **dict.fromkeys(("meaning", "title meaning", "sentences"), _texts(lambda text: [text])),
    "place": _each(lambda f: f"{f.journal} {f.volume}: {'-'.join((f.pages or ())[:2])}"),
}
