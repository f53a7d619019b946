"""Cut a text where its script changes for a clause or more: between sentences, lines, or a title and its translation.

A name, an abbreviation or a quoted term in the other script is part of its sentence and cuts nothing.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from ingest.languages.english import FUNCTION_WORDS

HAN = re.compile(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")

Script = Literal["han", "latin"]

_SENTENCE_END = re.compile(
    r"[。！？；][”’」』）》\"')\]]*\s*|[.!?;][”’\"')\]]*(?:\s+|(?=[\u3400-\u9fff\ue000“「]))|\n\s*"
)
"""Ends of sentences and lines in both languages; OCR loses the blank between an English one and Chinese."""
_BRACKETED = re.compile(
    r"[(（\[【《][^()（）\[\]【】《》\n]{1,200}[)）\]】》]|[「『“][^「」『』“”。！？.!?\n]{1,60}[」』”]"
)
"""What stands in brackets is part of the sentence around it, whatever its language, and so is a quoted term."""
_HIDDEN = "\ue000"
"""Stands for every character of it while sentences are cut."""
_HAN_RUN = re.compile(rf"{HAN.pattern}(?:[^A-Za-z\u00c0-\u024f]*{HAN.pattern})*")
_CLOSING = re.compile(r"[\s.,;:!?)\]}”’\"'/|*_-]*")
_LETTERS = 2
"""Letters of a word that counts towards a sentence; single ones are variables and initials."""
_SENTENCE_WORDS = 3
"""Such words in a sentence in Latin letters; with a function word two words do. ``Fig. 1.`` or ``et al.`` is none."""
_SENTENCE_HAN = 4
"""Characters of a sentence in Han that holds Latin words too."""
_TITLE_WORDS, _CLAUSE_WORDS = 4, 12
"""Words before or behind Han that are a title of their own, and between Han that are a clause of their own ..."""
_OF_TITLE, _OF_CLAUSE = 1, 2
"""... if so many function words are among them: names of devices and lists of strains have none."""
_PLAIN_TITLE_WORDS, _PLAIN_LETTERS, _OF_PLAIN_TITLE = 6, 4, 4
"""Words of a title without any, and the letters that four of them have at least; of 29,000 Chinese sentences two do."""
_AMONG_HAN = FUNCTION_WORDS | {"I", "in", "on", "no", "so"}
"""Function words where the question is not which language in Latin letters this is; in lower case, since As is arsenic
and IT a department."""


class Piece(NamedTuple):
    """A stretch [start, end) of a text mostly in one script; None where it holds too few letters to tell."""

    script: Script | None
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """Return the stretches of a text in one script each, in order and together all of it.

    Sentences that say nothing of their script go with the one before them.
    """
    found: list[Piece] = []
    for piece in _with_neighbours(text, _sentences(text)):
        if found and (piece.script is None or found[-1].script in {None, piece.script}):
            found[-1] = Piece(piece.script or found[-1].script, found[-1].start, piece.end)
        else:
            found.append(piece)
    return found


def _with_neighbours(text: str, sentences: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the sentences, those in a row that say nothing of their script as one: together they may say it."""
    for unknown, group in groupby(sentences, key=lambda piece: piece.script is None):
        row = list(group)
        if unknown and len(row) > 1:
            start, end = row[0].start, row[-1].end
            row = [Piece(_script(text[start:end], text[start:end]), start, end)]
        yield from row


def _sentences(text: str) -> Iterator[Piece]:
    plain = _without_brackets(_without_brackets(text))  # one within the other
    ends = sorted({0, *(match.end() for match in _SENTENCE_END.finditer(plain)), len(text)})
    for start, end in pairwise(ends):
        cuts = [start, *_changes(plain, start, end), end] if HAN.search(plain, start, end) else [start, end]
        for first, last in pairwise(cuts):
            yield Piece(_script(text[first:last], plain[first:last]), first, last)


def _without_brackets(text: str) -> str:
    return _BRACKETED.sub(lambda match: _HIDDEN * len(match[0]), text)


def _script(sentence: str, plain: str) -> Script | None:
    """Return what most of a sentence is in; ``plain`` is the sentence without what stands in brackets."""
    framed = HAN.search(plain) is not None
    words, han = LATIN_WORD.findall(plain if framed else sentence), len(HAN.findall(sentence))
    if len(words) > han and (not framed or _is_functional(words)):
        return "latin" if _is_sentence(words) else None
    return "han" if han and han >= min(_SENTENCE_HAN, len(words)) else None


def has_no_sentence(words: list[str]) -> bool:
    """Tell whether words in Latin letters are too few and too plain for a sentence, wherever they stand in a text."""
    return _long(words) < _SENTENCE_WORDS and _AMONG_HAN.isdisjoint(map(str.lower, words))


def _is_sentence(words: list[str]) -> bool:
    return _long(words) >= _SENTENCE_WORDS or (len(words) > 1 and _is_functional(words))


def _is_functional(words: list[str]) -> bool:
    return not _AMONG_HAN.isdisjoint([word.lower() for word in words[:1]] + words[1:])


def _long(words: list[str]) -> int:
    return sum(len(word) >= _LETTERS for word in words)


def _changes(plain: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence in Han and one in Latin letters touch without a mark between them."""
    for before, after in _gaps(plain, start, end):
        words = list(LATIN_WORD.finditer(plain, before, after))
        if _is_clause([word[0] for word in words], at_edge=before == start or after == end):
            edges = words[0].start(), _CLOSING.match(plain, words[-1].end(), after).end()  # type: ignore[union-attr]
            yield from (cut for cut in edges if start < cut < end)


def _gaps(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches before, between and behind the Han of a sentence that has enough of it."""
    runs = [match.span() for match in _HAN_RUN.finditer(plain, start, end)]
    if sum(map(len, HAN.findall(plain, start, end))) < _SENTENCE_HAN:
        return []
    inner = [(before, after) for (_, before), (after, _) in pairwise(runs)]
    return [(start, runs[0][0]), *inner, (runs[-1][1], end)]


def _is_clause(words: list[str], *, at_edge: bool) -> bool:
    functional = sum(word in _AMONG_HAN for word in words)
    if at_edge and len(words) >= _TITLE_WORDS and functional >= _OF_TITLE:
        return True
    if at_edge and len(words) >= _PLAIN_TITLE_WORDS:
        return sum(len(word) >= _PLAIN_LETTERS for word in words) >= _OF_PLAIN_TITLE
    return len(words) >= _CLAUSE_WORDS and functional >= _OF_CLAUSE
