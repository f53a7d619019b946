"""Candidate pairs: records that share a key, with work bounded whatever the input looks like."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dedupe.features import Features
from dedupe.names import people
from dedupe.text import squeeze

TITLE_CHARS = 30
"""Squeezed characters at either end of a title that make a key: about five words, past "Effect of the … on …". With 18
there are half as many candidates again and no true pair more."""
ABSTRACT_CHARS = 40
LONGEST_WORDS = 3
LEADING = 3
"""Authors among which the first two readable ones are looked for."""
FULL_BLOCK = 40
"""Records that may share a key and all be compared; in the dev sets true groups have at most 8 members."""
NEIGHBOURS = 4
"""In a larger block every record meets this many that follow it in the order of its other fields."""
Pairs = NDArray[np.int64]
"""Positions of two records, the smaller first, [n, 2]; sorted, each pair once."""
NO_PAIRS: Pairs = np.empty((0, 2), dtype=np.int64)


def keys(f: Features) -> Iterator[str]:
    """Yield the blocking keys of one record; those of papers and trials never meet."""
    kind = f.kind
    for identifier in f.own + f.weak:
        yield f"{kind}|i|{identifier}"
    for title in f.titles:
        text = squeeze(title)
        yield f"{kind}|t|{text[:TITLE_CHARS]}"
        yield f"{kind}|e|{text[-TITLE_CHARS:]}"
        words = sorted(sorted(set(title.split())), key=len)
        if len(words) > LONGEST_WORDS:
            yield f"{kind}|w|{'|'.join(words[-LONGEST_WORDS:])}"
    for abstract in f.abstracts:
        yield f"{kind}|a|{squeeze(abstract[: 2 * ABSTRACT_CHARS])[:ABSTRACT_CHARS]}"
    if f.pages and f.volume:
        yield f"{kind}|v|{f.volume}|{f.pages.first}|{f.pages.last}"
    yield from _author_keys(f)


def _author_keys(f: Features) -> Iterator[str]:
    """Yield the first author beside the first page, and the first two authors, or one with initials, beside the year.

    Which word of a name is the surname is not known, so each word makes a key.
    """
    if not (f.pages or f.year) or not (leading := people(f.authors[:LEADING])):
        return
    first, second = leading[0], leading[1:2]
    for word in first.words:
        if f.pages:
            yield f"{f.kind}|p|{word}|{f.pages.first}|{f.pages.last}"
        if f.year and second:
            yield from (f"{f.kind}|y|{word}|{other}|{f.year}" for other in second[0].words)
        elif f.year:
            yield f"{f.kind}|y|{word}|{''.join(sorted(first.letters))}|{f.year}"


def candidate_pairs(items: Sequence[Features]) -> Pairs:
    """Return the pairs worth comparing.

    Records that are equal in all compared fields are chained, not crossed: n copies make n - 1 pairs, and the first of
    them stands for the rest in the blocks. In a block of more than ``FULL_BLOCK`` records only neighbours meet.
    """
    groups = _copies(items)
    chained = [pair for group in groups for pair in pairwise(group)]
    firsts = np.array([group[0] for group in groups], dtype=np.int64)
    return unique_pairs(
        np.array(chained, dtype=np.int64).reshape(-1, 2), firsts[_in_blocks([items[i] for i in firsts])]
    )


def unique_pairs(*found: Pairs) -> Pairs:
    """Return all pairs, each once."""
    pairs = np.concatenate([NO_PAIRS, *found])
    pairs.sort(axis=1)
    width = int(pairs.max(initial=0)) + 1
    coded = np.unique(pairs[:, 0] * width + pairs[:, 1])
    return np.stack([coded // width, coded % width], axis=1)


def _copies(items: Iterable[Features]) -> list[list[int]]:
    """Group the positions of records of which every compared field is equal."""
    groups: dict[Features, list[int]] = {}
    for number, f in enumerate(items):
        groups.setdefault(f, []).append(number)
    return list(groups.values())


def _in_blocks(firsts: Sequence[Features]) -> Pairs:
    """Return the pairs that share a key.

    Keys are compared by their CRC-32: equal ones always meet, and of unequal ones so few that comparing them costs
    nothing (7,000 pairs among a million records).
    """
    hashed, counts = array("L"), array("L")
    for f in firsts:
        found = {crc32(key.encode("utf-8", "surrogatepass")) for key in keys(f)}
        hashed.extend(found)
        counts.append(len(found))
    owners = np.repeat(np.arange(len(firsts)), np.asarray(counts, dtype=np.int64))
    codes = np.asarray(hashed, dtype=np.uint32)
    order = np.lexsort((owners, codes))
    return _blocks_crossed(codes[order], owners[order], firsts)


def _blocks_crossed(codes: NDArray[np.uint32], owners: NDArray[np.int64], firsts: Sequence[Features]) -> Pairs:
    """Return the pairs within each run of equal codes."""
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(codes)])
    found = []
    for size in range(2, min(FULL_BLOCK, int(sizes.max(initial=0))) + 1):
        blocks = owners[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        found.append(np.stack([blocks[:, left].ravel(), blocks[:, right].ravel()], axis=1))
    for start in np.flatnonzero(sizes > FULL_BLOCK):
        block = owners[starts[start] : starts[start] + sizes[start]].tolist()
        found.append(np.array(list(_neighbours(block, firsts)), dtype=np.int64))
    return unique_pairs(*found)


def _neighbours(block: Sequence[int], firsts: Sequence[Features]) -> Iterator[tuple[int, int]]:
    orders: tuple[Callable[[Features], tuple[str, ...]], ...] = (_by_title, _by_place)
    for order in orders:
        ordered = sorted(block, key=lambda number: (order(firsts[number]), number))
        for place, number in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                yield number, other


def _by_title(f: Features) -> tuple[str, ...]:
    return (*f.titles, str(f.year), f.volume)


def _by_place(f: Features) -> tuple[str, ...]:
    return (str(f.year), f.volume, *(f.pages or ())[:2], *f.titles)
