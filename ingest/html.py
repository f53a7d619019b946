"""HTML -> ``Page``: visible text as blocks in document order, metadata from the head.

BeautifulSoup on lxml parses; the text is decoded before (``ingest.decode``), since lxml returns an empty document for
a page whose declared charset does not fit its bytes.
"""

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, NavigableString, Tag, XMLParsedAsHTMLWarning
from bs4.element import PreformattedString

from ingest import markup
from ingest.page import Block, BlockKind, Page
from ingest.record import Source

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object", "head", "select", "button"})
_ASIDE = frozenset({"nav", "aside", "footer"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "ul",
})  # fmt: skip
"""Elements that begin a line; all others, known or not, stay in theirs."""
_CHIP = re.compile(r"(?:^|[-_ ])(?:chip|tag|badge|pill|keyword)s?(?:$|[-_ ])", re.IGNORECASE)
"""Classes of inline elements that a page shows as values of their own, side by side."""
_KEEPS_LINES = re.compile(r"white-?space\s*[-:]\s*(?:pre|break-spaces)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
_JS_WRAPPER = re.compile(r"^\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$")
_JS_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)
_MAX_DEPTH = 250
"""Nesting beyond this is an attack or a generator's fault; what lies deeper is read as one run of text."""


def read_html(text: str, source: Source) -> Page:
    """Read an HTML document; nothing is fetched or executed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(text, "lxml")
    meta = _meta(soup)
    url = source.url or next(iter(meta.get("canonical", ()) or meta.get("og:url", ())), None)
    return Page(
        source=source.at(url),
        blocks=tuple(_Walker().blocks(soup.body or soup)),
        meta=meta,
        linked_data=tuple(_linked_data(soup)),
        links=tuple(dict.fromkeys(_links(soup, url))),
    )


def _meta(soup: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    """Collect ``<meta>`` by lower-case name, plus ``<title>``, the document's language and its canonical link."""
    found: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").strip().lower()
        content = collapse(str(tag.get("content") or ""))
        if name and content:
            lang = str(tag.get("xml:lang") or tag.get("lang") or "").lower()
            found.setdefault(f"{name}@{lang[:2]}" if lang else name, []).append(content)
    if soup.title and (title := collapse(soup.title.get_text())):
        found.setdefault("<title>", []).append(title)
    canonical = soup.find("link", rel="canonical")
    if isinstance(canonical, Tag) and canonical.get("href"):
        found.setdefault("canonical", []).append(str(canonical["href"]).strip())
    return {name: tuple(values) for name, values in found.items()}


def _linked_data(soup: BeautifulSoup) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects; real pages wrap them in comments and leave control characters in their strings."""
    for tag in soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE)):
        try:
            data = json.loads(_plain_json(tag.string or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def _plain_json(text: str) -> str:
    """Take out what JavaScript allows and JSON does not: comments and a comma after the last value."""
    text = _LONE_SURROGATE.sub(r"\\ufffd", text)
    for form in (_JS_WRAPPER, _JS_COMMENT, _TRAILING_COMMA):
        text = form.sub(lambda m: (m.groups() and m[1]) or "", text)
    return text


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph", []))


def _links(soup: BeautifulSoup, base: str | None) -> Iterator[str]:
    for tag in soup.find_all("a", href=True):
        try:
            target = urljoin(base or "", str(tag["href"]).strip())
        except ValueError:  # "http://[broken"
            continue
        if target.startswith(("http://", "https://")):
            yield target


class _Walker:
    """Walks a parsed document and cuts its visible text into blocks."""

    def __init__(self, depth: int = 0) -> None:
        self._depth = depth
        self._run: list[str] = []

    def blocks(self, root: Tag) -> Iterator[Block]:
        yield from self._visit(root, "paragraph", 0, aside=False, depth=self._depth)
        yield from self._flush("paragraph", 0, aside=False)

    def _visit(self, tag: Tag, kind: BlockKind, level: int, *, aside: bool, depth: int) -> Iterator[Block]:
        for child in tag.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString):  # comments, doctypes, processing instructions
                    self._run.append(str(child))
            elif isinstance(child, Tag) and not _is_hidden(child):
                yield from self._element(child, kind, level, aside=aside, depth=depth)

    def _element(self, tag: Tag, kind: BlockKind, level: int, *, aside: bool, depth: int) -> Iterator[Block]:
        name = tag.name
        if name == "br":
            yield from self._flush(kind, level, aside=aside)
        elif depth >= _MAX_DEPTH:
            self._run.append(tag.get_text(" "))
        elif name == "sup":
            self._run.append(markup.raised(tag.get_text()))
        elif name == "tr":
            yield from self._flush(kind, level, aside=aside)
            yield from self._row(tag, aside=aside, depth=depth)
        elif name == "pre" or _KEEPS_LINES.search(f"{tag.get('style', '')} {_classes(tag)}"):
            yield from self._flush(kind, level, aside=aside)
            yield from (replace(block, aside=aside) for block in markup.blocks(tag.get_text().splitlines()))
        elif name not in _BLOCKS and not _CHIP.search(_classes(tag)):
            yield from self._visit(tag, kind, level, aside=aside, depth=depth + 1)
        else:
            yield from self._flush(kind, level, aside=aside)
            inner = _kind(name, kind)
            aside = aside or name in _ASIDE or str(tag.get("role", "")) in {"navigation", "contentinfo"}
            yield from self._visit(tag, inner, _HEADINGS.get(name, level), aside=aside, depth=depth + 1)
            yield from self._flush(inner, _HEADINGS.get(name, level), aside=aside)

    def _row(self, tag: Tag, *, aside: bool, depth: int) -> Iterator[Block]:
        """A table's row: one block of cells, or its blocks one by one where a cell holds more than a line."""
        cells = [list(_Walker(depth + 1).blocks(cell)) for cell in tag.find_all(["td", "th"], recursive=False)]
        if all(len(cell) <= 1 for cell in cells):
            texts = [cell[0].text if cell else "" for cell in cells]
            if any(texts):
                yield Block("row", "\t".join(texts), aside=aside)
        else:
            for cell in cells:
                yield from cell

    def _flush(self, kind: BlockKind, level: int, *, aside: bool) -> Iterator[Block]:
        text = collapse("".join(self._run))
        self._run.clear()
        if text:
            yield Block(kind, text, level=level if kind == "heading" else 0, aside=aside)


def collapse(text: str) -> str:
    """Return the text as a browser shows it: runs of white space as one space, soft hyphens and zero widths gone."""
    return _BLANKS.sub(" ", re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)).strip()


def _kind(name: str, outer: BlockKind) -> BlockKind:
    if name in _HEADINGS:
        return "heading"
    return "item" if name == "li" or (outer == "item" and name in {"p", "div"}) else "paragraph"


def _classes(tag: Tag) -> str:
    return " ".join(map(str, tag.get_attribute_list("class"))) if tag.has_attr("class") else ""


def _is_hidden(tag: Tag) -> bool:
    return tag.name in _SILENT or tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style", ""))))
