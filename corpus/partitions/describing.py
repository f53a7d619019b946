"""Records → what is compared of them, and the pairs worth comparing."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import chain, combinations, islice, product

import msgspec

from corpus.export.table import Int64
from corpus.lake import FailureRow
from corpus.partitions.rows import (
    Block,
    Body,
    Claim,
    Crowded,
    Described,
    Item,
    Keyed,
    Marked,
    Met,
    Pair,
    Placed,
    Sided,
    Unmarked,
    Value,
    Weighed,
    features_of,
    grouped,
    pack,
    record_of,
)
from dedupe.block import FULL_BLOCK, NEIGHBOURS, ORDERS, codes, key_of, neighbours
from dedupe.columns import CHINESE, language, title_and_abstract
from dedupe.common import MOST_HOLDERS, claims, is_common, marked
from dedupe.features import features
from dedupe.rare import COMMON, all_marks, rare_marks, weight


def describe(rows: Iterator[Body]) -> Iterator[Described]:
    """Take from each record what is compared of it."""
    for row in rows:
        f = features(record_of(row.body))
        yield Described(row.id, f.kind, language(f), bool(f.abstracts), pack(f))


def claimed(rows: Iterator[Described]) -> Iterator[Claim]:
    """Yield what of each record may prove common to many."""
    for row in rows:
        f = features_of(row.features)
        slim = pack(msgspec.structs.replace(f, abstracts=()))
        yield from (Claim(value, row.id, slim) for value in claims(f))


def common(rows: Iterator[Claim]) -> Iterator[Value]:
    """Yield what is common to many, of claims sorted by value and id."""
    for value, group in grouped(rows, lambda row: row.value):
        if is_common(value, [features_of(row.features) for row in islice(group, MOST_HOLDERS)]):
            yield Value(value)


def mark(rows: Iterator[Unmarked]) -> Iterator[Item]:
    """Mark what each record has in common with many."""
    for row in rows:
        packed = pack(marked(features_of(row.features), frozenset(row.common or ())))
        whole = blake2b(packed, digest_size=16).digest()
        yield Item(row.id, row.kind, row.language, row.abstract, packed, whole)


def key(rows: Iterator[Item]) -> Iterator[Keyed]:
    """Yield each record under all its blocking keys."""
    for row in rows:
        yield from (Keyed(Int64(code), row.id) for code in sorted(codes(features_of(row.features))))


def meet(rows: Iterator[Keyed]) -> Iterator[Met]:
    """Cross the records of each block, of rows sorted by code and id; of a large block pass them on one by one."""
    for code, group in grouped(rows, lambda row: row.code):
        block = list(islice(group, FULL_BLOCK + 1))
        if len(block) <= FULL_BLOCK:
            yield from (Met(left.id, right.id, code) for left, right in combinations(block, 2))
        else:
            yield from (Met(row.id, "", code) for row in chain(block, group))


def place(rows: Iterator[Crowded]) -> Iterator[Placed]:
    """Yield each record of a large block at its place in every order."""
    for row in rows:
        f = features_of(row.features)
        yield from (Placed(row.code, number, order(f), row.id) for number, order in enumerate(ORDERS))


def meet_neighbours(rows: Iterator[Placed]) -> Iterator[Pair]:
    """Pair each record with its neighbours, of rows sorted by code, order, place and id; few are in memory."""
    for _, group in grouped(rows, lambda row: (row.code, row.order)):
        for one, other in neighbours(row.id for row in group):
            yield Pair(*sorted((one, other)))


def name_blocks(rows: Iterator[Block]) -> Iterator[FailureRow]:
    """Say which blocks were too large for all in them to be compared."""
    for row in rows:
        shared = key_of(features_of(row.features), row.code)
        reason = (
            f"shared by {row.count:,} records: each was compared with {NEIGHBOURS} next to it in two orders, not all"
        )
        yield FailureRow("compare", shared, reason)


def tell_marks(rows: Iterator[Sided]) -> Iterator[Marked]:
    """Yield the numbers and names in records of one language: of Chinese ones those that tell, of English ones all."""
    for row in rows:
        text = "\n".join(title_and_abstract(record_of(row.body)))
        found = rare_marks(text) if row.language == CHINESE else all_marks(text)
        yield from (Marked(row.kind, one, row.language, row.id) for one in sorted(found))


def weigh(rows: Iterator[Marked]) -> Iterator[Weighed]:
    """Pair the records that share a rare mark, of rows sorted by kind, mark, language (Chinese first) and id."""
    for _, group in grouped(rows, lambda row: (row.kind, row.mark)):
        few = list(islice(group, COMMON + 2))  # of more, one side has too many or the other none
        chinese, english = ([row.id for row in few if (row.language == CHINESE) == side] for side in (True, False))
        found = 0 if next(group, None) else weight(len(english), len(chinese))
        if found:
            yield from (Weighed(min(pair), max(pair), found) for pair in product(english, chinese))
