"""Candidate pairs: records that share a key, with work bounded whatever the input looks like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from dedupe.features import Features
from dedupe.text import squeeze

TITLE_CHARS = 18
"""Squeezed characters at either end of a title that make a key: about three words, past "Effect of the …"."""
ABSTRACT_CHARS = 40
LONGEST_WORDS = 3
FULL_BLOCK = 40
"""Records that may share a key and all be compared; in the dev sets true groups have at most 8 members."""
NEIGHBOURS = 8
"""In a larger block every record meets this many that follow it in the order of its other fields."""
NUMBERS = 3
"""Numbers of an abstract that together make a key across languages."""


def keys(f: Features) -> Iterator[str]:
    """Yield the blocking keys of one record; those of papers and trials never meet."""
    yield from (f"{f.kind}|i|{identifier}" for identifier in sorted(f.own | f.weak))
    for title in f.titles.values():
        yield from (f"{f.kind}|{key}" for key in _title_keys(title))
    for abstract in f.abstracts.values():
        text = squeeze(abstract)
        yield f"{f.kind}|a|{text[:ABSTRACT_CHARS]}"
    if f.pages and f.volume:
        yield f"{f.kind}|v|{f.volume}|{f.pages[0]}"
    for author in f.authors[:1]:
        if f.pages:
            yield from (f"{f.kind}|p|{word}|{f.pages[0]}" for word in author.words)
        if f.year:
            yield from (f"{f.kind}|y|{word}|{f.year}" for word in author.words)
    long_numbers = sorted(f.abstract_numbers, key=lambda number: (-len(number), number))
    if len(long_numbers) >= NUMBERS:
        yield f"{f.kind}|n|{'|'.join(long_numbers[:NUMBERS])}"


def _title_keys(title: str) -> Iterator[str]:
    text = squeeze(title)
    yield f"t|{text[:TITLE_CHARS]}"
    yield f"e|{text[-TITLE_CHARS:]}"
    words = sorted(set(title.split()), key=lambda word: (-len(word), word))
    if len(words) > LONGEST_WORDS:
        yield f"w|{'|'.join(words[:LONGEST_WORDS])}"


def candidate_pairs(items: Iterable[Features]) -> Iterator[tuple[Features, Features]]:
    """Yield each pair worth comparing once, smaller id first.

    Records that are equal in all compared fields are chained, not crossed: n copies make n - 1 pairs, and the first of
    them stands for the rest in the blocks. A block of more than ``FULL_BLOCK`` records is sorted and only neighbours meet.
    """
    copies = _copies(items)
    for group in copies:
        yield from pairwise(group)
    blocks: dict[str, list[int]] = defaultdict(list)
    firsts = [group[0] for group in copies]
    for number, first in enumerate(firsts):
        for key in dict.fromkeys(keys(first)):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > 1:
            for pair in _within(block, firsts):
                if pair not in seen:
                    seen.add(pair)
                    yield firsts[pair[0]], firsts[pair[1]]


def _copies(items: Iterable[Features]) -> list[list[Features]]:
    """Group records that differ in nothing but their id, in the order of ids."""
    groups: dict[tuple[object, ...], list[Features]] = {}
    for f in sorted(items, key=lambda f: f.id):
        content = (
            f.kind, f.own, f.weak, f.reports, *f.titles.values(), "|", *f.abstracts.values(), "|",
            f.authors, f.journal, f.year, f.volume, f.issue, f.pages, f.exclusive,
        )  # fmt: skip
        groups.setdefault(content, []).append(f)
    return list(groups.values())


def _within(block: Sequence[int], firsts: Sequence[Features]) -> Iterator[tuple[int, int]]:
    if len(block) <= FULL_BLOCK:
        yield from combinations(block, 2)
        return
    for order in (_by_title, _by_place):
        ordered = sorted(block, key=lambda number: (order(firsts[number]), number))
        for place, number in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                yield min(number, other), max(number, other)


def _by_title(f: Features) -> tuple[str, ...]:
    return (*sorted(f.titles.values()), str(f.year), f.volume)


def _by_place(f: Features) -> tuple[str, ...]:
    return (str(f.year), f.volume, *(f.pages or ()), *sorted(f.titles.values()))
