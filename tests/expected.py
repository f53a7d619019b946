"""Compare a record with the record that a perfect reader makes of the same page."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from ingest.record import Record, to_json

CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
AROUND_CJK = re.compile(rf"(?<=[{CJK}])\s+|\s+(?=[{CJK}])")
ELSEWHERE = {"sentences", "beads"}
"""Keys about alignment, which tests of the aligner look at."""


@dataclass(frozen=True, slots=True)
class Check:
    """One field of one page: what it must hold and what it holds."""

    field: str
    expected: object
    got: object

    @property
    def ok(self) -> bool:
        return self.expected == self.got

    def __str__(self) -> str:
        return f"{self.field}\n    expected {self.expected!r}\n    got      {self.got!r}"


def compare(record: Record, expected: Mapping[str, Any]) -> list[Check]:
    """Return one check for each field that ``expected`` names; a key it doesn't have is not looked at.

    Whitespace is collapsed, and dropped beside Chinese characters, where it carries nothing.

    Raises:
        KeyError: ``expected`` has a key that nothing here compares.
    """
    return [
        check for key, value in expected.items() if key not in ELSEWHERE for check in FIELDS[key](key, value, record)
    ]


def expect(page: str, checks: Sequence[Check]) -> None:
    """Print ``page: matched/total`` (shown by ``pytest -rP``) and fail, naming every field that differs."""
    wrong = [check for check in checks if not check.ok]
    told = f"{page}: {len(checks) - len(wrong)}/{len(checks)}"
    print(told)  # noqa: T201 -- for -rP
    if wrong:
        pytest.fail("\n  ".join([told, *map(str, wrong)]), pytrace=False)


def tidy(value: Any) -> Any:
    """Return ``value`` with the whitespace of every text in it collapsed, and tuples as lists."""
    if isinstance(value, str):
        return AROUND_CJK.sub("", " ".join(value.split()))
    if isinstance(value, (list, tuple)):
        return [tidy(item) for item in value]
    return value


def _plain(field: str, value: Any, record: Record) -> Iterator[Check]:
    yield Check(field, tidy(value), tidy(getattr(record, field)))


def _url(field: str, value: Any, record: Record) -> Iterator[Check]:
    yield Check(field, value, record.source.url)


def _bilingual(field: str, value: Any, record: Record) -> Iterator[Check]:
    got = getattr(record, field)
    for lang in sorted({"en", "zh", *value, *got}):
        yield Check(f"{field}.{lang}", tidy(value.get(lang)), tidy(got.get(lang)))


def _ids(field: str, value: Any, record: Record) -> Iterator[Check]:
    def key(scheme: str, text: str, role: str) -> tuple[str, str, str]:
        return role, scheme, text.casefold() if scheme == "doi" else text  # a DOI is the same in any case

    expected = [key(scheme=i["scheme"], text=i["value"], role=i["role"]) for i in value]
    yield Check(field, sorted(expected), sorted(key(i.scheme, i.value, i.role) for i in record.ids))


def _trial(field: str, value: Any, record: Record) -> Iterator[Check]:
    for key, wanted in value.items():
        got = getattr(record.trial, key) if record.trial else None
        yield Check(f"{field}.{key}", tidy(wanted), tidy(got))


def _not_in_abstract(field: str, value: Any, record: Record) -> Iterator[Check]:
    text = tidy(" ".join(record.abstract.values()))
    yield Check(field, [], [phrase for phrase in value if tidy(phrase) in text])


def _not_in_record(field: str, value: Any, record: Record) -> Iterator[Check]:
    text = to_json(record).decode()
    yield Check(field, [], [phrase for phrase in value if phrase in text])


FIELDS: Mapping[str, Callable[[str, Any, Record], Iterator[Check]]] = {
    **dict.fromkeys(
        ("kind", "site", "authors", "affiliations", "journal", "published", "volume", "issue", "pages"), _plain
    ),
    "url": _url,
    "title": _bilingual,
    "abstract": _bilingual,
    "ids": _ids,
    "trial": _trial,
    "not_in_abstract": _not_in_abstract,
    "not_in_record": _not_in_record,
}
