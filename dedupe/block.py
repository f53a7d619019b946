"""Candidate pairs: records that share a key, with work bounded whatever the input looks like."""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar

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
T = TypeVar("T")
Ints = NDArray[np.int64]
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


def codes(f: Features) -> set[int]:
    """Return the blocking keys of one record as numbers of 64 bits; equal keys always have one.

    Of unequal keys so few have one that comparing their records costs nothing: with ten thousand million keys, three.
    """
    return {_code(key) for key in keys(f)}


def _code(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def key_of(f: Features, code: int) -> str:
    """Return the key of a record that has this code."""
    return next(key for key in keys(f) if _code(key) == code)


def _in_blocks(firsts: Sequence[Features]) -> Pairs:
    """Return the pairs that share a key."""
    hashed, counts = array("q"), array("L")
    for f in firsts:
        found = codes(f)
        hashed.extend(found)
        counts.append(len(found))
    owners = np.repeat(np.arange(len(firsts)), np.asarray(counts, dtype=np.int64))
    each = np.asarray(hashed, dtype=np.int64)
    order = np.lexsort((owners, each))
    return _blocks_crossed(each[order], owners[order], firsts)


def _blocks_crossed(each: Ints, owners: Ints, firsts: Sequence[Features]) -> Pairs:
    """Return the pairs within each run of equal codes."""
    starts = np.flatnonzero(np.r_[True, each[1:] != each[:-1]]) if len(each) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(each)])
    found = []
    for size in range(2, min(FULL_BLOCK, int(sizes.max(initial=0))) + 1):
        blocks = owners[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        found.append(np.stack([blocks[:, left].ravel(), blocks[:, right].ravel()], axis=1))
    for start in np.flatnonzero(sizes > FULL_BLOCK):
        block = owners[starts[start] : starts[start] + sizes[start]].tolist()
        for order in range(len(ORDERS)):
            ordered = sorted(block, key=lambda number: (ORDERS[order](firsts[number]), number))
            found.append(np.array(list(neighbours(ordered)), dtype=np.int64))
    return unique_pairs(*found)


def neighbours(ordered: Iterable[T]) -> Iterator[tuple[T, T]]:
    """Yield each item of a large block with the ``NEIGHBOURS`` before it; no more of them are in memory."""
    before: deque[T] = deque(maxlen=NEIGHBOURS)
    for item in ordered:
        yield from ((other, item) for other in before)
        before.append(item)


def _by_title(f: Features) -> tuple[str, ...]:
    return (*f.titles, str(f.year), f.volume)


def _by_place(f: Features) -> tuple[str, ...]:
    return (str(f.year), f.volume, *(f.pages or ())[:2], *f.titles)


ORDERS: tuple[Callable[[Features], tuple[str, ...]], ...] = (_by_title, _by_place)
"""What the records of a large block are sorted by, then by id, for neighbours to meet."""
