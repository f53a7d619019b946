"""Plain text and Markdown -> ``Page``: one reader, since a scraped ``.txt`` is mostly Markdown that lost its name."""

import re
from collections.abc import Iterable
from itertools import pairwise

from ingest.markup import blocks, starts_block
from ingest.page import Page
from ingest.record import Source

_WRAP_WIDTHS = range(50, 121)
"""Widths at which programs wrap prose; a file whose full lines end just under one of them was wrapped."""
_WRAP_SLACK = 16
"""Characters by which a wrapped line may fall short of the width: one long word."""
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


def read_text(text: str, source: Source) -> Page:
    """Read plain text or Markdown; every line is a block unless the text is hard-wrapped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    return Page(source, tuple(blocks(unwrap(lines))))


def unwrap(lines: list[str]) -> list[str]:
    """Join the lines that a program broke at a fixed width; lines that a person broke stay."""
    width = _wrap_width(lines)
    if width is None:
        return lines
    joined: list[str] = []
    open_line = False
    for line in lines:
        plain = bool(line.strip()) and not starts_block(line)
        if open_line and plain:
            joined[-1] = join([joined[-1], line.strip()])
        else:
            joined.append(line)
        open_line = bool(line.strip()) and not line.startswith("#") and columns(line) >= width - _WRAP_SLACK
    return joined


def columns(line: str) -> int:
    """Return the width of a line on a terminal, where an East Asian character takes two columns."""
    return len(line) + len(_EAST_ASIAN.findall(line))


def join(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph: no space between East Asian characters, none after a broken word's hyphen."""
    text = ""
    for line in lines:
        if not text or not line or (_EAST_ASIAN.match(text[-1]) and _EAST_ASIAN.match(line[0])):
            text += line
        else:
            text += ("" if re.search(r"[A-Za-z]-$", text) else " ") + line
    return text


def _wrap_width(lines: list[str]) -> int | None:
    """Return the width that a text was wrapped at: most lines followed by another end just under the longest."""
    pairs = ((a, b) for a, b in pairwise(lines) if a.strip() and b.strip())
    followed = [columns(a) for a, b in pairs if not (a.startswith("#") or starts_block(b))]
    longest = max(map(columns, lines), default=0)
    full = sum(length >= longest - _WRAP_SLACK for length in followed)
    return longest if longest in _WRAP_WIDTHS and len(followed) > 2 and full > 0.8 * len(followed) else None
