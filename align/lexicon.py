"""Choose the features that a model gets rows for, before it is trained."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from align.features import NUMBER_MARK, features, is_han, units, words_by_start
from align.glued import unglue
from align.sources import Lessons, Pair

FEATURES, NUMBERS = 115_000, 1_500
"""Rows for features, and for numbers of their own: with 512 numbers of four bits each they stay below 32 MB."""
SENTENCE_WEIGHT = 2
"""A feature counts as many in running text as in a dictionary, which is full of words that nobody writes."""
TRUSTED = 6
"""A word that only documents have, and they may be OCR's, is a word if it occurs so often."""

Words = Mapping[str, Sequence[str]]


def choose_names(lessons: Lessons, documents: Sequence[Pair]) -> list[str]:
    """Return the commonest features of all texts, the commonest first."""
    words = words_by_start(pair.zh for pair in lessons.terms)
    ranks = word_ranks(lessons, documents)
    counts: Counter[str] = Counter()
    known: dict[str, tuple[str, ...]] = {}
    for weight, text in _weighted(lessons, documents):
        for unit in units(text, words):
            if unit not in known:
                known[unit] = tuple(features(unit, ranks))
            for name in known[unit]:
                counts[name] += weight
    ordered = [name for name, _ in counts.most_common()]
    numbers = [name for name in ordered if name.startswith(NUMBER_MARK)][:NUMBERS]
    others = [name for name in ordered if not name.startswith(NUMBER_MARK)][:FEATURES]
    return sorted(others + numbers, key=lambda name: (-counts[name], name))


def word_ranks(lessons: Lessons, documents: Sequence[Pair]) -> dict[str, int]:
    """Return the words of all texts by how common they are, without those that are several words run together."""
    trusted = _count_words(pair.en for pair in lessons.terms + lessons.sentences)
    ranks = _ranks(trusted)
    for word, count in _count_words(pair.en for pair in documents).items():
        if word in trusted or (count >= TRUSTED and len(unglue(word, ranks)) == 1):
            trusted[word] += count
    return _ranks(trusted)


def _ranks(counts: Counter[str]) -> dict[str, int]:
    return {word: rank for rank, (word, _) in enumerate(counts.most_common())}


def _count_words(texts: Iterable[str]) -> Counter[str]:
    found = chain.from_iterable(units(text, {}) for text in texts)
    return Counter(unit for unit in found if unit.isalpha() and not is_han(unit[0]))


def _weighted(lessons: Lessons, documents: Sequence[Pair]) -> Iterator[tuple[int, str]]:
    for weight, pairs in ((1, lessons.terms), (SENTENCE_WEIGHT, lessons.sentences), (SENTENCE_WEIGHT, documents)):
        for pair in pairs:
            yield weight, pair.en
            yield weight, pair.zh
