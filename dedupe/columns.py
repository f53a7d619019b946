"""The records of an input by column: short fields as numbers, equal where the values are; texts one after another."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedupe.features import Features
from dedupe.pages import Pages
from dedupe.text import is_han, squeeze
from ingest.record import Record

if TYPE_CHECKING:
    from dedupe.translations import Translations

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ENGLISH, CHINESE = 1, 2
_NOWHERE = Pages("", "")


@dataclass(frozen=True)
class Texts:
    """The texts of one field of all records."""

    texts: Sequence[str]
    starts: Ints
    """Place of each record's first text, and the number of texts, [records + 1]."""

    @cached_property
    def is_han(self) -> Flags:
        return np.array([is_han(text) for text in self.texts], dtype=np.bool_)

    @cached_property
    def squeezed(self) -> Sequence[str]:
        return [squeeze(text) for text in self.texts]

    @cached_property
    def sorted_words(self) -> Sequence[str]:
        return ["".join(sorted(text.split())) for text in self.texts]

    @cached_property
    def codes(self) -> Ints:
        """A number for each text, the same for texts that differ in spaces alone."""
        return coded(self.squeezed)

    def comparable(self, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
        """Return every two texts of one script that pairs hold: row of the pair, left and right text, [m]."""
        ours, theirs = (np.diff(self.starts)[side] for side in (left, right))
        times = ours * theirs
        rows = np.repeat(np.arange(len(left)), times)
        each = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
        ones = self.starts[left][rows] + each // theirs[rows]
        others = self.starts[right][rows] + each % theirs[rows]
        one_script = self.is_han[ones] == self.is_han[others]
        return rows[one_script], ones[one_script], others[one_script]


@dataclass(frozen=True)
class Columns:
    """The records of an input; in arrays of numbers 0 is absent."""

    items: Sequence[Features]
    record: Callable[[int], Record]
    """Position → the record itself, for what is looked at seldom."""
    translations: "Translations | None" = None
    """What an encoder found between the languages."""

    @cached_property
    def is_paper(self) -> Flags:
        return np.array([f.kind == "paper" for f in self.items], dtype=np.bool_)

    @cached_property
    def generic(self) -> Flags:
        return np.array([f.generic for f in self.items], dtype=np.bool_)

    @cached_property
    def own(self) -> Ints:
        return coded((f.own for f in self.items), absent=())

    @cached_property
    def weak(self) -> Ints:
        return coded((f.weak for f in self.items), absent=())

    @cached_property
    def titles(self) -> Texts:
        return _texts([f.titles for f in self.items])

    @cached_property
    def title_numbers(self) -> Ints:
        return coded((f.title_numbers for f in self.items), absent=())

    @cached_property
    def abstracts(self) -> Texts:
        return _texts([f.abstracts for f in self.items])

    @cached_property
    def title_scripts(self) -> Ints:
        """The scripts of the titles as a sum: Latin 1, Chinese 2."""
        return np.array([sum({1 + is_han(text) for text in f.titles}) for f in self.items], dtype=np.int64)

    @cached_property
    def authors(self) -> Ints:
        return coded((f.authors for f in self.items), absent=())

    @cached_property
    def journal(self) -> Ints:
        return coded(f.journal for f in self.items)

    @cached_property
    def venue(self) -> Ints:
        return coded(f.venue for f in self.items)

    @cached_property
    def year(self) -> Ints:
        return np.array([f.year for f in self.items], dtype=np.int64)

    @cached_property
    def volume(self) -> Ints:
        return coded(f.volume for f in self.items)

    @cached_property
    def issue(self) -> Ints:
        return coded(f.issue for f in self.items)

    @cached_property
    def pages(self) -> Ints:
        """First and last page, [n, 2]."""
        return coded(page for f in self.items for page in (f.pages or _NOWHERE)[:2]).reshape(-1, 2)

    @cached_property
    def from_one(self) -> Flags:
        """Whether pages are counted from 1."""
        return np.array([bool(f.pages and f.pages.first == "1") for f in self.items], dtype=np.bool_)

    @cached_property
    def is_article(self) -> Flags:
        """Whether the page is the number of an article."""
        return np.array([bool(f.pages and f.pages.is_article) for f in self.items], dtype=np.bool_)

    @cached_property
    def language(self) -> Ints:
        """As the function of that name tells it."""
        return np.array([language(f) for f in self.items], dtype=np.int64)

    def across(self, left: Ints, right: Ints) -> Flags:
        """Tell of each pair whether one record is English and the other Chinese."""
        return np.asarray(self.language[left] * self.language[right] == ENGLISH * CHINESE)

    def title_and_abstract(self, position: int) -> tuple[str, str]:
        """Return the texts of a record that is of one language, empty where absent."""
        return title_and_abstract(self.record(position))

    def text(self, position: int) -> str:
        """Return title and abstract of a record that is of one language."""
        return "\n".join(self.title_and_abstract(position))


def language(f: Features) -> int:
    """Return ``ENGLISH`` where all titles and abstracts are in Latin letters, ``CHINESE`` where all are, else 0."""
    scripts = {is_han(text) for text in (*f.titles, *f.abstracts)}
    return 0 if len(scripts) != 1 else CHINESE if scripts.pop() else ENGLISH


def title_and_abstract(record: Record) -> tuple[str, str]:
    """Return the texts of a record that is of one language, empty where absent."""
    title, abstract = (next(iter(texts.values()), "") for texts in (record.title, record.abstract))
    return title, abstract


def coded(values: Iterable[Hashable], absent: Hashable = "") -> Ints:
    """Return a number for each value, the same for equal ones; 0 for that which stands for nothing."""
    known = {absent: 0}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _texts(held: Sequence[tuple[str, ...]]) -> Texts:
    return Texts([text for texts in held for text in texts], np.cumsum([0, *map(len, held)]))
