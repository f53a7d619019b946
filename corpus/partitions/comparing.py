"""Candidate pairs → links, some thousand pairs at a time."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

import numpy as np

from corpus.encoder import LateEncoder, loaded_once
from corpus.partitions.rows import Candidates, Judgement, Translated, Whole, features_of, json_of, record_of
from dedupe.columns import Columns, Ints
from dedupe.compare import judge
from dedupe.relate import earlier_first
from dedupe.translations import FIELDS, Translations, find_translations
from dedupe.verdict import find_apart, find_links
from ingest.record import Record

AT_ONCE = 5_000
"""Pairs compared at a time: enough for columns to pay, 20 MB of features."""


def translate(rows: Iterator[Whole], encoder: LateEncoder) -> Iterator[Translated]:
    """Find the translations among all records of one language, sorted by id."""
    every = list(rows)
    columns = Columns([features_of(row.features) for row in every], lambda position: record_of(every[position].body))
    found = find_translations(columns, loaded_once(encoder))
    levels = np.stack([found.levels[field] for field in FIELDS], axis=1).tolist()
    for (left, right), codes, similarity in zip(found.pairs.tolist(), levels, found.similarity.tolist(), strict=True):
        meaning, title_meaning, sentences = codes  # in the order of FIELDS
        yield Translated(every[left].id, every[right].id, meaning, title_meaning, sentences, similarity)


def compare(rows: Iterator[Candidates]) -> Iterator[Judgement]:
    """Judge candidate pairs."""
    while some := list(islice(rows, AT_ONCE)):
        yield from _judged(some)


def _judged(rows: Sequence[Candidates]) -> Iterator[Judgement]:
    packed = {row.left: row.left_features for row in rows} | {row.right: row.right_features for row in rows}
    ids = sorted(packed)
    place = {record_id: position for position, record_id in enumerate(ids)}
    items = [features_of(packed[record_id]) for record_id in ids]
    pairs = np.array([(place[row.left], place[row.right]) for row in rows], dtype=np.int64)
    columns = Columns(items, _records(rows, ids), _translations(rows, pairs))
    judged = judge(columns, pairs)
    for link in find_links(judged, ids):
        joins = link.kind == "same-as" and link.verdict == "same"
        turned = earlier_first(link, lambda record_id: items[place[record_id]].venue)
        yield Judgement(turned.left, turned.right, joins, link.probability, json_of(turned))
    for left, right in find_apart(judged):
        yield Judgement(ids[left], ids[right], joins=False, probability=0.0, body="")


def _records(rows: Sequence[Candidates], ids: Sequence[str]) -> Callable[[int], Record]:
    """Return what gives the records of the pairs in two languages; of others nobody asks for more than features."""
    sides = chain(((row.left, row.left_body) for row in rows), ((row.right, row.right_body) for row in rows))
    bodies = {record_id: body for record_id, body in sides if body}
    return lambda position: record_of(bodies[ids[position]])


def _translations(rows: Sequence[Candidates], pairs: Ints) -> Translations:
    """Return what the encoder said of those pairs that it found."""
    known = [number for number, row in enumerate(rows) if row.similarity is not None]
    order = sorted(known, key=lambda number: tuple(pairs[number]))
    found = [rows[number] for number in order]
    codes = np.array([(row.meaning, row.title_meaning, row.sentences) for row in found], dtype=np.int8)
    levels = dict(zip(FIELDS, codes.reshape(-1, len(FIELDS)).T, strict=True))
    return Translations(pairs[order], levels, np.array([row.similarity for row in found], dtype=np.float64))
