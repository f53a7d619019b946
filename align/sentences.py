"""Split English or Chinese text into sentences, with offsets into the text.

A sentence ends at a stop (``。！？`` or ``.!?``) together with the quotes and brackets that close after it, or at a
blank line. Full-width stops are plain, those of the Latin script are judged by ``align.stops``. Semicolons and colons
do not split. Own code because of what other libraries make of run-ons and of Chinese: ``python -m bench.sentences``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from align.stops import ends_sentence

CLOSERS = r"\"'”’»』」）)\]】〕》"
LOOK = 100
"""Characters on either side of a stop that are looked at; longer than any words that matter."""
LONGEST_BRACKET = 400
"""A bracket open for more characters than this was never closed, so that the stops inside it count."""
LONGEST_QUOTE = 1000
"""Quotes are paired over so many characters at most."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_STOP = re.compile(
    rf"[。！？｡][。！？｡!?…{CLOSERS}]*|[!?]+[{CLOSERS}]*|(?<!\.)\.(?!\.)[{CLOSERS}]*|．[{CLOSERS}]*|…+[”’』」]+"
)
_INNER = rf"[^()（）\[\]]{{0,{LONGEST_BRACKET}}}"
_UNBROKEN = re.compile(
    rf"\({_INNER}(?:[(\[]{_INNER}[)\]]{_INNER})?\)|（{_INNER}）|\[{_INNER}\]"
    r"|\$[^$\n]{1,200}\$|(?:https?://|www\.|10\.\d{4,9}/)[!-~]+(?<![.?!])",
)
_CARRIES_ON = re.compile(r"\s*[.。,，、;；:：）)\]】]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: ``text`` is the part ``[start, end)`` of the text that was split."""

    start: int
    end: int
    text: str


def split(text: str, lang: Literal["en", "zh"]) -> list[Sentence]:
    """Split a text into sentences, in order, with only whitespace between them.

    Offsets count code points of the given text, which may hold anything,
    unpaired surrogates included.
    """
    sentences = []
    start = 0
    for end in (*_ends(text, lang), len(text)):
        stripped = text[start:end].strip()
        if stripped:
            first = text.index(stripped[0], start)
            sentences.append(Sentence(first, first + len(stripped), stripped))
        start = end
    return sentences


def _ends(text: str, lang: Literal["en", "zh"]) -> Iterator[int]:
    """Yield the offsets at which a sentence ends, ascending."""
    unbroken = _unbroken(text)
    cased = any(map(str.isupper, text))
    start = 0
    for begin, paragraph_end in _paragraphs(text):
        start = begin
        for stop in _STOP.finditer(text, begin, paragraph_end):
            end = _closing_end(text, start, stop)
            after = text[end : min(end + LOOK, paragraph_end)]
            before = text[max(start, stop.start() - LOOK) : stop.start()].lstrip()
            if unbroken[end] or _CARRIES_ON.match(after):
                continue
            mark = stop.group()[0].replace("．", ".")
            if not after.strip() or mark not in ".?!" or ends_sentence(mark, before, after, lang, cased=cased):
                yield end
                start = end
        yield paragraph_end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for blank in _BLANK_LINE.finditer(text):
        yield begin, blank.start()
        begin = blank.end()
    yield begin, len(text)


def _closing_end(text: str, start: int, stop: re.Match[str]) -> int:
    """Return where the stop ends, less a straight quote that opens the next sentence rather than closes this one."""
    end = stop.end()
    quote = text[end - 1]
    opens = (
        quote in "\"'"
        and text[end : end + 1].strip()
        and text.count(quote, max(start, end - LONGEST_QUOTE), end - 1) % 2 == 0
    )
    return end - 1 if opens else end


def _unbroken(text: str) -> bytearray:
    """Mark the offsets inside brackets, formulas and addresses, where no sentence ends."""
    marks = bytearray(len(text) + 1)
    for span in _UNBROKEN.finditer(text):
        marks[span.start() + 1 : span.end()] = b"\1" * (span.end() - span.start() - 1)
    return marks
