"""Lines of Markdown -> blocks, inline marks undone.

It goes line by line rather than by CommonMark's grammar: in saved pages every line is a block of its own, and
CommonMark would fold the lines after a list into the list's last item and take indented lists for code.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ingest.page import Block

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*")
_ITEM = re.compile(r"\s*(?:[*+•·▪-]|\d{1,3}\\?[.)])\s+(?P<text>\S.*)|\s*\d{1,3}、\s*(?P<zh>\S.*)")
_ROW = re.compile(r"\s*\|.*\|\s*")
_CELL = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_LEAD = re.compile(r"(\*\*[^*]{1,300}[^*:：]\*\*)\s+(?=[^\s:：])")
"""Bold words that a cell begins with: the line above what follows, since a row of Markdown can't break."""
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}|[|:\s-]+")
_FENCE = re.compile(r"\s*(?:```|~~~).*")

_INLINE = re.compile(r"[*_<\\\]]")
"""A character that every inline mark has."""
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+)>")  # CommonMark 0.31, 6.5
_TARGET = r"\((?:<(?P<quoted>[^<>]*)>|(?P<url>(?:[^()\s]|\([^()\s]*\))*))(?:\s+\"[^\"]*\")?\)"  # CommonMark 0.31, 6.3
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\]{_TARGET}")
_LINK = re.compile(rf"\[(?P<text>[^\[\]]{{0,500}})\]{_TARGET}")
_EMPHASIS = tuple(
    re.compile(form)
    for form in (
        r"(?<![\\*])\*\*(?=\S)(.{1,1000}?)(?<=[^\s\\])\*\*(?!\*)",
        r"(?<![\\*A-Za-z0-9])\*(?=[^\s*])(.{1,1000}?)(?<=[^\s\\])\*(?![A-Za-z0-9*])",  # 6*10^6 and 3*10^7 are products
        r"(?<![\\_A-Za-z0-9])(?:__)(?=\S)(.{1,1000}?)(?<=[^\s\\])__(?![A-Za-z0-9_])",
        r"(?<![\\_A-Za-z0-9])_(?=[^\s_])(.{1,1000}?)(?<=[^\s\\])_(?![A-Za-z0-9_])",
    )
)
"""Strong and plain, by stars and by underscores; Chinese may touch the marks, which CommonMark does not allow."""
_TAG = re.compile(r"</?(?:html|body|table|tr|t[dh]|thead|tbody|br|p|div|img)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:su[bp]|b|i|u|em|strong|span|a|font)(?:\s[^<>]*)?>", re.IGNORECASE)
_SUP = re.compile(r"<sup>([^<>]*)</sup>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark 0.31, 2.4: any ASCII punctuation
_MATH = re.compile(r"(\$[^$\n]{1,200}\$)")


def starts_block(line: str) -> bool:
    """Tell whether a line is a heading, an item, a row or a rule, and so never continues the line above."""
    return bool(_HEADING.fullmatch(line) or _ITEM.fullmatch(line) or _ROW.fullmatch(line) or _RULE.fullmatch(line))


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield the blocks of a text given as lines; blank lines, rules and fences yield none."""
    for line in lines:
        if not line.strip() or _RULE.fullmatch(line) or _FENCE.fullmatch(line):
            continue
        yield from (block for block in _blocks(line) if block.text)


def _blocks(line: str) -> list[Block]:
    """Return the block of a line, or a row's cells one by one where one holds more than a line, as in HTML."""
    if _ROW.fullmatch(line):
        cells = [_cell_lines(cell.strip()) for cell in _CELL.split(line.strip().strip("|"))]
        if any(len(cell) > 1 for cell in cells):
            return [Block("paragraph", plain(text)) for cell in cells for text in cell]
    return [_block(line)]


def _cell_lines(cell: str) -> list[str]:
    lead = _LEAD.match(cell)
    return [*([lead[1]] if lead else []), *_BREAK.split(cell[lead.end() if lead else 0 :])]


def _block(line: str) -> Block:
    if heading := _HEADING.fullmatch(line):
        return Block("heading", plain(heading[2]), level=len(heading[1]))
    if item := _ITEM.fullmatch(line):
        return Block("item", plain(item["text"] or item["zh"]))
    if _ROW.fullmatch(line):
        cells = _CELL.split(line.strip().strip("|"))
        return Block("row", "\t".join(plain(cell) for cell in cells))
    if line.partition("\t")[0].strip() and line.partition("\t")[2].strip():  # as a browser copies a table
        return Block("row", "\t".join(plain(cell) for cell in line.split("\t")))
    return Block("paragraph", plain(line))


def plain(text: str) -> str:
    """Return inline Markdown as a reader sees it: links by their text, no emphasis marks, escapes undone."""
    if _INLINE.search(text) is None:
        return " ".join(text.split())
    text = _LINK.sub(lambda m: m["text"] or m["quoted"] or m["url"], _IMAGE.sub("", text))
    text = _AUTOLINK.sub(r"\1", text)
    if "<" in text:
        text = _SUP.sub(lambda m: raised(m[1]), text)
        text = _INLINE_TAG.sub("", _TAG.sub(" ", text))
    for marks in _EMPHASIS if "*" in text or "_" in text else ():
        text = marks.sub(r"\1", text)
    if "\\" in text:
        text = "".join(piece if is_math else _ESCAPE.sub(r"\1", piece) for is_math, piece in _by_math(text))
    return " ".join(text.split())


def raised(text: str) -> str:
    """Write a raised exponent so that 10<sup>6</sup> is not 106; other superscripts stay as they are."""
    return text.translate(_RAISED) if re.fullmatch(r"\s*[+−-]?\d{1,2}\s*", text, re.ASCII) else text


def _by_math(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text in pieces, told apart by whether they are LaTeX math, in which a backslash is not an escape."""
    for is_math, pieces in groupby(_MATH.split(text), key=lambda piece: bool(_MATH.fullmatch(piece))):
        yield is_math, "".join(pieces)
