"""Where a segment may be cut in two: between its sentences, and behind the clauses within them."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from corpus.review import Cut

_CLAUSE_END = re.compile(
    r"[，；：。！？][”’」』）)]*|[,;:.!?][\"'”’)\]]*(?=\s|[\u3400-\u9fff])",
)


class Chunk(msgspec.Struct, frozen=True):
    """A piece of a side, and the cut that may be made before it."""

    text: str
    cut: str
    """As ``parse`` reads it."""
    within: bool
    """Whether the cut is within a sentence."""
    chosen: bool
    """Whether this cut is proposed."""


def parse(text: str) -> Cut:
    """Read a cut, ``sentence:offset``; one that nobody offered becomes one that is refused."""
    sentence, _, offset = text.partition(":")
    return Cut(int(sentence), int(offset or 0)) if f"{sentence}{offset}".isdecimal() else Cut(-1)


def sides(en: Sequence[str], zh: Sequence[str]) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]]:
    """Return both sides of a segment in pieces, each with the empty one behind its end; one cut is proposed on each.

    The side with more sentences is cut between two of them, nearest to the middle; the other where the same share of
    it comes before.
    """
    pieces = [list(_pieces(texts)) for texts in (en, zh)]
    leader = 0 if len(en) >= len(zh) else 1
    places = [_places(side) for side in pieces]
    first = _nearest(places[leader], 0.5, [not within for _, _, within in pieces[leader]])
    second = _nearest(places[1 - leader], places[leader][first], [True] * len(pieces[1 - leader]))
    chosen = (first, second) if leader == 0 else (second, first)
    left, right = (_chunks(side, at) for side, at in zip(pieces, chosen, strict=True))
    return left, right


def _pieces(texts: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield (text, cut before it, whether that is within a sentence); last the end, which has no text."""
    for index, text in enumerate(texts):
        start = 0
        for found in _CLAUSE_END.finditer(text):
            if text[found.end() :].strip():
                yield text[start : found.end()], f"{index}:{start}", start > 0
                start = found.end()
        yield text[start:], f"{index}:{start}", start > 0
    yield "", f"{len(texts)}:0", False


def _places(pieces: Sequence[tuple[str, str, bool]]) -> list[float]:
    """Return the share of characters that come before each piece."""
    total, before, places = sum(len(text) for text, _, _ in pieces), 0, []
    for text, _, _ in pieces:
        places.append(before / max(1, total))
        before += len(text)
    return places


def _nearest(places: Sequence[float], goal: float, whole: Sequence[bool]) -> int:
    """Return which place is nearest to a share: an inner one rather than an end, between sentences if there is one."""
    inner = range(1, len(places) - 1)
    candidates = [at for at in inner if whole[at]] or list(inner) or list(range(len(places)))
    return min(candidates, key=lambda at: abs(places[at] - goal))


def _chunks(pieces: Sequence[tuple[str, str, bool]], chosen: int) -> tuple[Chunk, ...]:
    return tuple(Chunk(text, cut, within, at == chosen) for at, (text, cut, within) in enumerate(pieces))
