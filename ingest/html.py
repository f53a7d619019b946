"""HTML -> ``Page``: visible text as blocks in document order, metadata from the head.

The text is decoded before (``ingest.decode``), since lxml returns an empty document for a page whose declared charset
does not fit its bytes. What a reader does not see is taken out and inline elements are dissolved by lxml, in C; the
walk then only meets what begins a line.
"""

import re
from typing import Any

from lxml import etree

from ingest import html_head, markup
from ingest.html_head import collapse
from ingest.html_tree import parsed, parsed_carefully
from ingest.page import Block, BlockKind, Page
from ingest.record import Source

_SILENT = ("script", "style", "template", "noscript", "svg", "iframe", "object", "head", "select", "button")
_ASIDE = frozenset({"nav", "aside", "footer"})
_ASIDE_ROLES = frozenset({"navigation", "contentinfo"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin a line; all others, known or not, stay in theirs."""
_CHIP = re.compile(r"(?:^|[-_ ])(?:chip|tag|badge|pill|keyword)s?(?:$|[-_ ])", re.IGNORECASE)
"""Classes of inline elements that a page shows as values of their own, side by side."""
_KEEPS_LINES = re.compile(r"white-?space\s*[-:]\s*(?:pre|break-spaces)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OWN_LINE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)(?![\w-])", re.IGNORECASE)
_STYLED = etree.XPath("descendant::*[@style or @class or @hidden]")
_MAX_DEPTH = 250
"""Nesting beyond this is an attack or a generator's fault; what lies deeper is read as one run of text."""


def read_html(text: str, source: Source) -> Page:
    """Read an HTML document; nothing is fetched or executed."""
    root = parsed(text)
    page = Page(source, ()) if root is None else _page(root, source)
    if page.blocks or not text.strip():
        return page
    second = _page(parsed_carefully(text), source)
    return second if second.blocks else page


def _page(root: Any, source: Source) -> Page:
    meta = html_head.metadata(root)
    url = source.url or next(iter(meta.get("canonical", ()) or meta.get("og:url", ())), None)
    linked_data = tuple(html_head.linked_data(root))
    _dissolve(root)
    return Page(source.at(url), tuple(_Walker().blocks(root)), meta, linked_data)


def _dissolve(root: Any) -> None:
    """Leave of a document only what is seen, and only the elements that begin a line or break one."""
    for tag in _STYLED(root):
        style, classes = tag.get("style") or "", tag.get("class") or ""
        if tag.get("hidden") is not None or _HIDDEN.search(style):
            tag.tag = "template"
        elif _KEEPS_LINES.search(style) or _KEEPS_LINES.search(classes):
            tag.tag = "pre"
        elif tag.tag not in _BLOCKS and (_CHIP.search(classes) or _OWN_LINE.search(style)):
            tag.tag = "div"
    etree.strip_elements(root, *_SILENT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for tag in root.iter("sup"):
        text = markup.raised("".join(tag.itertext()))
        tag[:] = []
        tag.text = text
    names = {tag.tag for tag in root.iter()}
    etree.strip_tags(root, *(names - _BLOCKS - {"br"}))


class _Walker:
    """Walks a dissolved document and cuts its text into blocks."""

    def __init__(self) -> None:
        self._run: list[str] = []
        self._found: list[Block] = []

    def blocks(self, root: Any, *, aside: bool = False, depth: int = 0) -> list[Block]:
        self._visit(root, "paragraph", 0, aside=aside, depth=depth)
        return self._found

    def _visit(self, tag: Any, kind: BlockKind, level: int, *, aside: bool, depth: int) -> None:
        if tag.text:
            self._run.append(tag.text)
        for child in tag:
            self._flush(kind, level, aside=aside)
            if depth >= _MAX_DEPTH:
                self._run.append(" ".join(child.itertext()))
            elif child.tag != "br":
                self._element(child, kind, level, aside=aside, depth=depth + 1)
            if child.tail:
                self._run.append(child.tail)
        self._flush(kind, level, aside=aside)

    def _element(self, tag: Any, kind: BlockKind, level: int, *, aside: bool, depth: int) -> None:
        name = tag.tag
        aside = aside or name in _ASIDE or tag.get("role") in _ASIDE_ROLES
        if name == "tr":
            self._row(tag, aside=aside, depth=depth)
        elif name == "pre":
            self._lines("".join(tag.itertext()), aside=aside)
        elif name in _HEADINGS:
            self._visit(tag, "heading", _HEADINGS[name], aside=aside, depth=depth)
        else:
            inner: BlockKind = "item" if name == "li" or (kind == "item" and name in {"p", "div"}) else "paragraph"
            self._visit(tag, inner, level, aside=aside, depth=depth)

    def _row(self, tag: Any, *, aside: bool, depth: int) -> None:
        """A table's row: one block of cells, or its blocks one by one where a cell holds more than a line."""
        cells = [_Walker().blocks(cell, aside=aside, depth=depth) for cell in tag if cell.tag in {"td", "th"}]
        if any(len(cell) > 1 for cell in cells):
            self._found += [block for cell in cells for block in cell]
        elif any(cells):
            self._found.append(Block("row", "\t".join(cell[0].text if cell else "" for cell in cells), aside=aside))

    def _lines(self, text: str, *, aside: bool) -> None:
        self._found += [Block(b.kind, b.text, b.level, aside) for b in markup.blocks(text.splitlines())]

    def _flush(self, kind: BlockKind, level: int, *, aside: bool) -> None:
        if self._run:
            text = collapse("".join(self._run))
            self._run.clear()
            if text:
                self._found.append(Block(kind, text, level if kind == "heading" else 0, aside))
