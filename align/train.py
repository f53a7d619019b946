"""Train a bilingual encoder: on parallel text and dictionaries, then also on documents that it can align by then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.card import Card, write_card
from align.contrast import Bags, Fit, Ints, pack
from align.distant import mine
from align.encoder import BagEncoder
from align.features import GRAM_MARK, NUMBER_MARK, Vocabulary, is_han
from align.lexicon import choose_names
from align.model import Floats, Model, load, quantise, save
from align.sources import Lessons, Pair, Report, read_documents, read_lessons

DIMENSION = 512
"""Even. Twice the dimension at half the bits is better than the other way round (``bench/README.md``)."""
EPOCHS = 4
"""Of the last round. Between 3 and 6 of them the retrieval of Medline sentences moves by less than a point."""
BATCH = 1024
RATE, ADAPTING_RATE = 0.05, 0.02
"""Of Adagrad: about the size of a row's first step in each dimension. A model that is adapted is close already."""
WARM_UP = 0.05
"""Share of the steps in which the rate rises; then it falls to nothing."""
TEMPERATURE = 0.05
SETTLING_TEMPERATURE, SETTLING_RATE, SETTLING_TIMES, CAUTION = 0.1, 0.1, 2, 1e-3
"""At the end sentences are seen whole, as they will be: at a temperature that lets more of the other pairs count, and
with steps that a row's slope decides from the first."""
GRAM_GAIN, NUMBER_GAIN, CHARACTER_GAIN = 0.6, 1.5, 1.3
"""What rows of n-grams, numbers and single Chinese characters are multiplied by at last: features left out and pairs
untied taught another weight than they should have in a whole sentence."""
FIRST_SPREAD = 0.01
"""Standard deviation of the vectors at first: small, so that a feature without evidence says little."""
NEW_FEATURES = 20_000
"""Rows added at most to a model that is adapted."""
DROPPED = 0.5
"""Share of a sentence's features left out each time it is seen, so that the others learn to do without."""
UNTIED = 0.5
"""Share of sentence pairs seen without what both sides share, numbers and Latin words, which would do by themselves."""
TERM_TIMES, SENTENCE_TIMES, MINED_TIMES = 3, 2, 4
"""Passes over each kind of pair in an epoch: terms are many and short, mined sentences are nearest to the purpose."""
REPORT_EVERY = 100
JOINED = 3
"""Terms that make up one text: a term by itself never teaches which words of a sentence weigh most."""


