"""What an HTML document says about itself: metadata and linked data."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_LINKED_DATA = re.compile(r"\s*application/ld\+json", re.IGNORECASE)
_JS_WRAPPER = re.compile(r"^\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$")
_JS_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)
_ZERO_WIDTH = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_TITLE_LENGTH = 2_000
"""Characters above which a ``<title>`` was never closed and holds the document."""


def metadata(root: Any) -> dict[str, tuple[str, ...]]:
    """Return ``<meta>`` by lower-case name, plus ``<title>``, the document's language and its canonical link."""
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or tag.get("itemprop") or "").strip().lower()
        content = collapse(tag.get("content") or "")
        if name and content:
            lang = (tag.get("xml:lang") or tag.get("lang") or "").lower()
            found.setdefault(f"{name}@{lang[:2]}" if lang else name, []).append(content)
    titles = (collapse("".join(tag.itertext())) for tag in root.iter("title"))
    if title := next((title for title in titles if 0 < len(title) <= _TITLE_LENGTH), None):
        found.setdefault("<title>", []).append(title)
    canonical = ((tag.get("href") or "").strip() for tag in root.iter("link") if tag.get("rel") == "canonical")
    if address := next(filter(None, canonical), None):
        found.setdefault("canonical", []).append(address)
    return {name: tuple(values) for name, values in found.items()}


def linked_data(root: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects; real pages wrap them in comments and leave control characters in their strings."""
    for tag in root.iter("script"):
        if not _LINKED_DATA.match(tag.get("type") or ""):
            continue
        try:
            data = json.loads(_plain_json(tag.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def collapse(text: str) -> str:
    """Return the text as a browser shows it: runs of white space as one space, soft hyphens and zero widths gone."""
    return " ".join((text if text.isascii() else _ZERO_WIDTH.sub("", text)).split())


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
