"""Candidate pairs: records that share a key, with work bounded whatever the input looks like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise, product

import msgspec

from dedupe.features import Features
from dedupe.text import is_han, squeeze

TITLE_CHARS = 18
"""Squeezed characters at either end of a title that make a key: about three words, past "Effect of the …"."""
ABSTRACT_CHARS = 40
LONGEST_WORDS = 3
FULL_BLOCK = 40
"""Records that may share a key and all be compared; in the dev sets true groups have at most 8 members."""
NEIGHBOURS = 8
"""In a larger block every record meets this many that follow it in the order of its other fields."""
NUMBERS = 6
"""Longest numbers of an abstract of which each two make a key, for want of common words across languages. With 6, 1,067
of the 4,165 ChinaXiv abstracts meet their translation (902 have three numbers in both languages), with 4, 510."""


def keys(f: Features) -> Iterator[str]:
    """Yield the blocking keys of one record; those of papers and trials never meet."""
    yield from (f"{f.kind}|i|{identifier}" for identifier in sorted(f.own | f.weak))
    for title in f.titles:
        yield from (f"{f.kind}|{key}" for key in _title_keys(title))
    yield from (f"{f.kind}|a|{squeeze(abstract)[:ABSTRACT_CHARS]}" for abstract in f.abstracts)
    if f.pages and f.volume:
        yield f"{f.kind}|v|{f.volume}|{f.pages.first}"
    for word in sorted(f.authors[0].words) if f.authors else ():
        if f.pages:
            yield f"{f.kind}|p|{word}|{f.pages.first}"
        if f.year:
            yield f"{f.kind}|y|{word}|{f.year}"


def _title_keys(title: str) -> Iterator[str]:
    text = squeeze(title)
    yield f"t|{text[:TITLE_CHARS]}"
    yield f"e|{text[-TITLE_CHARS:]}"
    words = sorted(set(title.split()), key=lambda word: (-len(word), word))
    if len(words) > LONGEST_WORDS:
        yield f"w|{'|'.join(words[:LONGEST_WORDS])}"


def number_keys(f: Features) -> Iterator[str]:
    """Yield the keys by which a record in one language meets one in the other."""
    longest = sorted(f.abstract_numbers, key=lambda number: (-len(number), number))[:NUMBERS]
    yield from (f"{f.kind}|n|{one}|{other}" for one, other in combinations(sorted(longest), 2))


def candidate_pairs(items: Iterable[Features]) -> Iterator[tuple[Features, Features]]:
    """Yield each pair worth comparing once, smaller id first.

    Records that are equal in all compared fields are chained, not crossed: n copies make n - 1 pairs, and the first of
    them stands for the rest in the blocks. In a block of more than ``FULL_BLOCK`` records only neighbours meet.
    """
    copies = _copies(items)
    for group in copies:
        yield from pairwise(group)
    firsts = [group[0] for group in copies]
    seen: set[tuple[int, int]] = set()
    for pair in chain(_in_blocks(firsts), _across_languages(firsts)):
        if pair not in seen:
            seen.add(pair)
            yield firsts[pair[0]], firsts[pair[1]]


def _copies(items: Iterable[Features]) -> list[list[Features]]:
    """Group records that differ in nothing but their id, in the order of ids."""
    groups: dict[Features, list[Features]] = {}
    for f in sorted(items, key=lambda f: f.id):
        groups.setdefault(msgspec.structs.replace(f, id=""), []).append(f)
    return list(groups.values())


def _in_blocks(firsts: Sequence[Features]) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, first in enumerate(firsts):
        for key in dict.fromkeys(keys(first)):
            blocks[key].append(number)
    for block in blocks.values():
        if len(block) <= FULL_BLOCK:
            yield from combinations(block, 2)
        else:
            yield from _neighbours(block, firsts)


def _neighbours(block: Sequence[int], firsts: Sequence[Features]) -> Iterator[tuple[int, int]]:
    for order in (_by_title, _by_place):
        ordered = sorted(block, key=lambda number: (order(firsts[number]), number))
        for place, number in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                yield min(number, other), max(number, other)


def _by_title(f: Features) -> tuple[str, ...]:
    return (*f.titles, str(f.year), f.volume)


def _by_place(f: Features) -> tuple[str, ...]:
    return (str(f.year), f.volume, *(f.pages or ()), *f.titles)


def _across_languages(firsts: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Yield pairs of an English-only and a Chinese-only record that share a number key, the first few of each side."""
    sides: dict[bool, dict[str, list[int]]] = {False: defaultdict(list), True: defaultdict(list)}
    for number, first in enumerate(firsts):
        if (chinese := only_chinese(first)) is not None:
            for key in number_keys(first):
                sides[chinese][key].append(number)
    for key, chinese_side in sides[True].items():
        for pair in product(chinese_side[:NEIGHBOURS], sides[False].get(key, ())[:NEIGHBOURS]):
            yield min(pair), max(pair)


def only_chinese(f: Features) -> bool | None:
    """Tell whether all titles and abstracts are Chinese (True) or none is (False); None where mixed or absent."""
    found = {is_han(text) for text in (*f.titles, *f.abstracts)}
    return found.pop() if len(found) == 1 else None
