"""Plain text and Markdown -> ``Page``.

One reader serves both, since scraped ``.txt`` files are mostly Markdown that lost its name. It goes line by line rather
than by CommonMark's grammar: in saved pages every line is a block of its own, and CommonMark would fold the lines after
a list into the list's last item and take indented lists for code.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ingest.page import Block, Page
from ingest.record import Source

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*")
_ITEM = re.compile(r"\s*(?:[*+•·▪-]|\d{1,3}\\?[.)、])\s+(?P<text>\S.*)")
_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}|[|:\s-]+")
_FENCE = re.compile(r"\s*(?:```|~~~).*")

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<url>[^)\s]*)(?:\s+\"[^\"]*\")?\)")
_URL = re.compile(r"https?://[^\s<>()\[\]\"'，。；）]+")
_STRONG = re.compile(r"(?<![\\\w*])(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\\\w*])([*_])(?=[^\s*_])(.+?)(?<=[^\s\\])\1(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark 0.31, 2.4: any ASCII punctuation
_MATH = re.compile(r"(\$[^$\n]{1,200}\$)")

_WRAP_WIDTHS = range(50, 121)
"""Widths at which programs wrap prose; a file whose full lines end just under one of them was wrapped."""
_WRAP_SLACK = 16
"""Characters by which a wrapped line may fall short of the width: one long word."""
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


def read_text(text: str, source: Source) -> Page:
    """Read plain text or Markdown; every line is a block unless the text is hard-wrapped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    links = tuple(dict.fromkeys(url.rstrip(".,;:") for line in lines for url in _URL.findall(line)))
    return Page(source, tuple(_blocks(unwrap(lines))), links=links)


def unwrap(lines: list[str]) -> list[str]:
    """Join the lines that a program broke at a fixed width; lines that a person broke stay."""
    width = _wrap_width(lines)
    if width is None:
        return lines
    joined: list[str] = []
    open_line = False
    for line in lines:
        plain = bool(line.strip()) and not _starts_block(line)
        if open_line and plain:
            joined[-1] = join([joined[-1], line.strip()])
        else:
            joined.append(line)
        open_line = bool(line.strip()) and not _HEADING.fullmatch(line) and len(line) >= width - _WRAP_SLACK
    return joined


def join(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph: no space between East Asian characters, none after a broken word's hyphen."""
    text = ""
    for line in lines:
        if not text or not line:
            text += line
        elif _EAST_ASIAN.match(text[-1]) and _EAST_ASIAN.match(line[0]):
            text += line
        else:
            text += ("" if re.search(r"[A-Za-z]-$", text) else " ") + line
    return text


def _wrap_width(lines: list[str]) -> int | None:
    """Return the width that a text was wrapped at: most lines followed by another end just under the longest."""
    followed = [
        len(a) for a, b in zip(lines, lines[1:], strict=False) if a.strip() and b.strip() and not _starts_block(b)
    ]
    longest = max(map(len, lines), default=0)
    full = sum(length >= longest - _WRAP_SLACK for length in followed)
    return longest if longest in _WRAP_WIDTHS and len(followed) > 2 and full > 0.8 * len(followed) else None


def _starts_block(line: str) -> bool:
    return bool(_HEADING.fullmatch(line) or _ITEM.fullmatch(line) or _ROW.fullmatch(line) or _RULE.fullmatch(line))


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    for line in lines:
        if not line.strip() or _RULE.fullmatch(line) or _FENCE.fullmatch(line):
            continue
        block = _block(line)
        if block.text:
            yield block


def _block(line: str) -> Block:
    if heading := _HEADING.fullmatch(line):
        return Block("heading", plain(heading[2]), level=len(heading[1]))
    if item := _ITEM.fullmatch(line):
        return Block("item", plain(item["text"]))
    if _ROW.fullmatch(line):
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        return Block("row", "\t".join(plain(cell) for cell in cells))
    return Block("paragraph", plain(line))


def plain(text: str) -> str:
    """Return inline Markdown as a reader sees it: links by their text, no emphasis marks, escapes undone."""
    text = _LINK.sub(lambda m: m["text"] or m["url"], _IMAGE.sub("", text))
    for marks in (_STRONG, _EMPHASIS):
        text = marks.sub(lambda m: m[2], text)
    pieces = (piece if is_math else _ESCAPE.sub(r"\1", piece) for is_math, piece in _by_math(text))
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _by_math(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text in pieces, told apart by whether they are LaTeX math, in which a backslash is not an escape."""
    for is_math, pieces in groupby(_MATH.split(text), key=lambda piece: bool(_MATH.fullmatch(piece))):
        yield is_math, "".join(pieces)