EMPTY = Bags(np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Course:
    """Pairs and the way they are taught."""

    times: int
    """How often a pair is seen in an epoch."""
    joined: int = 1
    """Pairs that make one."""
    dropped: float = 0.0
    """Share of features left out."""
    untied: float = 0.0
    """Share of pairs seen without what both sides share."""
    en: Bags = EMPTY
    zh: Bags = EMPTY


def train(
    pairs: Sequence[Path],
    out: Path,
    *,
    documents: Sequence[Path] = (),
    base: Path | None = None,
    seed: int = 0,
    epochs: int = EPOCHS,
    date: str = "",
    notes: str = "",
    report: Report = lambda _: None,
) -> None:
    """Train a model and write it to a folder; the same input and seed give the same bytes.

    Args:
        pairs: files of ``read_lessons``: parallel sentences and dictionaries.
        out: folder to write, which ``load_encoder`` and ``SentenceTransformer`` read.
        documents: files of ``read_documents``; their sentences are aligned by the model trained on ``pairs``.
        base: a model to adapt instead of starting anew.
        seed: of the first vectors and the order of pairs.
        epochs: passes over everything; half as many come before, to find the pairs in documents.
        date: for the model card.
        notes: Markdown for the model card: licences, attributions, measurements.
        report: takes a line of progress.

    Raises:
        InputError: a file can't be read or holds nothing to learn from.
    """
    lessons, texts = read_lessons(pairs, report), read_documents(documents, report)
    report(f"{len(lessons.terms)} terms, {len(lessons.sentences)} sentence pairs, {len(texts)} documents")
    start = _beginning(lessons, texts, seed) if base is None else _adapted(load(base), lessons, texts, seed)
    report(f"{len(start.vocabulary.names)} features")
    teach = partial(_teach, start, rate=RATE if base is None else ADAPTING_RATE, seed=seed, report=report)
    mined: list[Pair] = []
    if texts:
        miner = teach(_courses(start.vocabulary, lessons), epochs=ceil(epochs / 2)) if base is None else load(base)
        mined = mine(texts, BagEncoder(miner))
        report(f"{len(mined)} sentence pairs found in the documents")
    model = teach(_courses(start.vocabulary, lessons, mined), epochs=epochs)
    save(model, out)
    made_from = [(path.name, "parallel text") for path in pairs] + [(path.name, "documents") for path in documents]
    found = f"{len(lessons.terms)} terms, {len(lessons.sentences)} sentence pairs, {len(mined)} more from documents"
    write_card(Card(made_from, found, model, seed, epochs, base.name if base else "", date, notes), out)


@dataclass(frozen=True, slots=True)
class Start:
    """What training begins with."""

    vocabulary: Vocabulary
    vectors: Floats
    gains: Floats
    """``[rows]``: what rows are multiplied by in the end."""


def _beginning(lessons: Lessons, documents: Sequence[Pair], seed: int) -> Start:
    vocabulary = Vocabulary(choose_names(lessons, documents))
    shared = vocabulary.size - len(vocabulary.names)
    gains = np.array([*map(_gain, vocabulary.names), *[NUMBER_GAIN] * shared], dtype=np.float32)
    return Start(vocabulary, _noise(vocabulary.size, DIMENSION, seed), gains)


def _gain(name: str) -> float:
    if name.startswith(GRAM_MARK):
        return GRAM_GAIN
    if name.startswith(NUMBER_MARK):
        return NUMBER_GAIN
    return CHARACTER_GAIN if len(name) == 1 and is_han(name) else 1.0


def _adapted(base: Model, lessons: Lessons, documents: Sequence[Pair], seed: int) -> Start:
    """Begin with a trained model; features it lacks come between its own and the rows that numbers share."""
    known = set(base.vocabulary.names)
    new = [name for name in choose_names(lessons, documents) if name not in known][:NEW_FEATURES]
    old, shared = np.split(base.vectors(), [len(known)])
    vectors = np.concatenate([old, _noise(len(new), old.shape[1], seed), shared])
    return Start(Vocabulary((*base.vocabulary.names, *new)), vectors, np.ones(len(vectors), dtype=np.float32))


def _noise(rows: int, dimension: int, seed: int) -> Floats:
    noise = np.random.default_rng(seed).standard_normal((rows, dimension), dtype=np.float32)
    return noise * np.float32(FIRST_SPREAD)


def _courses(vocabulary: Vocabulary, lessons: Lessons, mined: Sequence[Pair] = ()) -> list[Course]:
    """Return what is to be taught; an absent kind of pair is left out."""
    kinds = (
        (lessons.terms, Course(TERM_TIMES, joined=JOINED)),
        (lessons.sentences, Course(SENTENCE_TIMES, dropped=DROPPED, untied=UNTIED)),
        (mined, Course(MINED_TIMES, dropped=DROPPED, untied=UNTIED)),
    )
    return [
        replace(course, en=_bags(vocabulary, (p.en for p in pairs)), zh=_bags(vocabulary, (p.zh for p in pairs)))
        for pairs, course in kinds
        if pairs
    ]


def _bags(vocabulary: Vocabulary, texts: Iterable[str]) -> Bags:
    return pack([vocabulary.bag(text) for text in texts])


def _teach(start: Start, courses: Sequence[Course], *, epochs: int, rate: float, seed: int, report: Report) -> Model:
    """Return the model that the courses make of the start, which stays as it was."""
    rng = np.random.default_rng(seed)
    taught = Fit(start.vectors.copy(), temperature=TEMPERATURE)
    plan = [batch for _ in range(epochs) for batch in _epoch(courses, rng)]
    _follow(plan, taught, rate, rng, report)
    settled = Fit(taught.vectors, temperature=SETTLING_TEMPERATURE, caution=CAUTION)
    _follow(_epoch(_whole(courses), rng), settled, SETTLING_RATE, rng, report)
    return Model(start.vocabulary, *quantise(settled.vectors * start.gains[:, None]))


def _follow(
    plan: Sequence[tuple[Course, Ints]], fit: Fit, rate: float, rng: np.random.Generator, report: Report
) -> None:
    """Take the steps of a plan, the first ones and the last short."""
    for done, (course, which) in enumerate(plan):
        progress = (done + 1) / len(plan)
        pace = min(progress / WARM_UP, 1 - progress)
        loss = fit.step(*_exercise(course, which, rng), rate * pace)
        if done % REPORT_EVERY == 0:
            report(f"step {done} of {len(plan)}: loss {loss:.3f}")


def _whole(courses: Sequence[Course]) -> list[Course]:
    """Return the courses of sentences, with nothing left out of them; those of terms only where there are no others."""
    sentences = [course for course in courses if course.dropped] or courses
    return [replace(course, times=SETTLING_TIMES, dropped=0.0, untied=0.0) for course in sentences]


def _epoch(courses: Sequence[Course], rng: np.random.Generator) -> list[tuple[Course, Ints]]:
    """Return the batches of one epoch in random order, each of one course."""
    batches = [batch for course in courses for _ in range(course.times) for batch in _batches(course, rng)]
    return [batches[i] for i in rng.permutation(len(batches))]


def _batches(course: Course, rng: np.random.Generator) -> Iterator[tuple[Course, Ints]]:
    """Yield a course's pairs in random order, by the batch; a last one of less than half the size is left out."""
    order = rng.permutation(len(course.en))
    size = BATCH * course.joined
    for start in range(0, max(1, len(order) - size // 2), size):
        yield course, order[start : start + size]


def _exercise(course: Course, which: Ints, rng: np.random.Generator) -> tuple[Bags, Bags]:
    """Return a batch of pairs as the course wants them: joined, untied, thinned."""
    en, zh = course.en.take(which).joined(course.joined), course.zh.take(which).joined(course.joined)
    if course.untied:
        en, zh = untie(en, zh, rng.random(len(en)) < course.untied)
    if course.dropped:
        en, zh = (bags.keep(rng.random(len(bags.rows)) >= course.dropped) for bags in (en, zh))
    return en, zh


def untie(en: Bags, zh: Bags, chosen: NDArray[np.bool_]) -> tuple[Bags, Bags]:
    """Take from the chosen pairs the rows that both sides have."""
    width = int(max(en.rows.max(initial=0), zh.rows.max(initial=0))) + 1
    keys = en.owners() * width + en.rows, zh.owners() * width + zh.rows
    return (
        en.keep(~(np.isin(keys[0], keys[1]) & chosen[en.owners()])),
        zh.keep(~(np.isin(keys[1], keys[0]) & chosen[zh.owners()])),
    )
