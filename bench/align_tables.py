"""Tables of what aligners found: how right, how sure, how fast."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from bench.align_sets import Document, Link, score
from bench.align_worker import FailedError, Ran
from bench.aligners import Found
from bench.calibration import Judged, as_found, ranking, worth

Sets = Mapping[str, Sequence[Document]]
Outcomes = Mapping[str, Ran | FailedError]


def quality(sets: Sets, outcomes: Outcomes) -> Iterator[str]:
    """Yield F1, strict / lax / null, sentences per second and MB of memory."""
    yield from heading("aligner", *sets, "sentences/s", "MB")
    count = sum(len(one.en) + len(one.zh) for ones in sets.values() for one in ones)
    for name, ran in outcomes.items():
        if isinstance(ran, FailedError):
            yield row(name, f"not run: {ran}", *[""] * (len(sets) + 1))
            continue
        cells = (_f1(*part) for part in _by_set(sets, ran))
        yield row(ran.name, *cells, f"{count / ran.seconds:,.0f}", f"{ran.megabytes:,.0f}")


def long(text: Document, outcomes: Outcomes) -> Iterator[str]:
    """Yield time, memory and F1, strict / lax / null, of one long text."""
    yield from heading("aligner", "seconds", "MB", f"{len(text.en):,} by {len(text.zh):,} sentences")
    for name, ran in outcomes.items():
        if isinstance(ran, FailedError):
            yield row(name, f"not done: {ran}", "", "")
        else:
            yield row(ran.name, f"{ran.seconds:.1f}", f"{ran.megabytes:,.0f}", _f1([text], ran.found))


def sureness(sets: Sets, outcomes: Outcomes, ours: Mapping[str, Judged]) -> Iterator[str]:
    """Yield calibration error / Brier score / ranking of our confidence, and the ranking of other aligners' scores."""
    yield from heading("sureness of", *sets)
    yield row("bicorpus, article left out of the fit", *(_worth(ours[name]) for name in sets))
    for name, ran in outcomes.items():
        if isinstance(ran, FailedError):
            continue
        judged = [as_found(*part) for part in _by_set(sets, ran)]
        if name == "bicorpus":
            yield row("bicorpus, as it is", *map(_worth, judged))
        elif any(one.sure for one in judged):
            yield row(f"{ran.name}, its score", *(f"– / – / {ranking(one):.3f}" for one in judged))


def shapes(name: str, sets: Sets, outcomes: Outcomes) -> Iterator[str]:
    """Yield how many beads of each shape are right and how many were made, of one set, the commonest shapes first."""
    runs = [ran for ran in outcomes.values() if isinstance(ran, Ran)]
    gold = [bead for one in sets[name] for bead in one.gold]
    total = Counter(map(_shape, gold))
    counts = [_right_and_made(*dict(zip(sets, _by_set(sets, ran), strict=True))[name]) for ran in runs]
    yield from heading("English-Chinese", "gold", *(ran.name for ran in runs))
    for shape in sorted(
        total.keys() | {shape for _, made in counts for shape in made}, key=lambda one: (-total[one], one)
    ):
        yield row(shape, str(total[shape]), *(f"{right[shape]} / {made[shape]}" for right, made in counts))
    yield row("all", f"{len(gold):,}", *(f"{right.total():,} / {made.total():,}" for right, made in counts))


def heading(*cells: str) -> Iterator[str]:
    yield row(*cells)
    yield f"|{'---|' * len(cells)}"


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |".replace("nan", "–")


def _by_set(sets: Sets, ran: Ran) -> Iterator[tuple[Sequence[Document], list[list[Found]]]]:
    found = iter(ran.found)
    for ones in sets.values():
        yield ones, list(islice(found, len(ones)))


def _right_and_made(ones: Sequence[Document], found: Sequence[Sequence[Found]]) -> tuple[Counter[str], Counter[str]]:
    beads = [[(bead.en, bead.zh) for bead in beads] for beads in found]
    right = Counter(_shape(bead) for one, some in zip(ones, beads, strict=True) for bead in set(some) & set(one.gold))
    return right, Counter(_shape(bead) for some in beads for bead in some)


def _shape(bead: Link) -> str:
    return f"{len(bead[0])}-{len(bead[1])}"


def _f1(ones: Sequence[Document], found: Sequence[Sequence[Found]]) -> str:
    links = [[(bead.en, bead.zh) for bead in beads] for beads in found]
    one = score([one.gold for one in ones], links)
    return f"{one.strict:.4f} / {one.lax:.4f} / {one.null:.3f}"


def _worth(judged: Judged) -> str:
    return " / ".join(f"{value:.3f}" for value in worth(judged))
